"""How much the fakes differ from each other."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import squared_distances, vectors
from ganboard.metrics.intervals import Interval, normal


def mean_distances(values: np.ndarray) -> np.ndarray:
    """Mean distance of each vector to all others: float64, (count,).

    Args:
        values: Features, (count, size), count at least 2.

    Raises:
        GANBoardError: the features have another shape, are too few, or are no numbers.
    """
    values = vectors(values)
    found = np.empty(len(values))
    for rows, distances in squared_distances(values, values):
        distances[np.arange(len(distances)), np.arange(rows.start, rows.stop)] = 0.0
        found[rows] = np.sqrt(distances, out=distances).sum(axis=1) / (len(values) - 1)
    return found


@METRICS.register
class Diversity(Metric):
    """Mean distance between two fakes, over that between two real images.

    Its interval is normal, by the delta method for the ratio of two U-statistics: a vector's mean distance to the others counts
    twice, once for each of the pair.

    Reference: Hoeffding 1948, Section 7, doi:10.1214/aoms/1177730196, for the variance.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "diversity"
    title: ClassVar[str] = N_("Diversity")
    summary: ClassVar[str] = N_("How much fakes differ from each other, compared with real images: 1 is as much.")
    better: ClassVar = "near one"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Hoeffding 1948, Section 7, doi:10.1214/aoms/1177730196"
    order: ClassVar[int] = 40
    below: ClassVar[str] = N_(
        "The fakes are more alike than real images: they differ {value} times as much, unseen ones {best} times."
    )
    worse: ClassVar[str] = N_(
        "The fakes are more scattered than real images: they differ {value} times as much, unseen ones {best} times."
    )
    beyond: ClassVar[str] = N_("The fakes differ as much as real images: {value} times, unseen ones {best} times.")
    alone: ClassVar[str] = N_(
        "The fakes differ {value} times as much as real images, between {low} and {high}; 1 is as much."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        above, below = (_remembered(each) for each in (fake, samples.real))
        if not below.any():
            raise GANBoardError(N_("The real images are all alike, so that there is nothing to compare with."))
        value = float(above.mean() / below.mean())
        variances = [4 * float(each.var(ddof=1)) / len(each) for each in (above, below)]
        return normal(value, (variances[0] + value**2 * variances[1]) / float(below.mean()) ** 2, lowest=0.0)


def _remembered(images: ImageSet) -> np.ndarray:
    return images.remember("mean distances", lambda: mean_distances(np.asarray(images.features)))
