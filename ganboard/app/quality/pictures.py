"""The pictures that are judged, beside real ones: they stay in sight whatever is said of them."""

from __future__ import annotations

import html
from collections.abc import Callable

import streamlit as st

from ganboard.app.connection import config_of
from ganboard.app.pictures import data_url
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
    shown = [_figure("fake", _("Drawn by the generator"), alt, lambda: run.picture(step))]
    try:
        words = config_of(run).dataset.medium.words
    except GANBoardError:  # the page says so elsewhere
        pass
    else:
        shown.append(_figure("real", _(words.real), _(words.laid_out), (run.path / "real.png").read_bytes))
    st.html(f"<div class='gb-beside'>{''.join(shown)}</div>")


def _figure(role: str, title: str, alt: str, read: Callable[[], bytes]) -> str:
    try:
        source = data_url(read())
    except (GANBoardError, OSError):
        return ""
    return (
        f"<figure><figcaption class='gb-{role}'>{html.escape(title)}</figcaption>"
        f"<img class='gb-thumb' src='{source}' alt='{html.escape(alt)}'></figure>"
    )
