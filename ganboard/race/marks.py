"""Where in a race the quality of its entrants is measured, so that they are compared at the same step, or at the same second."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ganboard.config import TrainConfig

MARKS = 8
"""Parts of a race. At the end of each the quality is measured, whatever that costs: it is what all look at."""

REVIEWED = 2 * MARKS
"""Checkpoints at which a future that was there already is measured, at most: nobody else trains meanwhile."""


def marks_passed(step: int, seconds: float, config: TrainConfig, start: int = 0) -> int:
    """How many parts of a race an entrant has behind it, 0 to :data:`MARKS`.

    Args:
        step: Where it stands.
        seconds: Of training so far.
        config: The entrant's, whose end is the race's.
        start: The step at which the race begins.
    """
    if config.steps is not None:
        return min(MARKS, max(0, step - start) // _part(config.steps, start))
    return min(MARKS, int(MARKS * seconds / config.seconds)) if config.seconds else 0


def steps_to_mark(step: int, config: TrainConfig, start: int = 0) -> int | None:
    """Steps from one to the next mark; None where the race is one of seconds."""
    if config.steps is None:
        return None
    part = _part(config.steps, start)
    return part - (step - start) % part


def looked_back_at(steps: Sequence[int]) -> list[int]:
    """At which of some checkpoints a future is measured that was there already: all, or so many evenly among them.

    Args:
        steps: Ascending, from where the futures part.
    """
    return list(steps[:: max(1, math.ceil(len(steps) / REVIEWED))])


def _part(steps: int, start: int) -> int:
    return max(1, math.ceil((steps - start) / MARKS))
