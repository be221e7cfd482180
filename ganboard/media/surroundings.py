"""What is to be seen around points in the plane: D's verdict, where it would like the fakes to go, and the warped grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ganboard.backend import tf

FIELDS = 40
"""Places to each side at which D is asked."""
ARROWS = 150
"""Fakes that get an arrow; more would hide each other."""
LINES, FINE, WIDEST = 13, 37, 2.4
"""Lines of the grid in the noise each way, places along each of them, and how far it reaches, in standard deviations."""


class Surroundings:
    """Computes the surroundings of a cloud of fakes, a millisecond or two each time.

    Args:
        centre: Of the part of the plane that is shown.
        reach: From there to each side.
        make: From latents, float32 (count, noise), to points; a network.
        judge: From points to logits, (count,); None where nobody judges.
        noise: Size of a latent. The grid lies along its first two numbers; all others are 0 there.
        probable: Whether a logit stands for a probability. If not, the verdicts are shown from the lowest to the highest.
    """

    def __init__(
        self,
        centre: tuple[float, float],
        reach: float,
        make: Callable[[Any], Any],
        judge: Callable[[Any], Any] | None,
        noise: int,
        probable: bool,
    ) -> None:
        self._probable = probable
        middles = (np.arange(FIELDS) + 0.5) / FIELDS * 2 - 1
        across, up = np.meshgrid(middles, -middles)  # the first row on top, as pictures have it
        self._places = tf.constant(np.stack([across, up], axis=-1).reshape(-1, 2) * reach + centre, tf.float32)
        self._grid = tf.constant(_grid(noise), tf.float32)
        self._look = tf.function(
            lambda fakes: _look(make, judge, self._grid, self._places, fakes),
            input_signature=[tf.TensorSpec([None, 2], tf.float32)],
        )

    def of(self, fakes: np.ndarray) -> dict[str, np.ndarray]:
        """What belongs to these fakes, float32, (count, 2).

        Returns:
            ``fakes``, as they came. ``grid``, float32, (lines, places along a line, 2): first those along the first latent
            number, then those along the second. Where there is a judge: ``verdicts``, uint8, (rows, columns), 255 for surely
            real; ``arrows``, float32, (count, 2): the slope of the logit at each of the first fakes.
        """
        grid, logits, slopes = (found.numpy() for found in self._look(tf.constant(fakes)))
        found = {"fakes": fakes, "grid": grid.reshape(-1, FINE, 2)}
        if logits.size:
            found |= {"verdicts": self._shades(logits).reshape(FIELDS, FIELDS), "arrows": slopes}
        return found

    def _shades(self, logits: np.ndarray) -> np.ndarray:
        if self._probable:
            parts = 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -30, 30)))
        else:
            low, high = float(logits.min()), float(logits.max())
            parts = (logits - low) / (high - low) if high > low else np.full_like(logits, 0.5)
        return np.round(255 * np.nan_to_num(parts, nan=0.5)).astype(np.uint8)


def _look(make: Any, judge: Any, grid: Any, places: Any, fakes: Any) -> tuple[Any, Any, Any]:
    nothing = tf.zeros([0])
    if judge is None:
        return make(grid), nothing, nothing
    some = fakes[:ARROWS]
    with tf.GradientTape() as tape:
        tape.watch(some)
        total = tf.reduce_sum(judge(some))
    return make(grid), judge(places), tape.gradient(total, some)


def _grid(noise: int) -> np.ndarray:
    """Latents along straight lines through the first two numbers: (2 · LINES · FINE, noise); through one where there is one."""
    lines, along = np.linspace(-WIDEST, WIDEST, LINES), np.linspace(-WIDEST, WIDEST, FINE)
    held, moved = np.meshgrid(lines, along, indexing="ij")
    grid = np.zeros((2, LINES, FINE, max(noise, 2)))
    grid[0, ..., 0], grid[0, ..., 1] = moved, held
    grid[1, ..., 0], grid[1, ..., 1] = held, moved
    return grid[..., :noise].reshape(-1, noise)
