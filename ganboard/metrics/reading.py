"""What a metric says of one set of fakes, and what two such readings say of each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.metrics.intervals import Interval, apart, difference

Better = Literal["lower", "higher", "near one", "near zero"]
"""Which way a number gets better."""
Verdict = Literal["better", "worse", "cannot tell yet"]
"""What two intervals say: the one surely better, surely worse, or neither."""
ROUNDING = 1e-9
"""What is nearer to 0 than this is an error of rounding."""
TARGETS = {"near one": 1.0, "near zero": 0.0}


@dataclass(frozen=True)
class Reading:
    """One number about fakes.

    Attributes:
        name: The metric's.
        better: Which way it gets better.
        unit: As the metric's.
        value: The number; None where it cannot be told, and the sentence says why.
        low: The lower end of its 95% interval.
        high: The upper end.
        best: The same number for unseen real images, the best one can hope for; None where it is not known.
        fair: The number of as many fakes as ``best`` was made from, which is the one to compare with it; the same as ``value``
            where counts do not matter.
        count: Fakes looked at.
        real_count: Real images they were compared with.
        held_out_count: Unseen real images there are.
        extractor: The extractor's id; empty where only pixels were looked at.
        extractor_title: Its name for the screen. Marked for translation.
        counts_matter: Whether the number depends on the counts.
        sentence: What the number means here, a message.
        details: What else there is to show, as JSON types.
    """

    name: str
    better: Better
    unit: str
    count: int
    real_count: int
    held_out_count: int
    extractor: str
    extractor_title: str
    counts_matter: bool
    value: float | None = None
    low: float | None = None
    high: float | None = None
    best: Interval | None = None
    fair: Interval | None = None
    sentence: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def interval(self) -> Interval | None:
        """Value and ends together; None where there is no value."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return Interval(self.value, self.low, self.high)

    @property
    def leading(self) -> Interval | None:
        """The number that is shown wherever one is: the one that compares with unseen real images, where there are such."""
        return self.fair if self.best is not None and self.fair is not None else self.interval

    @property
    def leading_count(self) -> int:
        """From how many fakes :attr:`leading` is."""
        return min(self.count, self.held_out_count) if self.reduced else self.count

    @property
    def reduced(self) -> bool:
        """Whether :attr:`leading` is from fewer fakes than were made."""
        return self.counts_matter and self.fair is not None and self.best is not None and self.fair != self.interval

    def as_shown(self) -> Reading:
        """The same with :attr:`leading` as its value, so that a comparison has the numbers that stand elsewhere."""
        number = self.leading
        return self if number is None else replace(self, value=number.value, low=number.low, high=number.high)

    @property
    def verdict(self) -> Verdict | None:
        """The fakes against unseen real images, "cannot tell yet" where intervals overlap; None where one is not known."""
        if self.best is None or self.fair is None:
            return None
        fair, best = towards(self.fair, self.better), towards(self.best, self.better)
        if fair.low <= best.high and best.low <= fair.high:
            return "cannot tell yet"
        return "better" if (fair.value > best.value) == (self.better == "higher") else "worse"

    def to_dict(self) -> dict[str, Any]:
        """JSON types; texts not translated yet."""
        return {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "best": None if self.best is None else self.best.to_dict(),
            "fair": None if self.fair is None else self.fair.to_dict(),
            "verdict": self.verdict,
        }

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Reading:
        """The reading that :meth:`to_dict` described."""
        known = {name: data[name] for name in Reading.__dataclass_fields__}
        for name in ("best", "fair"):
            known[name] = None if known[name] is None else Interval.from_dict(known[name])
        return Reading(**known)


@dataclass(frozen=True)
class Comparison:
    """Two readings of the same metric.

    Attributes:
        difference: Second minus first, with its interval; None where it cannot be told.
        verdict: Whether the second is better.
        sentence: A message.
    """

    difference: Interval | None
    verdict: Verdict
    sentence: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        change = None if self.difference is None else self.difference.to_dict()
        return {"difference": change, "verdict": self.verdict, "sentence": self.sentence}


def compare(first: Reading, second: Reading) -> Comparison:
    """What changed from one reading to another of the same metric: two checkpoints, or two runs.

    The two are taken as independent. Two readings against the same real images rise and fall together, so that the interval of
    their difference is wider than it need be: better or worse is rather said too seldom than too often.

    Raises:
        GANBoardError: the readings are of different metrics, or were taken with different extractors.
    """
    if first.name != second.name:
        raise GANBoardError(
            N_("Readings of two different metrics, {first} and {second}, cannot be compared."),
            first=first.name,
            second=second.name,
        )
    if first.extractor != second.extractor:
        raise GANBoardError(
            N_(
                "One number was taken with {first}, the other with {second}. Numbers of two extractors cannot be "
                "compared: measure both with the same."
            ),
            first=message(first.extractor_title),
            second=message(second.extractor_title),
        )
    one, two = first.interval, second.interval
    if one is None or two is None:
        return Comparison(None, "cannot tell yet", message(N_("One of the two numbers could not be computed.")))
    if first.counts_matter and (first.count, first.real_count) != (second.count, second.real_count):
        return Comparison(
            None,
            "cannot tell yet",
            message(
                N_(
                    "This number depends on how many images there are: one was taken from {first} fakes and {first_real} "
                    "real images, the other from {second} and {second_real}. Measure both with as many."
                ),
                first=first.count,
                second=second.count,
                first_real=first.real_count,
                second_real=second.real_count,
            ),
        )
    change = difference(one, two)
    progress = difference(towards(one, first.better), towards(two, first.better))
    verdict: Verdict = "better" if (progress.value > 0) == (first.better == "higher") else "worse"
    if progress.low <= 0 <= progress.high:
        verdict = "cannot tell yet"
    texts = {"first": one.value, "second": two.value, "low": change.low, "high": change.high}
    return Comparison(
        change, verdict, message(CHANGES[verdict], **{key: shown(value, first.unit) for key, value in texts.items()})
    )


CHANGES: dict[Verdict, str] = {
    "better": N_("The second is better: {second} instead of {first}; the difference is between {low} and {high}."),
    "worse": N_("The second is worse: {second} instead of {first}; the difference is between {low} and {high}."),
    "cannot tell yet": N_(
        "Cannot tell yet which is better: {first} and {second}; the difference is between {low} and {high}."
    ),
}


def towards(interval: Interval, better: Better) -> Interval:
    """What is compared: the number itself, or how far it is from where it should be."""
    return apart(interval, TARGETS[better]) if better in TARGETS else interval


def shown(value: float, unit: str = "") -> str:
    """A number as it is read: three digits that count, percent for a share, a true minus, no exponent.

    Only nothing is 0.0%, and only all is 100.0%: what is nearer to these gets as many digits as it takes.
    """
    if unit == "share":
        gap = min(abs(value), abs(1 - value))
        digits = 1 if gap < ROUNDING or gap >= 0.0005 else 1 - math.floor(math.log10(1000 * gap))
        text = f"{value if abs(value) >= ROUNDING else 0:.{digits}%}"
    elif abs(value) < ROUNDING:
        text = "0"
    elif abs(value) >= 1000:
        text = f"{value:,.0f}"
    else:
        text = np.format_float_positional(value, precision=3, unique=False, fractional=False, trim="-")
    return text.replace("-", "−")
