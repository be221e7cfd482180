"""The Fréchet distance between two sets of features."""

from __future__ import annotations

import numpy as np

from ganboard.metrics.distances import vector_pair


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
    shift = first.mean(axis=0) - second.mean(axis=0)
    one, two = covariance(first), covariance(second)
    overlap = np.linalg.svd(root(one) @ root(two), compute_uv=False).sum()
    return float(max(shift @ shift + np.trace(one) + np.trace(two) - 2 * overlap, 0.0))


def covariance(values: np.ndarray) -> np.ndarray:
    """Covariance of float64 features, (size, size), with count - 1 in the denominator."""
    centred = values - values.mean(axis=0)
    return centred.T @ centred / (len(values) - 1)


def root(matrix: np.ndarray) -> np.ndarray:
    """The symmetric root of a symmetric matrix without negative eigenvalues, but for rounding."""
    values, turns = np.linalg.eigh(matrix)
    return (turns * np.sqrt(np.maximum(values, 0))) @ turns.T
