"""Images prepared once, in one file: what a run keeps of a visitor's own images."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import numpy as np

from ganboard.datasets.base import Data
from ganboard.datasets.report import Report
from ganboard.datasets.sources import FILES
from ganboard.errors import DatasetError, FormatError
from ganboard.formats import FORMATS, KEY, check
from ganboard.i18n import N_, message
from ganboard.storage import disk_message, write_arrays

POINTS = 1_000_000
"""Points of one run at most."""


def save_prepared(data: Data, path: str | os.PathLike[str]) -> None:
    """Write images as ``.npz``, whole or not at all; the report is kept elsewhere.

    Not compressed: photos gain little by it, and it would take seconds for some thousand of them.

    Args:
        data: The images; labels go along where there are any.
        path: A name that ends in ``.npz``, in a folder that exists. A file of this name is replaced.

    Raises:
        DatasetError: the disk does not take it.
    """
    arrays = {"images": data.images} | ({} if data.labels is None else {"labels": data.labels})
    arrays |= {KEY: np.array(FORMATS["data"], np.int64)}
    try:
        write_arrays(Path(path), arrays)
    except OSError as error:
        raise DatasetError.saying(disk_message(error, path)) from error


def load_prepared(path: str | os.PathLike[str], shape: tuple[int, ...], kind: type = np.uint8) -> Data:
    """Read the images of :func:`save_prepared`, or of anyone who writes ``np.savez(path, images=...)``.

    The kind, shape and size are checked in the file's header, before memory is given to the images.

    Args:
        path: A ``.npz`` file with ``images``, (count, *shape).
        shape: Of one sample that is wanted: (height, width, channels) of an image.
        kind: NumPy type that is wanted.

    Returns:
        The images, without labels, and a report on them; points come without one.

    Raises:
        DatasetError: the file cannot be read, or holds something else.
        FormatError: it was made by a newer GANBoard.
    """
    try:
        found, declared = _header(path)
        most = FILES if kind is np.uint8 else POINTS
        fits = len(found) >= 1 and found[1:] == shape and declared == kind and found[0] <= most
        if fits:
            with np.load(path, allow_pickle=False) as arrays:
                images = np.ascontiguousarray(arrays["images"])
                if KEY in arrays.files:
                    check("data", int(arrays[KEY]))
                if kind is not np.uint8:
                    return Data(images)
                others = ", ".join(name for name in arrays.files if name not in ("images", KEY))
            notes = [message(N_("Arrays in the file that are not used: {names}."), names=others)] if others else []
            return Data(images, report=Report.of(images, notes=notes))
    except FormatError:
        raise
    except Exception:  # a damaged archive raises zip, zlib, value, key, syntax and other errors
        raise DatasetError(
            N_("{path} could not be read. Expected an .npz file with an array called images; make it anew."),
            path=str(path),
        ) from None
    raise DatasetError(
        N_(
            "{path} holds {found}; expected at most {limit} images as {kind} of shape {shape} each. "
            "Change size and color, or prepare the images anew."
        ),
        kind=np.dtype(kind).name,
        path=str(path),
        found=f"{declared} {tuple(found)}",
        limit=f"{most:,}",
        shape=str(tuple(shape)),
    )


def _header(path: str | os.PathLike[str]) -> tuple[tuple[int, ...], np.dtype]:
    """The shape and kind of the array ``images``, as the file declares them."""
    with zipfile.ZipFile(path) as archive, archive.open("images.npy") as file:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, kind = read(file)
    return shape, kind
