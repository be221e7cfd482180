"""The part of the page "Swap it" that moves by itself: creatures, what they become on the other side, and how they come home."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import language


def swapping(**data: Any) -> None:
    """Put it on the page.

    Args:
        **data: What swap.js reads: source, the id of a run or of what is shipped; out (``instead.way_out``); smooth; words.
    """
    mount("swap", "swap", ("swap", "shared/checkpoints", "shared/standing", "shared/colours", "shared/waiting"))(
        key="swap", data={"base": base(), "language": language(), **data}
    )
