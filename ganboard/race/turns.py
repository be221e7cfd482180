"""Whose turn it is in a race, and how far that turn may go. Nothing but numbers, for the engine and the shell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ganboard.race.entry import By

TURN = 0.1
"""Seconds of one turn of whoever goes first."""
STRIDE = 50
"""Steps of one turn of whoever goes first, at most: so far are the others behind at most."""


@dataclass(frozen=True)
class Stand:
    """Where an entrant stands.

    Attributes:
        step: Generator updates so far.
        seconds: Of training so far. Building and compiling do not count.
    """

    step: int
    seconds: float


@dataclass(frozen=True)
class Stint:
    """A turn.

    Attributes:
        number: Whose, in the order of those that were asked about.
        seconds: How long it may take.
        steps: How many steps it may have; None where only the time counts.
    """

    number: int
    seconds: float = TURN
    steps: int | None = None


def next_stint(stands: Sequence[Stand], by: By) -> Stint:
    """The turn of whoever is furthest behind; of equals that of the first.

    Step for step, who is behind goes on to where the furthest stands, so that they meet there before somebody goes ahead.
    Second for second a turn is as long as who is behind lacks, and :data:`TURN` where that is too short to be worth a call.

    Args:
        stands: Of all that are still in the race, at least one.
        by: What counts.
    """
    if by == "step":
        number = min(range(len(stands)), key=lambda each: stands[each].step)
        lacking = max(stand.step for stand in stands) - stands[number].step
        return Stint(number, TURN, lacking or STRIDE)
    number = min(range(len(stands)), key=lambda each: stands[each].seconds)
    lacking_seconds = max(stand.seconds for stand in stands) - stands[number].seconds
    return Stint(number, min(TURN, lacking_seconds) if lacking_seconds > TURN / 10 else TURN)


def level(stands: Sequence[Stand]) -> bool:
    """Whether all stand at the same step."""
    return len({stand.step for stand in stands}) <= 1
