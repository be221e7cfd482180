"""The Train page: choose, press one button, watch."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import streamlit as st

from ganboard.app import controls
from ganboard.app.choices import choose, chosen
from ganboard.app.link import engine, idle_seconds
from ganboard.app.live import look, show_live
from ganboard.app.presence import promise
from ganboard.app.preview import show_real
from ganboard.app.session import _, current_run, say, show_run
from ganboard.app.upload import as_written, choose_images
from ganboard.app.widgets import expander
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError
from ganboard.runs import Run, runs_root


def page() -> None:
    """Draw the page."""
    controls.prepare()
    run_id, view = current_run(), None
    if run_id:
        try:
            view = look(run_id)
            show_live(Run(runs_root() / run_id), view)
        except GANBoardError as error:
            show_run(None)
            st.error(say(error.message))
    problem = st.session_state.pop("problem", None)
    if problem:
        st.error(say(problem))
    if view is None:
        _welcome()
    else:
        with expander("train.new", _("New training")):
            _form()


def _welcome() -> None:
    coloured = "<b class='gb-{}'>{}</b>".format
    story = _(
        "Two networks play against each other. The {generator} turns {noise} into pictures. The {discriminator} sees {real} "
        "and the generator's, and says which is which. Each learns from the other, until the pictures look real."
    ).format(
        generator=coloured("fake", _("generator")),
        noise=coloured("noise", _("noise")),
        discriminator=coloured("judge", _("discriminator")),
        real=coloured("real", _("real images")),
    )
    title = _("Watch a network learn to draw")
    st.html(f"<h1 class='gb-title'>{title}</h1><p class='gb-story'>{story}</p>")
    _form()


def _form() -> None:
    left, right = st.columns([2, 3], gap="large")
    data: Data | None = None
    problem: dict[str, Any] | None = None
    with left:
        controls.choose_preset()
        start = st.button(
            _("Start training"), type="primary", icon=":material/play_arrow:", key="start", width="stretch"
        )
        complaint = st.container()
        st.caption(promise())
        try:
            idle_seconds()
        except GANBoardError as error:
            st.warning(say(error.message))
        controls.plain_fields()
    with right:
        if controls.value("dataset") == controls.UPLOAD:
            data, problem = choose_images(*(controls.value(f"dataset.{name}") for name in ("size", "color", "ground")))
        show_real(data)
    with expander("train.advanced", _("Advanced")):
        controls.advanced_fields()
    if start:
        try:
            config = controls.config()
            if config.dataset.name == controls.UPLOAD and data is None:
                complaint.error(as_written(say(problem)) if problem else _("Choose your images first: at least 16."))
                return
            _start(config, data)
        except GANBoardError as error:
            complaint.error(say(error.message))


def _start(config: TrainConfig, data: Data | None) -> None:
    name = controls.preset_name() or "custom"
    before = chosen("train.own")
    if before:  # two trainings at once would only slow each other down
        with suppress(GANBoardError):  # it may have been deleted meanwhile
            engine().stop(before)
    run_id = engine().submit(config, name, data)
    choose("train.own", run_id)
    show_run(run_id)
    st.rerun()


page()
