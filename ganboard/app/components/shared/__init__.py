"""The part of every page that nobody sees: it gives a visitor's choices back to a server that lost them."""

from __future__ import annotations

import streamlit as st

from ganboard.app.choices import everything, restore
from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.widgets import session


def hold() -> None:
    """Let the browser's window hold the choices. To be drawn last, when all of them are known."""

    def on_restored() -> None:
        restore(st.session_state.held_choices.restored)

    with st.container(key="held"):
        mount("shared", "held", ())(
            key="held_choices",
            data={"base": base(), "session": session(), "choices": everything()},
            on_restored_change=on_restored,
        )
