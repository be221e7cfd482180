"""Explains: prose by chapter and language, formulas, and demonstrations in pure NumPy. Never loads TensorFlow."""

from ganboard.theory.base import DEMOS, Demo, controls
from ganboard.theory.scene import Dots, Line, Number, Plot, Rule, Scene

__all__ = ["DEMOS", "Demo", "Dots", "Line", "Number", "Plot", "Rule", "Scene", "controls"]
