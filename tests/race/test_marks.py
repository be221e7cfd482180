"""Where entrants are measured."""

from __future__ import annotations

from ganboard.config import TrainConfig
from ganboard.race.marks import MARKS, REVIEWED, looked_back_at, marks_passed, steps_to_mark


def test_a_race_of_steps_is_measured_at_the_same_steps() -> None:
    config, step, seen = TrainConfig(steps=600), 0, []
    while step < 600:
        step += min(7, steps_to_mark(step, config) or 7)
        if marks_passed(step, 0.0, config) > len(seen):
            seen.append(step)
    assert seen == [75 * number for number in range(1, MARKS + 1)]
    assert marks_passed(3, 0.0, TrainConfig(steps=3)) == 3  # a race may be shorter than its marks


def test_a_race_that_begins_later_has_as_many_parts_from_there() -> None:
    config, step, seen = TrainConfig(steps=1000), 600, []
    assert marks_passed(600, 0.0, config, 600) == marks_passed(30, 0.0, config, 600) == 0
    while step < 1000:
        step += min(7, steps_to_mark(step, config, 600) or 7)
        if marks_passed(step, 0.0, config, 600) > len(seen):
            seen.append(step)
    assert seen == [600 + 50 * number for number in range(1, MARKS + 1)]
    assert steps_to_mark(600, TrainConfig(steps=600), 600) == 1  # nothing is left to be played


def test_a_race_of_seconds_has_as_many_parts() -> None:
    config = TrainConfig(seconds=16)
    assert [marks_passed(9, seconds, config) for seconds in (0.0, 1.9, 2.0, 15.9, 16.3)] == [0, 0, 1, 7, 8]
    assert steps_to_mark(9, config) is None
    assert marks_passed(9, 9.0, TrainConfig()) == 0


def test_a_future_that_was_there_is_measured_at_few_of_many_checkpoints_the_first_among_them() -> None:
    for count in (0, 1, 15, 16, 17, 31, 32, 33, 200):
        steps = list(range(100, 100 + 10 * count, 10))
        found = looked_back_at(steps)
        assert found[:1] == steps[:1]
        assert len(found) <= REVIEWED
        assert len(found) == count or len(found) > REVIEWED // 2
