"""Which points lie within the neighbourhoods of others: precision, recall, density and coverage."""

from __future__ import annotations

import numpy as np

from ganboard.metrics.distances import rounding, squared_distances, squared_radii, vector_pair


def precision_recall(real: np.ndarray, fake: np.ndarray, k: int = 3) -> tuple[float, float]:
    """Improved precision and recall.

    Around each point of a set lies a ball that reaches its k-th nearest neighbour in the set. Precision is the part of the
    fakes that lie in a ball of a real image, recall the part of the real images that lie in a ball of a fake.

    Args:
        real: Features, (count, size), more than k of them.
        fake: Features, (others, size), more than k of them.
        k: Which neighbour a ball reaches.

    Returns:
        Precision and recall, both 0 to 1.

    Raises:
        GANBoardError: the features have another shape, are too few, differ in size, or are no numbers.

    Reference: Kynkäänniemi et al. 2019, Eq. 1-2, arXiv:1904.06991.
    Differs from the paper: a point on the border of a ball is outside, as Naeem et al. 2020 count.
    """
    real, fake = vector_pair(real, fake, k + 1)
    (real_radii,), (fake_radii,) = squared_radii(real, (k,)), squared_radii(fake, (k,))
    margin = rounding(real, fake)
    good, reached = np.empty(len(fake), bool), np.zeros(len(real), bool)
    for rows, distances in squared_distances(fake, real):
        good[rows] = (distances < real_radii - margin).any(axis=1)
        reached |= (distances < fake_radii[rows, None] - margin).any(axis=0)
    return float(good.mean()), float(reached.mean())


def density_coverage(real: np.ndarray, fake: np.ndarray, k: int = 5) -> tuple[float, float]:
    """Density and coverage.

    Density counts in how many balls of real images a fake lies, as a part of k; coverage is the part of the real images in
    whose ball lies a fake. The balls are those of :func:`precision_recall`.

    Args:
        real: Features, (count, size), more than k of them.
        fake: Features, (others, size), more than k of them.
        k: Which neighbour a ball reaches.

    Returns:
        Density, 0 or above and about 1 where both are alike, and coverage, 0 to 1.

    Raises:
        GANBoardError: the features have another shape, are too few, differ in size, or are no numbers.

    Reference: Naeem et al. 2020, Eq. 3-4, arXiv:2002.09797.
    Differs from the paper: nothing.
    """
    real, fake = vector_pair(real, fake, k + 1)
    (radii,) = squared_radii(real, (k,))
    margin = rounding(real, fake)
    balls, covered = 0, np.zeros(len(real), bool)
    for _, distances in squared_distances(fake, real):
        inside = distances < radii - margin
        balls += int(inside.sum())
        covered |= inside.any(axis=0)
    return balls / (k * len(fake)), float(covered.mean())
