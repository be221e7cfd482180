"""What one visitor's session holds: the language, the run that is looked at."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.i18n import LANGUAGES, best_language, render, translations

SHIPPED = "shipped"
"""What a link says instead of a run for the generator that comes with GANBoard."""


def language() -> str:
    """The visitor's language: chosen, from the link's ``?lang=``, or the browser's."""
    chosen = st.session_state.get("language") or st.query_params.get("lang")
    return best_language(chosen or st.context.locale)


def _(text: str) -> str:
    """The text in the visitor's language; nothing stays nothing (gettext would give the catalogue's header)."""
    return translations(language()).gettext(text) if text else ""


def say(sentence: dict[str, Any]) -> str:
    """The text of a message from the engine or an error, in the visitor's language."""
    return render(sentence, translations(language()).gettext)


def choose_language() -> None:
    """The switch between languages, in the page's header."""
    if "language" not in st.session_state:
        st.session_state.language = language()

    def remember() -> None:
        st.query_params["lang"] = st.session_state.language

    with st.container(key="language_switch"):
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key="language",
            required=True,
            label_visibility="collapsed",
            on_change=remember,
        )


def current_run() -> str | None:
    """The id of the run on the screen: from the link, or from before another page was visited."""
    linked = st.query_params.get("run")
    if linked == SHIPPED:  # no training, so it takes no training's place
        return st.session_state.get("run")
    if linked:
        st.session_state.run = linked
    elif st.session_state.get("run"):
        st.query_params["run"] = st.session_state.run
    return st.session_state.get("run")


def show_run(run_id: str | None) -> None:
    """Put a run on the screen and into the address; None clears both."""
    st.session_state.run = run_id
    if run_id:
        st.query_params["run"] = run_id
    else:
        st.query_params.pop("run", None)
