"""What a visitor does on the Start page: chooses a world, begins a training there, goes on to another page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard.app import address, controls
from ganboard.app.choices import choose, chosen, forget
from ganboard.app.complaints import complain, complaint
from ganboard.app.connection import config_of, engine, is_there
from ganboard.app.instead import instead
from ganboard.app.old_links import START
from ganboard.app.paths import page_file
from ganboard.app.session import _, say, show_run
from ganboard.app.start.worlds import HAND, OWN, WORLDS, World, world_of
from ganboard.app.starting import one_by_one, start
from ganboard.errors import GANBoardError, short
from ganboard.presets import preset
from ganboard.runs import find_run

SECONDS = 120
"""How long a training goes on that is begun here; who wants more resumes it on the Train page."""
SEEDS = 1_000_000
"""From so many seeds one is drawn, so that another beginning is another one."""


def world() -> World:
    """The world that the address names, or that was chosen before; what is unknown is said."""
    linked = address.asked(START)
    if linked in WORLDS:
        choose("start.world", linked)
    elif linked:
        instead(_("Nothing called “{name}” can be drawn here. Choose below.").format(name=short(linked)))
    held = chosen("start.world")
    found = WORLDS[held] if held in WORLDS else next(iter(WORLDS.values()))
    address.write(START, found.name)  # always: it tells this page's links from old ones, which mean the Train page
    return found


def begun() -> str | None:
    """The training on this page: from the link, or begun here before; None before a beginning."""
    linked = address.asked("run")
    if linked and linked != chosen("start.run"):
        _show(linked)
    run_id = chosen("start.run")
    if run_id and not is_there(run_id):
        if linked:
            instead(
                _("The training of this link is not on this computer. It may have been deleted."), key="instead_run"
            )
        choose("start.run", None)
        run_id = None
    address.write("run", run_id)
    return run_id


def pressed(told: dict[str, Any]) -> None:
    """Do what was pressed; a second press of somebody impatient is none, for it was made over another training.

    Args:
        told: ``"what"``: "begin", "other" (back to the choice), "resume", "world" (with its name in ``"world"``) or "gone" (the
            training was deleted); and ``"run"``, the training that was on the page then, empty for none.
    """
    with one_by_one():
        if (told.get("run") or None) == chosen("start.run"):
            _do(told)


def _do(told: dict[str, Any]) -> None:
    what, run_id = told.get("what"), chosen("start.run")
    if what == "world" and told.get("world") in WORLDS:
        choose("start.world", told["world"])
        address.write(START, told["world"])
    elif what == "begin":
        _begin()
    elif what in ("other", "gone"):
        _show(None)
    elif what == "resume" and run_id:
        _try(lambda: engine().resume(run_id))


def problem() -> str:
    """What was in the way of the last press, said once; empty where nothing was."""
    found = complaint("start")
    return say(found) if found else ""


def go(where: str) -> None:
    """Go on to another page.

    Args:
        where: "train", "explore", "museum" or "tours"; "own" and "hand" for the form with the visitor's own pictures or digits;
            "run:ID" for another training.
    """
    run_id = chosen("start.run")
    if where in (OWN, HAND):
        controls.prepare()
        forget(controls.FIELD)
        choose("train.preset", controls.UPLOAD if where == OWN else controls.HAND)
        show_run(None)
    elif where.startswith("run:"):
        show_run(where.removeprefix("run:"))
    elif run_id:
        show_run(run_id)
    page = where if where in ("explore", "museum", "tours") else "train"
    st.switch_page(page_file(page))


def _begin() -> None:
    found = WORLDS.get(str(chosen("start.world")), next(iter(WORLDS.values())))
    config = preset(found.preset).config(seconds=SECONDS, seed=secrets.randbelow(SEEDS))
    if not _try(lambda: start(config, found.preset, also="start.run")):
        _show(None)


def _show(run_id: str | None) -> None:
    """Put a training on this page and into its address, or take it away."""
    choose("start.run", run_id)
    address.write("run", run_id)
    if run_id and is_there(run_id) and (found := _world(run_id)):
        choose("start.world", found.name)
        address.write(START, found.name)


def _world(run_id: str) -> World | None:
    try:
        return world_of(config_of(find_run(engine().root, run_id)))
    except GANBoardError:
        return None


def _try(action: Callable[[], None]) -> bool:
    """Do something, and tell whether it went well; what is in the way is kept for the page to say."""
    try:
        action()
    except GANBoardError as error:
        complain(error.message, "start")
        return False
    return True
