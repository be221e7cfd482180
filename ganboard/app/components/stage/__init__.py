"""A run that shows itself: headline, samples with their timeline, bars, curves. The samples fetch, the others listen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ganboard.app.components import at_least, mount
from ganboard.app.components.shared.behind import behind
from ganboard.app.paths import base
from ganboard.app.session import _

HERE = Path(__file__).parent


@cache
def _headline() -> Any:
    """Without a module to wait for: it is the first line that a visitor reads."""
    css, js = ((HERE / f"headline.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("ganboard.headline", css=at_least(css), js=js)


def headline(key: str) -> None:
    """The run's name, state, step, and its progress where it has an end; and what is happening, in one sentence."""
    _headline()(key=key)


def bars(key: str) -> None:
    """What the networks say, in bars that are put into words, see ``Method.shares``."""
    words = {"bars": _("What the networks say"), "guessing": _("dashed line: pure guessing"), "behind": behind()}
    mount("stage", "bars", ("shared/behind", "bars"))(key=key, data={"base": base(), "words": words})


def curves(key: str, **data: str) -> None:
    """The first panel of the run's method, another panel or the quality, as is chosen, and numbers about the run.

    Args:
        key: Identity of the component.
        **data: What curves.js reads: base, second (names the choice), at (names a step), language. The panels come with what
            stage.js hears, see moments.describe.
    """
    words = {"step": _("step"), "behind": behind()}
    mount("stage", "curves", ("shared/plot", "shared/behind", "curves"))(key=key, data={**data, "words": words})


def dials(key: str, **data: Any) -> str | None:
    """The dials of a run, with their values at the moment that is shown, and what was changed so far. Turns them by itself.

    Args:
        key: Identity of the component.
        **data: What dials.js reads: base, run, dials (see ``app/dials.py``), language, words.

    Returns:
        The id of the branch in which a dial was just turned; None where there is none.
    """
    result = mount("stage", "dials")(key=key, data=data, on_branched_change=lambda: None)
    return str(result.branched) if result.branched else None


def stage(key: str, **data: Any) -> int | None:
    """The samples, real images, and the timeline that one can drag through. Asks the server for what is new.

    Args:
        key: Identity of the component.
        **data: What stage.js reads: base, live (see moments.describe), moving, epoch (a new one lets go of the chosen
            step), columns, rows, side, classes, language, words.

    Returns:
        The step that the timeline stands on, if it was chosen in this epoch; None for now.
    """
    result = mount("stage", "stage", ("stage", "shared/waiting"))(
        key=key,
        data=data,
        default={"chosen": None},
        on_chosen_change=lambda: None,
        on_changed_change=lambda: None,
    )
    chosen = result.chosen
    return int(chosen["step"]) if chosen and chosen["epoch"] == data["epoch"] else None
