"""The shelf: pictures that were kept, with the points they came from."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.app import address, shelf
from ganboard.app.components import mount, news_of
from ganboard.app.paths import base
from ganboard.app.session import _, language, say, show_toasts, toast
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.runs import find_run, runs_root
from ganboard.shipped import archive_of


def draw() -> None:
    """Put the shelf on the page. It is a fragment: keeping a picture runs nothing else anew."""
    st.fragment(_draw)()


def _draw() -> None:
    state = st.session_state
    if state.pop("shelf_opens", False):
        st.rerun()
    show_toasts()
    cards = state.setdefault("shelf", [])
    data = {
        "base": base(),
        "language": language(),
        "shelf": cards,
        "steps": _steps(cards),
        "done": state.get("shelf_done"),
        "notice": say(state.shelf_notice) if state.get("shelf_notice") else "",
        "most": shelf.MOST,
        "longest": shelf.LONGEST,
        "form": shelf.FORM,
        "words": _words(),
    }
    mount("explore", "shelf")(key="explore_shelf", data=data, on_orders_change=_ordered)


def _ordered() -> None:
    """What the page wants changed, in order. It tells all that it has not seen done, so what is done already is passed over."""
    news = news_of("explore_shelf", "orders")
    if not isinstance(news, dict) or not isinstance(news.get("orders"), list):
        return
    view, done = str(news.get("view"))[:40], st.session_state.get("shelf_done")
    last = done["number"] if done and done["view"] == view else 0
    for order in news["orders"]:
        number = order.get("number") if isinstance(order, dict) else None
        if not isinstance(number, int) or number <= last:
            continue
        last = number
        try:
            st.session_state.shelf_notice = _follow(order)
        except GANBoardError as error:
            st.session_state.shelf_notice = error.message
            if order.get("do") == "keep":  # pressed above the picture, where the shelf may be out of sight
                toast(error.message)
    st.session_state.shelf_done = {"view": view, "number": last}


def _follow(order: dict[str, Any]) -> dict[str, Any] | None:
    """Do one thing; gives what is to be said about it."""
    state, cards = st.session_state, st.session_state.setdefault("shelf", [])
    do = order.get("do")
    if do == "keep":
        state.shelf, left = shelf.put(cards, [shelf.check_card(order.get("card"))])
        if left:
            raise GANBoardError(N_("The shelf is full: it holds {most} pictures. Remove one first."), most=shelf.MOST)
        toast(message(N_("Kept on the shelf.")))
    elif do == "load":
        loaded = shelf.read_shelf(order.get("text"))
        state.shelf, left = shelf.put(cards, loaded)
        if left:
            return message(
                N_(
                    "The shelf is full. Pictures of this file that found no room: {count}. Remove some, and load it again."
                ),
                count=left,
            )
        return message(N_("Pictures loaded: {count}"), count=len(state.shelf) - len(cards))
    elif do == "remove":
        state.shelf = [card for card in cards if card["id"] != order.get("id")]
    elif do == "open":
        for card in cards:
            if card["id"] == order.get("id"):
                for name, text in shelf.address_of(card).items():
                    address.write(name, text)
                state.shelf_opens = True
    return None


def _steps(cards: list[dict[str, Any]]) -> dict[str, list[int] | None]:
    """For each source the steps that can be shown; None is all. A source that is not on this computer is left out."""
    found: dict[str, list[int] | None] = {}
    for source in {card["source"] for card in cards}:
        try:
            found[source] = None if archive_of(source) else find_run(runs_root(), source).steps()
        except GANBoardError:
            continue
    return found


def _words() -> dict[str, str]:
    return {
        "cards": _("Kept pictures"),
        "empty": _(
            "Nothing is kept yet. “Keep” above puts the shown picture here, with the numbers that it is made from."
        ),
        "count": _("{count} of {most}"),
        "show": _("Show"),
        "showOne": _("Show {name}"),
        "same": _("Same noise here"),
        "sameOne": _("Same noise here: {name}, in this generator at this step"),
        "remove": _("Remove"),
        "removeOne": _("Remove {name}"),
        "save": _("Download picture"),
        "saveOne": _("Download picture {name}"),
        "json": _("Download as JSON"),
        "load": _("Load"),
        "loadFull": _("Load a shelf from a JSON file"),
        "tooLarge": _("This file is too large to be a shelf."),
        "alt": _("Kept picture: {name}, {title}, step {step}"),
        "where": _("{title}, step {step}"),
        "seed": _("seed {seed}"),
        "from": _("from seed {seed}"),
        "free": _("found by you"),
        "ofClass": _("{name} · {point}"),
        "elsewhere": _("Its training is not on this computer."),
        "gone": _("Its training keeps no checkpoint of step {step} any more."),
        "other": _("Made by another generator, with noise of another size: “Show” opens that one."),
        "otherOnly": _("This generator takes noise of another size, so the picture cannot be made here."),
    }
