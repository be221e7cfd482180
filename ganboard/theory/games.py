"""Two players on min over x, max over y of x · y: the smallest game in which gradients go round in circles."""

from __future__ import annotations

from typing import Literal

import numpy as np

Order = Literal["simultaneous", "alternating"]
"""Whether both players move at once, or y sees x's move before its own."""


def update(learning_rate: float, penalty: float, order: Order) -> np.ndarray:
    """One step as a matrix, (2, 2), that multiplies the point (x, y).

    x descends and y ascends on x · y − penalty / 2 · y². With a real datum at 0, a fake at x and the discriminator
    D(t) = y · t, this is a Wasserstein GAN of one number each, and the penalty is R1: D's slope at the real datum is y.

    Without a penalty moving at once multiplies the distance from (0, 0) by exactly √(1 + learning_rate²) at every
    step; moving in turn keeps x² + y² − learning_rate · x · y exactly as it is.

    Args:
        learning_rate: Above 0, below 2.
        penalty: γ, at least 0.
        order: Who moves when.

    Reference: Gidel et al. 2019, Proposition 1, arXiv:1802.10551; Mescheder et al. 2018, Definition 2.1 (Dirac-GAN)
    and Eq. 9 (R1), arXiv:1801.04406.
    Differs from the paper: Mescheder's losses are taken linear, f(t) = t, for which the Dirac-GAN is Gidel's game.
    """
    x_moves = np.array([[1.0, -learning_rate], [0.0, 1.0]])
    y_moves = np.array([[1.0, 0.0], [learning_rate, 1.0 - learning_rate * penalty]])
    return y_moves @ x_moves if order == "alternating" else x_moves + y_moves - np.eye(2)


def play(start: tuple[float, float], step: np.ndarray, steps: int) -> np.ndarray:
    """The points that the two players go through.

    Args:
        start: x and y.
        step: From :func:`update`.
        steps: How many.

    Returns:
        (steps + 1, 2), beginning with the start.
    """
    points = np.empty((steps + 1, 2))
    points[0] = start
    for number in range(steps):
        points[number + 1] = step @ points[number]
    return points


def averages(points: np.ndarray) -> np.ndarray:
    """The mean of all points so far, at every step; the same shape.

    Where players who move in turn go round for ever, their averages come to rest at (0, 0), like 1 / steps. Those of
    players who move at once do not: the newest turns of a growing spiral outweigh all before.

    Reference: Gidel et al. 2019, Proposition 1, arXiv:1802.10551. Differs from the paper: nothing.
    """
    return np.cumsum(points, axis=0) / np.arange(1, len(points) + 1)[:, None]


def growth(step: np.ndarray) -> float:
    """By what a step multiplies the distance from (0, 0) in the long run: above 1 away, below 1 home, 1 in circles.

    It is the largest absolute value of the eigenvalues of :func:`update`.

    Reference: Mescheder et al. 2018, Section 2, arXiv:1801.04406. Differs from the paper: nothing.
    """
    return float(np.abs(np.linalg.eigvals(step)).max())
