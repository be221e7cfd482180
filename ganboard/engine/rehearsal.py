"""What the first training of a process waits for, done before anybody asks for one.

Whatever TensorFlow and Keras do for the first time takes twice as long as later. While a visitor still looks at the film, the
engine builds the networks of a beginner's first training, has them draw once, and throws them away.
"""

from __future__ import annotations

from collections.abc import Iterator

from ganboard.presets import preset
from ganboard.trainer import Trainer

PRESET = "quick"
"""What the Start page begins with."""


def rehearsal() -> Iterator[None]:
    """Rehearse; after each yield the engine may turn to somebody who asks, and leave the rest undone."""
    trainer = Trainer(preset(PRESET).config(seed=0))
    yield
    trainer.samples()
