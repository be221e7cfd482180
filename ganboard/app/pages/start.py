"""The Start page: noise becomes pictures, before anybody has read a word."""

from __future__ import annotations

import streamlit as st

from ganboard.app.session import _


def page() -> None:
    """Draw the page."""
    title = _("Watch a network learn to draw")
    st.html(f"<h1 class='gb-title'>{title}</h1>")
    st.page_link("ganboard/app/pages/train.py", label=_("Start a training"), icon=":material/play_arrow:")


page()
