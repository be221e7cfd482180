"""Slow motion: one step taken apart, with its real numbers. It counts, and its weights are those of every other step, bit for bit.

The step itself is taken by the compiled loop. What is looked at before comes from the same phases, taken eagerly: the same
arithmetic, in another order of sums, whose last bits must not come into the training. So all variables are put back in between.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.backend import own_settings, tf
from ganboard.methods.still import Still
from ganboard.trainer import Trainer


def slow_motion(trainer: Trainer, advance: Callable[[], Any]) -> tuple[Still, ...]:
    """Take one step, and give what there is to see of it.

    Args:
        trainer: The training.
        advance: Takes the step; such as ``lambda: trainer.advance(1)``.

    Returns:
        The stills, in order.

    Raises:
        TrainingDiverged: a loss became NaN or infinite, as in every other step.
    """
    trainer.compile()  # also has the dials say what they say at this step
    learner, precision = trainer.learner, trainer.config.precision
    step = tf.constant(trainer.step, tf.int64)
    before = learner.state()
    with own_settings(precision):
        try:
            stills = learner.look(step)
        finally:
            learner.put(before)
    advance()
    after = learner.state()
    with own_settings(precision):
        try:
            return stills()
        finally:
            learner.put(after)
