"""The Fréchet distance that infinitely many images would have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import vector_pair
from ganboard.metrics.frechet import distance, moments, spread
from ganboard.metrics.intervals import Interval, positive

Labels = np.ndarray | None
ROUNDS = 8
"""How often the sets are divided into halves."""


def frechet_limits(
    first: np.ndarray, second: np.ndarray, seed: int = 0, kinds: tuple[Labels, Labels] = (None, None)
) -> tuple[float, float]:
    """The Fréchet distance, and the one extrapolated to infinitely many images on both sides.

    The distance is too large by about a constant over the count, and so in halves of both sets by twice as much: what it grows by
    there is taken away here. What stays is of the order of the square of features over count. Where a set holds each class equally
    often, not by chance but because it was made so, its halves do too; else they would differ more than such sets do.

    Args:
        first: Features, (count, size), at least four times as many as features.
        second: Features, (others, size), the same.
        seed: Decides the halves.
        kinds: Labels of both sets, int, (count,) and (others,); None where there are none.

    Returns:
        The distance of all, and the extrapolated one, which may be a little below 0.

    Raises:
        GANBoardError: the features have another shape, are too few, differ in size, or are no numbers.

    Reference: Chong and Forsyth 2020, Section 4, arXiv:1911.07023.
    Differs from the paper: both sides become smaller together, not the fakes alone, so that equal distributions give 0; a line
    through two counts instead of 15, for smaller parts bend it; ordinary chance instead of Sobol numbers; halves by classes.
    """
    first, second = vector_pair(first, second, 4 * np.shape(first)[1])
    whole = distance(moments(first), moments(second))
    chance = np.random.default_rng(seed)
    halves = []
    for _ in range(ROUNDS):
        parts = [_halves(len(values), labels, chance) for values, labels in zip((first, second), kinds, strict=True)]
        halves += [distance(moments(first[one]), moments(second[two])) for one, two in zip(*parts, strict=True)]
    return whole, 2 * whole - float(np.mean(halves))


def _halves(count: int, labels: Labels, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Which vectors are in each half."""
    order = chance.permutation(count)
    if labels is not None:
        often = np.unique(labels, return_counts=True)[1]
        if often.max() - often.min() <= 1:  # chance alone hardly ever gives that
            order = order[np.argsort(labels[order], kind="stable")]
    return order[::2], order[1::2]


@METRICS.register
class FrechetLimit(Metric):
    """:func:`frechet_limits`; its interval is that of the distance itself, moved by what the extrapolation took away.

    Reference: Chong and Forsyth 2020, Section 4, arXiv:1911.07023.
    Differs from the paper: see :func:`frechet_limits`.
    """

    name: ClassVar[str] = "frechet_limit"
    title: ClassVar[str] = N_("Fréchet distance, extrapolated")
    summary: ClassVar[str] = N_(
        "The Fréchet distance that infinitely many images would have; few images alone make the other one too large. 0 is best."
    )
    better: ClassVar = "lower"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Chong and Forsyth 2020, Section 4, arXiv:1911.07023"
    order: ClassVar[int] = 11
    worse: ClassVar[str] = N_(
        "Even with infinitely many images the fakes would be farther from the real ones than unseen real images: "
        "{value} instead of {best}."
    )
    beyond: ClassVar[str] = N_(
        "The fakes are nearer to the training images than unseen real images are, {value} against {best}. "
        "Look whether they are copies."
    )
    alone: ClassVar[str] = N_(
        "With infinitely many images the distance would be about {value}, between {low} and {high}. 0 is no difference; chance "
        "alone can make it a little less."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        features = np.asarray(fake.features), np.asarray(samples.real.features)
        whole, limit = frechet_limits(*features, samples.seed, (fake.labels, samples.real.labels))
        around = positive(whole, spread(fake, samples))
        return Interval(limit, around.low + limit - whole, around.high + limit - whole)
