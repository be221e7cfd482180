"""What is to be seen of sharing a training: the button for it, and for those who watch a line in place of the other buttons."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from ganboard.app.browsers import asking
from ganboard.app.components.share import share
from ganboard.app.connection import engine
from ganboard.app.session import _
from ganboard.errors import GANBoardError


def watching(run_id: str) -> None:
    """Say so where the browser only watches a run.

    The stylesheet then hides its buttons, by their keys. That is a courtesy: the engine's client refuses their orders.
    """
    if engine().may_steer(run_id):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="watching"):
        said = _("You are watching. Only the browser that shares this training can pause, stop or change it.")
        st.html(f"<p class='gb-watching'>{said}</p>")
        if asking().here:  # whose browser was lost, or another one is used by the same person
            st.button(_("Steer from here"), key="take_over", on_click=_obey_take_over, args=(run_id,))


def share_button(run_id: str, name: str = "run") -> None:
    """The button "Watch on your phone" of a run, or of a race, which is called as one of its runs.

    Args:
        run_id: Of the run.
        name: What the address calls it: ``"run"`` or ``"race"``.
    """

    def alone(yes: bool) -> None:
        try:
            (engine().steer_alone if yes else engine().let_all_steer)(run_id)
        except GANBoardError as error:
            st.session_state.problem = error.message

    share(urlencode({name: run_id}), engine().is_shared(run_id), engine().may_keep_others_out(run_id), alone)


def _obey_take_over(run_id: str) -> None:
    try:
        engine().take_over(run_id)
    except GANBoardError as error:
        st.session_state.problem = error.message
