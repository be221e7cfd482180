"""What the judge of creatures sees in pictures: the five factors of each."""

from __future__ import annotations

import numpy as np

from ganboard.creatures.factors import KINDS, SIZES, kinds


def of_factors(probabilities: np.ndarray) -> list[np.ndarray]:
    """How probable each value of each factor is.

    Args:
        probabilities: Of the kinds, (count, 648), as :meth:`ganboard.metrics.Extractor.classify` gives them.

    Returns:
        For each factor, (count, values).
    """
    table = np.asarray(probabilities).reshape(-1, *SIZES)
    axes = range(1, len(SIZES) + 1)
    return [table.sum(axis=tuple(axis for axis in axes if axis != own)) for own in axes]


def seen(probabilities: np.ndarray) -> np.ndarray:
    """The most probable factors.

    Args:
        probabilities: Of the kinds, (count, 648).

    Returns:
        int32, (count, 5). A kind's probability is the product of its factors', so the most probable kind has these.
    """
    return kinds()[np.asarray(probabilities).reshape(-1, KINDS).argmax(axis=1)]
