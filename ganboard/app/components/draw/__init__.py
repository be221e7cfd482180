"""The part of the page "Draw a creature" that moves by itself: the pad, and the pictures that the drawing becomes."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import language


def drawing(**data: Any) -> None:
    """Put it on the page.

    Args:
        **data: What draw.js reads: source, the id of a run; out (``instead.way_out``); smooth; ladder, what ladder.js lays; words.
    """
    mount(
        "draw",
        "draw",
        ("draw", "explore/find", "shared/checkpoints", "shared/standing", "shared/colours", "shared/waiting"),
    )(key="draw", data={"base": base(), "language": language(), **data})
