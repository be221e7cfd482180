"""A training of small pictures that goes on with large ones: a new training whose networks begin with what this one has learnt."""

from __future__ import annotations

import streamlit as st

from ganboard.app import controls
from ganboard.app.session import _, show_run
from ganboard.app.starting import start
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.methods.adversarial import Adversarial
from ganboard.runs import Run

SMALL, LARGE = 32, 64
"""Pixels along a side, before and after."""
DETAILS = 64
"""Filters for details of the larger ones."""


def larger(config: TrainConfig, run_id: str) -> TrainConfig | None:
    """The same training with pictures of twice the size, which begins with what a run has learnt; None where it cannot grow.

    Args:
        config: The run's.
        run_id: Which.
    """
    method, dataset = config.method, config.dataset
    if (
        not isinstance(method, Adversarial)
        or method.architecture.name != "lean"
        or getattr(dataset, "size", 0) != SMALL
    ):
        return None
    settings = dataset.to_dict() | {"size": LARGE}
    if dataset.name == controls.UPLOAD:
        settings.pop("path", None)  # those that were brought must be brought again: what the run keeps of them is small
    own = method.architecture.to_dict()
    networks = own | {"blocks": 4, "details": own["details"] or DETAILS}
    begun = {"name": "run", "run": run_id}
    return config.replace(dataset=settings, method=method.to_dict() | {"architecture": networks}, start=begun)


def larger_button(run: Run, config: TrainConfig) -> None:
    """Put the button on the page, where the run can grow."""
    grown = larger(config, run.id)
    if grown is None:
        return
    own = config.dataset.name == controls.UPLOAD
    told = _("A new training of large pictures begins with what this one has learnt.")
    if own:
        told = _(
            "The form opens for a training of large pictures that begins with what this one has learnt. Choose your pictures "
            "again."
        )
    if not st.button(
        _("Go on at {size} pixels").format(size=LARGE), key="larger", icon=":material/zoom_out_map:", help=told
    ):
        return
    try:
        if own:
            controls.start_with(grown)
            show_run(None)
        else:
            start(grown, str(run.status()["name"]))
    except GANBoardError as error:
        st.session_state.problem = error.message
    st.rerun()
