"""What the page's address asks for (``?run=``), and what the page writes into it.

The browser sends its address along with whatever the visitor does. What it sends may be older than what was written last, which is
still on its way there; and what another page wrote may arrive when the visitor has gone on. So what we wrote ourselves is a wish of
the visitor's only where it was not replaced since, and not on another page; who follows a link or goes back wishes what it says.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

REPLACED = "replaced"
"""Stands in place of the page that wrote a value, once there was another one."""


def asked(name: str) -> str | None:
    """What the address asks for; None if nothing, or only what is no wish of the visitor's."""
    said, writers, here = st.query_params.get(name), _writers(name), _page()
    context = get_script_run_ctx()
    followed = st.session_state.get("stood_on") != here or bool(context and context.is_history_navigation)
    if said is None or (not followed and writers.get(said, here) != here):
        return None
    if name not in _on_their_way():
        writers.clear()  # the browser has read all that was written before
    writers[said] = here
    return said


def write(name: str, value: str | None) -> None:
    """Write something into the address; None takes it out."""
    said, writers = st.query_params.get(name), _writers(name)
    _on_their_way().add(name)
    if said is not None:
        writers[said] = REPLACED
    if value is None:
        st.query_params.pop(name, None)
        return
    writers[value] = _page()
    if said != value:
        st.query_params[name] = value


def stand() -> None:
    """The page is drawn: from now on its address is no link that was just followed. To be called at its end."""
    st.session_state.stood_on = _page()
    _on_their_way().clear()


def _on_their_way() -> set[str]:
    """The names that this script wrote: what the address says of them is our own word, and no sign that the browser read it."""
    held: set[str] = st.session_state.setdefault("on_their_way", set())
    return held


def _writers(name: str) -> dict[str, str]:
    """By value: the page that wrote it."""
    held: dict[str, dict[str, str]] = st.session_state.setdefault("writers", {})
    return held.setdefault(name, {})


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""
