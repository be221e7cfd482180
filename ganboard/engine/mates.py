"""What an order for one run of a race means for the others."""

from __future__ import annotations

from contextlib import suppress

from ganboard.engine.protocol import ACTIVE
from ganboard.engine.table import Table
from ganboard.errors import EngineError, GANBoardError
from ganboard.i18n import N_
from ganboard.race.entry import Race
from ganboard.run_status import ENDED
from ganboard.runs import Run

DONE = ("finished", "failed")
"""States of an entrant that is not in the race any more."""
UNFAIR = ("rewind", "dial", "branch", "slowly")
"""Orders that nobody may have obeyed for one entrant alone while the race goes on."""
NO_WAY_BACK = N_(
    "This training is in a race. While the race goes on nobody goes back in it, turns a setting or takes a step alone: stop the "
    "race first."
)
OUT = N_("This training dropped out of its race. It can go on by itself when the race is over.")


def together(name: str, run: Run, table: Table) -> list[str]:
    """The other runs that an order is for, too: in a race all pause, go on and stop together.

    Args:
        name: Of the order.
        run: Which it is given for.
        table: The runs that are here.

    Returns:
        Ids; none where the run is in no race, or is through with it.

    Raises:
        EngineError: the race does not allow this.
    """
    race = _race(run, table)
    if race is None:
        return []
    states = {run_id: state for run_id in race.runs if (state := _state(run_id, table))}
    own = states.pop(run.id, "")
    goes_on = any(state not in ENDED for state in states.values())
    if name in UNFAIR and (goes_on or own not in ENDED):
        raise EngineError(NO_WAY_BACK)
    if name in ("resume", "advance"):
        if own == "failed" and goes_on:
            raise EngineError(OUT)
        return [] if own in DONE else [run_id for run_id, state in states.items() if state not in DONE]
    if name == "pause":
        return [run_id for run_id, state in states.items() if state in ACTIVE]
    return [run_id for run_id, state in states.items() if state not in ENDED] if name == "end" else []


def _race(run: Run, table: Table) -> Race | None:
    """The race that a run is in; none of one whose folder is damaged, for what is here must obey all the same."""
    live = table.get(run.id)
    if live is not None:
        return live.race
    with suppress(GANBoardError, OSError):
        return Race.of(run.status())
    return None


def _state(run_id: str, table: Table) -> str:
    """The state of a run that may be here; nothing of one that was deleted or is damaged."""
    live = table.visible(run_id)
    if live is not None:
        return live.state
    with suppress(GANBoardError, OSError):
        return str(table.find(run_id).status()["state"])
    return ""
