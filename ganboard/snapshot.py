"""What leaves the trainer: NumPy and plain types only, so that it can cross to a process without TensorFlow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ganboard.i18n import N_, message

LOSSES = ("discriminator_loss", "generator_loss", "penalty")
MEASURES = ("discriminator_loss", "generator_loss", "penalty", "real_score", "fake_score", "real_log", "fake_log")
"""What is measured at every step, in this order: D's loss without the penalty, G's loss, the penalty; the mean of D(x) over
real images and over fakes, each from 0 to 1; the mean of log D(x) over real images and of log(1 - D(G(z))) over fakes, each
at most 0, whose sum is the value V(D, G) of the game."""
RUNAWAY = 100.0
"""A mean loss above this is of no training that still learns: it is the logarithm of a score below e^-100, while the smallest
number that single precision holds in full is e^-87."""


def ran_away(measures: dict[str, float]) -> dict[str, Any] | None:
    """Why these measures are of a training that diverged although all its numbers are finite, a message; None if they are not.

    Args:
        measures: By the names in ``MEASURES``, or a row of the history.
    """
    names = ("discriminator_loss", "generator_loss")
    losses = {name: measures.get(name, 0.0) for name in names}
    if max(abs(value) for value in losses.values()) <= RUNAWAY:
        return None
    return message(
        N_(
            "The losses have run away: {discriminator} for the discriminator, {generator} for the generator. Nothing good is "
            "learned any more. Choose a smaller learning rate, or go back to an earlier step."
        ),
        discriminator=f"{losses['discriminator_loss']:,.4g}",
        generator=f"{losses['generator_loss']:,.4g}",
    )


@dataclass(frozen=True)
class Snapshot:
    """What a viewer sees at one step. Immutable.

    Attributes:
        step: Generator updates so far.
        seconds: Seconds of training so far.
        images_seen: Real images that D has looked at so far.
        images: Samples of the fixed latents, uint8, (count, height, width, channels).
        labels: Their classes, int32, (count,), or None.
        measures: Means since the last snapshot by the names in ``MEASURES``; empty at step 0.
    """

    step: int
    seconds: float
    images_seen: int
    images: np.ndarray
    labels: np.ndarray | None = None
    measures: dict[str, float] = field(default_factory=dict)

    @property
    def losses(self) -> dict[str, float]:
        """The two losses and the penalty."""
        return {name: value for name, value in self.measures.items() if name in LOSSES}


@dataclass(frozen=True)
class Checkpoint:
    """All that is needed to go on, bit for bit.

    Attributes:
        step: Generator updates so far.
        seconds: Seconds of training so far.
        arrays: Every weight, optimizer slot, average weight and random state, by name.
        lost: Steps of the checkpoints that should have been read instead, but are damaged or gone.
    """

    step: int
    seconds: float
    arrays: dict[str, np.ndarray]
    lost: tuple[int, ...] = ()
