"""What a run's networks began with: a copy in its own folder, so that it goes on where the other training was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ganboard.config import TrainConfig
from ganboard.errors import RunError, reason
from ganboard.i18n import N_, message
from ganboard.runs import Run
from ganboard.storage import read_arrays, write_arrays

if TYPE_CHECKING:
    from ganboard.trainer import Trainer

COPY = "start.npz"
"""The run's own copy."""
BEGUN = "begun"
"""Under what name ``run.json`` says what was taken over: names, the share of all numbers, and the layers that stay."""
TAKEN = N_("The networks begin with what others have learnt: {percent}% of their numbers. The rest is fresh.")
ALL = N_("The networks begin with what others have learnt.")
NOTHING = N_("Nothing of what the other networks have learnt fits these: all begins fresh.")


def provided(run: Run, config: TrainConfig) -> dict[str, np.ndarray]:
    """The weights that a run begins with, from its own copy; a new run gets that now. Needs no TensorFlow.

    Where the copy is gone, a run that has checkpoints needs it no more.

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
        return {}
    arrays = config.start.arrays(run.path.parent)
    write_arrays(copy, arrays)
    return arrays


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
    some = message(TAKEN, percent=percent) if percent else message(NOTHING)
    run.notify(message(ALL) if percent == 100 else some)
