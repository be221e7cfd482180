"""The images of a run: read for it, parted into those it learns from and those it never sees, and shown."""

from __future__ import annotations

import numpy as np

from ganboard import figures
from ganboard.config import TrainConfig
from ganboard.datasets import Data, resolve, split
from ganboard.datasets.base import Progress
from ganboard.datasets.prepared import save_prepared
from ganboard.datasets.report import Report
from ganboard.runs import Run
from ganboard.storage import read_arrays

ROWS = 8
"""Rows of samples shown."""


def load(run: Run, progress: Progress | None = None) -> Data:
    """The images of a run: its own copy if it has one, else from its dataset. Needs no TensorFlow.

    Args:
        run: The folder, whose lock the caller holds.
        progress: Told how far a long load is.

    Raises:
        DatasetError: the images cannot be had.
    """
    copy, config = run.path / "data.npz", run.config()
    if copy.exists():
        try:
            return Data(read_arrays(copy)["images"], report=Report.from_dict(run.status().get("report")))
        except (OSError, ValueError, KeyError):
            pass  # damaged: read them anew from where they came
    used, data, notice = resolve(config.dataset, progress)
    if used != config.dataset:
        run.set_config(config.replace(dataset=used))
    if notice:
        run.notify(notice)
    if not used.classes:
        save_prepared(data, copy)
    return data


def parts(run: Run) -> tuple[Data, Data | None]:
    """The images that a run learns from, and those that it never sees; None where there are none such.

    Raises:
        DatasetError: the images cannot be had.
    """
    data = load(run)
    training, held_out = split(data)
    if run.status().get("images", len(training)) != len(training):  # its training began before a part was held out
        return data, None
    return training, held_out


def real_grid(data: Data, config: TrainConfig, rows: int = ROWS) -> np.ndarray:
    """Real images laid out like the samples: one column per class, or a square."""
    chance = np.random.default_rng(config.seed)
    classes = config.network_spec.classes
    if not classes:
        picks = chance.choice(len(data), rows * rows, replace=len(data) < rows * rows)
        return figures.grid(data.images[picks], rows)
    members = [np.flatnonzero(data.labels == label) for label in range(classes)]
    picks = np.stack([chance.choice(of_class, rows, replace=len(of_class) < rows) for of_class in members], axis=1)
    return figures.grid(data.images[picks.ravel()], classes)
