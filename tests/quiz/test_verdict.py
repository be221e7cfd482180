"""Guesses counted by stages, the course of a round, and a verdict that says no more than the intervals do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from ganboard.i18n import render, translations
from ganboard.quiz.course import LENGTH, nearest, spread, step_of
from ganboard.quiz.tally import Guess, judges, stages, yours
from ganboard.quiz.verdict import CLASS, YOU, Verdict, in_words, verdict


def guesses(step: int, right: int, count: int, judge: int | None = None) -> list[Guess]:
    """So many right ones of so many; D's are right from the other end."""
    of_judge = count if judge is None else judge
    return [Guess(step, n < right, count - n <= of_judge) for n in range(count)]


def test_a_few_steps_are_a_stage_each_and_many_share_some_without_being_torn() -> None:
    few = [*guesses(50, 1, 2), *guesses(0, 3, 3), *guesses(5, 0, 1)]
    assert [(stage.first, len(stage.guesses)) for stage in stages(few)] == [(0, 3), (5, 1), (50, 2)]
    assert (yours(few).right, yours(few).count, judges(few).right) == (4, 6, 6)
    chance = np.random.default_rng(0)
    many = [Guess(int(step), True, True) for step in np.sort(chance.integers(0, 40, 60))]
    found = stages([many[n] for n in chance.permutation(60)])
    assert len(found) == 5
    assert sum(len(stage.guesses) for stage in found) == 60
    assert all(before.last < after.first for before, after in pairwise(found))
    assert max(len(stage.guesses) for stage in found) < 20
    assert stages([]) == []


def test_a_round_goes_from_early_to_late_over_steps_that_are_even_on_a_log_scale() -> None:
    steps = [0, 5, 10, 20, 30, 50, 100, 200, 400, 800, 1600, 3000]
    chosen = spread(steps)
    assert (chosen[0], chosen[-1], len(chosen)) == (0, 3000, 5)
    gaps = np.diff([math.log(step + 1) for step in chosen])
    assert gaps.max() < 2 * gaps.min()
    assert spread([7, 9]) == (7, 9)
    course = [step_of(number, chosen) for number in range(2 * LENGTH)]
    assert course[:LENGTH] == sorted(course[:LENGTH]) == course[LENGTH:]
    assert {step: course.count(step) for step in chosen} == dict.fromkeys(chosen, 8)
    assert nearest(60, [5, 50, 400]) == 50


def test_who_falls_to_chance_is_told_where_and_whether_d_does() -> None:
    early, late = guesses(0, 8, 8), guesses(600, 10, 20)
    found = verdict([*guesses(2000, 5, 12), *late, *early])
    assert (found.kind, found.step, found.judge) == ("fell", 600, True)
    sentence = render(in_words(found, [*early, *late]))
    assert sentence == "From step 600 on you could not tell any more; the judge still could."
    assert not verdict([*early, *guesses(600, 10, 20, judge=9)]).judge
    # One who is right more often than by guessing to the end did not fall to chance, nor one of whom too little is known.
    assert verdict([*guesses(0, 100, 100), *guesses(600, 70, 100)]).kind == "told"
    assert verdict([*guesses(0, 4, 4), *guesses(600, 3, 6)]).kind != "fell"


@pytest.mark.parametrize(
    ("right", "count", "kind"),
    [(0, 0, "few"), (3, 4, "few"), (9, 9, "told"), (18, 20, "told"), (11, 20, "chance"), (3, 20, "below")],
)
def test_one_stage_alone(right: int, count: int, kind: str) -> None:
    assert verdict(guesses(9000, right, count)).kind == kind


def test_who_is_better_is_told_of_the_pairs_on_which_the_two_differ() -> None:
    assert verdict(guesses(0, 10, 20)).better == "judge"
    assert verdict(guesses(0, 20, 20, judge=8)).better == "you"
    assert verdict(guesses(0, 10, 20, judge=10)).better is None  # ten against ten
    assert verdict([Guess(0, True, True)] * 50).better is None


@pytest.mark.parametrize("each", [4, 8, 40])
def test_of_those_who_guess_equally_well_all_the_time_few_are_told_that_they_fell(each: int) -> None:
    chance = np.random.default_rng(each)
    for skill in (0.5, 0.6, 0.75, 0.9):
        wrong = sum(verdict(drawn(chance, [skill] * 5, each)).kind == "fell" for _ in range(200))
        assert wrong <= 12  # of 200 at 5%; that it is 2% shows that this can fail
    found = [verdict(drawn(chance, [1, 0.95, 0.5, 0.5, 0.5], each)).kind == "fell" for _ in range(100)]
    assert np.mean(found) > (0.3 if each == 4 else 0.8)


def drawn(chance: np.random.Generator, skills: Sequence[float], each: int) -> list[Guess]:
    return [Guess(step, bool(chance.random() < p), True) for step, p in enumerate(skills) for _ in range(each)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verdict_has_its_sentences(language: str) -> None:
    assert YOU.keys() == CLASS.keys()
    some = guesses(0, 3, 20, judge=15)
    for kind in ("few", "told", "chance", "below", "fell"):
        for judge in (True, False):
            for of_class in (True, False):
                found = Verdict(kind, 1234 if kind == "fell" else None, judge)
                said = render(in_words(found, some, of_class), translations(language).gettext)
                assert "{" not in said
                assert "None" not in said
                assert ("1,234" in said) == (kind == "fell")
