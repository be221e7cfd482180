"""A run to take away, as files: for everybody first, for programmers below."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import streamlit as st

from ganboard.app.connection import engine
from ganboard.app.session import _, language
from ganboard.export import export_gif, export_script, grid_png
from ganboard.export.poster import HOME
from ganboard.runs import Run


def show_downloads(run: Run, step: int | None) -> None:
    """A button for each file.

    Args:
        run: What they are of.
        step: The chosen checkpoint; None for now.
    """
    home = urljoin(st.context.url or HOME, ".")

    def poster() -> bytes:
        return engine().export(run.id, "poster", step, language=said, home=home)

    said = language()  # a button's file is made when no page is there to ask
    _offer(_("Pictures (PNG)"), f"{run.id}.png", lambda: _grid(run, step))
    _offer(_("Film of the training (GIF)"), f"{run.id}.gif", lambda: _file(export_gif, run, ".gif"))
    _offer(_("Poster (web page)"), f"{run.id}.html", poster)
    st.caption(_("The poster is one file that works without internet, has sliders to move, and prints on one page."))
    keras = f"{run.id}.keras"
    _offer(_("Generator (.keras, for programmers)"), keras, lambda: engine().export(run.id, "keras", step))
    st.caption(_("The free program Netron (netron.app) opens it and shows its layers."))
    _offer(_("Python script of this training"), f"{run.id}.py", lambda: _file(export_script, run, ".py"))


def _offer(label: str, name: str, make: Callable[[], bytes]) -> None:
    st.download_button(label, make, file_name=name, key=f"download_{name}", on_click="ignore", width="stretch")


def _grid(run: Run, step: int | None) -> bytes:
    """The samples that are on the screen: of a checkpoint, or of now."""
    if step is None:
        view = engine().watch(run.id)  # the page was drawn a while ago
        if view.picture:
            return grid_png(run, view.picture, view.step)
    shown = run.load(step, only=("meta/",)).step if step is None else step
    return grid_png(run, run.picture(shown), shown)


def _file(write: Callable[[Run, Path], Any], run: Run, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export{suffix}"
        write(run, path)
        return path.read_bytes()
