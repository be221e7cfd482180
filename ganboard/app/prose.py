"""The Theory's Markdown on the page: colours in its formulas, and links that stay within the dashboard."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import streamlit as st

from ganboard.app.paths import PAGES
from ganboard.app.session import language
from ganboard.theory.chapters import coloured, linked

ALONE = re.compile(r"^([ \t]*)\$\$(.+)\$\$[ \t]*$", re.MULTILINE)
"""A formula that has its line for itself, which Streamlit sets as part of a sentence unless its dollars have lines too."""
DEFAULT = "start"
"""The page without a name in the address."""


def show(markdown: str) -> None:
    """Put a text of the Theory on the page.

    Args:
        markdown: As the prose is written; see ``ganboard/theory/chapters.py``.
    """
    markdown = ALONE.sub(r"\1$$\n\1\2\n\1$$", markdown)
    st.markdown(coloured(linked(markdown, _link)), anchors=False)


def exists(page: str) -> bool:
    """Whether there is a page of this name."""
    return page in pages()


def pages() -> list[str]:
    """The names of all pages."""
    return sorted(file.stem for file in PAGES.glob("*.py"))


def path(page: str) -> str:
    """Where a page lies, seen from any other: its address without the query."""
    return "./" if page == DEFAULT else page


def address(page: str, **query: str) -> str:
    """The address of a page, in the visitor's language also where it is opened in a new window."""
    return f"{path(page)}?{urlencode({**query, 'lang': language()})}"


def _link(words: str, kind: str, target: str) -> str:
    if kind == "chapter":
        return f"[{words}]({address('theory', chapter=target)})"
    if kind == "page":
        return f"[{words}]({address(target)})" if exists(target) else words
    named = words.strip("`") in (target, target.rsplit("/", 1)[-1])
    return f"`{target}`" if named else f"{words} (`{target}`)"
