"""What pages that play with one kind of maker have in common: which makers there are, and which one is on the screen."""

from __future__ import annotations

import streamlit as st

from ganboard import archive
from ganboard.app import address
from ganboard.app.choices import choose, chosen
from ganboard.app.connection import config_of
from ganboard.app.session import current_run, show_run
from ganboard.app.starting import start
from ganboard.app.titles import known_runs, titles
from ganboard.errors import GANBoardError
from ganboard.presets import preset
from ganboard.runs import Run

LISTED = 60
"""Runs offered in a list; more would not be found there."""
SECONDS = 120
"""How long a training goes on that is begun here; who wants more resumes it on the Train page."""


def sources(ability: str, maker: str, title: str) -> dict[str, str]:
    """Makers that have an ability: titles by source, the shipped one first, then trainings, newest first.

    Args:
        ability: See ``Method.abilities``.
        maker: Name of the shipped archive, where there is one.
        title: Of that.
    """
    runs: list[Run] = []
    for run in known_runs():
        if len(runs) < LISTED and _has(run, ability):
            runs.append(run)
    ours = {f"shipped-{maker}": title} if (archive.SHIPPED / f"{maker}.zip").is_file() else {}
    return {**ours, **titles(runs)}


def source_of(page: str, names: dict[str, str]) -> str:
    """The maker that the address or the session names; the first where none is named, or one of another kind.

    Args:
        page: Whose choices ``PAGE.source`` and ``PAGE.shipped`` are.
        names: Of :func:`sources`, at least one.
    """
    linked, run = address.asked("run"), current_run()
    if linked and archive.archive_of(linked):
        choose(f"{page}.shipped", True)
    first = next(iter(names))
    found = first if chosen(f"{page}.shipped") or run not in names else str(run)
    choose(f"{page}.source", found)
    return found


def go_to_chosen(page: str) -> None:
    """Put the maker on the screen that was chosen in the page's list."""
    source = str(chosen(f"{page}.source"))
    if archive.archive_of(source):
        choose(f"{page}.shipped", True)
        address.write("run", source)
    else:
        show_run(source)


def begin(name: str) -> None:
    """Start a training by a preset; what is in the way is kept for the page to say."""
    try:
        start(preset(name).config(seconds=SECONDS), name)
    except GANBoardError as error:
        st.session_state.problem = error.message


def _has(run: Run, ability: str) -> bool:
    try:
        return ability in config_of(run).method.abilities
    except GANBoardError:  # damaged: the Runs page tells of it
        return False
