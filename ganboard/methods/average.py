"""The running average of a network's weights."""

from __future__ import annotations

from typing import Any

from ganboard.backend import tf

WINDOW = 10.0
"""The average looks back over about a tenth of the steps so far, until the config's limit is reached."""


def average(mean: Any, now: Any, number: Any, decay: float, window: float = WINDOW) -> None:
    """Move an average; its window grows with the steps, so that early samples are not those of the start.

    Args:
        mean: The network that holds the average.
        now: The one that learns, of the same build.
        number: Number of this update from 1, float32 scalar tensor.
        decay: What the old average counts at most.
        window: Over which part of the steps so far it looks back: one in so many.

    Reference: Yazıcı et al. 2019, arXiv:1806.04498. Differs from the paper: the growing window.
    """
    part = tf.maximum(tf.minimum(window / number, 1.0), 1.0 - decay)
    for old, new in zip(mean.weights, now.weights, strict=True):
        old.value.assign_add(part * (new.value - old.value))
