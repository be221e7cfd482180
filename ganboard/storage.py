"""Files that are replaced in one step: a reader sees the old or the new, never half of one. And what a disk refuses, in words."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import platformdirs

from ganboard.errors import reason
from ganboard.i18n import N_, message

PATIENCE = 5.0
"""Seconds for which a refused write is tried again."""
FULL = N_("The disk is full: {path} cannot be written, with {free} MB free there. Make room, then try again.")
GONE = N_(
    "{path} is not there any more: it was deleted or moved while it was in use. {free} MB are free on that disk. "
    "Put it back, or begin anew."
)
REFUSED = N_(
    "{path} cannot be written or read: {problem}. {free} MB are free there. Look whether it may be written, or use another folder."
)
UNMADE = N_(
    "The folder {path} cannot be made: {problem}. Use another: GANBOARD_RUNS says where runs lie, and in the shell --out."
)
FILLED = (errno.ENOSPC, errno.EDQUOT)
T = TypeVar("T")


class Damaged(ValueError):
    """What is wrong with a file, as a part of a sentence."""


def runs_root() -> Path:
    """Where runs lie: ``GANBOARD_RUNS``, or the user's data directory."""
    return Path(os.environ.get("GANBOARD_RUNS") or platformdirs.user_data_path("ganboard", appauthor=False) / "runs")


def disk_message(
    error: OSError, path: str | os.PathLike[str], otherwise: str = REFUSED, gone: str = GONE
) -> dict[str, Any]:
    """What a disk refused, as a message: which file, why, how much space is left, and what to do.

    Args:
        error: What was raised; the file that it names is told.
        path: Told where it names none.
        otherwise: The template where the disk is not full and the file not gone.
        gone: The template where the file, or a folder of its path, is not there.
    """
    place = Path(os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else path)
    template = FULL if error.errno in FILLED else gone if error.errno == errno.ENOENT else otherwise
    while template == GONE and not place.parent.is_dir() and place != place.parent:
        place = place.parent  # what was deleted is the folder and not the file in it
    return message(template, path=str(place), problem=reason(error), free=_free(place))


def _free(path: Path) -> str:
    """Megabytes that are free where a path lies, or would lie."""
    for place in (path, *path.absolute().parents):
        with suppress(OSError):
            return f"{shutil.disk_usage(place).free / 1e6:,.1f}"
    return "?"


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An ``OSError`` in the block names this path, and not a temporary name or none, as a full disk does."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def patiently(action: Callable[[], T], seconds: float | None = None) -> T:
    """Do something that may be refused for a moment, and try again while it is.

    Windows lets nobody replace or delete a file that another process is reading, such as a page or a virus scanner.

    Args:
        action: What to do.
        seconds: How long to try; ``PATIENCE`` if left out.

    Raises:
        PermissionError: it was refused all the time.
    """
    deadline, pause = time.monotonic() + (PATIENCE if seconds is None else seconds), 0.01
    while True:
        try:
            return action()
        except PermissionError:
            if time.monotonic() > deadline:
                raise
        time.sleep(pause)
        pause = min(0.25, 2 * pause)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside ``path``, which takes its place when the block ends well and is removed when it does not.

    Raises:
        OSError: the disk refuses it; the error names ``path``.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        with naming(path):
            yield temporary
            patiently(lambda: os.replace(temporary, path))
    finally:
        with suppress(OSError):  # which would hide what went wrong first
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step.

    Raises:
        OSError: the disk refuses it; the error names the path.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays as an uncompressed ``.npz`` in one step; names may hold slashes.

    Raises:
        OSError: the disk refuses it; the error names the path.
    """
    with replacing(path) as temporary, open(temporary, "wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


@dataclass(frozen=True)
class Pieces:
    """An array that comes in pieces along its first axis.

    Attributes:
        shape: Of all of it.
        pieces: Which together have the shape.
        kind: NumPy type.
    """

    shape: tuple[int, ...]
    pieces: Iterable[np.ndarray]
    kind: np.typing.DTypeLike = np.uint8


def write_pieces(path: Path, arrays: Mapping[str, np.ndarray | Pieces]) -> None:
    """Write arrays as :func:`write_arrays` does, some of which come in pieces. Only one piece is in memory at a time.

    Args:
        path: The ``.npz``.
        arrays: By name, whole or in pieces; written in this order.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                if isinstance(array, np.ndarray):
                    np.lib.format.write_array(file, array, allow_pickle=False)
                    continue
                descr = np.lib.format.dtype_to_descr(np.dtype(array.kind))
                header = {"descr": descr, "fortran_order": False, "shape": array.shape}
                np.lib.format.write_array_header_1_0(file, header)
                for piece in array.pieces:
                    file.write(np.ascontiguousarray(piece).data)


def read_arrays(path: Path, only: tuple[str, ...] = ("",)) -> dict[str, np.ndarray]:
    """The arrays of an ``.npz``. Nothing in it is executed.

    Args:
        path: Of the file.
        only: Beginnings of names; the others are not read from the disk.

    Raises:
        OSError: the file cannot be read.
        Damaged: it is.
    """
    with open(path, "rb") as file:
        if not zipfile.is_zipfile(file):  # of such files NumPy says how one could have them run what is in them
            raise Damaged("it is no .npz file, or only a part of one")
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files if name.startswith(only)}
    except OSError:
        raise
    except Exception as error:  # a changed byte makes zipfile and NumPy raise a dozen kinds
        raise Damaged(reason(error)) from error
