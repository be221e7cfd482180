"""A number with the range in which it lies in 95 of 100 cases, and what is done with such numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

WIDTH = 1.959963984540054
"""Standard deviations to either side that hold 95% of a normal distribution."""


@dataclass(frozen=True)
class Interval:
    """A number and its 95% interval.

    What it covers is the number's expectation at the same counts of images: had other fakes and other real images of the same
    kind been drawn, 95 of 100 intervals made in this way would contain it.

    Attributes:
        value: The number.
        low: The lower end.
        high: The upper end.
    """

    value: float
    low: float
    high: float

    @property
    def finite(self) -> bool:
        """Whether value and ends are numbers."""
        return all(map(math.isfinite, (self.value, self.low, self.high)))

    def to_dict(self) -> dict[str, float]:
        """``{"value", "low", "high"}``."""
        return {"value": self.value, "low": self.low, "high": self.high}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Interval:
        """The interval that :meth:`to_dict` described."""
        return Interval(float(data["value"]), float(data["low"]), float(data["high"]))


def normal(value: float, variance: float, lowest: float = -math.inf, highest: float = math.inf) -> Interval:
    """The interval of a number that is normally distributed.

    Args:
        value: The number.
        variance: Its variance; what is below 0 counts as 0.
        lowest: No end lies below.
        highest: No end lies above.
    """
    reach = WIDTH * math.sqrt(max(variance, 0.0))
    return Interval(float(value), float(max(value - reach, lowest)), float(min(value + reach, highest)))


def positive(value: float, variance: float) -> Interval:
    """The interval of a number above 0 whose logarithm is normally distributed, as that of a squared distance nearly is.

    Args:
        value: The number, at least 0.
        variance: Its variance.
    """
    deviation = math.sqrt(max(variance, 0.0))
    if deviation > value:  # so near to 0 that a logarithm says nothing
        return normal(value, variance, lowest=0.0)
    reach = WIDTH * deviation / value if value else 0.0
    return Interval(float(value), value * math.exp(-reach), value * math.exp(reach))


def redrawn(value: float, draws: np.ndarray, lowest: float = -math.inf, highest: float = math.inf) -> Interval:
    """The interval of a number whose standard deviation is that of its bootstrap draws, (draws,)."""
    return normal(value, float(draws.var(ddof=1)), lowest, highest)


def share(value: float, count: float, width: float = WIDTH) -> Interval:
    """The interval of a part of ``count`` independent cases.

    Args:
        value: The part, 0 to 1.
        count: Of how many; not whole where cases hang together, so that there are in effect fewer or more of them.
        width: Standard deviations to either side.

    Reference: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    Differs from the paper: nothing.
    """
    square = width**2
    middle = (value + square / (2 * count)) / (1 + square / count)
    reach = width / (1 + square / count) * math.sqrt(value * (1 - value) / count + square / (4 * count**2))
    return Interval(float(value), max(min(middle - reach, value), 0.0), min(max(middle + reach, value), 1.0))


def ratio(above: np.ndarray, below: np.ndarray) -> Interval:
    """The interval of a ratio of two means of independent cases, by the delta method.

    Args:
        above: float64, (count,).
        below: float64, (others,), of mean above 0.
    """
    top, bottom = float(above.mean()), float(below.mean())
    value = top / bottom
    variance = above.var(ddof=1) / len(above) + value**2 * below.var(ddof=1) / len(below)
    return normal(value, float(variance) / bottom**2, lowest=0.0)


def difference(first: Interval, second: Interval) -> Interval:
    """The interval of ``second - first`` where the two are independent; too wide where they rise and fall together.

    Reference: Zou and Donner 2008, Section 2, doi:10.1002/sim.3095.
    Differs from the paper: nothing.
    """
    value = second.value - first.value
    down = math.hypot(second.value - second.low, first.high - first.value)
    up = math.hypot(second.high - second.value, first.value - first.low)
    return Interval(value, value - down, value + up)


def apart(interval: Interval, target: float) -> Interval:
    """How far a number is from a target: the interval of ``|value - target|``."""
    ends = sorted((abs(interval.low - target), abs(interval.high - target)))
    inside = interval.low <= target <= interval.high
    return Interval(abs(interval.value - target), 0.0 if inside else ends[0], ends[1])
