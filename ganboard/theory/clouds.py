"""Two clouds in the plane that stand for the features of real images and of fakes."""

from __future__ import annotations

from functools import cache

import numpy as np

from ganboard.metrics.distances import rounding, squared_distances, squared_radii

CENTRES = np.array([[-0.95, 0.55], [0.2, 1.05], [1.0, -0.15], [-0.35, -0.85]])
"""Where the four kinds of real images lie, (4, 2)."""
DEVIATION = 0.19
"""Standard deviation of each kind, the same in every direction."""
COUNT = 200
"""Points of each cloud; every kind of real image has as many."""


def _drawn(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal((COUNT, 2))
    noise.flags.writeable = False  # shared by every picture
    return noise


@cache
def real_cloud() -> np.ndarray:
    """The real points, float64, (200, 2), always the same, read-only; the kinds follow each other."""
    points = np.repeat(CENTRES, COUNT // len(CENTRES), axis=0) + DEVIATION * _drawn(1)
    points.flags.writeable = False
    return points


@cache
def _noise() -> np.ndarray:
    return _drawn(2)


def different(copies: int) -> int:
    """How many different points a cloud has where each is there about so many times."""
    return -(-COUNT // copies)


def _sources(copies: int) -> np.ndarray:
    """For each point the one of which it is a copy, (200,), spread evenly over all."""
    count = different(copies)
    return np.arange(COUNT) * count // COUNT * COUNT // count


def fake_cloud(kinds: int, spread: float, copies: int, shift: tuple[float, float]) -> np.ndarray:
    """Fakes that lie where the first kinds of real images lie.

    Args:
        kinds: How many of the four kinds they cover, all as often.
        spread: Their deviation within a kind, in units of the real one.
        copies: How often each fake is there, about; 1 for all different.
        shift: By how much all of them are moved, across and up.

    Returns:
        float64, (200, 2). The chance is always the same, so that points glide when a setting changes.
    """
    sources = _sources(copies)
    centres = CENTRES[sources * kinds // COUNT]
    return np.asarray(centres + spread * DEVIATION * _noise()[sources] + np.asarray(shift))


def blob_cloud(spread: float, copies: int, shift: tuple[float, float]) -> np.ndarray:
    """One cloud without kinds, with the mean and the covariance of the real points where nothing is changed.

    Args:
        spread: Its deviation in units of the real cloud's.
        copies: As in :func:`fake_cloud`.
        shift: As in :func:`fake_cloud`.

    Returns:
        float64, (200, 2).
    """
    real, noise = real_cloud(), _noise()
    centred = noise - noise.mean(0)
    whitened = np.linalg.solve(np.linalg.cholesky(np.cov(noise.T)), centred.T)  # covariance 1, exactly
    points = (np.linalg.cholesky(np.cov(real.T)) @ whitened).T
    return np.asarray(real.mean(0) + spread * points[_sources(copies)] + np.asarray(shift))


def kinds_of(points: np.ndarray) -> np.ndarray:
    """How likely each point is of each kind, by Bayes' rule: the best classifier there can be.

    Args:
        points: (count, 2).

    Returns:
        float64, (count, 4), each row sums to 1.
    """
    squared = ((points[:, None] - CENTRES) ** 2).sum(-1) / DEVIATION**2
    weights = np.exp((squared.min(1, keepdims=True) - squared) / 2)
    return np.asarray(weights / weights.sum(1, keepdims=True))


def at_home(points: np.ndarray, k: int) -> np.ndarray:
    """Which points lie in the ball of a real one: the mean of the answers is their precision.

    Args:
        points: float64, (count, 2).
        k: Which neighbour a ball reaches.

    Returns:
        bool, (count,).

    Reference: Kynkäänniemi et al. 2019, Eq. 1, arXiv:1904.06991.
    Differs from the paper: as ``ganboard.metrics.neighbourhoods.precision_recall`` differs.
    """
    real = real_cloud()
    (radii,) = squared_radii(real, (k,))
    margin = rounding(real, points)
    return np.concatenate([(found < radii - margin).any(axis=1) for _, found in squared_distances(points, real)])
