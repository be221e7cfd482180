"""Handwritten digits with two sides: thin and white, fat and coloured."""

from __future__ import annotations

from typing import Any, ClassVar, cast

import numpy as np

from ganboard.creatures.painting import COLOURS
from ganboard.datasets.base import DATASETS, Data, Dataset, Progress, shipped
from ganboard.datasets.drawn import Drawn
from ganboard.datasets.mnist import MNIST
from ganboard.datasets.sides import Side
from ganboard.i18n import N_

INK = 110
"""From how light on a place counts as ink where strokes are made thin, of 255."""
CHUNK = 250
"""Digits that are made thin at a time."""
SEED = 17
"""Of the colours."""


@DATASETS.register
class DigitsTwo(Dataset):
    """The 5,000 digits that ship inside, each with thin white strokes and with fat coloured ones.

    Reference: LeCun et al. 1998, Section III-A, doi:10.1109/5.726791.
    Differs from the paper: strokes are made thinner or fatter, and coloured.
    """

    name: ClassVar[str] = "digits_two"
    title: ClassVar[str] = N_("Digits, thin and fat")
    summary: ClassVar[str] = N_("Handwritten digits with thin white strokes, and with fat coloured ones.")
    origin: ClassVar[str] = MNIST.origin
    order: ClassVar[int] = 4
    told: ClassVar[str] = MNIST.told
    classes: ClassVar[tuple[str, ...]] = MNIST.classes
    sides: ClassVar[tuple[Side, ...]] = (
        Side("thin", N_("thin and white"), "images", "digits"),
        Side("fat", N_("fat and coloured"), "fat", "digits"),
    )

    @property
    def shape(self) -> tuple[int, int, int]:
        """(28, 28, 3)."""
        return (28, 28, 3)

    @property
    def columns(self) -> tuple[str, ...]:
        """See :attr:`Dataset.columns`."""
        return ("images", "labels", "fat")

    def load(self, progress: Progress | None = None) -> Data:
        """See :meth:`Dataset.load`. Fat strokes are drawn when they are looked at, as ``np.asarray`` does."""
        data = shipped("mnist_5k.npz")
        colours = np.random.default_rng(SEED).integers(len(COLOURS), size=len(data))
        pairs = Coloured(data.samples, colours)
        columns: dict[str, Any] = {
            "images": thin(data.samples),
            "labels": data.labels,
            "fat": Drawn(lambda some: fat(some.digits, some.colours), pairs, self.shape),
        }
        return Data(cast(dict[str, np.ndarray], columns))


class Coloured:
    """Digits with the number of each one's colour; it can be indexed as an array.

    Args:
        digits: uint8, (count, 28, 28, 1).
        colours: Numbers of :data:`ganboard.creatures.painting.COLOURS`, (count,).
    """

    def __init__(self, digits: np.ndarray, colours: np.ndarray) -> None:
        self.digits, self.colours = digits, colours

    def __len__(self) -> int:
        return len(self.digits)

    def __getitem__(self, rows: Any) -> Coloured:
        return Coloured(self.digits[rows], self.colours[rows])


def thin(digits: np.ndarray) -> np.ndarray:
    """The middle lines of strokes, a little soft.

    Reference: Zhang & Suen 1984, doi:10.1145/357994.358023. Differs from the paper: what is left is softened at its edges.

    Args:
        digits: uint8, (count, 28, 28, 1), light on black.

    Returns:
        uint8, (count, 28, 28, 3): white on black.
    """
    ink = np.pad(digits[..., 0] >= INK, ((0, 0), (1, 1), (1, 1))).astype(np.uint8)
    for start in range(0, len(ink), CHUNK):
        _thinned(ink[start : start + CHUNK])
    line = ink.astype(np.float32)
    beside = (_at(line, -1, 0) + _at(line, 1, 0) + _at(line, 0, -1) + _at(line, 0, 1)) / 4
    grey = np.clip(np.round(255 * np.minimum(1.0, line + 0.6 * beside)), 0, 255).astype(np.uint8)[:, 1:-1, 1:-1, None]
    return np.repeat(grey, 3, axis=3)


def fat(digits: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """Strokes that reach a pixel farther in all directions, in a colour.

    Args:
        digits: uint8, (count, 28, 28, 1), light on black.
        colours: Numbers of :data:`ganboard.creatures.painting.COLOURS`, (count,).

    Returns:
        uint8, (count, 28, 28, 3), on black.
    """
    ink = np.pad(digits[..., 0], ((0, 0), (1, 1), (1, 1)))
    wide = np.maximum.reduce([_at(ink, down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)])[:, 1:-1, 1:-1]
    painted = wide[..., None].astype(np.float32) / 255 * COLOURS[colours][:, None, None, :]
    return np.round(painted).astype(np.uint8)


def _at(pictures: np.ndarray, down: int, right: int) -> np.ndarray:
    """What stands so many places below and to the right of each, (count, height, width)."""
    return np.roll(pictures, (-down, -right), axis=(1, 2))


def _thinned(ink: np.ndarray) -> None:
    """Take from strokes, in their place, until only their middle lines are left: 1 where there is ink, with an empty rim."""
    left = np.arange(len(ink))
    while len(left):
        some, changed = ink[left], np.zeros(len(left), bool)
        for turn in (0, 1):
            gone = _peeled(some, turn)
            some[:, 1:-1, 1:-1] &= 1 - gone
            changed |= gone.any(axis=(1, 2))
        ink[left] = some
        left = left[changed]


def _peeled(ink: np.ndarray, turn: int) -> np.ndarray:
    """What one turn takes from strokes without parting them: uint8, of the same shape without its rim."""
    height, width = ink.shape[1] - 2, ink.shape[2] - 2
    around = [(0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0)]  # from above, clockwise
    near = [ink[:, down : down + height, right : right + width] for down, right in around]
    count, begins = np.zeros_like(near[0]), np.zeros_like(near[0])
    for one, other in zip(near, near[1:] + near[:1], strict=True):
        count += one
        begins += other & (1 - one)
    above, right, below, left = near[0::2]
    kept = (
        (above & right & below) | (right & below & left)
        if turn == 0
        else (above & right & left) | (above & below & left)
    )
    return np.asarray(ink[:, 1:-1, 1:-1] & (count >= 2) & (count <= 6) & (begins == 1) & (1 - kept))
