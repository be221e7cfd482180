"""Guesses which of two pictures is real, counted: a visitor's or a class's beside D's on the same pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ganboard.metrics.intervals import WIDTH, Interval, share

STAGES = 5
"""Parts of a training, at most, for which guesses are counted apart."""


@dataclass(frozen=True)
class Guess:
    """What came of one pair.

    Attributes:
        step: At which the fake of the pair was made.
        right: Whether the visitor was.
        judge_right: Whether D was: whether it scored the real one higher.
    """

    step: int
    right: bool
    judge_right: bool


@dataclass(frozen=True)
class Rate:
    """How often somebody was right.

    Attributes:
        right: So many times.
        count: Of so many, at least 1.
    """

    right: int
    count: int

    def interval(self, width: float = WIDTH) -> Interval:
        """The part that was right, with its interval.

        Args:
            width: Standard deviations to either side.
        """
        return share(self.right / self.count, self.count, width)


@dataclass(frozen=True)
class Stage:
    """A part of a training.

    Attributes:
        first: The first step of which there was a pair.
        last: The last one.
        guesses: On pairs of this part, at least one.
    """

    first: int
    last: int
    guesses: tuple[Guess, ...]


def yours(guesses: Iterable[Guess]) -> Rate:
    """How often the visitor was right."""
    found = [each.right for each in guesses]
    return Rate(sum(found), len(found))


def judges(guesses: Iterable[Guess]) -> Rate:
    """How often D was."""
    found = [each.judge_right for each in guesses]
    return Rate(sum(found), len(found))


def stages(guesses: Sequence[Guess], most: int = STAGES) -> list[Stage]:
    """Guesses by the part of the training that their pairs are of, early ones first.

    Where there are no more steps than parts each step is one; else parts hold about as many guesses, and no step is in two of them.

    Args:
        guesses: In any order.
        most: Parts at most.
    """
    ordered = sorted(guesses, key=lambda each: each.step)
    few = len({each.step for each in ordered}) <= most
    parts: dict[int, list[Guess]] = {}
    first_at: dict[int, int] = {}
    for number, each in enumerate(ordered):
        place = first_at.setdefault(each.step, number)  # where a step begins decides for all of it
        parts.setdefault(each.step if few else place * most // len(ordered), []).append(each)
    return [Stage(part[0].step, part[-1].step, tuple(part)) for part in parts.values()]
