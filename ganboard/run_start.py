"""What a run's networks began with: a copy in its own folder, so that it goes on where the other training was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, RunError, reason
from ganboard.i18n import N_, message
from ganboard.methods.begin import FRESH
from ganboard.runs import Run
from ganboard.starts.base import NETWORKS
from ganboard.storage import read_arrays, write_arrays

if TYPE_CHECKING:
    from ganboard.trainer import Trainer

COPY = "start.npz"
"""The run's own copy."""
BEGUN = "begun"
"""Under what name ``run.json`` says what was taken over: names, the share of all numbers, and the layers that stay."""
TAKEN = N_("{percent}% of the networks' weights come from what others have learned. The rest is new.")
LITTLE = N_(
    "Only {percent}% of the networks' weights come from what others have learned. The rest does not fit here, and begins from "
    "nothing."
)
HALF = 0.5
"""The share of the weights below which little was taken over."""
ALL = N_("All of the networks' weights come from what others have learned.")
PASSED_OVER = N_("Checkpoints of what this begins with cannot be read: {steps}. It begins with an earlier one.")
NOTHING = N_("Nothing that the other networks have learned fits here: all begins from nothing.")


def provided(run: Run, config: TrainConfig) -> dict[str, np.ndarray]:
    """The weights that a run begins with, from its own copy; a new run gets that now. Needs no TensorFlow.

    Where the copy is gone, the checkpoint of a run that has some tells the same: which weights were taken over.

    Raises:
        RunError: they cannot be had, or the copy is damaged and nothing was trained yet.
        OSError: the disk refuses the copy.
    """
    if not config.start.warm:
        return {}
    copy = run.path / COPY
    if copy.exists():
        try:
            return read_arrays(copy)
        except (OSError, ValueError) as error:
            if not run.steps():
                raise RunError(
                    N_("The file {path} is damaged: {problem}."), path=str(copy), problem=reason(error)
                ) from error
    if run.steps():
        return _told_by_checkpoint(run)
    arrays = config.beginning(run.path.parent)
    write_arrays(copy, arrays)
    return arrays


def _told_by_checkpoint(run: Run) -> dict[str, np.ndarray]:
    """Weights of a checkpoint, which takes their place anyway, by the names that the lost copy had."""
    fresh = set(run.status().get(BEGUN, {}).get("fresh", ()))
    try:
        arrays = run.load(only=NETWORKS).arrays
    except CheckpointError:
        return {}
    return {FRESH + name if name in fresh else name: array for name, array in arrays.items()}


def keep(run: Run, trainer: Trainer) -> None:
    """Before the first step: note what was taken over, tell it, and have the copy hold all weights as they begin.

    Raises:
        OSError: the disk refuses the copy.
    """
    if trainer.begun is None or run.steps() or BEGUN in run.status():
        return
    write_arrays(run.path / COPY, trainer.beginning())
    run.update(**{BEGUN: trainer.begun.to_dict()})
    percent = round(100 * trainer.begun.share)
    told = TAKEN if trainer.begun.share >= HALF else LITTLE
    some = message(told, percent=percent) if percent else message(NOTHING)
    run.notify(message(ALL) if percent == 100 else some)
    if lost := trainer.config.start.passed_over(run.path.parent):
        run.notify(message(PASSED_OVER, steps=", ".join(map(str, lost))))
