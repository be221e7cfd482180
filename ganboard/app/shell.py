"""What stands around every page: title, navigation, language, style."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ganboard.app import address, overtaken
from ganboard.app.choices import chosen
from ganboard.app.components.shared import unseen
from ganboard.app.connection import engine
from ganboard.app.presence import note
from ganboard.app.session import _, choose_language, current_run, say
from ganboard.errors import GANBoardError

PAGES = Path(__file__).parent / "pages"
ICON = Path(__file__).parent / "favicon.png"  # a file of ours: a named icon would be fetched from the web
LOGO = Path(__file__).parent / "logo.svg"
STYLE = Path(__file__).parent / "style.css"

overtaken.keep()


def show() -> None:
    """Set the page up and run the one that the visitor chose."""
    st.set_page_config(page_title="GANBoard", page_icon=ICON, layout="wide")
    st.html(STYLE)
    st.logo(LOGO, size="medium")
    page = st.navigation(
        [
            st.Page(
                PAGES / "train.py", title=_("Train"), icon=":material/model_training:", url_path="train", default=True
            ),
            st.Page(PAGES / "explore.py", title=_("Explore"), icon=":material/tune:", url_path="explore"),
            st.Page(PAGES / "evaluate.py", title=_("Evaluate"), icon=":material/straighten:", url_path="evaluate"),
            st.Page(PAGES / "theory.py", title=_("Theory"), icon=":material/functions:", url_path="theory"),
            st.Page(PAGES / "runs.py", title=_("Runs"), icon=":material/history:", url_path="runs"),
        ],
        position="top",
    )
    choose_language()
    page.run()
    note(current_run(), *(chosen("runs.compared", []) if page.url_path == "runs" else []))
    unseen()
    address.stand()
    if page.url_path != "theory":  # which needs none
        try:
            engine().start()  # last, so that the page stands before TensorFlow takes a core
        except GANBoardError as error:
            st.error(say(error.message))
