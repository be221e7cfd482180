"""Densities on a line: normal bumps and mixtures of them, the points at which they are summed up, and the sum."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_

TAIL_WIDTHS = 10.0
"""How far beyond its means a density is summed up, in widths: 1e-23 of it lies farther out."""
POINTS_PER_WIDTH = 20
"""Of the narrowest bump. The trapezoid rule is exact to about 1e-12 there; see :func:`integrate`."""


@dataclass(frozen=True)
class Density:
    """A mixture of normal bumps.

    Attributes:
        means: Where the bumps stand, (bumps,).
        widths: Their standard deviations, (bumps,), above 0.
        weights: Their shares, (bumps,), not negative, 1 together.

    Raises:
        GANBoardError: the three do not go together.
    """

    means: tuple[float, ...]
    widths: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        fits = len(self.means) == len(self.widths) == len(self.weights) > 0
        if not (fits and min(self.widths) > 0 and min(self.weights) >= 0 and math.isclose(sum(self.weights), 1)):
            raise GANBoardError(
                N_(
                    "A mixture of bumps needs as many means as widths above 0 and shares that are 1 together, "
                    "but got means {means}, widths {widths}, shares {weights}; correct the odd one."
                ),
                means=str(self.means),
                widths=str(self.widths),
                weights=str(self.weights),
            )

    def log(self, x: np.ndarray) -> np.ndarray:
        """Natural logarithm of the density at x; the same shape. Finite even where the density itself is too small to write."""
        bumps = [
            math.log(weight) - 0.5 * ((x - mean) / width) ** 2 - math.log(width * math.sqrt(2 * math.pi))
            for mean, width, weight in zip(self.means, self.widths, self.weights, strict=True)
            if weight > 0
        ]
        return np.logaddexp.reduce(np.stack(bumps), axis=0)

    def at(self, x: np.ndarray) -> np.ndarray:
        """The density at x; the same shape."""
        return np.exp(self.log(x))


def normal(mean: float, width: float) -> Density:
    """One bump. Width is the standard deviation, above 0."""
    return Density((mean,), (width,), (1.0,))


def two_bumps(first: tuple[float, float], second: tuple[float, float], second_share: float) -> Density:
    """A mixture of two.

    Args:
        first: Mean and width of the first bump.
        second: Mean and width of the second.
        second_share: How much of the whole is in the second, in [0, 1].
    """
    return Density((first[0], second[0]), (first[1], second[1]), (1 - second_share, second_share))


def grid(*densities: Density) -> np.ndarray:
    """Evenly spaced points that are wide and fine enough to sum up over all these densities, (count,)."""
    bumps = [(mean, width) for each in densities for mean, width in zip(each.means, each.widths, strict=True)]
    low = min(mean - TAIL_WIDTHS * width for mean, width in bumps)
    high = max(mean + TAIL_WIDTHS * width for mean, width in bumps)
    spacing = min(width for _, width in bumps) / POINTS_PER_WIDTH
    return np.linspace(low, high, math.ceil((high - low) / spacing) + 1)


def integrate(values: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The integral by the trapezoid rule.

    For smooth functions that end in zeros, as all here do, its error falls faster than any power of the spacing: on
    :func:`grid` it is below 1e-12 for a density, and below 1e-9 for the divergences of bumps up to five widths apart.

    Args:
        values: (..., count).
        x: (count,), rising.

    Returns:
        (...,).
    """
    return np.trapezoid(values, x, axis=-1)
