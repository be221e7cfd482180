"""Points in the plane: which modes are found, and how far two clouds are apart as distributions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.class_coverage import covered
from ganboard.metrics.distances import nearest, vector_pair, vectors
from ganboard.metrics.intervals import Interval, redrawn, share

Ends = tuple[tuple[float, float], tuple[float, float]]
"""Where a grid begins and ends along both axes."""
NEAR = 3.0
"""A point belongs to a mode that is at most so many of its standard deviations away."""
FIELDS = 16
"""Fields of the grid to each side."""
SMOOTHING = 0.5
"""Points added to each field, so that an empty one does not make the divergence infinite."""
DRAWS = 500
"""Histograms redrawn for an interval."""


def modes(
    points: np.ndarray, centres: np.ndarray, deviation: float, bumps: np.ndarray | None = None
) -> tuple[Interval, Interval]:
    """Which of the modes of a mixture are found, and how many points belong to one.

    Args:
        points: (count, size), at least one.
        centres: Of the modes, which all weigh the same, (modes, size).
        deviation: Standard deviation of a mode along each axis.
        bumps: Where the modes are but some places of what is wanted, such as along a curve: the centres of all bumps that make it
            up, (bumps, size). A point near any of them belongs to the mode that is nearest.

    Returns:
        The part of the modes to which belong at least a tenth as many points as should, with the interval of
        :func:`ganboard.metrics.class_coverage.covered`; and the part of the points that belong to a mode, with Wilson's.

    Raises:
        GANBoardError: points or centres have another shape, or are no numbers.

    Reference: Srivastava et al. 2017, Section 4.1, arXiv:1705.07761.
    Differs from the paper: one stray point does not make a mode found; the intervals.
    """
    points, centres = vector_pair(points, centres, 1)
    number, distance = nearest(points, centres)
    if bumps is not None:
        distance = nearest(points, vectors(bumps, 1))[1]
    near = distance <= NEAR * deviation
    counts = np.append(np.bincount(number[near], minlength=len(centres)), np.count_nonzero(~near))
    wanted = np.append(np.full(len(centres), 1 / len(centres)), 0.0)
    return covered(counts, wanted), share(float(near.mean()), len(near))


def plane_divergences(real: np.ndarray, fake: np.ndarray, ends: Ends, seed: int = 0) -> tuple[Interval, Interval]:
    """KL and JS divergence of two clouds, each counted on a grid of 16×16 fields.

    Their intervals are bootstrapped as that of class balance is: by histograms redrawn from those found.

    Args:
        real: Points in the plane, (count, 2).
        fake: Others, (others, 2).
        ends: Of the grid, ((left, right), (bottom, top)); points outside count for the nearest field. Given, not taken from
            the points, for a grid that follows the outermost of them would differ from draw to draw.
        seed: Decides what is redrawn.

    Returns:
        ``KL(real ‖ fake)``, at least 0, and JS, 0 to log 2, both in nats. Both too large by about the number of fields over the
        count of points.

    Raises:
        GANBoardError: the points have another shape, or are no numbers.

    Reference: Kullback and Leibler 1951, doi:10.1214/aoms/1177729694; Lin 1991, Eq. 4.1, doi:10.1109/18.61115.
    Differs from the papers: of histograms; for KL half a point is added to each field.
    """
    real, fake = vectors(real), vectors(fake)
    if real.shape[1] != 2 or fake.shape[1] != 2:
        raise GANBoardError(
            N_("Expected points in the plane, shape {expected}, but got {first} and {second}."),
            expected="(count, 2)",
            first=str(real.shape),
            second=str(fake.shape),
        )
    counts = [fields(each, ends) for each in (real, fake)]
    chance = np.random.default_rng(seed)
    draws = [chance.multinomial(int(each.sum()), each / each.sum(), DRAWS) for each in counts]

    def told(divergence: Callable[[np.ndarray, np.ndarray], np.ndarray], highest: float) -> Interval:
        return redrawn(float(divergence(*counts)), divergence(*draws), lowest=0.0, highest=highest)

    return told(kullback_leibler, np.inf), told(jensen_shannon, float(np.log(2)))


def fields(points: np.ndarray, ends: Ends) -> np.ndarray:
    """How many points lie in each field of the grid, float64, (256,); see :func:`plane_divergences`."""
    grid = [np.linspace(*end, FIELDS + 1) for end in ends]
    low, high = np.array(ends).T
    return np.histogramdd(np.clip(points, low, high), grid)[0].ravel()


def kullback_leibler(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """KL(first ‖ second) in nats of counts in fields, (..., fields); half a point is added to each."""
    one, two = (_shares(counts + SMOOTHING) for counts in (first, second))
    return np.sum(one * np.log(one / two), axis=-1)


def jensen_shannon(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """JS in nats of counts in fields, (..., fields)."""
    one, two = _shares(first), _shares(second)
    middle = (one + two) / 2
    return _entropy(middle) - (_entropy(one) + _entropy(two)) / 2


def _shares(counts: np.ndarray) -> np.ndarray:
    return counts / counts.sum(axis=-1, keepdims=True)


def _entropy(shares: np.ndarray) -> np.ndarray:
    return -np.sum(shares * np.log(np.where(shares > 0, shares, 1.0)), axis=-1)
