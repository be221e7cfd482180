"""What every constraint has: what it does to D's weights, its curve, its LaTeX, its paper, and when to use it."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.penalties import Penalty
from ganboard.registry import Part, Registry


class Constraint(Part):
    r"""Holds D's weights after each of its updates.

    A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``.
    LaTeX may use the four colour macros; w is a weight, W the matrix of a layer.
    """

    formula: ClassVar[str]
    """LaTeX of what becomes of weights."""
    reference: ClassVar[str]
    """Authors, year, algorithm or equation, and arXiv or DOI number."""
    when: ClassVar[str]
    """When to use it, in one or two plain sentences. Marked for translation."""
    across: ClassVar[str]
    """What its curve is drawn over: what is held, in a few words. Marked for translation."""

    @property
    def limit(self) -> float | None:
        """The largest size that stays; None where all do."""
        return None

    def check(self, penalty: Penalty) -> None:
        """Whether it makes sense together with a penalty.

        Raises:
            ConfigError: it does not; the sentence says why.
        """

    def start(self, weights: dict[str, Any], seed: int) -> dict[str, Any]:
        """What it remembers from update to update, as it is at the start: tensors by name. Belongs to a checkpoint.

        Args:
            weights: D's trainable weights, TensorFlow variables by name.
            seed: The config's.
        """
        return {}

    def hold(self, weights: dict[str, Any], memory: dict[str, Any]) -> None:
        """Change the weights to what is allowed.

        Args:
            weights: See :meth:`start`.
            memory: What :meth:`start` gave, variables by name; renewed here.
        """

    def curve(self, sizes: np.ndarray) -> np.ndarray:
        """What sizes become, float64 of the same shape, in pure NumPy.

        Args:
            sizes: Before, at least 0.
        """
        return np.minimum(np.asarray(sizes, np.float64), np.inf if self.limit is None else self.limit)


CONSTRAINTS: Registry[Constraint] = Registry("constraint", "ganboard.constraints", default="none")
