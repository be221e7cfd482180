"""Files that are replaced in one step: a reader sees the old or the new, never half of one."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside ``path``, which takes its place when the block ends well and is removed when it does not."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays as an uncompressed ``.npz`` in one step; names may hold slashes."""
    with replacing(path) as temporary, open(temporary, "wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def write_pieces(
    path: Path, name: str, shape: tuple[int, ...], pieces: Iterable[np.ndarray], others: dict[str, np.ndarray]
) -> None:
    """Write one array that comes in pieces, and some whole ones, as :func:`write_arrays` does. Only one piece is in memory.

    Args:
        path: The ``.npz``.
        name: Of the array.
        shape: Of all of it.
        pieces: uint8, along its first axis, which together have the shape.
        others: Arrays by name.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
            header = {"descr": np.lib.format.dtype_to_descr(np.dtype(np.uint8)), "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(file, header)
            for piece in pieces:
                file.write(np.ascontiguousarray(piece).data)
        for other, array in others.items():
            with archive.open(f"{other}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """All arrays of an ``.npz``. Nothing in it is executed.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except OSError:
        raise
    except Exception as error:  # a changed byte makes zipfile and NumPy raise a dozen kinds
        raise ValueError(f"{type(error).__name__}: {error}") from error
