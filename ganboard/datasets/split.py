"""Images that no training sees, so that there is something to judge by: a tenth of every set."""

from __future__ import annotations

import numpy as np

from ganboard.datasets.base import Data

PART = 10
"""One in so many images is held out."""
FEWEST = 200
"""A set with fewer images is trained on whole: a tenth of it would tell nothing."""
SEED = 2014


def drawn(labels: np.ndarray, count: int) -> np.ndarray:
    """Which images are kept apart: the same number of each class, with a fixed seed.

    Those of a smaller count are among those of a larger one.

    Args:
        labels: int, (count of all,).
        count: How many are kept apart.

    Returns:
        int64, ascending, (count,) where the classes divide it, and fewer where they do not or a class is too small.
    """
    chance = np.random.default_rng(SEED)
    kinds = np.unique(labels)
    members = [chance.permutation(np.flatnonzero(labels == kind)) for kind in kinds]
    return np.sort(np.concatenate([own[: min(count // len(kinds), len(own) // 2)] for own in members]))


def split(data: Data) -> tuple[Data, Data | None]:
    """Part a set, the same way every time.

    Args:
        data: All images of a set.

    Returns:
        Those to train on, and those held out; None for the latter where there are fewer than ``FEWEST`` images.
    """
    if len(data) < FEWEST:
        return data, None
    apart = np.zeros(len(data), bool)
    labels = np.zeros(len(data), np.int32) if data.labels is None else data.labels
    apart[drawn(labels, len(data) // PART)] = True
    return _only(data, ~apart), _only(data, apart)


def _only(data: Data, which: np.ndarray) -> Data:
    return Data(data.images[which], None if data.labels is None else data.labels[which], data.skipped)
