"""What the page's address asks for (``?run=``), and what the page writes into it.

The browser sends its address along with whatever the visitor does. What it sends may be older than what was written last, which is
still on its way there: so an address that was replaced counts again only when the browser went back to it.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def asked(name: str) -> str | None:
    """What the address asks for; None if nothing, or only what was replaced since."""
    said, replaced = st.query_params.get(name), _replaced(name)
    context = get_script_run_ctx()
    if said in replaced and not (context and context.is_history_navigation):
        return None
    replaced.clear()
    return said


def write(name: str, value: str | None) -> None:
    """Write something into the address; None takes it out."""
    said, replaced = st.query_params.get(name), _replaced(name)
    if said is not None:
        replaced.add(said)
    if value is None:
        st.query_params.pop(name, None)
        return
    replaced.discard(value)  # from now on it is what the page says
    if said != value:
        st.query_params[name] = value


def _replaced(name: str) -> set[str]:
    held: dict[str, set[str]] = st.session_state.setdefault("replaced", {})
    return held.setdefault(name, set())
