"""How networks learn from data, one file each."""

from ganboard.methods.base import METHODS, Learner, Measure, Method

__all__ = ["METHODS", "Learner", "Measure", "Method"]
