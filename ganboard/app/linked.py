"""Choices that the page's address says: taken from a link that was followed, and written into the address while a visitor chooses.

``KEYS`` and ``SWITCHES`` (address.py) say which. Every widget of them is one, without a word of its page: ``binding.py`` asks here.
What is a page's default is not in the address. A value that cannot be chosen is passed over, as from a widget.

The address is written by the browser (``components/shared/address.js``), which replaces its entry of the history: a choice is no
page to go back to.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st

from ganboard.app import address
from ganboard.app.address import KEYS, SWITCHES
from ganboard.app.choices import choose, chosen

OPEN = "open"
"""The name of all that is open or switched on."""
LAYERS = "details."
"""How the choices begin that say whether a layer is open (layers.py); in the address it has its own name."""
WHOLE, NUMBER = (re.compile(each, re.ASCII) for each in (r"-?\d{1,15}", r"-?\d{1,15}(\.\d{1,17})?(e[+-]?\d{1,2})?"))
LONGEST = 4000
"""Characters of a value at most."""

CHOICES = {choice: name for name, key in KEYS.items() for choice in key.choices}
SWITCHED = {choice: name for name, choice in SWITCHES.items()}


def begin(page: str) -> None:
    """A page is about to be drawn: it has told nothing yet. To be called before its first widget.

    Args:
        page: Its name, as in an address; "" for the first one.
    """
    st.session_state.linked, st.session_state.linked_page = {}, page


def name_of(choice: str) -> str | None:
    """The name under which the address says a choice; None where it does not."""
    found = CHOICES.get(choice)
    return found or next(
        (name for start, name in CHOICES.items() if start[-1] == "." and choice.startswith(start)), None
    )


def take(choice: str, fits: Callable[[Any], bool]) -> None:
    """Choose what a link says that was followed.

    Args:
        choice: Its name.
        fits: Whether a value can be chosen.
    """
    if choice in _changed():
        return
    if (switch := switch_of(choice)) is not None:
        if is_linked(switch):
            choose(choice, True)
    elif (name := name_of(choice)) and (text := address.followed(name)) is not None and len(text) <= LONGEST:
        for value in _meanings(text):
            if fits(value):
                choose(choice, value)
                return


def tell(choice: str, value: Any, default: Any) -> None:
    """Have the address say a choice.

    Args:
        choice: Its name.
        value: What it is.
        default: What it would be without a word of the visitor's, which no address says.
    """
    _changed().discard(choice)
    if (switch := switch_of(choice)) is not None:
        on = {**_told().get(OPEN, {}), switch: bool(value)}
        _told()[OPEN] = on
        address.note(OPEN, ".".join(each for each, is_on in on.items() if is_on) or None)
    elif name := name_of(choice):
        text = None if value == default else _text(value)
        address.note(name, text)
        put(name, text)


def switched(choice: str) -> bool:
    """Whether something is on that a button of ours switches, not a widget."""
    take(choice, lambda value: isinstance(value, bool))
    on = bool(chosen(choice, False))
    tell(choice, on, False)
    return on


def put(name: str, text: str | None) -> None:
    """Have the address say what is no choice, by its own name; None: nothing of it."""
    _told()[name] = text


def changed(choice: str) -> None:
    """The visitor has just chosen: until that is told, what the address says is older."""
    if name_of(choice) or switch_of(choice):
        _changed().add(choice)


def switch_of(choice: str) -> str | None:
    """The name of what is open or switched on, for its choice; None where it is no such choice."""
    return choice.removeprefix(LAYERS) if choice.startswith(LAYERS) else SWITCHED.get(choice)


def is_linked(switch: str) -> bool:
    """Whether a link that was followed says that something is open."""
    text = address.followed(OPEN)
    if text is not None:
        st.session_state.linked_open = text.split(".")
    elif "linked_open" not in st.session_state:
        st.session_state.linked_open = []
    opened: list[str] = st.session_state.linked_open
    if switch not in opened:
        return False
    opened.remove(switch)  # once: it may be closed again
    return True


def to_browser() -> dict[str, Any]:
    """What address.js writes: all that the page has told so far. What it may say, but does not, is to be taken out."""
    said, page = dict(_told()), st.session_state.get("linked_page", "")
    opened = said.pop(OPEN, {})
    ours = [name for name, key in KEYS.items() if key.choices and page in key.pages.split()]
    return {"page": page, "turn": time.time(), "said": dict.fromkeys(ours) | said, "open": opened}


def _told() -> dict[str, Any]:
    """What this page has told so far, by the names of the address; of ``open`` each part by itself."""
    held: dict[str, Any] = st.session_state.setdefault("linked", {})
    return held


def _changed() -> set[str]:
    held: set[str] = st.session_state.setdefault("linked_changed", set())
    return held


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value)


def _meanings(text: str) -> Iterator[Any]:
    """What a value of an address can mean; the first that can be chosen is meant."""
    yield text
    if WHOLE.fullmatch(text):
        yield int(text)
    elif NUMBER.fullmatch(text):
        yield float(text)
    if text in ("0", "1"):
        yield text == "1"
