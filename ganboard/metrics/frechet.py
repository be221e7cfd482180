"""The Fréchet distance between two sets of features."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import vector_pair
from ganboard.metrics.intervals import Interval, positive

Side = tuple[np.ndarray, np.ndarray]
"""Mean, (size,), and covariance, (size, size)."""
SINGULAR = 1e-10
"""Eigenvalues below this part of the largest count as 0."""


def frechet_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Squared 2-Wasserstein distance of the two normal distributions with the mean and covariance of the two sets.

    Args:
        first: Features, (count, size), count at least 2.
        second: Features, (others, size).

    Returns:
        0 for identical sets, else above; in squared units of the features. Too large on average, by about a constant
        over the count.

    Raises:
        GANBoardError: the features have another shape, are too few, differ in size, or are no numbers.

    Reference: Heusel et al. 2017, Eq. 6, arXiv:1706.08500; Dowson and Landau 1982, doi:10.1016/0047-259X(82)90077-X.
    Differs from the paper: other features than Inception's; the trace of the matrix root is taken from the singular values of a
    product of the two roots, which is exact where covariances are singular.
    """
    first, second = vector_pair(first, second)
    return distance(moments(first), moments(second))


def distance(first: Side, second: Side) -> float:
    """The Fréchet distance from means and covariances."""
    shift = first[0] - second[0]
    overlap = np.linalg.svd(root(first[1]) @ root(second[1]), compute_uv=False).sum()
    return float(max(shift @ shift + np.trace(first[1]) + np.trace(second[1]) - 2 * overlap, 0.0))


def moments(values: np.ndarray) -> Side:
    """Mean and covariance of float64 features, with count - 1 in the denominator."""
    mean = values.mean(axis=0)
    centred = values - mean
    return mean, centred.T @ centred / (len(values) - 1)


def root(matrix: np.ndarray) -> np.ndarray:
    """The symmetric root of a symmetric matrix without negative eigenvalues, but for rounding."""
    values, turns = np.linalg.eigh(matrix)
    return (turns * np.sqrt(np.maximum(values, 0))) @ turns.T


def variance(first: np.ndarray, second: np.ndarray, seed: int = 0) -> float:
    """How much the distance varies from draw to draw of both sets, by the delta method.

    To first order one more vector x changes it by a known function of x. That function is itself estimated, which alone makes
    it vary; near 0, where the true one vanishes, nothing else is left, and the usual estimate is twice too large. So the function
    is also taken from the two halves of each set: what the two agree on is true, and of the rest one half is counted.

    Args:
        first: float64, (count, size).
        second: float64, (others, size).
        seed: Decides the halves.

    Reference: Rippl et al. 2016, Theorem 2.2, doi:10.1016/j.jmva.2016.06.005.
    Differs from the paper: any distribution instead of normal ones, by the variance of the function over the sets; the halves.
    """
    chance = np.random.default_rng(seed)
    parts = [np.array_split(chance.permutation(len(values)), 2) for values in (first, second)]
    whole = moments(first), moments(second)
    halves = [(moments(first[left]), moments(second[right])) for left, right in zip(*parts, strict=True)]
    total = 0.0
    for values, own, other in ((first, 0, 1), (second, 1, 0)):
        centred = values - whole[own][0]
        usual = _change(centred, whole[own], whole[other]).var(ddof=1)
        one, two = (_change(centred, half[own], half[other]) for half in halves)
        both = np.cov(one, two)[0, 1]
        total += (usual + min(max(both, 0.0), usual)) / 2 / len(values)
    return float(total)


def _change(centred: np.ndarray, own: Side, other: Side) -> np.ndarray:
    """First-order change of the distance with the weight of each vector of one set, up to a constant."""
    values, turns = np.linalg.eigh(own[1])
    kept = values > SINGULAR * max(values[-1], 0.0)
    roots = np.sqrt(np.maximum(values, 0))
    upward = (turns * roots) @ turns.T
    downward = (turns[:, kept] / roots[kept]) @ turns[:, kept].T
    transport = downward @ root(upward @ other[1] @ upward) @ downward
    bent = centred @ (np.eye(len(values)) - transport)
    return np.einsum("ij,ij->i", centred, bent) + 2 * centred @ (own[0] - other[0])


@METRICS.register
class Frechet(Metric):
    """:func:`frechet_distance`; its interval is normal on the scale of logarithms, with :func:`variance`.

    A bootstrap would not do: sets drawn with repetition have smaller covariances, and lie farther apart.

    Reference: Heusel et al. 2017, Eq. 6, arXiv:1706.08500.
    Differs from the paper: see :func:`frechet_distance`.
    """

    name: ClassVar[str] = "frechet"
    title: ClassVar[str] = N_("Fréchet distance")
    summary: ClassVar[str] = N_(
        "How far apart fakes and real images are on average, by the mean and the spread of their features. 0 is best."
    )
    better: ClassVar = "lower"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Heusel et al. 2017, Eq. 6, arXiv:1706.08500"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 10
    worse: ClassVar[str] = N_(
        "The fakes are farther from the real images than unseen real images are: {value} instead of {best}."
    )
    beyond: ClassVar[str] = N_(
        "The fakes are nearer to the training images than unseen real images are, {value} against {best}. "
        "Look whether they are copies."
    )
    alone: ClassVar[str] = N_(
        "The fakes are {value} away from the real images, surely between {low} and {high}; 0 would be no difference."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`. Needs twice as many images as features, for a covariance has that many directions."""
        first, second = fake_and_real(fake, samples)
        return positive(distance(moments(first), moments(second)), spread(fake, samples))


def fake_and_real(fake: ImageSet, samples: Samples) -> tuple[np.ndarray, np.ndarray]:
    """The features of both sides as float64.

    Raises:
        GANBoardError: they are fewer than twice as many as features, or cannot be used.
    """
    own, real = np.asarray(fake.features), np.asarray(samples.real.features)
    return vector_pair(own, real, 2 * own.shape[1])


def spread(fake: ImageSet, samples: Samples) -> float:
    """:func:`variance` for a set in the place of the fakes, computed once."""
    return fake.remember(
        ("frechet", samples.real, samples.seed), lambda: variance(*fake_and_real(fake, samples), samples.seed)
    )
