"""Where in a race the quality of its entrants is measured, so that they are compared at the same step, or at the same second."""

from __future__ import annotations

import math

from ganboard.config import TrainConfig

MARKS = 8
"""Parts of a race. At the end of each the quality is measured, whatever that costs: it is what all look at."""


def marks_passed(step: int, seconds: float, config: TrainConfig) -> int:
    """How many parts of a race an entrant has behind it, 0 to :data:`MARKS`.

    Args:
        step: Where it stands.
        seconds: Of training so far.
        config: The entrant's, whose end is the race's.
    """
    if config.steps is not None:
        return min(MARKS, step // math.ceil(config.steps / MARKS))
    return min(MARKS, int(MARKS * seconds / config.seconds)) if config.seconds else 0


def steps_to_mark(step: int, config: TrainConfig) -> int | None:
    """Steps from one to the next mark; None where the race is one of seconds."""
    if config.steps is None:
        return None
    part = math.ceil(config.steps / MARKS)
    return part - step % part
