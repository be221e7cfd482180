"""How a widget is bound to a choice of the visitor's (choices.py) by its name; widgets.py has the widgets.

What a widget returns is not looked at: a widget is drawn with what is held as its default, and told by it only when the visitor
does something. So whatever resets a widget, it comes back as it was. Three things of Streamlit's make this more than one line:

- It knows the options of a list by their labels, and gives a label back that it does not know (after a change of the language, or
  where "step 5" became "step 5, measured"). So other labels make another widget: they are part of its key.
- A message from the browser brings the values of all widgets, those too that were just drawn anew and have not arrived there. So
  a value that the page changes makes another widget (the number in the key), and what a widget says of itself counts only where
  it differs from what it was drawn with.
- A browser that lost its server says to the next one what its widgets were. So the session is part of the key.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard.app import linked
from ganboard.app.choices import choose, chosen

Then = Callable[[], Any]
MISSING = object()


def held(name: str, fits: Callable[[Any], bool], default: Any) -> Any:
    """What is held, or the default where nothing is, or what cannot be chosen here (a run that was deleted).

    Where the page's address says it (linked.py), that comes first, and is told what is shown.
    """
    linked.take(name, fits)
    value = chosen(name, MISSING)
    value = default if value is MISSING or not fits(value) else value
    linked.tell(name, value, default)
    return value


def draw(
    make: Callable[..., Any],
    identity: tuple[str, Any],
    value: Any,
    fits: Callable[[Any], bool],
    then: Then | None,
    /,
    *,
    meaning: Callable[[Any], Any] = lambda told: told,
    says: Callable[[Any], Any] | None = None,
    **arguments: Any,
) -> Any:
    """Put a widget on the page.

    Args:
        make: Streamlit's function.
        identity: The choice's name, and all that makes it another widget where it changes, such as the labels.
        value: What it shows.
        fits: Whether the visitor may choose a value.
        then: Called when that happened.
        meaning: The value for what the widget tells.
        says: What the widget tells for a value, where it has to be told so, since it can have no default that changes.
        **arguments: For ``make``.
    """
    name, drawn = identity[0], st.session_state.setdefault("drawn", {})
    key = _key(identity, value, drawn)
    drawn[key] = value
    if says is not None and st.session_state.get(key, MISSING) != says(value):
        st.session_state[key] = says(value)

    def changed() -> None:
        told = meaning(st.session_state.get(key))
        if told == drawn[key]:  # said along with another widget's news
            return
        drawn[key] = told
        if fits(told):
            choose(name, told)
            linked.changed(name)
            if then is not None:
                then()

    return make(key=key, on_change=changed, **arguments)


def session() -> str:
    """An id of this session: a browser that lost its server gets another one."""
    return str(st.session_state.setdefault("session", secrets.token_hex(4)))


def _key(identity: tuple[str, Any], value: Any, drawn: dict[str, Any]) -> str:
    """The key under which a widget shows a value: another one where the last of this identity showed something else."""
    digest = hashlib.blake2b(repr(identity[1]).encode(), digest_size=6).hexdigest()
    number = 0
    while drawn.get(key := f"{identity[0]}|{session()}{digest}|{number}", value) != value:
        number += 1
    return key
