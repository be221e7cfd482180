"""The two losses of the adversarial game, one file per pair."""

from ganboard.objectives.base import OBJECTIVES, Objective

__all__ = ["OBJECTIVES", "Objective"]
