"""A run that shows itself: headline, samples with their timeline, curves. The samples fetch, the others listen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


@cache
def _mount(name: str) -> Any:
    return st.components.v2.component(
        f"ganboard.{name}",
        css=(HERE / f"{name}.css").read_text(encoding="utf-8"),
        js=(HERE / f"{name}.js").read_text(encoding="utf-8"),
    )


def headline(key: str) -> None:
    """The run's name, state and numbers in one line, and its progress where it has an end."""
    _mount("headline")(key=key)


def curves(key: str, **words: str) -> None:
    """What is happening in a sentence, D's scores, and the losses or the quality, whichever is chosen.

    Args:
        key: Identity of the component.
        **words: What curves.js writes: beliefs, losses, quality, real, fake, beliefsAlt, lossesAlt, second (names the choice),
            lower (what the quality's numbers are), unseen, at (names a step).
    """
    _mount("curves")(key=key, data=words)


def stage(key: str, **data: Any) -> int | None:
    """The samples, real images, and the timeline that one can drag through. Asks the server for what is new.

    Args:
        key: Identity of the component.
        **data: What stage.js reads: base, live (see moments.describe), moving, epoch (a new one lets go of the chosen
            step), columns, rows, side, classes, language, words.

    Returns:
        The step that "Rewind" stands on, if it was chosen in this epoch; None for now.
    """
    result = _mount("stage")(
        key=key,
        data=data,
        default={"chosen": None},
        on_chosen_change=lambda: None,
        on_changed_change=lambda: None,
    )
    chosen = result.chosen
    return int(chosen["step"]) if chosen and chosen["epoch"] == data["epoch"] else None
