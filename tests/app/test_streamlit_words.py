"""The words of Streamlit that we translate are those that it says."""

from __future__ import annotations

from pathlib import Path

import streamlit

from ganboard.app.streamlit_words import WORDS
from ganboard.i18n import translations


def test_streamlit_says_them_so() -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    said = "".join(file.read_text(encoding="utf-8") for file in scripts)
    quoted = [word.removesuffix("{}") for word in WORDS]
    # "Press Enter to ${what}" is put together there.
    assert [word for word in quoted if not word.startswith("Press Enter") and f"`{word}" not in said] == []
    assert "`Press Enter to ${" in said


def test_names_stay_in_what_names_something() -> None:
    chinese = translations("zh").gettext
    assert all(("{}" in chinese(word)) == ("{}" in word) for word in WORDS)
