"""A run's measures in memory: columns of numbers, thinned for a chart."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from ganboard.evaluation.watch import NUMBERS, usable

CLOCK = ("step", "seconds", "steps_per_second")
"""What a row holds besides a method's measures."""
POINTS = 240
"""Points of a chart at most."""


class History:
    """Rows of measures, 8 bytes a number, so that days of training fit into memory.

    A measure that a row lacks, since it came later or is another method's, reads as NaN: no number is not the number 0.

    Args:
        rows: What is there already, as ``Run.history`` gives it.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = ()) -> None:
        self._columns = {"step": array("d")}
        for row in rows:
            self.append(row)

    def append(self, row: dict[str, Any]) -> None:
        """Add a row."""
        before = len(self._columns["step"])
        for name in row.keys() - self._columns.keys():
            self._columns[name] = array("d", [math.nan]) * before
        for name, column in self._columns.items():
            column.append(row.get(name, math.nan))

    def last(self) -> dict[str, float]:
        """The newest row without what it lacks, or an empty dict."""
        return self._row(-1) if self._columns["step"] else {}

    def _row(self, index: int) -> dict[str, float]:
        return {name: column[index] for name, column in self._columns.items() if not math.isnan(column[index])}

    def at(self, step: int) -> dict[str, float]:
        """The last row that is not after a step, without what it lacks; an empty dict where there is none."""
        index = bisect_right(self._columns["step"], step) - 1
        return {} if index < 0 else self._row(index)

    def columns(self, points: int = POINTS) -> dict[str, list[float]]:
        """Every second, fourth, eighth, ... row and the newest, so that a growing chart does not tremble.

        Args:
            points: Rows at most, at least 3.
        """
        picks = _picks(len(self._columns["step"]), points)
        return {name: [column[index] for index in picks] for name, column in self._columns.items()}


def measures_of(row: dict[str, float]) -> dict[str, float]:
    """What a method measured, of a row of the history."""
    return {name: value for name, value in row.items() if name not in CLOCK}


def cut(columns: dict[str, list[float]], after: float, until: float) -> dict[str, list[float]]:
    """The part of a table whose steps lie above ``after`` and not above ``until``; it has a column ``"step"``."""
    picks = [index for index, step in enumerate(columns["step"]) if after < step <= until]
    return {name: [column[index] for index in picks] for name, column in columns.items()}


def quality_columns(rows: Iterable[dict[str, Any]], points: int = POINTS) -> dict[str, list[float]]:
    """Columns of a run's estimates of quality, thinned like the history.

    Args:
        rows: As ``Run.quality`` gives them.
        points: Rows at most, at least 3.

    Returns:
        By :data:`ganboard.evaluation.watch.NUMBERS`; and ``unseen``, a list with the number of unseen real images as soon as it
        is known. Empty where there are no rows.
    """
    kept = usable(rows)
    if not kept:
        return {}
    columns = {name: [float(kept[index][name]) for index in _picks(len(kept), points)] for name in NUMBERS}
    return {**columns, "unseen": [float(row["unseen"]) for row in kept if "unseen" in row][-1:]}


def _picks(count: int, points: int) -> list[int]:
    every = 1
    while (count - 1) // every + 2 > points:
        every *= 2
    picks = list(range(0, count, every))
    return [*picks, count - 1] if count and picks[-1] != count - 1 else picks
