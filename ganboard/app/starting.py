"""A visitor's own training: one at a time, for more would only slow each other down."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import streamlit as st

from ganboard.app.choices import chosen, everything
from ganboard.app.connection import engine
from ganboard.app.session import show_race, show_run
from ganboard.app.widgets import obeyed, waits
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError
from ganboard.race.entry import Race
from ganboard.race.lineup import Lineup

LOCK = "one_by_one"
"""Where Streamlit's session holds the lock of :func:`one_by_one`."""
_LOCKS = threading.Lock()
IMPATIENCE = 0.7
"""Seconds after a training began in which a press of the same button is the second one of a double click."""
BEGUN = "train.begun"
"""The choice that says when it began (s since 1970)."""


@contextmanager
def one_by_one() -> Iterator[None]:
    """What a visitor's presses begin, one press after the other.

    At a press Streamlit runs the script anew while the one before may still be at its work: two presses of an impatient hand
    would begin two trainings, and nobody would know of the first. Whoever looks inside this block sees what the other began.
    """
    with _LOCKS:
        lock: threading.RLock = st.session_state.setdefault(LOCK, threading.RLock())
    with lock:
        yield


def just_begun() -> bool:
    """Whether this visitor's training has only just begun, and nobody can have seen it yet."""
    began = chosen(BEGUN)
    return isinstance(began, float) and abs(time.time() - began) < IMPATIENCE


def start(
    config: TrainConfig, name: str, data: Data | None = None, also: str | None = None, pressed: bool = False
) -> None:
    """Start a training, in place of what this visitor trained before, and put it on the screen.

    Where another press begins one meanwhile, that one is put there.

    Args:
        config: What to train.
        name: Of its preset, or ``"custom"``.
        data: A visitor's own; what the config's dataset loads if left out.
        also: Another choice that shall hold its id.
        pressed: Whether a press asks for it (:func:`ganboard.app.widgets.press`): where none waits any more, another script has
            obeyed it.

    Raises:
        GANBoardError: it could not be started.
    """
    held = everything()  # asked for before: at the next word to it Streamlit may end a script
    before = held.get("train.own")
    with one_by_one():
        run_id = held.get("train.own")
        if run_id == before and (waits(held) or not pressed):
            config.settled(engine().root)  # what cannot be begun ends nothing
            end_own()
            run_id = engine().submit(config, name, data)
            obeyed(held)
            held.update(dict.fromkeys(("train.own", "run", *([also] if also else [])), run_id))
            held[BEGUN] = time.time()
    show_run(run_id)


def start_race(lineup: Lineup) -> Race | None:
    """Start a race that was asked for by a press, in place of what this visitor trained before, and put it on the screen.

    Returns:
        The race; None where no press waits any more: another script has begun it.

    Raises:
        GANBoardError: it could not be started.
    """
    held = everything()
    with one_by_one():
        if not waits(held):
            return None
        for config in lineup.entrants():
            config.settled(engine().root)  # what is refused ends nothing
        engine().check_places(len(lineup.configs))
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
