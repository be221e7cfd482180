"""Whose turn it is: with entrants of any speed, nobody is further ahead than a turn."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ganboard.race.turns import STRIDE, TURN, Stand, level, next_stint

SPEEDS = [[80.0, 80.0], [400.0, 20.0, 85.0], [3.0, 2000.0, 60.0, 61.0]]
"""Steps a second."""


def drive(speeds: list[float], by: str, turns: int = 3_000) -> list[list[Stand]]:
    """Where all stand after each turn, each doing whole steps in its time, at least one."""
    stands = [Stand(0, 0.0) for _ in speeds]
    seen = []
    for _ in range(turns):
        stint = next_stint(stands, by)  # type: ignore[arg-type]
        speed, before = speeds[stint.number], stands[stint.number]
        steps = max(1, int(stint.seconds * speed))
        if stint.steps is not None:
            steps = min(steps, stint.steps)
        stands[stint.number] = Stand(before.step + steps, before.seconds + steps / speed)
        seen.append(list(stands))
    return seen


@pytest.mark.parametrize("speeds", SPEEDS)
def test_step_for_step_all_meet_before_somebody_goes_ahead(speeds: list[float]) -> None:
    seen = drive(speeds, "step")
    assert all(max(each.step for each in now) - min(each.step for each in now) <= STRIDE for now in seen)
    for before, now in pairwise(seen):
        ahead, was_ahead = max(each.step for each in now), max(each.step for each in before)
        assert ahead == was_ahead or level(before)
    assert sum(map(level, seen)) > 20


@pytest.mark.parametrize("speeds", SPEEDS)
def test_second_for_second_nobody_is_ahead_by_more_than_a_turn(speeds: list[float]) -> None:
    seen, longest = drive(speeds, "seconds"), max(TURN, *(1 / speed for speed in speeds))
    assert all(max(each.seconds for each in now) - min(each.seconds for each in now) <= 1.2 * longest for now in seen)
    assert min(each.seconds for each in seen[-1]) > 10


def test_who_comes_back_from_far_behind_catches_up_first() -> None:
    stint = next_stint([Stand(500, 5.0), Stand(100, 1.0), Stand(480, 4.9)], "step")
    assert (stint.number, stint.steps) == (1, 400)
    assert next_stint([Stand(500, 5.0), Stand(900, 1.0)], "seconds").number == 1
