"""How many of a training's samples are nearly one of the pictures that it learns from, even where none is held out."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import Data, Dataset
from ganboard.i18n import N_
from ganboard.media import ImageMedium
from ganboard.methods.share import Share, share

NEAR = 0.5
"""A sample repeats a picture if it lies nearer to it than this part of the way from there to the nearest other picture."""
SIDE = 16
"""Pixels in a row of what is compared, at most: finer differences are no other picture."""
ALIKE = 1e-3
"""Squared distance, brightness from 0 to 1, below which two pictures are the same one."""
REST = 40
"""It waits so many times as long as it took before it is measured again."""
REPEATED = "repeated"
"""What the number is called in a run's history."""
TEXT = (
    N_("Of 100 pictures drawn, {count} are nearly one of yours"),
    N_("Of 100 pictures drawn, {count} is nearly one of yours"),
)
WRITTEN = (
    N_("Of 100 digits written, {count} are nearly as you wrote them"),
    N_("Of 100 digits written, {count} is nearly as you wrote it"),
)
"""The same of a hand, which shall be told by what is written; both for many and for one."""


def measured(dataset: Dataset) -> bool:
    """Whether it is measured: of pictures that a visitor brought."""
    return dataset.kept and isinstance(dataset.medium, ImageMedium)


def shares(dataset: Dataset, measures: dict[str, float]) -> tuple[Share, ...]:
    """The bar that says it; none where it is not measured."""
    many, one = WRITTEN if dataset.one_in_ways else TEXT
    return (share(many, measures.get(REPEATED), "plain", one=one),) if measured(dataset) else ()


class Repeats:
    """Compares samples with the pictures that are learned from.

    A sample counts as a repeat of the picture nearest to it where it is less than half as far from it as the nearest other picture
    is: so near that it can be no mixture of several. What does not count may still hold parts of pictures. Where there is no
    other picture, one without a drawing stands for it: all of the picture's mean brightness.

    Args:
        real: The pictures, uint8, (count, height, width, channels).
        mirrored: Whether a mirrored picture is a repeat as well.
        groups: Which of them are one and the same in several ways, (count,): these are no other pictures to each other.
    """

    def __init__(self, real: np.ndarray, mirrored: bool = False, groups: np.ndarray | None = None) -> None:
        self._real = _coarse(real)
        self._groups = np.arange(len(real)) if groups is None else np.asarray(groups)
        if mirrored:
            self._groups = np.tile(self._groups, 2)
            self._real = np.concatenate([self._real, _coarse(real[:, :, ::-1])])
        self._squares = np.square(self._real).sum(axis=1)
        self._drawn = np.maximum(
            np.square(self._real - self._real.mean(axis=1, keepdims=True)).sum(axis=1), ALIKE / NEAR**2
        )
        self._next, self._last = 0.0, 0.0

    @staticmethod
    def of(config: TrainConfig, data: Data) -> Repeats | None:
        """For a training and what it learns from; None where it is not measured."""
        if not measured(config.dataset):
            return None
        flips = bool(getattr(getattr(config.method, "augmentation", None), "flips", False))
        return Repeats(data.samples, flips, data.columns.get(config.dataset.one_in_ways))

    def share(self, fakes: np.ndarray) -> float:
        """The part of samples that are repeats, from 0 to 1; what was found last where that was not long ago.

        Args:
            fakes: uint8, (count, height, width, channels).
        """
        begun = time.monotonic()
        if begun >= self._next:
            self._last = float(self.repeated(fakes).mean())
            self._next = (ended := time.monotonic()) + REST * (ended - begun)
        return self._last

    def forget(self) -> None:
        """Measure anew at the next look: what was found is of another step."""
        self._next = 0.0

    def repeated(self, fakes: np.ndarray) -> np.ndarray:
        """Which samples are repeats: bool, (count,)."""
        distances = self._distances(_coarse(fakes))
        places = distances.argmin(axis=1)
        others = self._distances(self._real[places])
        others[(others < ALIKE) | (self._groups[places][:, None] == self._groups)] = np.inf
        nearest = others.min(axis=1)
        alone = np.isinf(nearest)
        nearest[alone] = self._drawn[places[alone]]
        repeats: Any = distances[np.arange(len(fakes)), places] < NEAR**2 * nearest
        return np.asarray(repeats)

    def _distances(self, vectors: np.ndarray) -> np.ndarray:
        """Squared, to all pictures: (count, pictures)."""
        found = np.square(vectors).sum(axis=1)[:, None] + self._squares - 2 * (vectors @ self._real.T)
        return np.asarray(np.maximum(found, 0))


def _coarse(images: np.ndarray) -> np.ndarray:
    """Brightnesses from 0 to 1 of images at most :data:`SIDE` pixels wide, float32, (count, numbers)."""
    count, height, width, channels = images.shape
    block = max(1, -(-height // SIDE))
    while height % block or width % block:
        block -= 1
    blocks = images.reshape(count, height // block, block, width // block, block, channels)
    return (blocks.mean(axis=(2, 4), dtype=np.float32) / 255).reshape(count, -1)
