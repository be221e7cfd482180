"""The sliced Wasserstein distance between pixels."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import enough
from ganboard.metrics.intervals import Interval, positive

DIRECTIONS = 128
"""Directions along which images are compared."""
BLOCK = 500
"""Images projected at a time."""


def sliced_distance(first: np.ndarray, second: np.ndarray) -> Interval:
    """Mean distance that values along a direction must be moved, over many directions.

    Its interval is normal on the scale of logarithms, by the delta method: one more image changes each distance by what it would
    be moved along that direction.

    Args:
        first: Images along directions, float, (count, directions), count at least 2.
        second: Others, (others, directions).

    Reference: Rabin et al. 2011, Section 2, doi:10.1007/978-3-642-24785-9_37.
    Differs from the paper: absolute instead of squared differences, as in Karras et al. 2018, arXiv:1710.10196, but of whole
    images, not of patches of a Laplacian pyramid; any two counts.
    """
    count, others = len(first), len(second)
    own, other = np.zeros(count), np.zeros(others)
    total = 0.0
    for one, two in zip(first.T, second.T, strict=True):
        values = np.concatenate([one, two])
        order = values.argsort(kind="stable")
        gaps = np.diff(values[order])
        steps = np.where(order < count, 1 / count, -1 / others)
        ahead = steps.cumsum()[:-1]  # by how much more of the first lies to the left
        total += float(np.abs(ahead) @ gaps)
        moved = np.empty(count + others)
        moved[order] = np.concatenate([[0.0], np.cumsum(np.sign(ahead) * gaps)])
        own -= moved[:count]
        other += moved[count:]
    number = first.shape[1]
    variance = (own.var(ddof=1) / count + other.var(ddof=1) / others) / number**2
    return positive(total / number, float(variance))


def projections(images: np.ndarray) -> np.ndarray:
    """Images along fixed random directions of length 1: float64, (count, directions), in grey levels.

    Args:
        images: uint8, (count, height, width, channels).
    """
    ways = directions(int(np.prod(images.shape[1:])))
    found = np.empty((len(images), DIRECTIONS))
    for start in range(0, len(images), BLOCK):
        part = images[start : start + BLOCK]
        found[start : start + BLOCK] = part.reshape(len(part), -1).astype(np.float32) @ ways
    return found


@cache
def directions(size: int) -> np.ndarray:
    """The same for every run, so that numbers can be compared: float32, (size, directions)."""
    drawn = np.random.default_rng(0).normal(size=(size, DIRECTIONS))
    return (drawn / np.linalg.norm(drawn, axis=0)).astype(np.float32)


@METRICS.register
class Sliced(Metric):
    """:func:`sliced_distance` of the pixels.

    Reference: Rabin et al. 2011, Section 2, doi:10.1007/978-3-642-24785-9_37.
    Differs from the paper: see :func:`sliced_distance`.
    """

    name: ClassVar[str] = "sliced"
    title: ClassVar[str] = N_("Sliced Wasserstein distance")
    summary: ClassVar[str] = N_(
        "By how many grey levels fakes must be moved to become the real images, along chance directions through all pixels. "
        "0 is best."
    )
    unit: ClassVar[str] = ""
    better: ClassVar = "lower"
    reference: ClassVar[str] = "Rabin et al. 2011, Section 2, doi:10.1007/978-3-642-24785-9_37"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 42
    worse: ClassVar[str] = N_(
        "The fakes' pixels are farther from the real images' than those of unseen real images: {value} instead of {best}."
    )
    beyond: ClassVar[str] = N_(
        "The fakes' pixels are nearer to the training images' than those of unseen real images, {value} against {best}."
    )
    alone: ClassVar[str] = N_(
        "The fakes' pixels are {value} grey levels from the real images', between {low} and {high}."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        enough(min(len(fake), len(samples.real)), 2)
        return sliced_distance(_remembered(fake), _remembered(samples.real))


def _remembered(images: ImageSet) -> np.ndarray:
    return images.remember("slices", lambda: projections(images.images))
