"""Distances between sets of vectors, a block of rows at a time, so that no matrix of all pairs is ever in memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_

BLOCK_BYTES = 16_000_000
"""Memory for one block of distances as float64."""
ROUNDING = 1e-12
"""What rounding may change of a squared distance, as a part of the largest squared length of a vector."""


def vectors(values: np.ndarray, least: int = 2) -> np.ndarray:
    """Features as they are computed with.

    Args:
        values: Numbers, (count, size).
        least: How many rows are needed.

    Returns:
        float64, the same shape.

    Raises:
        GANBoardError: another shape, too few rows, or a value that is no number.
    """
    values = np.asarray(values, np.float64)
    if values.ndim != 2 or not values.shape[1]:
        raise GANBoardError(
            N_("Expected features of shape {expected}, but got {found}."),
            expected="(count, size)",
            found=str(values.shape),
        )
    enough(len(values), least)
    if not np.isfinite(values).all():
        raise GANBoardError(N_("Among the features are values that are no numbers. Leave those images out."))
    return values


def enough(count: int, least: int) -> None:
    """Raise a :class:`GANBoardError` where there are fewer images than are needed."""
    if count < least:
        text = N_("This needs at least {least} images on each side, but there are only {count}. Take more.")
        if count == 1:
            text = N_("This needs at least {least} images on each side, but there is only one. Take more.")
        raise GANBoardError(text, least=least, count=count)


def vector_pair(first: np.ndarray, second: np.ndarray, least: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Two sets of features that can be compared, as :func:`vectors` gives each.

    Raises:
        GANBoardError: as :func:`vectors`, or the two were made by different extractors, for they differ in size.
    """
    first, second = vectors(first, least), vectors(second, least)
    if first.shape[1] != second.shape[1]:
        raise GANBoardError(
            N_("One set has {first} features an image, the other {second}. Take both from the same extractor."),
            first=first.shape[1],
            second=second.shape[1],
        )
    return first, second


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Slices of rows, so long that a float64 block of (rows, columns) fits into :data:`BLOCK_BYTES`."""
    length = max(1, BLOCK_BYTES // (8 * max(columns, 1)))
    for start in range(0, rows, length):
        yield slice(start, min(start + length, rows))


def squared_distances(first: np.ndarray, second: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
    """Squared distances of all pairs, by ``|a|² + |b|² - 2ab`` around the middle, where little is lost by rounding.

    Args:
        first: float64, (count, size).
        second: float64, (others, size).

    Yields:
        Which rows of ``first``, and float64 (rows, others): their squared distances, not negative. The array is the
        caller's until the next one comes.
    """
    middle = second.mean(axis=0)
    second = second - middle
    lengths = np.einsum("ij,ij->i", second, second)
    for rows in blocks(len(first), len(second)):
        part = first[rows] - middle
        found = part @ second.T
        found *= -2
        found += lengths
        found += np.einsum("ij,ij->i", part, part)[:, None]
        yield rows, np.maximum(found, 0, out=found)


def rounding(first: np.ndarray, second: np.ndarray) -> float:
    """By how much two squared distances must differ to count as different."""
    middle = second.mean(axis=0)
    longest = max(float(np.square(each - middle).sum(axis=1).max()) for each in (first, second))
    return max(ROUNDING * longest, float(np.finfo(np.float64).tiny))


def squared_radii(points: np.ndarray, counts: tuple[int, ...]) -> list[np.ndarray]:
    """Squared distances from each point to its k-th nearest other one.

    Args:
        points: float64, (count, size), more than the largest k.
        counts: The values of k wanted.

    Returns:
        For each of them float64, (count,). A copy of a point is another point.
    """
    radii = [np.empty(len(points)) for _ in counts]
    places = sorted(count - 1 for count in set(counts))
    for rows, found in squared_distances(points, points):
        found[np.arange(len(found)), np.arange(rows.start, rows.stop)] = np.inf
        found.partition(places, axis=1)
        for radius, count in zip(radii, counts, strict=True):
            radius[rows] = found[:, count - 1]
    return radii


def nearest(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The vector of a set that is nearest to each of another.

    Args:
        first: float64, (count, size).
        second: float64, (others, size), at least one.

    Returns:
        Its number, int64, and the distance, float64, both (count,).
    """
    places, distances = np.empty(len(first), np.int64), np.empty(len(first))
    for rows, found in squared_distances(first, second):
        places[rows] = found.argmin(axis=1)
        distances[rows] = np.sqrt(found[np.arange(len(found)), places[rows]])
    return places, distances
