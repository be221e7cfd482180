"""The page "Tours": guided walks over the other pages, each with a goal, some minutes and a question now and then."""

from __future__ import annotations

import streamlit as st

from ganboard.app.components.tours import cards
from ganboard.app.session import _, in_markdown, language
from ganboard.app.tours.guide import open_stop
from ganboard.app.tours.sheet import sheet_of
from ganboard.app.tours.visit import go
from ganboard.tours import tours


def page() -> None:
    """Draw the page."""
    title = _("Guided tours")
    story = _(
        "A tour takes you by the hand: it shows you where to look, waits until you have tried it, and asks a question now and "
        "then. You can leave at any time and go on later."
    )
    st.html(f"<h1 class='gb-title'>{title}</h1><p class='gb-story'>{story}</p>")
    found, problems = tours(language())
    for problem in problems:
        st.warning(in_markdown(problem))
    cards(
        [
            {
                "id": tour.id,
                "title": tour.title,
                "goal": tour.goal,
                "minutes": _("{minutes} min").format(minutes=tour.minutes),
                "stops": len(tour.stops),
                "sheet": sheet_of(tour.id),
            }
            for tour in found.values()
        ],
        _begin,
    )
    if begun := st.session_state.pop("tour_begun", None):
        open_stop(begun)


def _begin(name: str, stop: int) -> None:
    tour = tours(language())[0].get(name)
    if tour is not None and 1 <= stop <= len(tour.stops):
        go(name, stop)
        st.session_state.tour_begun = tour.stops[stop - 1]


page()
