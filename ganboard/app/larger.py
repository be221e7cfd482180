"""A training of small pictures that goes on with large ones: a new training whose networks begin with what this one has learnt."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from ganboard.app import controls
from ganboard.app.choices import everything
from ganboard.app.complaints import complain
from ganboard.app.connection import engine
from ganboard.app.session import _, show_run
from ganboard.app.starting import start
from ganboard.app.widgets import obeyed, press
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.images import LARGE, SMALL
from ganboard.errors import GANBoardError
from ganboard.methods.adversarial import Adversarial
from ganboard.run_data import LARGER
from ganboard.run_data import larger as larger_pictures
from ganboard.runs import Run


def larger(config: TrainConfig, run_id: str, step: int | None = None) -> TrainConfig | None:
    """The same training with pictures of twice the size, which begins with what a run has learnt; None where it cannot grow.

    γ is four times as large, which is the same brake of four pixels that were one (``architectures/lean.py``).

    Args:
        config: The run's, with its dials as they stand.
        run_id: Which.
        step: Of the checkpoint; the one where the run stands, if left out.
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
        settings.pop("path", None)  # the run keeps its pictures, see run_data.larger; a path may lead to others by now
    networks = method.architecture.sized((SMALL,), (LARGE,)).to_dict()
    penalty = method.penalty.to_dict()
    if "gamma" in penalty:
        penalty["gamma"] = min(4 * penalty["gamma"], 100.0)
    begun = {"name": "run", "run": run_id} | ({} if step is None else {"step": step})
    return config.replace(
        dataset=settings, method=method.to_dict() | {"architecture": networks, "penalty": penalty}, start=begun
    )


def larger_button(run: Run, config: TrainConfig, step: int | None) -> None:
    """Put the button on the page, where the run can grow.

    Args:
        run: The run.
        config: With its dials as they stand.
        step: Of the checkpoint that is looked at; None: the run as it is.
    """
    grown = larger(config, run.id, step)
    if grown is None:
        return
    again = config.dataset.name == controls.UPLOAD and not (run.path / LARGER).exists()
    told = _("A new training of large pictures begins with what this one has learned.")
    if again:
        told = _(
            "The form opens for a training of large pictures that begins with what this one has learned. Choose your pictures "
            "again."
        )
    if not press("larger", _("Go on at {size} pixels").format(size=LARGE), icon=":material/zoom_out_map:", help=told):
        return
    try:
        if step is None:
            with suppress(GANBoardError):  # one that rests has a checkpoint of where it stands
                engine().save(run.id)
        _go_on(run, grown)
    except GANBoardError as error:
        complain(error.message)
    obeyed(everything())
    st.rerun()


def _go_on(run: Run, grown: TrainConfig) -> None:
    """Begin the training of large pictures; where the visitor's own are kept in their small size alone, open the form for it."""
    data: Data | None = None
    if grown.dataset.name == controls.UPLOAD:
        data = larger_pictures(run, grown.dataset)
        if data is None:
            controls.start_with(grown)
            show_run(None)
            return
    start(grown, str(run.status()["name"]), data, pressed=True)
