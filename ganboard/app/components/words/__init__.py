"""The button "Words" in the head of every page: what the words mean that stand on it."""

from __future__ import annotations

import streamlit as st

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.prose import address
from ganboard.app.session import _, language
from ganboard.theory.glossary import glossary


def glossary_button() -> None:
    """Put the button on the page; it looks for words itself, when it is pressed."""
    entries = [{"term": each.term, "forms": each.forms, "meaning": each.meaning} for each in glossary(language())]
    words = {
        "open": _("Words"),
        "title": _("What do these words mean?"),
        "here": _("On this page"),
        "none": _("None of the words of the glossary stands on this page."),
        "others": _("All other words"),
        "find": _("Find a word"),
        "nothing": _("No word like this is in the glossary."),
        "more": _("More about them in Theory"),
        "close": _("Close"),
    }
    with st.container(key="words"):
        mount("words", "words", ("shared/dialog", "words"))(
            key="words_button",
            data={
                "base": base(),
                "entries": entries,
                "words": words,
                "chapter": address("theory", chapter="questions"),
            },
        )
