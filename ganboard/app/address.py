"""What the page's address asks for (``?run=``), and what the page writes into it.

The browser sends its address along with whatever the visitor does. What it sends may be older than what was written last, which is
still on its way there; and what another page wrote may arrive when the visitor has gone on. So what we wrote ourselves is a wish of
the visitor's only where nothing was written since, and not on another page; who follows a link or goes back wishes what it says.

What we write arrives in the order in which it was written. So of each name there is a trail: what the browser said last, and what
was written since. Whatever it says next of these, what comes behind is still on its way.
"""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

Trail = list[tuple[str | None, str]]
"""Values in the order in which the browser gets them, each with the page that wrote it; None: the name was taken out."""


class Key(NamedTuple):
    """A name in the address.

    Attributes:
        pages: Which pages read it; "" stands for all.
        meaning: What its value is.
    """

    pages: str
    meaning: str


KEYS = {
    "lang": Key("", "the language, such as zh"),
    "tour": Key("", "the id of the guided tour that is on"),
    "stop": Key("", "at which of its stops, from 1"),
    "present": Key("", "1: large type and the main controls alone, for a class"),
    "world": Key("start", "what the first page draws, such as creatures"),
    "run": Key(
        "",
        "the id of the run that is looked at; of makers that ship, such as shipped-words, only where one can be chosen",
    ),
    "race": Key("train", "the race that is looked at, one of its runs"),
    "preset": Key(
        "train",
        "what the form is filled with; single settings stand beside it by their flat names, such as penalty.gamma",
    ),
    "step": Key("explore evaluate", "the step of the checkpoint"),
    "point": Key("explore", "noise, class, truncation and units that are off, packed (desk_links.py)"),
    "view": Key("explore", "the open tab and what it holds, the sliders, packed"),
    "say": Key("say", "the sentence"),
    "seed": Key("say", "the seed of what the sentence leaves open"),
    "room": Key("quiz", "the code of the room"),
    "show": Key("quiz", "class: the board that a class looks at"),
    "exhibit": Key("museum", "the exhibit that is open"),
    "chapter": Key("theory", "the chapter that is read"),
    "compare": Key("runs", "the ids of the runs that are compared, between commas"),
}
"""All that a link of ours can carry: the state of the page that it leads to. A test finds every name that is read or written."""


def asked(name: str) -> str | None:
    """What the address asks for; None if nothing, or only what is no wish of the visitor's."""
    said, trail, here = st.query_params.get(name), _trail(name), _page()
    if name in _on_their_way():
        return said
    context = get_script_run_ctx()
    followed = st.session_state.get("stood_on") != here or bool(context and context.is_history_navigation)
    values = [value for value, _ in trail]
    if followed or said not in values:
        trail[:] = [(said, here)]
        return said
    del trail[: values.index(said)]  # chosen, another one, and the first again: it may be at the first of the two
    return said if trail[-1] == (said, here) else None


def write(name: str, value: str | None) -> None:
    """Write something into the address; None takes it out."""
    said, trail, entry = st.query_params.get(name), _trail(name), (value, _page())
    if not trail:
        trail.append((said, ""))
    if trail[-1] != entry:
        trail.append(entry)
    _on_their_way().add(name)
    if value is None:
        st.query_params.pop(name, None)
    elif said != value:
        st.query_params[name] = value


def stand() -> None:
    """The page is drawn: from now on its address is no link that was just followed. To be called at its end."""
    st.session_state.stood_on = _page()
    _on_their_way().clear()


def _on_their_way() -> set[str]:
    """The names that this script wrote: what the address says of them is our own word, and no sign of where the browser is."""
    held: set[str] = st.session_state.setdefault("on_their_way", set())
    return held


def _trail(name: str) -> Trail:
    held: dict[str, Trail] = st.session_state.setdefault("trails", {})
    return held.setdefault(name, [])


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""
