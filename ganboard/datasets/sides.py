"""The two sides of a set of images: what networks can learn to change into each other, without one pair to learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ganboard.datasets.base import Data, Dataset


@dataclass(frozen=True)
class Side:
    """One of the two ways in which the things of a set are pictured.

    Attributes:
        name: Plain id.
        title: What a visitor reads, such as "by day". Marked for translation.
        column: Where its images stand in :attr:`Data.columns`, all of the dataset's shape.
        reader: The name of the shipped classifier that reads them, see :mod:`ganboard.metrics.kept`.
    """

    name: str
    title: str
    column: str
    reader: str


def halves(dataset: Dataset, data: Data) -> tuple[np.ndarray, np.ndarray]:
    """What a training without pairs sees: of every second thing the first side, of the others the second one.

    Sets may be sorted, so the halves take turns. No thing is in both.

    Args:
        dataset: With two sides.
        data: Its samples, or some of them.

    Returns:
        Two arrays of images, uint8, (half of the count, rounded up, height, width, channels), and those of the rest.
    """
    first, second = dataset.sides
    return np.asarray(data.columns[first.column][0::2]), np.asarray(data.columns[second.column][1::2])
