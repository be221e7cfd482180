"""What an archive from outside declares, checked before memory is given to it: its list of files, its arrays' names and shapes."""

from __future__ import annotations

import math
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import numpy as np

from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, GANBoardError, RunError, reason
from ganboard.formats import check
from ganboard.i18n import N_, message
from ganboard.snapshot import Checkpoint

LIMIT = 256_000_000
"""Bytes that the arrays of a checkpoint may take; the widest networks that a config allows take 240 million."""
MEMBERS = 1000
"""Files that an archive, and arrays that a checkpoint may hold."""
WEIGHT = re.compile(r"(\w{1,80})/\w{1,80}(?:/\w{1,80}){0,4}", re.ASCII)
"""The name of a weight, which begins with that of its network."""
META = {"meta/step": np.dtype(np.int64), "meta/seconds": np.dtype(np.float64)}
NUMBER = {"meta/format": np.dtype(np.int64)}
"""Which the first archives do not have."""


def is_weight(name: str, config: TrainConfig) -> bool:
    """Whether an array of this name is of one of the networks that the config's method is asked with."""
    found = WEIGHT.fullmatch(name)
    return found is not None and found[1] in config.method.networks


def read_checkpoint(packed: zipfile.ZipFile, step: int, config: TrainConfig) -> Checkpoint:
    """The checkpoint of an ``.npz``, once all headers in it are as expected.

    Args:
        packed: The ``.npz``.
        step: That it is said to be of.
        config: Of its run, which says what networks there may be.

    Raises:
        CheckpointError: its arrays are others than expected, or too large.
        FormatError: it was made by a newer GANBoard.
    """
    infos = {info.filename.removesuffix(".npy"): info for info in packed.infolist() if info.filename.endswith(".npy")}
    if len(infos) != len(packed.infolist()) or not META.keys() <= infos.keys():
        raise refused(step, N_("arrays are missing, or there are other files among them"))
    if sum(info.file_size for info in infos.values()) > LIMIT:
        raise refused(step, N_("its arrays are too large together"))
    for name, info in infos.items():
        if name not in META | NUMBER and not is_weight(name, config):
            raise refused(step, N_("{name} is none of the arrays that networks of this kind have"), name=name[:80])
        _check_header(packed, info, name, step)
    missing = set(config.method.networks) - {name.partition("/")[0] for name in infos}
    if missing:
        raise refused(step, N_("it has no weights of {networks}"), networks=", ".join(sorted(missing)))
    arrays = {}
    for name, info in infos.items():
        with packed.open(info) as file:
            arrays[name] = np.lib.format.read_array(file, allow_pickle=False)
            file.read()  # to the end, where the checksum is compared
    check("checkpoint", int(arrays.pop("meta/format", 1)))
    seconds = float(arrays.pop("meta/seconds"))
    if int(arrays.pop("meta/step")) != step or not (math.isfinite(seconds) and seconds >= 0):
        raise refused(step, N_("it says that it is of another step or time"))
    return Checkpoint(step, seconds, arrays)


def _check_header(packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, step: int) -> None:
    """Refuse an array of another type, or one that is not as long as its shape says."""
    with packed.open(info) as file:
        known = np.lib.format.read_magic(file) == (1, 0)  # what NumPy writes for plain types
        shape, _, kind = np.lib.format.read_array_header_1_0(file) if known else ((), False, np.dtype(object))
        fits = (
            kind == (META | NUMBER).get(name, np.dtype(np.float32))
            and all(length >= 0 for length in shape)
            and len(shape) <= 8
        )
        if (
            not fits
            or (name in META | NUMBER and shape)
            or file.tell() + math.prod(shape) * kind.itemsize != info.file_size
        ):
            raise refused(step, N_("{name} is of another shape or type than expected"), name=name[:80])


def unzip(file: BinaryIO, step: int | None = None) -> zipfile.ZipFile:
    """Open a zip whose list of members is short; ``zipfile`` would read a list of millions before one could ask.

    Neither comments nor ZIP64 lists are taken: :func:`ganboard.archive.write_archive` makes none, and behind them a second list
    can hide.

    Args:
        file: The zip.
        step: Of the checkpoint that it is; None for the archive itself.

    Raises:
        RunError: it is no such zip. Of a checkpoint: CheckpointError.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 42))
    locator, end = (tail := file.read(42))[:-22], tail[-22:]
    if not (end.startswith(b"PK\5\6") and end.endswith(b"\0\0")) or locator.startswith(b"PK\6\7"):
        raise refused(step, N_("it is no zip file, or it was cut off"))
    if int.from_bytes(end[12:16], "little") > 512 * MEMBERS:
        raise refused(step, N_("it holds too many files"))
    archive = zipfile.ZipFile(file)
    infos = archive.infolist()
    plain = all(info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos)
    if len(infos) > MEMBERS or len({info.filename for info in infos}) < len(infos) or not plain:
        raise refused(
            step, N_("it holds too many files, one of them twice, or in a way of packing that is not used here")
        )
    return archive


@contextmanager
def telling(step: int | None = None) -> Iterator[None]:
    """Whatever goes wrong with a damaged file is told as one of our errors."""
    try:
        yield
    except GANBoardError:
        raise
    except Exception as error:  # a changed byte makes zipfile, zlib and NumPy raise a dozen kinds
        problem = reason(error)[:200]
        raise refused(step, "{problem}", problem=problem) from error


def refused(step: int | None, template: str, **values: object) -> GANBoardError:
    """The error for what is wrong with the archive, or with its checkpoint of a step."""
    problem = message(template, **values)
    if step is None:
        return RunError(
            N_(
                "This file is no run archive that can be used ({problem}). Export the run again, with the format archive."
            ),
            problem=problem,
        )
    return CheckpointError(
        N_("The checkpoint of step {step} in this archive cannot be used ({problem}). Export the run again."),
        step=step,
        problem=problem,
    )
