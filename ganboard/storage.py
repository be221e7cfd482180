"""Files that are replaced in one step: a reader sees the old or the new, never half of one."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
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


def read_arrays(path: Path, only: tuple[str, ...] = ("",)) -> dict[str, np.ndarray]:
    """The arrays of an ``.npz``. Nothing in it is executed.

    Args:
        path: Of the file.
        only: Beginnings of names; the others are not read from the disk.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files if name.startswith(only)}
    except OSError:
        raise
    except Exception as error:  # a changed byte makes zipfile and NumPy raise a dozen kinds
        raise ValueError(f"{type(error).__name__}: {error}") from error
