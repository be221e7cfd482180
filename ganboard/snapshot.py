"""What leaves the trainer: NumPy and plain types only, so that it can cross to a process without TensorFlow."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Snapshot:
    """What a viewer sees at one step. Immutable.

    Attributes:
        step: Generator updates so far.
        seconds: Seconds of training so far.
        images_seen: Real images that D has looked at so far.
        images: Samples of the fixed latents, uint8, (count, height, width, channels).
        labels: Their classes, int32, (count,), or None.
        measures: Means since the last snapshot by the names of the method's measures; empty at step 0.
        losses: Those of them that are losses.
    """

    step: int
    seconds: float
    images_seen: int
    images: np.ndarray
    labels: np.ndarray | None = None
    measures: dict[str, float] = field(default_factory=dict)
    losses: dict[str, float] = field(default_factory=dict)


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
