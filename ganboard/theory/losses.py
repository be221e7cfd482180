"""The generator's losses for a single fake, their slopes, and a point that goes down them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ganboard.theory.divergences import sigmoid, softplus


@dataclass(frozen=True)
class GeneratorLoss:
    """A loss that G minimises, as a function of what D computes.

    Attributes:
        of: The loss at a logit (of a critic: at its output); arrays to arrays.
        slope: Its derivative by the logit, which is what G's gradient is multiplied with.
    """

    of: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]

    def slope_by_score(self, logits: np.ndarray) -> np.ndarray:
        """Its derivative by D(G(z)), the sigmoid of the logit: the sigmoid's own slope is taken out."""
        return self.slope(logits) / (sigmoid(logits) * sigmoid(-logits))


MINIMAX = GeneratorLoss(lambda logits: -softplus(logits), lambda logits: -sigmoid(logits))
"""log(1 − D(G(z))), slope −D.

Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661. Differs from the paper: nothing; for one fake.
"""

NONSATURATING = GeneratorLoss(lambda logits: softplus(-logits), lambda logits: -sigmoid(-logits))
"""−log D(G(z)), slope −(1 − D).

Reference: Goodfellow et al. 2014, Section 3, arXiv:1406.2661. Differs from the paper: nothing; for one fake.
"""

WASSERSTEIN = GeneratorLoss(lambda outputs: -outputs, lambda outputs: -np.ones_like(outputs))
"""Minus the critic's output, slope −1.

Reference: Arjovsky et al. 2017, Algorithm 1, arXiv:1701.07875. Differs from the paper: nothing; for one fake.
"""


def descend(
    loss: GeneratorLoss, start: float, steepness: float, middle: float, learning_rate: float, steps: int
) -> np.ndarray:
    """A fake that goes down a loss before a D that stands still, D's logit being steepness · (x − middle).

    It stops at 0, where the real data are. A D that kept learning would turn there; this one would send it on.

    Args:
        loss: Which.
        start: Where it begins, at most 0.
        steepness: The logit's slope along x, above 0.
        middle: Where D says one half.
        learning_rate: Above 0.
        steps: How many.

    Returns:
        Its places, (steps + 1,), beginning with the start, never above 0.
    """
    places = np.empty(steps + 1)
    places[0] = start
    for number, place in enumerate(places[:-1]):
        slope = steepness * loss.slope(steepness * (place - middle))
        places[number + 1] = min(place - learning_rate * float(slope), 0.0)
    return places
