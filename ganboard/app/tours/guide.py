"""The panel of the tour that a visitor is on, beside every page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.app.components.tours import panel
from ganboard.app.paths import page_file
from ganboard.app.prose import DEFAULT
from ganboard.app.session import _
from ganboard.app.tours.sheet import sheet_of
from ganboard.app.tours.visit import go, leave, running
from ganboard.i18n import N_
from ganboard.tours import PLACES, Place, Stop, Tour
from ganboard.tours.markdown import in_html

TO_DO = {
    "click": N_("Your turn: press it"),
    "change": N_("Your turn: try it"),
    "appear": N_("Wait until it is there"),
    "page": N_("Your turn: open the page"),
    "step": N_("Wait until step {step}"),
}
"""What a stop waits for, in words."""


def guide(here: str, titles: dict[str, str]) -> None:
    """Draw the panel, if a tour is on. Its place on the page is always taken, so that nothing moves when one begins.

    Args:
        here: The page that is shown, as in an address.
        titles: Of all pages, in the visitor's language.
    """
    with st.container(key="tour"):
        if (found := running()) is None:
            return
        tour, stop, arrived = found
        if arrived and here == DEFAULT:  # a link that names no page
            open_stop(tour.stops[stop])
        asked = panel(moved=lambda number: go(tour.id, number), left=leave, **_told(tour, stop, here, titles))
    if asked == "tours":
        leave()
        st.switch_page(page_file("tours"))
    elif asked is not None and asked.isdecimal() and int(asked) < len(tour.stops):
        go(tour.id, int(asked) + 1)
        open_stop(tour.stops[int(asked)])


def open_stop(stop: Stop) -> None:
    """Go to the page of a stop."""
    st.switch_page(page_file(stop.page), query_params=stop.query or None)


def _told(tour: Tour, stop: int, here: str, titles: dict[str, str]) -> dict[str, Any]:
    """What panel.js reads."""
    return {
        "tour": tour.id,
        "title": tour.title,
        "goal": tour.goal,
        "stop": stop,
        "here": here,
        "stops": [_stop(each, titles) for each in tour.stops],
        "hides": [PLACES[name].css.removesuffix(" summary") for name in tour.hides],  # with all that it opens
        "sheet": sheet_of(tour.id),
    }


def _stop(stop: Stop, titles: dict[str, str]) -> dict[str, Any]:
    question = stop.question
    return {
        "heading": stop.heading,
        "html": in_html(stop.text, _),
        "page": stop.page,
        "query": stop.query,
        "title": titles.get(stop.page, stop.page),
        "look": _place(PLACES[stop.look]) if stop.look else None,
        "wait": {
            "kind": stop.wait.kind,
            "step": stop.wait.step,
            "todo": _(TO_DO[stop.wait.kind]).format(step=f"{stop.wait.step:,}"),
        }
        if stop.wait
        else None,
        "question": {
            "text": question.text,
            "answers": [{"text": answer.text, "right": answer.right} for answer in question.answers],
            "reason": in_html(question.reason, _),
        }
        if question
        else None,
    }


def _place(place: Place) -> dict[str, Any]:
    """What panel.js finds it by."""
    return {
        **_found_by(place, place.css),
        "shut": _found_by(place, place.shut),
        "behind": _behind(place),
        "low": place.low,
    }


def _found_by(place: Place, css: str) -> dict[str, str]:
    return {"css": css, "label": _(place.label) if place.by_label else ""}


def _behind(place: Place) -> list[dict[str, str]]:
    """What is to be opened first, the nearest first, each where it is as long as it is shut, and what to do then."""
    found = []
    while place.behind:
        place = PLACES[place.behind]
        found.append({**_found_by(place, place.shut), "todo": _("Open “{name}” first.").format(name=_(place.label))})
    return found
