"""Columns that are drawn when they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class Drawn:
    """A column that is drawn when it is looked at: all that is known of 6,000 creatures would fill gigabytes.

    Args:
        draw: Makes the column's rows of some samples.
        some: The samples, or what else they are drawn from: it has a length and can be indexed as an array.
        shape: Of one row.
    """

    dtype = np.dtype(np.uint8)

    def __init__(self, draw: Callable[[Any], np.ndarray], some: Any, shape: tuple[int, ...]) -> None:
        self._draw, self._some, self._row = draw, some, shape

    def __len__(self) -> int:
        return len(self._some)

    def __getitem__(self, index: Any) -> Drawn:
        """The column of some of the samples, which is not drawn yet either."""
        return Drawn(self._draw, self._some[index], self._row)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        """The column, drawn: uint8, (count, ...)."""
        drawn = self._draw(self._some) if len(self) else np.empty(self.shape, np.uint8)
        return drawn if dtype is None else drawn.astype(dtype)

    @property
    def shape(self) -> tuple[int, ...]:
        """(count, ...)."""
        return (len(self), *self._row)
