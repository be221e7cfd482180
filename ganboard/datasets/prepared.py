"""Samples prepared once, in one file: what a run keeps of a visitor's own images and points, column by column."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ganboard.datasets.base import Data, Dataset
from ganboard.datasets.report import Report
from ganboard.datasets.sources import FILES
from ganboard.errors import DatasetError, FormatError
from ganboard.formats import FORMATS, KEY, upgraded
from ganboard.i18n import N_, message
from ganboard.storage import disk_message, write_arrays

POINTS = 1_000_000
"""Points of one run at most."""


def save_prepared(data: Data, path: str | os.PathLike[str]) -> None:
    """Write all columns as ``.npz``, whole or not at all; the report is kept elsewhere.

    Not compressed: photos gain little by it, and it would take seconds for some thousand of them.

    Args:
        data: The samples with all that is known of them.
        path: A name that ends in ``.npz``, in a folder that exists. A file of this name is replaced.

    Raises:
        DatasetError: the disk does not take it.
    """
    try:
        write_arrays(Path(path), {**data.columns, KEY: np.array(FORMATS["data"], np.int64)})
    except OSError as error:
        raise DatasetError.saying(disk_message(error, path)) from error


def load_prepared(path: str | os.PathLike[str], dataset: Dataset) -> Data:
    """Read the columns of :func:`save_prepared`, or of anyone who writes ``np.savez(path, images=...)``.

    Kinds, shapes and sizes are checked in the headers, before memory is given to the samples.

    Args:
        path: A ``.npz`` file with the samples, and perhaps other columns of the dataset.
        dataset: Says which columns are read, and how samples must look.

    Returns:
        Those columns of the dataset that are there, and a report on images; points come without one.

    Raises:
        DatasetError: the file cannot be read, or holds something else.
        FormatError: it was made by a newer GANBoard.
    """
    shape, kind = dataset.shape, np.dtype(dataset.medium.kind)
    try:
        found = _declared(path)
        samples, names = found[dataset.medium.name], [name for name in dataset.columns if name in found]
        most = FILES if kind == np.uint8 else POINTS
        count = samples.shape[0] if samples.shape else 0
        fits = samples.shape == (count, *shape) and samples.kind == kind and count <= most
        if fits:
            if any(found[name].shape[:1] != (count,) for name in names):
                raise ValueError("columns of different lengths")
            with np.load(path, allow_pickle=False) as arrays:
                data = Data({name: np.ascontiguousarray(arrays[found[name].member]) for name in names})
            if kind != np.uint8:
                return data
            unused = ", ".join(name for name in found if name not in dataset.columns)
            notes = [message(N_("Arrays in the file that are not used: {names}."), names=unused)] if unused else []
            return Data(data.columns, Report.of(data.samples, notes=notes))
    except FormatError:
        raise
    except Exception:  # a damaged archive raises zip, zlib, value, key, syntax and other errors
        raise DatasetError(
            N_("{path} could not be read. Expected an .npz file that holds {columns}; make it anew."),
            path=str(path),
            columns=", ".join(dataset.columns),
        ) from None
    raise DatasetError(
        N_(
            "{path} holds {found}; expected at most {limit} images as {kind} of shape {shape} each. "
            "Change size and color, or prepare the images anew."
        ),
        kind=kind.name,
        path=str(path),
        found=f"{samples.kind} {samples.shape}",
        limit=f"{most:,}",
        shape=str(tuple(shape)),
    )


class _Declared(NamedTuple):
    """What the header of an array in an ``.npz`` says, and what the array is called there."""

    member: str
    shape: tuple[int, ...]
    kind: np.dtype[Any]


def _declared(path: str | os.PathLike[str]) -> dict[str, _Declared]:
    """The columns of a file of any known format, by the names that they have now."""
    with zipfile.ZipFile(path) as archive:
        names = [name.removesuffix(".npy") for name in archive.namelist() if name.endswith(".npy")]
        declared: dict[str, Any] = {name: _header(archive, name) for name in names}
        if KEY in declared:
            if declared[KEY].shape:
                raise ValueError("no number of a format")
            with archive.open(f"{KEY}.npy") as file:
                declared[KEY] = int(np.lib.format.read_array(file))
        return upgraded("data", declared)


def _header(archive: zipfile.ZipFile, name: str) -> _Declared:
    with archive.open(f"{name}.npy") as file:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, kind = read(file)
    return _Declared(name, shape, kind)
