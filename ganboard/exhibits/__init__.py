"""The failure museum: trainings that go wrong in front of one's eyes and are repaired. Never loads TensorFlow."""

from ganboard.exhibits.base import EXHIBITS, Exhibit

__all__ = ["EXHIBITS", "Exhibit"]
