"""What one visitor's session holds: the language, the run that is looked at, and what is still to be said."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from ganboard.app import address
from ganboard.app.choices import choose, chosen, everything
from ganboard.app.widgets import segments
from ganboard.i18n import LANGUAGES, best_language, render, translations
from ganboard.shipped import archive_of

SHIPPED = "shipped"
"""What a link says instead of a run for the generator that comes with GANBoard."""

MARKS = re.compile(r"([\\`*\[\]<>$~|#]|(?<![^\W_])_|_(?![^\W_])|:(?=//))")
"""What Markdown takes for more than a letter."""


def language() -> str:
    """The visitor's language: chosen, from the link's ``?lang=``, or the browser's."""
    return best_language(chosen("language") or st.query_params.get("lang") or st.context.locale)


def _(text: str) -> str:
    """The text in the visitor's language; nothing stays nothing (gettext would give the catalogue's header)."""
    return translations(language()).gettext(text) if text else ""


def say(sentence: dict[str, Any]) -> str:
    """The text of a message from the engine or an error, in the visitor's language."""
    return render(sentence, translations(language()).gettext)


def in_markdown(sentence: dict[str, Any]) -> str:
    """The same where it is shown as Markdown: what came from outside, such as out of the address, is shown as it is written."""
    return say(_as_written(sentence))


def written(text: str) -> str:
    """A text from outside, which Markdown shall leave as it is."""
    return MARKS.sub(r"\\\1", text)


def _as_written(sentence: dict[str, Any]) -> dict[str, Any]:
    def leave(value: Any) -> Any:
        if isinstance(value, dict) and "template" in value:
            return _as_written(value)
        return written(value) if isinstance(value, str) else value

    return {**sentence, "values": {key: leave(value) for key, value in sentence["values"].items()}}


def toast(sentence: dict[str, Any], icon: str | None = None) -> None:
    """Keep a message for :func:`show_toasts`. What a fragment's callback draws by itself takes the place of the page's first parts.

    Args:
        sentence: A message.
        icon: Streamlit's name of an icon.
    """
    st.session_state.setdefault("toasts", []).append((sentence, icon))


def show_toasts() -> None:
    """Say what was kept to be said. Every fragment whose callbacks keep something calls this."""
    for sentence, icon in st.session_state.pop("toasts", []):
        st.toast(in_markdown(sentence), icon=icon)


def choose_language() -> None:
    """The switch between languages, in the page's header."""
    choose("language", language())  # the link's or the browser's stays, wherever the visitor goes
    with st.container(key="language_switch"):
        segments("language", _("Language"), list(LANGUAGES), LANGUAGES.__getitem__, language(), _tell_language)
    if address.asked("lang") != language() != best_language(st.context.locale):
        _tell_language()


def _tell_language() -> None:
    address.write("lang", language())


def current_run() -> str | None:
    """The id of the run on the screen: from the link, or from before another page was visited."""
    linked, run = address.asked("run"), chosen("run")
    if linked and archive_of(linked):  # no training, so it takes no training's place
        return run
    if linked and linked != run:
        choose("run", linked)
        _let_go_of_shipped()
    elif run and not linked:
        address.write("run", run)
    return linked or run


def show_run(run_id: str | None) -> None:
    """Put a run on the screen and into the address; None clears both."""
    choose("run", run_id)
    choose("race", None)
    _let_go_of_shipped()
    address.write("run", run_id)
    address.write("race", None)


def current_race() -> str | None:
    """What the race on the screen is called, one of its runs: from the link, or from before another page was visited."""
    linked, race = address.asked("race"), chosen("race")
    if linked and linked != race:
        choose("race", linked)
    elif race and not linked:
        address.write("race", race)
    return linked or race


def show_race(race_id: str) -> None:
    """Put a race on the screen, in place of a run, and into the address."""
    show_run(None)
    choose("race", race_id)
    address.write("race", race_id)


def _let_go_of_shipped() -> None:
    """Who goes to a run looks at none of the makers that ship inside any more, on no page."""
    held = everything()
    for name in [name for name in held if name.endswith(".shipped")]:
        held[name] = None
