"""Who takes turns with whom: the runs of a race among themselves, and the race as one with all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ganboard.engine.live import Live
from ganboard.race.turns import STRIDE, Stint, level, next_stint


def lanes(lives: Iterable[Live]) -> dict[str, list[Live]]:
    """Runs by their lane, in the order in which they came: a race is one lane, and so is every other run.

    So four entrants slow another visitor's training down no more than one training would.
    """
    found: dict[str, list[Live]] = {}
    for live in lives:
        found.setdefault(f"race {live.racing.id}" if live.racing else live.run.id, []).append(live)
    return found


def turn_of(lane: Sequence[Live]) -> tuple[Live, Stint | None] | None:
    """Whose turn it is in a lane, and how far it may go; None if nobody there has anything to do.

    A race starts when all that are to run in it are ready: nobody's building or compiling takes another's time.
    """
    busy = [live for live in lane if live.busy]
    unready = [live for live in busy if not live.ready]
    if unready:
        return unready[0], None
    race = lane[0].racing
    if not busy or race is None:
        return (busy[0], None) if busy else None
    if any(live.recording is None and not live.cancelled for live in lane):  # waits for a place, or loads
        return None
    stint = next_stint([live.stand for live in busy], race.by)
    return busy[stint.number], stint


def to_show(lane: Sequence[Live]) -> list[Live]:
    """The entrants of a race step for step that are to be shown now: all, where they meet and it is time for a picture.

    Who is behind by more than a turn catches up alone, and is shown alone.
    """
    running = [live for live in lane if live.running]
    race = lane[0].racing if lane else None
    if race is None or race.by != "step" or not all(live.ready for live in running):
        return []
    if late := [live for live in running if furthest(running) - live.stand.step > STRIDE]:
        return [live for live in late if live.due]
    meet = level([live.stand for live in running])
    return running if meet and any(live.due for live in running) else []


def pause(live: Live, lane: Sequence[Live]) -> None:
    """Have a run pause; in a race step for step where the furthest stands, so that all rest at the same step.

    Who has to catch up by more than a turn rests at once: nobody waits that long for a pause.
    """
    race = live.racing
    if race is not None and race.by == "step" and live.running and live.ready:
        far = furthest([each for each in lane if each.recording is not None and not each.ended])
        if live.stand.step < far <= live.stand.step + STRIDE:
            live.until = far if live.until is None else min(live.until, far)
            return
    live.pause()


def furthest(lives: Sequence[Live]) -> int:
    """The step of whoever has come furthest, of some that train."""
    return max(live.stand.step for live in lives)
