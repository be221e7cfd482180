"""A run's numbers over its steps, as the symptoms read them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.doctor.moments import next_moment
from ganboard.journal import is_number

LISTS = ("seen", "wanted", "middle")
"""The columns of the probe's rows that hold several numbers."""


@dataclass(frozen=True)
class Moment:
    """What is known of one step.

    Attributes:
        step: Which.
        numbers: What the probe measured there, and the means of the history since the moment before; lists of numbers where there
            are several. What was not measured is not there.
        largest: The largest size of each of the history's numbers since then.
    """

    step: int
    numbers: Mapping[str, Any]
    largest: Mapping[str, float]

    def get(self, name: str) -> float | None:
        """A number; None where it was not measured."""
        found = self.numbers.get(name)
        return float(found) if found is not None and is_number(found) else None

    def list(self, name: str) -> np.ndarray | None:
        """Several numbers, (count,); None where they were not measured."""
        found = self.numbers.get(name)
        return np.asarray(found, np.float64) if isinstance(found, list) else None


@dataclass(frozen=True)
class Course:
    """What is known of a run up to one step, oldest first.

    Attributes:
        config: Its config.
        step: Up to where.
        moments: What the probe measured, and the history beside it; in a run that an older version trained the history alone.
        quality: The rows of what was estimated while it trained.
        broke: Where a loss became NaN or infinite and ended it; None where none did.
    """

    config: TrainConfig
    step: int
    moments: tuple[Moment, ...]
    quality: tuple[dict[str, Any], ...] = ()
    broke: int | None = None

    def recent(self, number: int, name: str, count: int = 3) -> float | None:
        """The mean of a number at a moment and the ones before it; None where fewer than two of them have it."""
        found = [moment.get(name) for moment in self.moments[max(0, number - count + 1) : number + 1]]
        known = [value for value in found if value is not None]
        return sum(known) / len(known) if len(known) >= 2 else None

    def before(self, number: int, part: float) -> int:
        """The number of the newest moment that lies at most at this part of a moment's step, or 0."""
        limit = part * self.moments[number].step
        return max((each for each in range(number) if self.moments[each].step <= limit), default=0)


def course_of(
    config: TrainConfig,
    step: int,
    history: Iterable[dict[str, Any]],
    probes: Iterable[dict[str, Any]],
    quality: Iterable[dict[str, Any]] = (),
    broke: int | None = None,
) -> Course:
    """Lay a run's rows beside each other, up to a step.

    Args:
        config: The run's.
        step: Up to where.
        history: Rows of the history, ascending.
        probes: Rows of the probe, ascending; what is no number in them is left out.
        quality: Rows of the estimated quality, ascending.
        broke: See :class:`Course`.
    """
    past = [row for row in history if row["step"] <= step]
    rows = [row for row in map(_usable, probes) if row["step"] <= step and len(row) > 1] or list(_looked(config, past))
    moments, place = [], 0
    for row in rows:
        between: dict[str, list[float]] = {}
        while place < len(past) and past[place]["step"] <= row["step"]:
            for name, value in past[place].items():
                if math.isfinite(value):
                    between.setdefault(name, []).append(value)
            place += 1
        means = {name: sum(values) / len(values) for name, values in between.items()}
        largest = {name: max(map(abs, values)) for name, values in between.items()}
        moments.append(Moment(int(row["step"]), {**means, **row}, largest))
    return Course(config, step, tuple(moments), tuple(row for row in quality if row["step"] <= step), broke)


def _looked(config: TrainConfig, history: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The steps of a history at which a probe would have looked."""
    due = 0
    for row in history:
        if row["step"] >= due:
            yield {"step": row["step"]}
            due = next_moment(config, int(row["step"]))


def _usable(row: dict[str, Any]) -> dict[str, Any]:
    """What of a row is what it should be; a file may come from anywhere."""

    def fine(name: str, value: Any) -> bool:
        if name in LISTS:
            return isinstance(value, list) and all(is_number(each) and math.isfinite(each) for each in value)
        return is_number(value) and math.isfinite(value)

    return {name: value for name, value in row.items() if fine(name, value)}
