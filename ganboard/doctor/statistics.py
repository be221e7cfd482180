"""The numbers that the doctor's probe takes, in pure NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

ALIKE = 0.01
"""Two pictures are alike where they are nearer to each other than this part of all pairs of real ones."""
COPY = 1 / 3
"""A picture is a copy where it lies so many times nearer to one training picture than to the next."""
RARE = 0.05
"""So few unseen pictures lie as near to a training picture as what is called near."""
SIDE = 14
"""Pictures are compared with about so many fields to each side."""
QUANTILES = 64
"""By so many numbers a cloud is told along one direction."""
COARSE = 4
"""Their middle is told by so many fields to each side."""


def above(first: np.ndarray, second: np.ndarray) -> float:
    """How often a number of the first kind is larger than one of the second, ties counting half: 0.5 where both are alike.

    Reference: Mann and Whitney 1947, doi:10.1214/aoms/1177730491. Differs from the paper: divided by the number of pairs.
    """
    other = np.sort(second)
    places = np.searchsorted(other, first, "left") + np.searchsorted(other, first, "right")
    return float(places.mean() / (2 * len(other)))


def slope(curve: Callable[[np.ndarray], np.ndarray], logits: np.ndarray, even: float) -> float:
    """How steep a loss is at some logits, as a part of its slope where the judge cannot tell: the mean, at least 0.

    Args:
        curve: The loss over logits.
        logits: (count,).
        even: The logit with which the judge says that it cannot tell.
    """
    step = 1e-4

    def steep(at: np.ndarray) -> np.ndarray:
        return np.abs(curve(at + step) - curve(at - step)) / (2 * step)

    usual = float(steep(np.array([even], np.float64))[0])
    return float(steep(np.asarray(logits, np.float64)).mean()) / max(usual, 1e-12)


def pooled(images: np.ndarray, side: int = SIDE) -> np.ndarray:
    """Pictures as vectors of about side × side fields: uint8, (count, height, width, channels) to float32, (count, fields)."""
    height, width, channels = images.shape[1:]
    block = max(1, round(max(height, width) / side))
    rows, columns = max(1, height // block), max(1, width // block)
    total = np.zeros((len(images), rows, columns, channels), np.float32)
    for down in range(block):  # many times faster than a mean over two axes
        for right in range(block):
            total += images[:, down : rows * block : block, right : columns * block : block]
    return total.reshape(len(images), -1) / (255 * block * block)


def distances(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Of all pairs, float32, (count, others)."""
    squares = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None] - 2 * first @ second.T
    return np.sqrt(np.maximum(squares, 0))


def among(vectors: np.ndarray, labels: np.ndarray | None = None) -> np.ndarray:
    """The distances of all pairs, or of those of one label, (pairs,)."""
    chosen = np.triu(np.ones((len(vectors), len(vectors)), bool), 1)
    if labels is not None:
        chosen &= labels[:, None] == labels[None]
    return distances(vectors, vectors)[chosen]


def along(points: np.ndarray) -> np.ndarray:
    """Where a cloud in the plane lies, seen along some directions: the mean difference of two is how far they are apart.

    Args:
        points: (count, 2).

    Returns:
        :data:`QUANTILES` quantiles along each of 8 directions, (quantiles, 8).

    Reference: Bonneel et al. 2015, Section 3, doi:10.1007/s10851-014-0506-3. Differs from the paper: few fixed directions.
    """
    angles = np.pi * (np.arange(8) + 0.5) / 8
    seen = points.astype(np.float64) @ np.stack([np.cos(angles), np.sin(angles)])
    return np.quantile(seen, (np.arange(QUANTILES) + 0.5) / QUANTILES, axis=0)


def nearest(vectors: np.ndarray, training: np.ndarray, themselves: bool = False) -> np.ndarray:
    """The distances of some pictures to the nearest training picture and to the next, (count, 2).

    Args:
        vectors: (count, size).
        training: All different, (others, size), at least 3.
        themselves: Whether the pictures are the training pictures, of which each is compared with the others.
    """
    found = distances(vectors, training)
    if themselves:
        np.fill_diagonal(found, np.inf)
    return np.partition(found, 1, axis=1)[:, :2]


def copied(near: np.ndarray) -> float:
    """Which part of some pictures lies :data:`COPY` times as near to one training picture as to the next, 0 to 1.

    Args:
        near: As :func:`nearest` gives it.

    Reference: Yoon et al. 2023, Section 3, https://openreview.net/forum?id=shciCbSk9h, who call a picture memorised by this.
    Differs from the paper: on pictures of fewer pixels.
    """
    return float((near[:, 0] < COPY * near[:, 1]).mean())


def counted(numbers: np.ndarray, sizes: tuple[int, ...]) -> list[int]:
    """How often each value of each factor comes, one factor after the other.

    Args:
        numbers: Of kinds, counted with the last factor changing fastest, (count,).
        sizes: How many values each factor has.
    """
    found: list[int] = []
    for values, size in zip(np.unravel_index(numbers, sizes), sizes, strict=True):
        found += np.bincount(values, minlength=size).tolist()
    return found


def finite(values: dict[str, Any], digits: int = 5) -> dict[str, Any]:
    """Those of some numbers that are numbers, rounded."""
    return {
        name: value if isinstance(value, list) else round(float(value), digits)
        for name, value in values.items()
        if isinstance(value, list) or np.isfinite(value)
    }
