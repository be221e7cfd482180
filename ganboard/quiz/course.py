"""Of which steps of a training the pairs of a round are: from early to late, so that one wins at first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ganboard.quiz.tally import STAGES

LENGTH = 20
"""Pairs of a round."""


def spread(steps: Sequence[int], count: int = STAGES) -> tuple[int, ...]:
    """Some of the steps, evenly on a log scale, the first and the last among them.

    Args:
        steps: Of the checkpoints, ascending.
        count: How many at most, at least 2.
    """
    if len(steps) <= count:
        return tuple(steps)
    low, high = math.log(steps[0] + 1), math.log(steps[-1] + 1)
    wanted = (low + (high - low) * part / (count - 1) for part in range(count))
    return tuple(sorted({min(steps, key=lambda step: abs(math.log(step + 1) - place)) for place in wanted}))


def step_of(number: int, steps: Sequence[int]) -> int:
    """The step of a pair.

    Args:
        number: Of the pair, from 0; after :data:`LENGTH` pairs the course begins anew.
        steps: At least one, ascending.
    """
    return steps[number % LENGTH * len(steps) // LENGTH]


def nearest(step: int, steps: Sequence[int]) -> int:
    """The step that is there nearest to one that may have been thinned out.

    Args:
        step: The wanted one.
        steps: Those that are there, at least one.
    """
    return min(steps, key=lambda each: abs(math.log(each + 1) - math.log(step + 1)))
