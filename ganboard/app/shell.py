"""What stands around every page: title, navigation, language, style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ganboard.app import address, linked, overtaken, presenting
from ganboard.app.choices import chosen
from ganboard.app.complaints import through
from ganboard.app.components.shared import in_address, unseen
from ganboard.app.components.words import glossary_button
from ganboard.app.connection import engine
from ganboard.app.enlarging import enlarging
from ganboard.app.instead import instead
from ganboard.app.museum.visit import open_runs
from ganboard.app.paths import page_file
from ganboard.app.presence import note
from ganboard.app.prose import DEFAULT
from ganboard.app.session import _, choose_language, current_race, current_run, language, say
from ganboard.app.tours.guide import guide
from ganboard.errors import GANBoardError
from ganboard.i18n import translations

ICON = Path(__file__).parent / "favicon.png"  # a file of ours: a named icon would be fetched from the web
LOGO = Path(__file__).parent / "logo.svg"

overtaken.keep()


def show() -> None:
    """Set the page up and run the one that the visitor chose."""
    st.set_page_config(page_title="GANBoard", page_icon=ICON, layout="wide")
    st.logo(LOGO, size="medium")
    pages = _pages()
    page = st.navigation({_title(group): each for group, each in pages.items()}, position="top")
    address.begin()
    linked.begin(page.url_path)
    choose_language()
    presenting.head(page.url_path or DEFAULT)
    glossary_button()
    titles = {each.url_path or DEFAULT: each.title for group in pages.values() for each in group}
    guide(page.url_path or DEFAULT, titles)
    page.run()
    st.container(
        key=f"in_{next(group for group, each in pages.items() if page in each) or 'none'}"
    )  # for the stylesheet
    beside = {"runs": lambda: chosen("runs.compared", []), "museum": open_runs}.get(page.url_path, list)()
    if page.url_path:
        note(current_run(), current_race(), *beside)  # one run of a race stands for all of it
    else:
        note(*map(chosen, ("start.run", "run", "race")))  # the first page's address names what was begun on it
    unseen()
    enlarging()
    in_address()
    address.stand()
    through()
    if page.url_path != "theory":  # which needs none
        try:
            engine().start()  # last, so that the page stands before TensorFlow takes a core
        except GANBoardError as error:
            instead(say(error.message), key="instead_engine")


def _pages() -> dict[str, list[Any]]:
    """All pages by the id of their group; those of ``""`` stand by themselves."""
    return {
        "": [
            _page("start", _("Start"), "home", default=True),
            _page("train", _("Train"), "model_training"),
            _page("explore", _("Explore"), "tune"),
            _page("runs", _("Runs"), "history"),
        ],
        "play": [
            _page("say", _("Say it"), "chat_bubble"),
            _page("draw", _("Draw a creature"), "draw"),
            _page("swap", _("Swap it"), "swap_horiz"),
            _page("move", _("Let it move"), "animation"),
            _page("quiz", _("You against the judge"), "quiz"),
            _page("museum", _("Failure museum"), "museum"),
        ],
        "understand": [
            _page("tours", _("Tours"), "tour"),
            _page("theory", _("Theory"), "functions"),
            _page("evaluate", _("Evaluate"), "straighten"),
            st.Page(page_file("stand"), title=_("Clock"), url_path="stand", visibility="hidden"),
        ],
    }


def _title(group: str) -> str:
    """What a group is called."""
    return {"play": translations(language()).pgettext("navigation", "Play"), "understand": _("Understand")}.get(
        group, ""
    )


def _page(name: str, title: str, icon: str, default: bool = False) -> Any:
    return st.Page(page_file(name), title=title, icon=f":material/{icon}:", url_path=name, default=default)
