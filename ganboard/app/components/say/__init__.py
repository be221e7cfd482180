"""The part of the page "Say it" that moves by itself: a sentence, its words, and the pictures of it."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import language


def saying(**data: Any) -> None:
    """Put it on the page.

    Args:
        **data: What say.js reads: source, the id of a run or of what is shipped; link, sentence and seed of the address, or None;
            out, what a button leads to where there are no pictures (``instead.way_out``); smooth; example, a sentence; factors,
            with name, title and values (name, title); count, of pictures; words.
    """
    mount("say", "say", ("say", "pictures", "shared/standing", "shared/colours", "shared/waiting"))(
        key="say", data={"base": base(), "language": language(), **data}
    )
