"""What the visitor has chosen, on all pages: one flat dict of plain ids. Widgets are drawn from it and write to it (binding.py).

A widget's own value is not the visitor's choice: Streamlit throws it away when the page changes, when a script is interrupted, or
when the connection is lost, and gives the default instead. So pages ask here, and nowhere else. A name says the page and what is
chosen on it, such as ``explore.smooth``; what all pages share has no page: ``language``, ``run``.
"""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

PLACE = "choices"
"""Where Streamlit's session holds the dict."""
LONGEST = 100_000
"""Characters of all choices as JSON at most, which a window gives back."""


def everything() -> dict[str, Any]:
    """All choices by name. What was never chosen is not in it: then a page's default counts."""
    held: dict[str, Any] = st.session_state.setdefault(PLACE, {})
    return held


def chosen(name: str, default: Any = None) -> Any:
    """A choice, or the default where the visitor made none."""
    return everything().get(name, default)


def choose(name: str, value: Any) -> None:
    """Hold a choice.

    Args:
        name: Which.
        value: A plain id: what JSON has, no label that is translated.

    Raises:
        TypeError: the value is none of these.
    """
    if not _plain(value):
        raise TypeError(f"{name}: expected a value that JSON has, but got {type(value).__name__}.")
    everything()[name] = value


def forget(beginning: str) -> None:
    """Let go of all choices whose names begin so."""
    held = everything()
    for name in [name for name in held if name.startswith(beginning)]:
        del held[name]


def restore(told: Any) -> None:
    """Take choices back that the browser's window held. They are believed no more than a widget: pages look what fits.

    Args:
        told: As :func:`everything` gave them; whatever is nothing of that kind is passed over.
    """
    if isinstance(told, dict) and len(json.dumps(told)) <= LONGEST:
        everything().update({name: value for name, value in told.items() if _plain(value)})


def _plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(_plain(part) for part in value)
    return value is None or type(value) in (bool, int, float, str)
