"""Whether fakes lie nearer to the training images than unseen real images do."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.copies import with_copies
from ganboard.metrics.distances import enough, nearest, vector_pair
from ganboard.metrics.intervals import Interval, normal
from ganboard.metrics.reading import Reading

CELLS = 5
"""Regions of the training images that are looked at one by one."""
LEAST = 20
"""Fakes, and unseen real images, that a region needs."""
MOVES = 20
"""How often the middles of the regions are moved."""


def rank_score(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Mann and Whitney's U as a z-score, and its variance.

    Args:
        first: Numbers, (count,).
        second: Numbers, (others,).

    Returns:
        How many standard deviations more often a number of ``first`` is larger than one of ``second`` than half of the time, ties
        counting half; and the variance of this score, 1 where both are alike.

    Reference: Mann and Whitney 1947, doi:10.1214/aoms/1177730491; DeLong et al. 1988, doi:10.2307/2531595, for the variance.
    Differs from the papers: nothing.
    """
    one, two = np.sort(first), np.sort(second)
    above = (np.searchsorted(two, one, "left") + np.searchsorted(two, one, "right")) / (2 * len(two))
    below = (np.searchsorted(one, two, "left") + np.searchsorted(one, two, "right")) / (2 * len(one))
    unit = math.sqrt((len(one) + len(two) + 1) / (12 * len(one) * len(two)))
    variance = above.var(ddof=1) / len(one) + below.var(ddof=1) / len(two)
    return (float(above.mean()) - 0.5) / unit, float(variance) / unit**2


def copying(fake: np.ndarray, held_out: np.ndarray, real: np.ndarray, middles: np.ndarray) -> Interval:
    """C_T: the mean z-score, over regions, of the fakes' distances to training images against those of unseen real images.

    Args:
        fake: Features, (count, size).
        held_out: Features of unseen real images, (others, size).
        real: Features of training images.
        middles: Of the regions, (regions, size).

    Returns:
        Far below 0 where fakes are copies or nearly so, about 0 where they lie as near as unseen real images, above where they
        are farther. Its interval is normal, and takes the training images and regions as given.

    Raises:
        GANBoardError: no region holds :data:`LEAST` of both.

    Reference: Meehan et al. 2020, Section 4, arXiv:2004.05675.
    Differs from the paper: the interval; regions with too few of either are left out.
    """
    regions = [nearest(each, middles)[0] for each in (fake, held_out)]
    distances = [nearest(each, real)[1] for each in (fake, held_out)]
    total, weights, variance, most = 0.0, 0, 0.0, 0
    for cell in range(len(middles)):
        ours, theirs = (distance[region == cell] for distance, region in zip(distances, regions, strict=True))
        most = max(most, min(len(ours), len(theirs)))
        if min(len(ours), len(theirs)) >= LEAST:
            score, its_variance = rank_score(ours, theirs)
            weights += len(theirs)
            total += len(theirs) * score
            variance += len(theirs) ** 2 * its_variance
    enough(most, LEAST)
    return normal(total / weights, variance / weights**2)


def middles(vectors: np.ndarray, count: int, seed: int = 0) -> np.ndarray:
    """Middles of regions, by Lloyd's algorithm from ``count`` of the vectors: float64, (count, size)."""
    chance = np.random.default_rng(seed)
    found = vectors[chance.choice(len(vectors), min(count, len(vectors)), replace=False)]
    for _ in range(MOVES):
        region = nearest(vectors, found)[0]
        held = np.bincount(region, minlength=len(found))
        for cell in np.flatnonzero(held):
            found[cell] = vectors[region == cell].mean(axis=0)
    return found


@METRICS.register
class Memorisation(Metric):
    """:func:`copying`, with five regions found by Lloyd's algorithm.

    Reference: Meehan et al. 2020, Section 4, arXiv:2004.05675.
    Differs from the paper: see :func:`copying`.
    """

    name: ClassVar[str] = "memorisation"
    title: ClassVar[str] = N_("Memorisation")
    summary: ClassVar[str] = N_(
        "Whether fakes lie nearer to the training images than unseen real images do, in standard deviations: "
        "0 is best, below −3 some are copies."
    )
    better: ClassVar = "near zero"
    needs: ClassVar = ("features", "held_out")
    reference: ClassVar[str] = "Meehan et al. 2020, Section 4, arXiv:2004.05675"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 30
    below: ClassVar[str] = N_(
        "The fakes lie nearer to the training images than unseen real images do ({value}): they keep to the usual, or, below "
        "−3, are copies at least in part. Look at the nearest ones."
    )
    worse: ClassVar[str] = N_(
        "The fakes lie farther from the training images than unseen real images do ({value}): no copies, but not yet as real."
    )
    alike: ClassVar[str] = N_(
        "The fakes lie about as near to the training images as unseen real images do ({value}): no sign of copying."
    )
    beyond: ClassVar[str] = alike
    alone: ClassVar[str] = alike

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        sides = [np.asarray(each.features) for each in (fake, samples.held_out, samples.real) if each is not None]
        own, unseen = (vector_pair(each, sides[2], LEAST)[0] for each in sides[:2])
        real = np.asarray(sides[2], np.float64)
        cells = samples.real.remember(("regions", CELLS), lambda: middles(real, CELLS))
        return copying(own, unseen, real, cells)

    def sentence(self, reading: Reading, samples: Samples) -> dict[str, Any]:
        """See :class:`Metric`. Nothing is called free of copies that holds some."""
        said = super().sentence(reading, samples)
        suspected = reading.verdict == "worse" and (reading.value or 0.0) < 0
        return said if suspected else with_copies(said, reading, samples)

    def best(self, samples: Samples) -> Interval:
        """0, since unseen real images lie as near as unseen real images."""
        return Interval(0.0, 0.0, 0.0)

    def fair(self, samples: Samples, found: Interval) -> Interval:
        """The same: 0 is best for any count."""
        return found
