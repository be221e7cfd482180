"""Pictures of one size."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard import figures
from ganboard.backend import tf
from ganboard.media.base import Medium


class ImageMedium(Medium):
    """Pictures, (height, width, 1 or 3): uint8 as they are stored, from -1 to 1 as networks see them."""

    name: ClassVar[str] = "images"
    kind: ClassVar[type] = np.uint8

    def learned(self, stored: Any) -> Any:
        """From 0 ... 255 to [-1, 1]."""
        return tf.cast(stored, tf.float32) / 127.5 - 1.0

    def stored(self, made: Any) -> Any:
        """From [-1, 1] to the nearest of 0 ... 255."""
        levels = tf.round((tf.cast(made, tf.float32) + 1.0) * 127.5)
        return tf.cast(tf.clip_by_value(levels, 0.0, 255.0), tf.uint8)

    def sheet(self, samples: np.ndarray, columns: int, role: str = "fake") -> np.ndarray:
        """The pictures side by side, row after row."""
        return figures.grid(samples, columns)
