"""What is to be seen of watching a training: the button that invites to it, and a line for those who watch."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from ganboard.app.browsers import asking
from ganboard.app.complaints import complain
from ganboard.app.components.invite import invite
from ganboard.app.connection import engine
from ganboard.app.session import _
from ganboard.app.steering import OF_STAND
from ganboard.errors import GANBoardError
from ganboard.i18n import N_

WATCHED = N_(
    "You are watching: look at everything. Only the browser that shares this training can pause, change and measure it."
)


def watching(run_id: str) -> None:
    """Say so where the browser only watches a run.

    The stylesheet then hides its buttons, by their keys. That is a courtesy: the engine's client refuses their orders.
    """
    if engine().may_steer(run_id):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="watching"):
        said = _(OF_STAND) if engine().is_of_stand(run_id) else _(WATCHED)
        st.html(f"<p class='gb-watching'>{said}</p>")
        if engine().may_take_over(run_id):  # whose browser was lost, or another one is used by the same person
            st.button(_("Steer from here"), key="take_over", on_click=_obey_take_over, args=(run_id,))


def invite_button(run_id: str, name: str = "run") -> None:
    """The button "Watch on your phone" of a run, or of a race, which is called as one of its runs.

    Args:
        run_id: Of the run.
        name: What the address calls it: ``"run"`` or ``"race"``.
    """

    def alone(yes: bool) -> None:
        try:
            (engine().steer_alone if yes else engine().let_all_steer)(run_id)
        except GANBoardError as error:
            complain(error.message)

    invite(
        urlencode({name: run_id}),
        engine().is_steered_alone(run_id),
        engine().may_keep_others_out(run_id),
        bool(asking().secret),
        alone,
    )


def _obey_take_over(run_id: str) -> None:
    try:
        engine().take_over(run_id)
    except GANBoardError as error:
        complain(error.message)
