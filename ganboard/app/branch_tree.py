"""The trees of branches on the Runs page."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import streamlit as st

from ganboard.app.changed import of_run
from ganboard.app.components.branches import branches
from ganboard.app.connection import config_of
from ganboard.app.family import Node, trees
from ganboard.app.paths import page_file
from ganboard.app.session import _, show_run
from ganboard.app.widgets import toggle
from ganboard.app.wording import STATE_NAMES
from ganboard.errors import GANBoardError
from ganboard.media import PixelMedium
from ganboard.presets import title_of
from ganboard.race.entry import Race
from ganboard.runs import Run

FIRST = 3
"""Trees that are drawn as long as nobody asks for all."""


def show_trees(runs: list[Run]) -> None:
    """Draw which run left which, and have a click open one; nothing where there is no branch.

    Args:
        runs: All of them, the newest first.
    """
    found = trees(runs)
    if not found:
        return
    title = _("Branches")
    st.html(f"<h2 class='gb-branches'>{title}</h2>")
    if len(found) > FIRST and not toggle("runs.trees", _("Show all {count} trees").format(count=len(found))):
        found = found[:FIRST]
    opened = branches("branches", [_rows(root) for root in found])
    if opened and any(run.id == opened for run in runs):
        show_run(opened)
        st.switch_page(page_file("train"))


def _rows(root: Node) -> list[dict[str, Any]]:
    """A tree as the component has it."""
    line: list[int] = []
    rows: list[dict[str, Any]] = []
    for depth, node in root.every():
        del line[depth:]
        rows.append({"run": node.run_id, "above": line[-1] if line else None, "left": node.left, "step": node.step})
        line.append(len(rows) - 1)
        rows[-1] |= _told(node, depth > 0)
    return rows


def _told(node: Node, branched: bool) -> dict[str, Any]:
    """What is said of a run."""
    if node.run is None:
        return {
            "name": _("A training that is gone"),
            "about": "",
            "changed": False,
            "gone": True,
            "picture": None,
            "grid": False,
        }
    status, standing, change = node.run.status(), node.run.standing(), of_run(node.run, _)
    race = Race.of(status)
    when = time.strftime("%m-%d %H:%M", time.localtime(status["created"]))
    name, about = _(title_of(status["name"])), [when]
    if branched:
        named = race is not None and race.start is not None and race.names
        name = _(race.names[race.runs.index(node.run_id)]) if race is not None and named else change or _("Unchanged")
        about = [
            _("from step {step} on").format(step=f"{node.left:,}"),
            *([change] if change and change != name else []),
        ]
    state = _(STATE_NAMES.get(status["state"], status["state"]))
    about += [_("step {step}").format(step=f"{node.step:,}"), state]
    grid = False
    with suppress(GANBoardError):
        grid = isinstance(config_of(node.run).dataset.medium, PixelMedium)
    return {
        "name": name,
        "about": " · ".join(about),
        "changed": bool(change),
        "gone": False,
        "picture": standing,
        "grid": grid,
    }
