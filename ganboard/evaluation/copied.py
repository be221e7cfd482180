"""How much of what is made is one of a few training pictures over again: told without pictures that were held out."""

from __future__ import annotations

import numpy as np

from ganboard.metrics.distances import squared_distances
from ganboard.metrics.intervals import Interval, share

NEAR = 0.5
"""A fake is a copy where it is at most so many times as far from one training picture as from the next one."""


def copies(fakes: np.ndarray, training: np.ndarray, groups: np.ndarray | None = None, near: float = NEAR) -> np.ndarray:
    """Which fakes are one of the training pictures, hardly changed: those that are far nearer to one than to any other.

    Args:
        fakes: uint8, (count, ...).
        training: uint8, (others, ...), of the same shape each.
        groups: Which training pictures are the same one in several ways, int, (others,); all are different if left out.
        near: At most so many times as far.

    Returns:
        bool, (count,); all False where there are fewer than two different pictures to compare with.

    Reference: Gu et al. 2023, arXiv:2310.02664. Differs from the paper: a half instead of a third, since small networks
    blur what they learnt by heart; pictures that are the same one in several ways count as one.
    """
    flat, others = (each.reshape(len(each), -1).astype(np.float64) for each in (fakes, training))
    if groups is None:
        groups = np.unique(others, axis=0, return_inverse=True)[1].reshape(-1)
    names = np.unique(groups)
    found = np.zeros(len(fakes), bool)
    if len(names) < 2:
        return found
    for rows, squares in squared_distances(flat, others):
        each = np.stack([squares[:, groups == name].min(axis=1) for name in names], axis=1)
        first, second = np.partition(each, 1, axis=1)[:, :2].T
        found[rows] = first <= near**2 * second
    return found


def copied(fakes: np.ndarray, training: np.ndarray, groups: np.ndarray | None = None) -> Interval:
    """The share of fakes that are :func:`copies`, from 0 to 1, with its 95% interval."""
    found = copies(fakes, training, groups)
    return share(float(found.mean()), len(found))
