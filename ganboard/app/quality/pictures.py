"""The pictures that are judged, beside real ones: they stay in sight whatever is said of them."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard.app.connection import config_of
from ganboard.app.pictures import data_url, large, sheet
from ganboard.app.session import _
from ganboard.errors import GANBoardError
from ganboard.runs import Run


def show_pictures(run: Run, step: int) -> None:
    """Fakes of a checkpoint, and real ones beside them; what cannot be had is left out.

    Args:
        run: Whose.
        step: Of the checkpoint.
    """
    alt = _("Samples at step {step}.").format(step=f"{step:,}")
    try:
        config = config_of(run)
    except GANBoardError:  # the page says so elsewhere
        shown = [_figure("fake", _("Drawn by the generator"), alt, {}, lambda: run.picture(step))]
    else:
        told, words = sheet(config, run.id, step), config.dataset.medium.words
        # Real ones are of no step: there is nothing to explore.
        real = {name: value for name, value in told.items() if name in ("columns", "smooth")}
        shown = [
            _figure("fake", _("Drawn by the generator"), alt, told, lambda: run.picture(step)),
            _figure("real", _(words.real), _(words.laid_out), real, (run.path / "real.png").read_bytes),
        ]
    with st.container(key="evaluate_pictures"):  # whose room app/style.css keeps
        st.html(f"<div class='gb-beside'>{''.join(shown)}</div>")


def _figure(role: str, title: str, alt: str, told: dict[str, Any], read: Callable[[], bytes]) -> str:
    try:
        source = data_url(read())
    except (GANBoardError, OSError):
        return ""
    image = large(f"<img class='gb-thumb' src='{source}' alt='{html.escape(alt)}'>", title, alt, **told)
    return f"<figure><figcaption class='gb-{role}'>{html.escape(title)}</figcaption>{image}</figure>"
