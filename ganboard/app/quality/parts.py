"""A long measuring in parts: beside a training it takes a small share of the time, and ends with who asked for it."""

from __future__ import annotations

import time
from typing import Any

from ganboard.app.connection import engine

SHARE = 4
"""While a training runs, it gets so many times what a part takes."""


def part_of(question: str, source: str, step: int, **asked: Any) -> dict[str, Any]:
    """What the engine says of one part; where a training runs, it is given its share of the time before the next part.

    Args:
        question: One of the studio's that a measuring is made of.
        source: Id of a run, or of what is shipped.
        step: Of the checkpoint.
        **asked: Which part, and what else the question takes.

    Raises:
        GANBoardError: it cannot be said; the sentence says why.
    """
    found, _pictures = engine().explore(question, source, step, asked)
    if found["training"]:
        time.sleep(SHARE * found["took"])
    return found
