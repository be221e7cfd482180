"""The part of the page "Let it move" that moves by itself: a creature, and all that it can do."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import language


def moving(**data: Any) -> None:
    """Put it on the page.

    Args:
        **data: What move.js reads: source, the id of a run or of what is shipped; link, seed, manner and who of the address, or
            None; out, what a button leads to where there are no clips (``instead.way_out``); smooth; factors, with name, title and
            values (name, title); motions, titles; words.
    """
    mount("move", "move", ("move", "say/say", "say/pictures", "shared/standing", "shared/colours", "shared/waiting"))(
        key="move", data={"base": base(), "language": language(), **data}
    )
