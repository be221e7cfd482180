"""Densities in the plane that points are drawn from: bumps of one width, on rings, grids and along curves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PlaneDensity:
    """A mixture of round normal bumps of one width that all weigh the same.

    Attributes:
        centres: float64, (bumps, 2).
        deviation: Standard deviation of each bump along both axes, above 0.
        modes: float64, (modes, 2): the places that a generator can find or miss. The centres themselves, or for a curve some
            places along it.
    """

    centres: np.ndarray
    deviation: float
    modes: np.ndarray

    def draw(self, count: int, seed: int) -> np.ndarray:
        """Points of this density, float32, (count, 2); each bump gets as many as the others, give or take one."""
        chance = np.random.default_rng(seed)
        which = chance.permutation(np.arange(count) % len(self.centres))
        return (self.centres[which] + self.deviation * chance.standard_normal((count, 2))).astype(np.float32)

    def log(self, points: np.ndarray) -> np.ndarray:
        """Natural logarithm of the density at points, (count, 2): float64, (count,)."""
        squares = np.square(points[:, None, :] - self.centres[None]).sum(axis=2)
        bumps = -0.5 * squares / self.deviation**2
        return np.logaddexp.reduce(bumps, axis=1) - np.log(len(self.centres) * 2 * np.pi * self.deviation**2)


def _curve(
    place: Callable[[np.ndarray], np.ndarray], deviation: float, bumps: int = 200, modes: int = 20
) -> PlaneDensity:
    """Along a curve, given from 0 to 1."""
    along = [place((np.arange(count) + 0.5) / count) for count in (bumps, modes)]
    return PlaneDensity(along[0], deviation, along[1])


def _bumps(centres: np.ndarray, deviation: float) -> PlaneDensity:
    return PlaneDensity(centres, deviation, centres)


def _around(turns: np.ndarray, radius: float | np.ndarray) -> np.ndarray:
    angle = 2 * np.pi * turns
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _moons(part: np.ndarray) -> np.ndarray:
    angle = np.pi * np.where(part < 0.5, 2 * part, 2 * part - 1)
    upper = np.stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25], axis=1)
    return 1.3 * np.where((part < 0.5)[:, None], upper, -upper)


def _lines(part: np.ndarray) -> np.ndarray:
    across = np.where(part < 0.5, 4 * part - 1, 4 * part - 3) * 1.8
    return np.stack([across, np.where(part < 0.5, 0.8, -0.8)], axis=1)


_STEPS = np.arange(-2.0, 3.0)
DENSITIES: dict[str, PlaneDensity] = {
    "ring": _bumps(_around(np.arange(8) / 8, 2.0), 0.05),
    "grid": _bumps(np.stack(np.meshgrid(_STEPS, _STEPS), axis=-1).reshape(-1, 2), 0.05),
    "moons": _curve(_moons, 0.08),
    "spiral": _curve(lambda part: _around(0.25 + 1.75 * np.sqrt(part), 2.0 * np.sqrt(part)), 0.06, bumps=400),
    "lines": _curve(_lines, 0.08),
    "dot": _bumps(np.zeros((1, 2)), 0.2),
}
"""By name. All lie between -2.3 and 2.3 along both axes."""
