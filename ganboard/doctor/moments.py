"""At which steps a training is looked at, and from when on anything can be told."""

from __future__ import annotations

from ganboard.config import TrainConfig
from ganboard.media import PointsMedium

APART = 1.05
"""Each step at which it is looked at is so many times the one before, between two limits."""
PICTURES, POINTS = (25, 250), (100, 1_000)
"""Steps from one look to the next at least and at most, of pictures and of points."""
EARLY_PICTURES, EARLY_MANIFOLD, EARLY_POINTS = 200, 600, 1_000
"""Steps in which nothing can be told yet: of small pictures, of large ones or such that differ by several factors, of points."""
LARGE = 48
"""Pictures of so many pixels to a side are large."""


def next_moment(config: TrainConfig, step: int) -> int:
    """The first step after this one at which to look."""
    least, most = POINTS if of_points(config) else PICTURES
    wide = min(most, max(least, int((APART - 1) * step) // least * least))
    return (step // wide + 1) * wide


def early(config: TrainConfig) -> int:
    """The first step from which on anything can be told."""
    if of_points(config):
        return EARLY_POINTS
    return (
        EARLY_MANIFOLD
        if config.dataset.factors or config.dataset.beings or max(config.dataset.shape) >= LARGE
        else EARLY_PICTURES
    )


def of_points(config: TrainConfig) -> bool:
    """Whether points in the plane are learned."""
    return isinstance(config.dataset.medium, PointsMedium)
