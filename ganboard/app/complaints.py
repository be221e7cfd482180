"""What stood in the way of something that a visitor asked for: a sentence, kept until the page has said it.

The script that finds it out may end before it draws, and one that draws it may be ended by the next request, such as for another
language. So a sentence is forgotten only when a script that said it is through.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ganboard.app.session import in_markdown

KEPT = "complaints"
"""Where Streamlit's session holds them, by place."""
PATIENCE = 30.0
"""Seconds that a sentence waits for its page; what stood in the way on a page that one left is no news when one comes back."""


@dataclass
class Complaint:
    """A sentence that waits to be said.

    Attributes:
        sentence: A message.
        since: When it was kept, s since 1970.
        said: Whether a script has drawn it.
    """

    sentence: dict[str, Any]
    since: float
    said: bool = False


def complain(sentence: dict[str, Any], place: str = "") -> None:
    """Keep a sentence for the page.

    Args:
        sentence: A message, such as an error's.
        place: Which part of it says so; "" is what the visitor looks at, whichever that is.
    """
    _kept()[place] = Complaint(sentence, time.time())


def complaint(place: str = "") -> dict[str, Any] | None:
    """The sentence that waits for a place, which says it now; None where nothing was in the way."""
    found = _kept().get(place)
    if found is None or time.time() - found.since > PATIENCE:
        return None
    found.said = True
    context = get_script_run_ctx()
    if context is not None and context.fragment_ids_this_run:  # a part that is drawn by itself has no end of a page
        through()
    return found.sentence


def show_complaint(place: str = "", *where: Any) -> None:
    """Draw the sentence that waits for a place.

    Args:
        place: As for :func:`complain`.
        *where: Containers, each of which shows it; the page if left out.
    """
    sentence = complaint(place)
    for each in where or (st,):
        if sentence is not None:
            each.error(in_markdown(sentence))


def through() -> None:
    """Forget what was said: the script that said it has come to its end."""
    kept = _kept()
    for place in [place for place, each in kept.items() if each.said]:
        del kept[place]


def _kept() -> dict[str, Complaint]:
    kept: dict[str, Complaint] = st.session_state.setdefault(KEPT, {})
    return kept
