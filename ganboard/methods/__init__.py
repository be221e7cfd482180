"""How networks learn from data, one file each."""

from ganboard.methods.base import METHODS, Learner, Method

__all__ = ["METHODS", "Learner", "Method"]
