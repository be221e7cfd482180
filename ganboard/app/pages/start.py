"""The Start page: noise becomes pictures, before anybody has read a word."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import quote

import streamlit as st

from ganboard.app import address
from ganboard.app.components.start import start_here
from ganboard.app.connection import engine
from ganboard.app.instead import instead
from ganboard.app.paths import BASE
from ganboard.app.session import _, language, say
from ganboard.app.start import visit
from ganboard.app.start.film import CELLS, FRAMES
from ganboard.app.start.news import told
from ganboard.app.start.worlds import HAND, OWN, WORLDS
from ganboard.app.titles import known_runs
from ganboard.app.unknown_pages import NO_SUCH_PAGE
from ganboard.errors import GANBoardError, short
from ganboard.presets import title_of
from ganboard.run_steering import is_of_stand
from ganboard.runs import Run

RUNS = 4
"""The newest trainings, which are shown below."""


def page() -> None:
    """Draw the page."""
    title = _("Watch a computer turn noise into pictures.")
    st.html(f"<h1 class='gb-title'>{title}</h1>")
    if missing := address.asked(NO_SUCH_PAGE):
        what = _("There is no page called {name}. This is the first one; the menu shows them all.")
        instead(what.format(name=short(missing)), key="instead_missing")
    run_id = visit.begun()
    world = visit.world()
    where = start_here(
        visit.pressed,
        world=world.name,
        worlds=_worlds(),
        run=run_id or "",
        live=_live(run_id),
        problem=visit.problem(),
        doors=_doors(run_id),
        runs=_runs(),
    )
    if where:
        visit.go(where)


def _live(run_id: str | None) -> dict[str, Any] | None:
    """The training on this page as it is now; one of another kind is shown on the Train page."""
    if run_id is None:
        return None
    try:
        return told(engine().watch(run_id), language())
    except GANBoardError as error:
        instead(say(error.message), key="instead_run")
        return None


def _worlds() -> list[dict[str, Any]]:
    films = [
        {
            "name": world.name,
            "title": _(world.title),
            "alt": _(world.film),
            "noise": _(world.noise),
            "colour": world.name == "creatures",
            "film": f"{BASE}/film/{world.name}.webp",
            "cells": CELLS,
            "frames": FRAMES,
        }
        for world in WORLDS.values()
    ]
    own = {OWN: ("+", _("Your pictures")), HAND: ("✎", _("Your handwriting"))}
    return [*films, *({"name": name, "sign": sign, "title": title} for name, (sign, title) in own.items())]


def _doors(run_id: str | None) -> list[dict[str, str]]:
    explored = f"explore?run={quote(run_id)}" if run_id else "explore"
    return [
        {
            "name": "explore",
            "title": _("Slide it"),
            "text": _("Move sliders, and one picture turns into another."),
            "address": explored,
        },
        {
            "name": "museum",
            "title": _("Break it"),
            "text": _("Spoil a training on purpose, and repair it."),
            "address": "museum",
        },
        {
            "name": "tours",
            "title": _("Understand it"),
            "text": _("How a computer learns to draw from a rival."),
            "address": "tours",
        },
    ]


def _runs() -> list[dict[str, str]]:
    """The newest trainings of this computer, but for those of a stand's clock; the Runs page has all, and tells of damaged ones."""
    found: list[dict[str, str]] = []
    for run in known_runs():
        if is_of_stand(run.path):
            continue
        with suppress(GANBoardError):
            found.append(_run(run))
        if len(found) == RUNS:
            break
    return found


def _run(run: Run) -> dict[str, str]:
    status, standing = run.status(), run.standing()
    step = status["step"] if standing is None else standing  # picture and number are of one step
    return {
        "id": run.id,
        "title": _(title_of(status["name"])),
        "step": _("step {step}").format(step=f"{step:,}"),
        "picture": f"{BASE}/picture/{quote(run.id, safe='')}/{standing}.png" if standing is not None else "",
    }


page()
