"""Pictures of one size."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard import figures
from ganboard.backend import tf
from ganboard.i18n import N_
from ganboard.media.base import Medium, Words


class PixelMedium(Medium):
    """What is made of pixels: uint8 as they are stored, from -1 to 1 as networks see them."""

    kind: ClassVar[type] = np.uint8
    deviation: ClassVar[float] = 1.2

    def learned(self, stored: Any) -> Any:
        """From 0 ... 255 to [-1, 1]."""
        return tf.cast(stored, tf.float32) / 127.5 - 1.0

    def stored(self, made: Any) -> Any:
        """From [-1, 1] to the nearest of 0 ... 255."""
        levels = tf.round((tf.cast(made, tf.float32) + 1.0) * 127.5)
        return tf.cast(tf.clip_by_value(levels, 0.0, 255.0), tf.uint8)


class ImageMedium(PixelMedium):
    """Pictures, (height, width, 1 or 3): uint8 as they are stored, from -1 to 1 as networks see them."""

    name: ClassVar[str] = "images"
    words: ClassVar[Words] = Words(
        real=N_("Real images"),
        such=N_("real images"),
        preview=N_("Some of the real images that the generator will learn to imitate."),
        seen=N_("{count} images seen"),
        laid_out=N_("Real images from the data, laid out like those that are made."),
        made=N_("Images that the generator makes from fixed noise, at step {step}."),
        rebuilt=N_("The real images as the networks rebuild them from a few numbers each, at step {step}."),
        believed=N_("How real do the pictures look to the judge? (dashed: pure guessing)"),
    )

    def sheet(self, samples: np.ndarray, columns: int, role: str = "fake") -> np.ndarray:
        """The pictures side by side, row after row."""
        return figures.grid(samples, columns)
