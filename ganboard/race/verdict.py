"""Who won a race, and whether that can be told at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from ganboard.i18n import N_, message
from ganboard.journal import is_number
from ganboard.metrics.intervals import WIDTH, Interval, difference
from ganboard.metrics.reading import shown

FINISH = "finish"
"""Where a run's status tells how it came to the end of its race."""
DROPPED_OUT: dict[str, Any] = {}
"""What stands there of one that did not."""
SURE = 0.05
"""How often a winner may be named where there is none."""


@dataclass(frozen=True)
class Finish:
    """How an entrant came to the end.

    Attributes:
        step: Where.
        seconds: Of training up to there.
        distance: From the real samples, with its 95% interval; the less, the better. None where it could not be measured.
        count: Fakes that it was measured with.
    """

    step: int
    seconds: float
    distance: Interval | None
    count: int = 0

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        told = {"step": self.step, "seconds": self.seconds, "count": self.count}
        return told | ({} if self.distance is None else self.distance.to_dict())

    @staticmethod
    def of(status: dict[str, Any]) -> Finish | None:
        """What a run's status tells; None where it tells nothing."""
        told = status.get(FINISH)
        if not isinstance(told, dict) or not all(is_number(told.get(name)) for name in ("step", "seconds", "count")):
            return None
        known = all(is_number(told.get(name)) for name in ("value", "low", "high"))
        distance = Interval.from_dict(told) if known else None
        if distance is not None and not distance.finite:
            distance = None
        return Finish(int(told["step"]), float(told["seconds"]), distance, int(told["count"]))


@dataclass(frozen=True)
class Gap:
    """The best entrant against another.

    Attributes:
        other: The number of the other.
        difference: By how much the other's distance is larger, with its interval, as wide as many comparisons ask for.
        sure: Whether it is larger.
    """

    other: int
    difference: Interval
    sure: bool


@dataclass(frozen=True)
class Verdict:
    """What came of a race.

    Attributes:
        winner: The number of the entrant that won; None where nobody surely did.
        best: The number of the one with the smallest distance; None where none was measured.
        gaps: The best against each of the others, the nearest first.
    """

    winner: int | None
    best: int | None
    gaps: tuple[Gap, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether only one came to the end."""
        return self.best is not None and not self.gaps


def verdict(finishes: Sequence[Finish | None]) -> Verdict:
    """Who won: the entrant whose distance is surely smaller than that of each of the others.

    The best is compared with each of the others, so there are as many chances to be wrong. Holm's rule counts them: of m
    comparisons the surest has to hold at 5% / m, the next at 5% / (m - 1), and the last at 5%. A winner is named where all hold. So
    where several are equally good one of them is named in at most 5% of all races; in fewer than that where more than two are.

    The intervals tell how the numbers would vary with other fakes and other real samples, not how trainings vary with their seed:
    with another seed another one may win. Entrants are measured with the same noise against the same real samples, so they rise
    and fall together, and the intervals are rather too wide than too narrow.

    Args:
        finishes: Of the entrants in their order; None for one that dropped out.

    Returns:
        One that is left alone has won.

    Reference: Holm 1979, Section 2, jstor:4615733.
    Differs from the paper: levels are turned into widths as if differences were normal to either side.
    """
    known = {n: each.distance for n, each in enumerate(finishes) if each is not None and each.distance is not None}
    if not known:
        return Verdict(None, None)
    best = min(known, key=lambda number: known[number].value)
    others = {number: difference(known[best], each) for number, each in known.items() if number != best}
    if not others:
        return Verdict(best, best)
    surest = sorted(others, key=lambda number: -_sureness(others[number]))
    gaps, holds = [], True
    for place, number in enumerate(surest):
        wide = widened(others[number], len(surest) - place)
        holds = holds and wide.low > 0
        gaps.append(Gap(number, wide, holds))
    return Verdict(best if holds else None, best, tuple(sorted(gaps, key=lambda gap: gap.difference.value)))


def widened(interval: Interval, comparisons: int) -> Interval:
    """A 95% interval made so wide that it is wrong in 5% / ``comparisons``."""
    times = NormalDist().inv_cdf(1 - SURE / comparisons / 2) / WIDTH
    value, low, high = interval.value, interval.low, interval.high
    return Interval(value, value - times * (value - low), value + times * (high - value))


def _sureness(interval: Interval) -> float:
    """How many of its own lower arms a difference is above 0."""
    arm = interval.value - interval.low
    return interval.value / arm if arm > 0 else float("inf") if interval.value > 0 else 0.0


def in_words(
    found: Verdict, names: Sequence[str | dict[str, Any]], finishes: Sequence[Finish | None]
) -> dict[str, Any]:
    """The verdict as one sentence, a message.

    Args:
        found: What :func:`verdict` says.
        names: What the entrants are called.
        finishes: As for :func:`verdict`.
    """
    if found.best is None:
        return message(N_("None of them could be measured."))
    best = names[found.best]
    if found.alone:
        return message(N_("{name} is the only one that came to the end."), name=best)
    nearest = found.gaps[0]
    values = {"name": best, "other": names[nearest.other]}
    for key, number in (("first", found.best), ("second", nearest.other)):
        finish = finishes[number]
        values[key] = shown(finish.distance.value) if finish is not None and finish.distance is not None else "–"
    if found.winner is None:
        return message(
            N_(
                "{name} has the smallest distance from the real samples, {first}, but that of {other}, "
                "{second}, differs by no more than chance."
            ),
            **values,
        )
    return message(
        N_(
            "Its distance from the real samples is {first}. The next best, {other}, has {second}: the "
            "difference is larger than chance would make it."
        ),
        **values,
    )
