"""The sheet on which creatures are painted, many at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from ganboard.creatures import geometry
from ganboard.creatures.factors import FACTORS, Factor
from ganboard.creatures.geometry import Box
from ganboard.creatures.traits import Array, Creatures

SMALLEST, LARGEST = 16, 512
"""Pixels along a side of a picture."""
CHUNK = 80_000
"""Pixels drawn at a time: so few that all arrays stay in the processor's cache."""
Window = tuple[slice, slice]
"""Some rows and columns of a picture."""
Rows = slice | Array
"""Some of the creatures of a sheet."""
EVERYBODY = slice(None)


class Frames:
    """Where the pixels of pictures lie, seen from the creatures in them.

    Args:
        creatures: Some, at least one.
        size: Pixels along a side.

    Attributes:
        places: Of the pixels' middles, in widths of the picture.
        pixel: How long a pixel's side is in each creature's own frame, (count, 1, 1).
    """

    def __init__(self, creatures: Creatures, size: int) -> None:
        self.creatures, self.size = creatures, size
        c = creatures
        self._wide = c.trait("scale") * c.trait("wide") * (1 + 0.7 * c.trait("squash"))
        self._tall = c.trait("scale") * c.trait("tall") * (1 - c.trait("squash"))
        # What is squashed stays on its feet.
        sunk = geometry.GROUND * (c.trait("scale") * c.trait("tall") - self._tall) - c.trait("lift") * c.trait("scale")
        self._x, self._y = c.trait("x"), c.trait("y") + sunk
        tilt = c.trait("tilt")
        self._cos, self._sin = (1 - tilt * tilt) / (1 + tilt * tilt), 2 * tilt / (1 + tilt * tilt)
        self.pixel = 1 / (size * c.trait("scale"))
        self.places = (np.arange(size, dtype=np.float32) + 0.5) / size

    def window(self, box: Box) -> Window:
        """The rows and columns in which a part of any of the creatures can be."""
        corner_u = np.array([box.left, box.right, box.left, box.right], np.float32)
        corner_v = np.array([box.top, box.top, box.bottom, box.bottom], np.float32)
        u, v = corner_u * self._wide[:, 0], corner_v * self._tall[:, 0]
        x = self._x[:, 0] + u * self._cos[:, 0] - v * self._sin[:, 0]
        y = self._y[:, 0] + u * self._sin[:, 0] + v * self._cos[:, 0]
        return self._span(y), self._span(x)

    def _span(self, places: Array) -> slice:
        low, high = int(np.floor(places.min() * self.size)) - 1, int(np.ceil(places.max() * self.size)) + 1
        return slice(min(max(low, 0), self.size - 1), max(min(high, self.size), 1))

    def frame(self, window: Window, rows: Rows = EVERYBODY) -> tuple[Array, Array]:
        """The pixels of a window in the creatures' own frames: u and v, float32, (count, height, width)."""
        x = self.places[window[1]][None, None, :] - self._x[rows]
        y = self.places[window[0]][None, :, None] - self._y[rows]
        cos, sin = self._cos[rows], self._sin[rows]
        wide, tall = self._wide[rows], self._tall[rows]
        return x * (cos / wide) + y * (sin / wide), y * (cos / tall) - x * (sin / tall)

    def cover(self, distance: Array, rows: Rows = EVERYBODY, soft: float = 1.0) -> Array:
        """The part of each pixel that lies inside an outline, 0 to 1, from its distance; ``soft`` pixels wide at the edge."""
        inside = distance * (-1 / (soft * self.pixel[rows]))
        inside += 0.5
        return np.clip(inside, 0, 1, out=inside)


class Sheet(Frames):
    """Pictures of some creatures while they are painted; arguments as of :class:`Frames`.

    Attributes:
        planes: float32, (3, count, size, size): red, green and blue, 0 to 255.
    """

    def __init__(self, creatures: Creatures, size: int) -> None:
        super().__init__(creatures, size)
        self.planes = np.empty((3, len(creatures), size, size), np.float32)

    def lay(self, window: Window, rows: Rows, cover: Array, colours: Any) -> None:
        """Lay a colour over a window.

        Args:
            window: Rows and columns.
            rows: Which creatures.
            cover: (count, height, width), 0 to 1.
            colours: Three, one for each plane: numbers, (count, 1, 1) or (count, height, width).
        """
        for plane, colour in zip(self.planes, colours, strict=True):
            there = plane[rows, window[0], window[1]]  # a view where the rows lie together
            change = colour - there
            change *= cover
            there += change
            if not isinstance(rows, slice):
                plane[rows, window[0], window[1]] = there

    def bytes(self) -> Array:
        """The pictures as they are now, uint8, (count, size, size, 3)."""
        return np.ascontiguousarray(np.moveaxis((self.planes + 0.5).astype(np.uint8), 0, -1))


def groups(c: Creatures, factor: Factor) -> Iterator[tuple[str, Rows]]:
    """The values of a factor that occur, each with the rows where it does: a slice where they lie together."""
    values = c.factors[:, FACTORS.index(factor)]
    for number, value in enumerate(factor.values):
        rows = np.flatnonzero(values == number)
        if len(rows):
            first, last = int(rows[0]), int(rows[-1]) + 1
            yield value, slice(first, last) if last - first == len(rows) else rows


def in_chunks(draw: Callable[[Creatures, int], Array], c: Creatures, size: int) -> Array:
    """What ``draw`` makes of creatures, drawn by several threads: NumPy lets others run while it computes.

    Args:
        draw: From some creatures and a size to uint8, (count, ...), where each creature's part does not depend on the others.
        c: At least one.
        size: Pixels along a side.
    """
    step = max(1, CHUNK // (size * size))
    order = np.lexsort(c.factors.T[[2, 3, 4, 1]])  # alike ones together: fewer and larger groups
    parts = [order[start : start + step] for start in range(0, len(c), step)]
    result: list[Array] = []

    def work(rows: Array) -> None:
        drawn = draw(c[rows], size)
        if not result:
            result.append(np.empty((len(c), *drawn.shape[1:]), np.uint8))
        result[0][rows] = drawn

    work(parts[0])
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as threads:
        list(threads.map(work, parts[1:]))
    return result[0]
