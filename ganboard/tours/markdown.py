"""A tour's Markdown as HTML. No HTML of a file's own passes through: who wrote it may be anybody."""

from __future__ import annotations

import html
from collections.abc import Callable

from markdown_it import MarkdownIt

from ganboard.tours.places import PLACES
from ganboard.tours.reader import NAMED

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def in_html(text: str, translate: Callable[[str], str]) -> str:
    """A text of a stop.

    Args:
        text: Markdown, in which ``[[PLACE]]`` stands for what a place is called.
        translate: Into the visitor's language.
    """
    return str(_MARKDOWN.render(NAMED.sub(lambda found: f"**{translate(PLACES[found[1]].label)}**", text)))


def plain(text: str) -> str:
    """A text that is none of HTML, as it is written there."""
    return html.escape(text)
