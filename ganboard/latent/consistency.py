"""How far the effect of a direction depends on where one starts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_

STARTS = 64
"""Points at which the consistency of a direction is measured."""
AT_ONCE = 1024
"""Images asked for at a time."""


def consistency(
    render: Callable[[np.ndarray], np.ndarray], direction: np.ndarray, starts: np.ndarray, reach: float
) -> float:
    """How alike the effect of a direction is wherever one starts: see :func:`consistencies`."""
    return float(consistencies(render, np.asarray(direction)[None], starts, reach)[0])


def consistencies(
    render: Callable[[np.ndarray], np.ndarray], vectors: np.ndarray, starts: np.ndarray, reach: float
) -> np.ndarray:
    """How alike the effect of each direction is wherever one starts.

    The effect at a start z is the change of the picture, G(z + reach·d) − G(z − reach·d). The number is the mean cosine
    between the effects at two different starts: 1 if the direction does the same to every picture, 0 if it does
    something else to each. Where it does nothing the cosine counts as 0.

    Args:
        render: From latents, float32 (count, latent_size), to images, uint8. Row i it is given is of start
            i modulo the number of starts, so that a class can be chosen for each start.
        vectors: (count, latent_size), of length 1.
        starts: (starts, latent_size), at least two; ``STARTS`` are enough.
        reach: How far to go to either side.

    Returns:
        float64, (count,), from -1 to 1.

    Raises:
        GANBoardError: fewer than two starts, or of another size than the directions.

    Reference: our own measure; akin to the alignment of effects in Voynov & Babenko 2020, arXiv:2002.03754.
    Differs from the paper: pixels instead of a trained reconstructor.
    """
    vectors, starts = np.asarray(vectors, np.float32), np.asarray(starts, np.float32)
    if vectors.ndim != 2 or starts.ndim != 2 or vectors.shape[1] != starts.shape[1] or len(starts) < 2:
        raise GANBoardError(
            N_("Expected directions and at least two starts of one latent space, but got arrays of {shapes}."),
            shapes=", ".join("×".join(map(str, array.shape)) for array in (vectors, starts)),
        )
    together = max(1, AT_ONCE // (2 * len(starts)))
    parts = []
    for begin in range(0, len(vectors), together):
        steps = reach * vectors[begin : begin + together, None, None] * np.array([1, -1], np.float32)[:, None, None]
        ends = (starts + steps).reshape(-1, starts.shape[1])
        images = render(ends).reshape(len(steps), 2, len(starts), -1).astype(np.float32)
        parts.append(_mean_cosine(images[:, 0] - images[:, 1]))
    return np.concatenate(parts) if parts else np.zeros(0)


def _mean_cosine(effects: np.ndarray) -> np.ndarray:
    """Mean over pairs of different rows: (directions, starts, pixels) -> (directions,)."""
    lengths = np.linalg.norm(effects, axis=2, keepdims=True)
    unit = (effects / np.where(lengths == 0, 1, lengths)).astype(np.float64)
    count = unit.shape[1]
    squares = np.square(unit).sum(axis=(1, 2))  # all pairs are the square of the sum, less each with itself
    return (np.square(unit.sum(axis=1)).sum(axis=1) - squares) / (count * (count - 1))
