"""A visitor's own training: one at a time, for more would only slow each other down."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ganboard.app.choices import chosen, everything
from ganboard.app.connection import engine
from ganboard.app.session import show_race, show_run
from ganboard.app.widgets import obeyed
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError
from ganboard.race.entry import Race
from ganboard.race.lineup import Lineup


def start(config: TrainConfig, name: str, data: Data | None = None, also: str | None = None) -> None:
    """Start a training, in place of what this visitor trained before, and put it on the screen.

    Args:
        config: What to train.
        name: Of its preset, or ``"custom"``.
        data: A visitor's own; what the config's dataset loads if left out.
        also: Another choice that shall hold its id.

    Raises:
        GANBoardError: it could not be started.
    """
    config.settled(engine().root)  # what cannot be begun ends nothing
    held = everything()  # Streamlit may end a script at its next word to it, and nobody would know of the training
    end_own()
    run_id = engine().submit(config, name, data)
    obeyed(held)
    held.update(dict.fromkeys(("train.own", "run", *([also] if also else [])), run_id))
    show_run(run_id)


def start_race(lineup: Lineup) -> Race:
    """Start a race, in place of what this visitor trained before, and put it on the screen.

    Raises:
        GANBoardError: it could not be started.
    """
    lineup.entrants()  # what is refused ends nothing
    held = everything()
    end_own()
    race = engine().race(lineup)
    obeyed(held)
    held.update(_own(race))
    show_race(race.id)
    return race


def own_race(race: Race) -> None:
    """Put a race on the screen that this visitor has begun."""
    everything().update(_own(race))
    show_race(race.id)


def _own(race: Race) -> dict[str, Any]:
    return {"train.own": race.runs[0], "train.beside": list(race.runs[1:]), "race": race.id}


def end_own(but: str = "") -> None:
    """Stop what this visitor trains, and what was begun beside it to be compared; one of these may be left as it is."""
    for before in (chosen("train.own"), *(chosen("train.beside") or ())):
        if before and before != but:
            with suppress(GANBoardError):  # it may have been deleted meanwhile
                engine().end(before)
