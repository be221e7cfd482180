"""The pictures that are judged, beside real ones: they stay in sight whatever is said of them."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard.app.connection import config_of, engine
from ganboard.app.pictures import large, sheet, thumb
from ganboard.app.session import _
from ganboard.errors import EngineError, GANBoardError
from ganboard.i18n import N_
from ganboard.run_data import real_picture
from ganboard.runs import Run
from ganboard.shipped import archive_of, shipped

SOME = 200
"""Real ones to choose from, where they are drawn as they are asked for."""
NO_PICTURES = N_("The training process made no pictures. Try again.")


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
        shown = [_figure("fake", _("Drawn by the generator"), alt, {}, lambda: samples(run, step))]
    else:
        told, words = sheet(config, run.id, step), config.dataset.medium.words
        # Real ones are of no step: there is nothing to explore.
        real = {name: value for name, value in told.items() if name in ("columns", "smooth")}
        shown = [
            _figure("fake", _("Drawn by the generator"), alt, told, lambda: samples(run, step)),
            _figure("real", _(words.real), _(words.laid_out), real, lambda: reals(run)),
        ]
    with st.container(key="evaluate_pictures"):  # whose room app/style.css keeps
        st.html(f"<div class='gb-beside'>{''.join(shown)}</div>")


def samples(run: Run, step: int) -> bytes:
    """The picture of a checkpoint's samples, PNG; of what ships, which holds none, its generator makes it.

    Raises:
        GANBoardError: it cannot be had.
    """
    return _made(run.id) if archive_of(run.id) else run.picture(step)


def reals(run: Run) -> bytes:
    """Real samples as a run keeps them, PNG; of what ships some of its dataset.

    Raises:
        GANBoardError: there are none.
        OSError: the run's folder holds none.
    """
    return _real(run.id) if archive_of(run.id) else (run.path / "real.png").read_bytes()


@st.cache_data(max_entries=16, show_spinner=False)
def _made(source: str) -> bytes:
    config = shipped(str(archive_of(source))).config
    _head, made = engine().explore("watched", source)
    if made is None:
        raise EngineError(NO_PICTURES)
    return config.dataset.medium.picture(made, config.network_spec.columns or config.dataset.medium.rows)


@st.cache_data(max_entries=16, show_spinner=False)
def _real(source: str) -> bytes:
    config = shipped(str(archive_of(source))).config
    dataset = config.dataset
    return real_picture(dataset.some(SOME, config.seed) if dataset.endless else dataset.load(), config)


def _figure(role: str, title: str, alt: str, told: dict[str, Any], read: Callable[[], bytes]) -> str:
    try:
        image = large(thumb(read(), alt), title, alt, **told)
    except (GANBoardError, OSError):
        return ""
    return f"<figure><figcaption class='gb-{role}'>{html.escape(title)}</figcaption>{image}</figure>"
