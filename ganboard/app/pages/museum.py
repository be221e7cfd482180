"""The page "Failure museum": trainings that go wrong in front of one's eyes, and are repaired."""

from __future__ import annotations

import streamlit as st

from ganboard.app import address
from ganboard.app.choices import chosen
from ganboard.app.instead import instead
from ganboard.app.museum.hall import leave, open_exhibit, show_hall
from ganboard.app.museum.opened import show_exhibit
from ganboard.app.session import _
from ganboard.exhibits import EXHIBITS


def page() -> None:
    """Draw the page."""
    with st.container(key="play_museum"):
        name = _asked()
        if name is None:
            show_hall()
        else:
            show_exhibit(EXHIBITS.get(name))


def _asked() -> str | None:
    """The exhibit that the address names, or that was opened before another page was visited; None for the hall."""
    linked, held = address.asked("exhibit"), chosen("museum.exhibit")
    name = linked or held
    if name is None:
        return None
    if name not in EXHIBITS.names():
        leave()
        instead(_("There is no such exhibit. These are all there are."))
        return None
    open_exhibit(name)
    return str(name)


page()
