"""Chance of a training: drawn anew at every step from the config's seed, so that a step can be repeated exactly."""

from __future__ import annotations

from typing import Any

from ganboard.backend import tf

PURPOSES = 8
"""Purposes that a method may draw for at one step. What is drawn for one never disturbs another."""


class Chance:
    """The chance of one step.

    Args:
        seed: The config's, below 2³¹.
        step: Number of the update from 0, int64 scalar tensor.
        repeat: Which of several draws for the same purposes at one step, from 0.
    """

    def __init__(self, seed: int, step: Any, repeat: int = 0) -> None:
        self._seed, self._step = seed + (repeat << 31), step

    def normal(self, purpose: int, shape: list[int]) -> Any:
        """Standard normal numbers, float32.

        Args:
            purpose: What they are for, from 0 to ``PURPOSES`` less one: a number of the method's own.
            shape: How many.
        """
        return tf.random.stateless_normal(shape, self._of(purpose))

    def uniform(self, purpose: int, shape: list[int]) -> Any:
        """Numbers from 0 to 1, all equally likely, float32. Arguments as for :meth:`normal`."""
        return tf.random.stateless_uniform(shape, self._of(purpose))

    def whole(self, purpose: int, shape: list[int], low: int, high: int) -> Any:
        """Whole numbers from ``low`` to ``high`` less one, all equally likely, int32."""
        return tf.random.stateless_uniform(shape, self._of(purpose), low, high, dtype=tf.int32)

    def _of(self, purpose: int) -> Any:
        return tf.stack([tf.constant(self._seed, tf.int64), self._step * PURPOSES + purpose])
