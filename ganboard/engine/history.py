"""A run's measures in memory: columns of numbers, thinned for a chart."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from typing import Any

from ganboard.snapshot import MEASURES

COLUMNS = ("step", "seconds", "steps_per_second", *MEASURES)
"""What a row holds."""
POINTS = 240
"""Points of a chart at most."""
LATER = ("real_log", "fake_log")
"""Measures that rows from before they were taken do not have. They read as NaN: no number is not the number 0."""


class History:
    """Rows of measures, 80 bytes each, so that days of training fit into memory.

    Args:
        rows: What is there already, as ``Run.history`` gives it.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = ()) -> None:
        self._columns = {name: array("d") for name in COLUMNS}
        for row in rows:
            self.append(row)

    def append(self, row: dict[str, Any]) -> None:
        """Add a row."""
        for name, column in self._columns.items():
            column.append(row.get(name, math.nan if name in LATER else 0.0))

    def last(self) -> dict[str, float]:
        """The newest row without what it lacks, or an empty dict."""
        if not self._columns["step"]:
            return {}
        return {name: column[-1] for name, column in self._columns.items() if not math.isnan(column[-1])}

    def columns(self, points: int = POINTS) -> dict[str, list[float]]:
        """Every second, fourth, eighth, ... row and the newest, so that a growing chart does not tremble.

        Args:
            points: Rows at most, at least 3.
        """
        count, every = len(self._columns["step"]), 1
        while (count - 1) // every + 2 > points:
            every *= 2
        thinned = {name: column[::every].tolist() for name, column in self._columns.items()}
        if count and (count - 1) % every:
            for name, column in self._columns.items():
                thinned[name].append(column[-1])
        return thinned
