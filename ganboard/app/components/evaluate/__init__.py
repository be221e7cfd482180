"""The part of a page that measures and moves by itself: its buttons, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.components import mount, news_of
from ganboard.app.paths import base
from ganboard.app.session import language


def measuring(key: str, told: Callable[[dict[str, Any]], None], **data: Any) -> None:
    """Buttons that have the engine measure checkpoints, one after the other, as long as the page is open.

    Args:
        key: Identity of the component; with another one what was going on ends.
        told: Called with ``{"step", "alone"}`` when a checkpoint was measured and the page's script is about to run: which, and
            whether it is the only one that was asked for.
        **data: What measure.js reads: one, a checkpoint, or None; all, checkpoints, each a dict of its ``run``, ``step`` and, where
            the words have a place for it, ``name``; first, whether they were never measured; count, fakes; words.
    """

    def on_measured() -> None:
        if news := news_of(key, "measured"):
            told(news)

    mount("evaluate", "measure")(
        key=key, data={"base": base(), "language": language(), **data}, on_measured_change=on_measured
    )
