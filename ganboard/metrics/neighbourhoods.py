"""Which points lie within the neighbourhoods of others: precision, recall, density and coverage."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from ganboard.metrics.base import ImageSet, Samples
from ganboard.metrics.distances import rounding, squared_distances, squared_radii, vector_pair

NARROW, WIDE = 3, 5
"""The neighbour that a ball reaches, for precision and recall and for density and coverage, as in the papers."""
PARTS = 8
"""Into so many parts the sets are divided, at most."""
ROUNDS = 8
"""How often they are divided anew."""
WIDTH = 2.15
"""Standard deviations to either side of a share, instead of 1.96: in simulations they came out up to a tenth too small."""
MIDDLE = 4
"""Within so many times the rounding two points are the same, so that each lies in the other's ball."""
LEAST = 50
"""Images on each side, at least."""


def precision_recall(real: np.ndarray, fake: np.ndarray, k: int = NARROW) -> tuple[float, float]:
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
    found = neighbourhoods(real, fake, k, k)
    return found.precision, found.recall


def density_coverage(real: np.ndarray, fake: np.ndarray, k: int = WIDE) -> tuple[float, float]:
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
    found = neighbourhoods(real, fake, k, k)
    return found.density, found.coverage


@dataclass(frozen=True)
class Found:
    """Precision, recall, density and coverage."""

    precision: float
    recall: float
    density: float
    coverage: float


def neighbourhoods(
    real: np.ndarray, fake: np.ndarray, narrow: int = NARROW, wide: int = WIDE, middles: bool = False
) -> Found:
    """All four at once: :func:`precision_recall` with ``narrow`` as k, :func:`density_coverage` with ``wide``.

    Args:
        real: As of these functions.
        fake: The same.
        narrow: k of precision and recall.
        wide: k of density and coverage.
        middles: Whether a point in the middle of a ball lies inside also where repeats leave the ball no room. The papers count it
            as outside, so that copies of a set that holds repeats have nothing in common with it.
    """
    real, fake = vector_pair(real, fake, max(narrow, wide) + 1)
    near, far = squared_radii(real, (narrow, wide))
    (own,) = squared_radii(fake, (narrow,))
    margin = rounding(real, fake)
    if middles:
        near, far, own = (np.maximum(each, MIDDLE * margin) for each in (near, far, own))
    good, reached, balls, covered = 0, np.zeros(len(real), bool), 0, np.zeros(len(real), bool)
    for rows, distances in squared_distances(fake, real):
        distances += margin  # on the border is outside, whatever rounding does
        good += int((distances < near).any(axis=1).sum())
        reached |= (distances < own[rows, None]).any(axis=0)
        inside = distances < far
        balls += int(inside.sum())
        covered |= inside.any(axis=0)
    count = len(fake)
    return Found(good / count, float(reached.mean()), balls / (wide * count), float(covered.mean()))


def spread(real: np.ndarray, fake: np.ndarray, seed: int = 0) -> Found:
    """In how many independent images each of the four is as sure; for density, its variance.

    Both sets are divided into parts without a common image, and the four are taken in each. How much these vary, over the number
    of parts, is how much the whole varies, since each image matters only to its surroundings. Of the three that are shares of
    images it is the ratio to that of independent images that is carried over, because the shares themselves are smaller in parts.
    Neither a bootstrap nor leaving images out would do: copies lie in each other's neighbourhood, and the variances that
    leaving out one group after another gives were found to be two to four times too large.

    Args:
        real: Features, (count, size), at least :data:`LEAST`.
        fake: Features, (others, size), the same.
        seed: Decides the parts.

    Reference: Carlstein 1986, doi:10.1214/aos/1176350057, for means over disjoint parts.
    Differs from the paper: independent images instead of a time series, so that parts are drawn by chance,
    several times; the ratio.
    """
    real, fake = vector_pair(real, fake, LEAST)
    least = min(len(real), len(fake))
    count = max(4, min(PARTS, least // 50))
    chance = np.random.default_rng(seed)
    means, variances = np.zeros(4), np.zeros(4)
    for _ in range(ROUNDS):
        parts = [np.array_split(chance.permutation(len(values)), count) for values in (real, fake)]
        found = np.array([astuple(neighbourhoods(real[r], fake[f], middles=True)) for r, f in zip(*parts, strict=True)])
        means += found.mean(axis=0) / ROUNDS
        variances += found.var(axis=0, ddof=1) / count / ROUNDS
    chances = np.maximum(means * (1 - means), 1 / least)  # none varies: as if one image were different
    effective = np.minimum(chances / np.maximum(variances, chances / least**2), 4 * least)
    return Found(float(effective[0]), float(effective[1]), float(variances[2]), float(effective[3]))


def measured(fake: ImageSet, samples: Samples) -> tuple[Found, Found]:
    """The four and :func:`spread` for a set in the place of the fakes, computed once for all four metrics."""
    real, own = np.asarray(samples.real.features), np.asarray(fake.features)
    return fake.remember(
        ("neighbourhoods", samples.real, samples.seed),
        lambda: (neighbourhoods(real, own, middles=True), spread(real, own, samples.seed)),
    )
