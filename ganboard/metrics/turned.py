"""Whether pictures look like those of one side of a dataset or like those of the other, whatever they show."""

from __future__ import annotations

from functools import cache

import numpy as np

from ganboard.datasets import Dataset
from ganboard.methods.swap_maker import strangers

SEEN = 200
"""Real pictures of each side by which the two are told apart, at most."""
RIDGE = 1e-4
"""Added to each variance, so that what never varies decides nothing."""


def turned(dataset: Dataset, side: int, images: np.ndarray) -> np.ndarray:
    """Which pictures look like those of a side.

    Both sides' real pictures are told apart along one line through the numbers of :func:`look`; a picture looks like the side
    whose mean is nearer on it. Of real creatures by day and by night all are on their own side, of real digits 99 of 100.

    Args:
        dataset: With two sides.
        side: Which one, 0 or 1.
        images: uint8, (count, height, width, channels), of any side or none.

    Returns:
        bool, (count,).

    Reference: Fisher 1936, "The use of multiple measurements in taxonomic problems", doi:10.1111/j.1469-1809.1936.tb02137.x.
    Differs from the paper: a little is added to each variance.
    """
    direction, middle = _line(dataset)
    second = (look(images) - middle) @ direction > 0
    return np.asarray(second if side else ~second)


def look(images: np.ndarray) -> np.ndarray:
    """What of a picture does not depend on what it shows.

    How light and how varied each channel is, on the whole, and how light at the rim; how colourful and how light it is, how much of
    it is light, and how strong its edges are.

    Args:
        images: uint8, (count, height, width, channels).

    Returns:
        float64, (count, 3 · channels + 4).
    """
    values = np.asarray(images, np.float64) / 255
    light = values.max(axis=3)
    rim = np.concatenate([values[:, 0], values[:, -1], values[:, :, 0], values[:, :, -1]], axis=1)
    edges = sum(np.abs(np.diff(light, axis=axis)).mean(axis=(1, 2)) for axis in (1, 2))
    whole = [light - values.min(axis=3), light, light > 0.5]
    return np.column_stack(
        [
            values.mean(axis=(1, 2)),
            values.std(axis=(1, 2)),
            rim.mean(axis=1),
            *(each.mean(axis=(1, 2)) for each in whole),
            edges,
        ]
    )


@cache
def _line(dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """The direction from the first side to the second, and the place halfway."""
    data = strangers(dataset)
    some = np.arange(min(SEEN, len(data))) * len(data) // min(SEEN, len(data))
    first, second = (look(np.asarray(data.columns[side.column][some])) for side in dataset.sides)
    within = (np.cov(first.T) + np.cov(second.T)) / 2 + RIDGE * np.eye(first.shape[1])
    return np.linalg.solve(within, second.mean(axis=0) - first.mean(axis=0)), (
        first.mean(axis=0) + second.mean(axis=0)
    ) / 2
