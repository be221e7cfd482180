"""How probable a χ² statistic of at least some size is."""

from __future__ import annotations

import math

TERMS = 10_000
"""Terms summed, at most; some hundred are enough for any statistic that matters."""


def chi_squared_tail(statistic: float, freedom: int) -> float:
    """Probability that a χ² variable is at least as large: the upper incomplete gamma function.

    Args:
        statistic: At least 0.
        freedom: Degrees of freedom, at least 1.

    Returns:
        0 to 1, to about 12 digits.

    Reference: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2, https://dlmf.nist.gov/8.
    Differs from the paper: nothing.
    """
    shape, place = freedom / 2, statistic / 2
    if place <= 0:
        return 1.0
    scale = math.exp(shape * math.log(place) - place - math.lgamma(shape))
    if place < shape + 1:
        return max(0.0, 1 - scale * _series(shape, place))
    return min(1.0, scale * _fraction(shape, place))


def _series(shape: float, place: float) -> float:
    term = total = 1 / shape
    for number in range(1, TERMS):
        term *= place / (shape + number)
        total += term
        if term < total * 1e-15:
            break
    return total


def _fraction(shape: float, place: float) -> float:
    """Lentz's way of working out a continued fraction from its front."""
    base = place + 1 - shape
    ahead, behind = 1e300, 1 / base
    total = behind
    for number in range(1, TERMS):
        factor = number * (shape - number)
        base += 2
        behind = 1 / (factor * behind + base)
        ahead = base + factor / ahead
        total *= ahead * behind
        if abs(ahead * behind - 1) < 1e-15:
            break
    return total
