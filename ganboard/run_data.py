"""The images of a run: read for it, parted into those it learns from and those it never sees, and shown."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data, resolve, split
from ganboard.datasets.base import Dataset, Progress
from ganboard.datasets.images import BOTH, LARGE, Images
from ganboard.datasets.prepared import load_prepared, save_prepared
from ganboard.datasets.report import Report
from ganboard.errors import DatasetError, GANBoardError
from ganboard.i18n import N_, message
from ganboard.runs import Run

COPY = "data.npz"
"""The run's own copy of a visitor's images."""
LARGER = "larger.npz"
"""The same images at twice the side, where they are kept to go on with."""
SAME = N_(
    "The run's own copy of what it learns from was missing or damaged. It was read again from {path}, and is the same as before."
)
AS_MANY = N_(
    "The run's own copy of what it learns from was missing or damaged. It was read again from {path}: there is as much as before, "
    "but whether it is the same cannot be checked, since an older version began this run."
)
OTHERS = N_(
    "What this run learned from is gone: its own copy {copy} is missing or damaged, and something else is in {path} now. "
    "Put the copy or the old files back, or begin a new training."
)
LOST = N_(
    "What this run learned from is gone: its own copy {copy} is missing or damaged. Put it back, or begin a new training. "
    "Where it came from it cannot be read again: {problem}"
)


def load(run: Run, progress: Progress | None = None) -> Data:
    """The images of a run: its own copy if it has one, else from its dataset. Needs no TensorFlow.

    Keeps a copy of a visitor's own images in the run, and what tells them from others.

    Args:
        run: The folder, whose lock the caller holds.
        progress: Told how far a long load is.

    Raises:
        DatasetError: the images cannot be had, or others have taken the place of those that the run began to learn from.
        OSError: the disk refuses the copy.
    """
    config = run.config()
    found = _find(run, config, progress)
    if found.dataset != config.dataset:
        run.set_config(config.replace(dataset=found.dataset))
    if found.notice:
        run.notify(found.notice)
    if found.dataset.kept:
        if not found.copied:
            keep(run, found.data)
        if not found.copied or "pictures" not in run.status():
            run.update(pictures=fingerprint(found.data))
    return Data(found.data.columns, found.data.report)


def keep(run: Run, data: Data) -> None:
    """Keep a copy of a visitor's samples in a run; of small pictures in both sizes.

    Raises:
        DatasetError: the disk does not take it.
    """
    if data.larger is not None:
        save_prepared(Data({run.config().dataset.medium.name: data.larger}), run.path / LARGER)
    save_prepared(data, run.path / COPY)


def brought(run: Run, dataset: Dataset) -> Data | None:
    """What a visitor brought to a run, for another one that learns from the same; None where a dataset loads it.

    Args:
        run: The folder.
        dataset: The run's.

    Raises:
        DatasetError: the copy is damaged.
    """
    copy = run.path / COPY
    if not copy.exists():
        return None
    data = load_prepared(copy, dataset)
    kept = larger(run, DATASETS.create({**dataset.to_dict(), "size": LARGE})) if dataset.name == Images.name else None
    return Data(data.columns, data.report, None if kept is None else kept.samples)


def larger(run: Run, dataset: Dataset) -> Data | None:
    """The pictures of a run at a larger size, with what was told of them; None where the run does not hold them. Writes nothing.

    Args:
        run: The folder.
        dataset: The run's, but for the size.
    """
    try:
        data = load_prepared(run.path / LARGER, dataset)
    except GANBoardError:
        return None
    told = Report.from_dict(run.status().get("report"))
    if told is None:
        return data
    if told.read != len(data):
        return None
    notes = [note for note in told.notes if note["template"] != BOTH]
    return Data(data.columns, Report.of(data.samples, told.left_out, notes, told.ground))


def whole(run: Run) -> Data:
    """All images of a run, as its training reads them. Writes nothing.

    Raises:
        DatasetError: the images cannot be had, or others have taken their place.
    """
    return _find(run, run.config()).data


def parts(run: Run) -> tuple[Data, Data | None]:
    """The images that a run learns from, and those that it never sees; None where there are none such. Writes nothing.

    Raises:
        DatasetError: the images cannot be had, or others have taken their place.
    """
    data = whole(run)
    told = run.status().get("images")
    # Of an earlier version's hand a part was held out; where a training began before that was so, nothing is.
    for each in (split(data, whole=bool(run.config().dataset.one_in_ways)), split(data)):
        if told in (None, len(each[0])):
            return each
    return data, None


def fingerprint(data: Data) -> str:
    """A short text that other samples, or others' columns, do not have."""
    digest = hashlib.sha256()  # the samples go without their name, as they always did
    for number, (name, column) in enumerate(data.columns.items()):
        digest.update(f"{name if number else ''}{column.shape}".encode())
        digest.update(np.ascontiguousarray(column).data)
    return digest.hexdigest()[:32]


@dataclass(frozen=True)
class _Found:
    """The images of a run: of which dataset, whether from the run's own copy, and what is to be said about it."""

    dataset: Dataset
    data: Data
    copied: bool = False
    notice: dict[str, Any] | None = None


def _find(run: Run, config: TrainConfig, progress: Progress | None = None) -> _Found:
    """The images of a run, without writing anything."""
    status, copy, dataset = run.status(), run.path / COPY, config.dataset
    known = status.get("pictures")
    if copy.exists():
        with suppress(DatasetError):  # damaged: read them anew from where they came
            data = load_prepared(copy, dataset)
            if known in (None, fingerprint(data)):
                report = Report.from_dict(status.get("report")) or data.report
                return _Found(dataset, Data(data.columns, report), copied=True)
    if not run.steps():
        used, data, notice = resolve(dataset, progress)
        return _Found(used, data, notice=notice)
    # It has learned from certain images, and must not go on with others.
    if not dataset.kept:
        return _Found(dataset, dataset.load(progress))
    try:
        data = dataset.load(progress)
    except DatasetError as error:
        raise DatasetError(LOST, copy=str(copy), problem=error.message) from error
    path = getattr(dataset, "path", "")
    before = status.get("images")
    if known is None and before in (None, len(data), len(split(data)[0])):
        return _Found(dataset, data, notice=message(AS_MANY, path=path))
    if known != fingerprint(data):
        raise DatasetError(OTHERS, copy=str(copy), path=path)
    return _Found(dataset, data, notice=message(SAME, path=path))


def real_picture(data: Data, config: TrainConfig, rows: int | None = None) -> bytes:
    """Real samples, a PNG file, laid out like those made: one column per class, or a square; as many rows if left out."""
    medium = config.dataset.medium.fitted(data.samples)
    rows = medium.rows if rows is None else rows
    samples = data.samples[real_picks(data, config, rows)]
    return medium.picture(samples, config.network_spec.columns or rows, role="real")


def real_picks(data: Data, config: TrainConfig, rows: int | None = None) -> np.ndarray:
    """The numbers of the real samples that are shown, in their order: row by row one of each class, or a square of any."""
    rows = config.dataset.medium.rows if rows is None else rows
    chance = np.random.default_rng(config.seed)
    classes = config.network_spec.columns
    if not classes:
        return chance.choice(len(data), rows * rows, replace=len(data) < rows * rows)
    members = [np.flatnonzero(data.labels == label) for label in range(classes)]
    picks = np.stack([chance.choice(of_class, rows, replace=len(of_class) < rows) for of_class in members], axis=1)
    return picks.ravel()
