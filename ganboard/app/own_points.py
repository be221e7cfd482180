"""The visitor's own points: drawn on the page, or read from a table."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from ganboard.app.choices import choose, chosen
from ganboard.app.components.points import pad
from ganboard.app.components.upload import upload_field
from ganboard.app.session import _, in_markdown
from ganboard.app.tray import Tray
from ganboard.app.widgets import segments
from ganboard.datasets import Data
from ganboard.datasets.picture import PictureError
from ganboard.datasets.points import enough
from ganboard.datasets.table import read_table
from ganboard.errors import DatasetError
from ganboard.i18n import N_

REACH = 3.0
"""How far the plane that is drawn on reaches to each side."""
DRAWN = "train.drawn"
"""The choice that holds what was drawn: float32 pairs in base64."""
SOURCE = "train.points_from"
"""The choice where the points come from, one of :data:`SOURCES`."""
SOURCES = {"draw": N_("Draw points"), "table": N_("Bring a table")}


def choose_points() -> tuple[Data | None, dict[str, Any] | None]:
    """The pad or the field for tables, and the points that came of it.

    Returns:
        The points, or None as long as nothing usable was chosen; and what is wrong with those that were, as a message.
    """
    segments(SOURCE, _("Where your points come from"), list(SOURCES), lambda name: _(SOURCES[name]), "draw")
    try:
        points = _drawn() if drawing() else _read()
        return (None, None) if points is None else (Data({"points": enough(points)}), None)
    except DatasetError as error:
        if not drawing():
            st.error(in_markdown(error.message))
        return None, error.message


def drawing() -> bool:
    """Whether the visitor's points come from the pad, and not from a table."""
    return chosen(SOURCE, "draw") != "table"


def _drawn() -> np.ndarray | None:
    held = chosen(DRAWN, "")
    drawn = pad(held, REACH)
    if drawn is not None and drawn != held and st.session_state.get("drawn_last") != drawn:
        st.session_state.drawn_last = held = drawn
        choose(DRAWN, drawn)
    try:
        points = np.frombuffer(base64.b64decode(held, validate=True), "<f4").reshape(-1, 2)
    except (binascii.Error, ValueError, TypeError):  # a choice that came back from somebody else's browser
        return None
    return points if len(points) and np.isfinite(points).all() else None


def _read() -> np.ndarray | None:
    tray: Tray = st.session_state.get("tray_of_tables") or Tray()
    st.session_state.tray_of_tables = tray
    upload_field(tray, tray.clear, "upload_table", _("or drop it here: CSV with two columns of numbers"))
    if not tray.files:
        st.caption(_("A table with two columns of numbers, such as a spreadsheet saves as CSV."))
        return None
    tables = []
    for name, file in tray.files:
        if isinstance(file, PictureError):
            raise DatasetError(N_("The file {name} did not come: {problem}."), name=name, problem=file.reason)
        tables.append(_table(name, str(file), tray.version))
    return np.concatenate(tables)


@st.cache_data(max_entries=8, show_spinner=False)
def _table(name: str, file: str, version: int) -> np.ndarray:
    return read_table(Path(file).read_bytes(), name)
