"""Who won: by hand where it is clear, and by simulation where nobody did."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.i18n import render
from ganboard.metrics.intervals import WIDTH, Interval
from ganboard.race.verdict import Finish, in_words, verdict, widened

RACES = 4_000


def finish(value: float, reach: float = 0.02) -> Finish:
    return Finish(600, 15.0, Interval(value, value - reach, value + reach), 500)


def test_who_is_clearly_nearer_wins_and_the_sentence_names_its_numbers() -> None:
    finishes = [finish(0.50), finish(0.20), finish(0.40)]
    found = verdict(finishes)
    assert (found.winner, found.best) == (1, 1)
    assert [gap.other for gap in found.gaps] == [2, 0]  # the nearest first
    assert all(gap.sure and gap.difference.low > 0 for gap in found.gaps)
    said = render(in_words(found, "ABC", finishes))
    assert said.startswith("Its distance from the real samples is 0.2.")
    assert "C, has 0.4" in said


def test_intervals_that_overlap_name_nobody() -> None:
    finishes = [finish(0.50), finish(0.21), finish(0.20)]
    found = verdict(finishes)
    assert (found.winner, found.best) == (None, 2)
    assert {gap.other: gap.sure for gap in found.gaps} == {0: True, 1: False}
    assert "no more than chance" in render(in_words(found, "ABC", finishes))


def test_the_surest_of_several_comparisons_is_held_to_the_most() -> None:
    """A difference that holds alone does not where it is the surest of three."""
    z = 2.1  # standard deviations of the difference: above 1.96, below 2.39
    apart = z * np.hypot(0.02, 0.02) / WIDTH
    assert verdict([finish(0.2), finish(0.2 + apart)]).winner == 0
    assert verdict([finish(0.2), finish(0.2 + apart), finish(0.2 + apart), finish(0.2 + apart)]).winner is None
    assert verdict([finish(0.2), finish(0.2 + apart), finish(0.9), finish(0.9)]).winner == 0  # the last has all 5%
    assert widened(Interval(0.0, -WIDTH, WIDTH), 3).high == pytest.approx(2.394, abs=0.001)


def test_who_dropped_out_is_not_compared_and_who_is_left_alone_wins() -> None:
    assert verdict([None, finish(0.2), finish(0.5)]).winner == 1
    alone = verdict([None, finish(0.9)])
    assert (alone.winner, alone.alone) == (1, True)
    assert "the only one" in render(in_words(alone, "AB", [None, finish(0.9)]))
    nobody = verdict([None, Finish(3, 1.0, None)])
    assert (nobody.winner, nobody.best) == (None, None)
    assert "None of them" in render(in_words(nobody, "AB", [None, None]))


@pytest.mark.parametrize(
    ("means", "most"),
    [([1, 1], 0.05), ([1, 1, 1], 0.05), ([1, 1, 1, 1], 0.05), ([1, 1, 3, 3], 0.05), ([1, 1, 1.05, 3], 0.05)],
)
def test_among_equals_a_winner_is_named_in_at_most_one_race_of_twenty(means: list[float], most: float) -> None:
    chance, deviation = np.random.default_rng(len(means)), 0.05
    drawn = chance.normal(means, deviation, (RACES, len(means)))
    reach = WIDTH * deviation
    named = sum(
        verdict([Finish(1, 1.0, Interval(value, value - reach, value + reach), 500) for value in row.tolist()]).winner
        is not None
        for row in drawn
    )
    assert named / RACES < most + 2 * np.sqrt(most / RACES)


def test_the_rule_is_no_stricter_than_it_has_to_be() -> None:
    """Two equals far ahead of two others: the whole 5% are used. And a difference of four deviations is nearly always seen."""
    chance, deviation = np.random.default_rng(5), 0.05
    reach = WIDTH * deviation

    def share(means: list[float]) -> float:
        drawn = chance.normal(means, deviation, (RACES, len(means)))
        rows = [[Finish(1, 1.0, Interval(v, v - reach, v + reach), 500) for v in row.tolist()] for row in drawn]
        return sum(verdict(row).winner is not None for row in rows) / RACES

    assert share([1, 1, 3, 3]) == pytest.approx(0.05, abs=0.012)
    assert share([1, 1 + 5 * deviation * np.sqrt(2), 2, 2]) > 0.95


def test_a_finish_comes_back_from_a_status_and_nonsense_does_not() -> None:
    one = finish(0.3)
    assert Finish.of({"finish": one.to_dict()}) == one
    assert Finish.of({"finish": Finish(3, 1.0, None).to_dict()}) == Finish(3, 1.0, None)
    for nonsense in (None, [], {"step": "x"}, {"step": 1, "seconds": None, "count": 1}):
        assert Finish.of({"finish": nonsense}) is None
    broken = {"step": 1, "seconds": 1.0, "count": 1, "value": float("nan"), "low": 0.0, "high": 1.0}
    assert Finish.of({"finish": broken}) == Finish(1, 1.0, None, 1)
