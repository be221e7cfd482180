"""What nobody sees of every page: it keeps a visitor's choices for a server that lost them, closes menus, tells of a cut line."""

from __future__ import annotations

import streamlit as st

from ganboard.app import linked
from ganboard.app.binding import session
from ganboard.app.choices import everything, restore
from ganboard.app.components import mount, news_of
from ganboard.app.paths import base
from ganboard.app.session import _
from ganboard.app.streamlit_words import in_language
from ganboard.i18n import N_

CUT = N_(
    "This page has lost its connection to GANBoard. It goes on trying, and what you see stays. If GANBoard was closed on its "
    "computer, open it there again."
)


def unseen() -> None:
    """Let the browser's window hold the choices, close the menu after one, translate what is Streamlit's, and tell of a cut line.

    To be drawn last, when all choices are known.
    """

    def on_restored() -> None:
        restore(news_of("held_choices", "restored"))

    with st.container(key="unseen"):
        mount("shared", "menu", ())(key="menu", data={"base": base()})
        if words := in_language():
            mount("shared", "translated", ())(key="translated", data={"base": base(), "words": words})
        mount("shared", "line")(key="line", data={"base": base(), "sentence": _(CUT)})
        mount("shared", "held", ())(
            key="held_choices",
            data={"base": base(), "session": session(), "choices": everything()},
            on_restored_change=on_restored,
            on_back_change=lambda: None,  # the page is drawn, which is all
        )


def in_address(part: str = "page") -> None:
    """Write what was chosen into the address, see linked.py. To be called at the end of a page, and of a fragment with choices.

    Args:
        part: Of the page which, so that each can be drawn by itself.
    """
    with st.container(key=f"unseen_address_{part}"):
        mount("shared", "address", ())(key=f"address_{part}", data={"base": base(), **linked.to_browser()})
