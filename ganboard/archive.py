"""The run archive: one checkpoint of a run in one file, to look at on another computer.

A zip that, unpacked, is a run folder to sample from::

    config.json             the TrainConfig; where a visitor's own images lie is left out
    run.json                name, state, and the step that is shown, with its seconds
    checkpoints/STEP.npz    the weights of the method's networks, float32; one file or several

An archive comes from outside: nothing in it is executed, and what it declares is checked before memory is given to it.
"""

from __future__ import annotations

import io
import json
import math
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError, GANBoardError, RunError, reason
from ganboard.formats import FORMATS, check, upgraded
from ganboard.i18n import N_, message
from ganboard.methods.maker import SHOWN
from ganboard.registry import config_error
from ganboard.run_status import written
from ganboard.runs import Run
from ganboard.settings import settings_of
from ganboard.snapshot import Checkpoint
from ganboard.storage import write_bytes

LIMIT = 256_000_000
"""Bytes that the arrays of a checkpoint may take; the widest networks that a config allows take 240 million."""
TEXT_LIMIT = 100_000
"""Bytes that each of the two JSON files may take."""
MEMBERS = 1000
"""Files that an archive, and arrays that a checkpoint may hold."""
CHECKPOINT = re.compile(r"checkpoints/(\d{9})\.npz", re.ASCII)
WEIGHT = re.compile(r"(\w{1,80})/\w{1,80}(?:/\w{1,80}){0,4}", re.ASCII)
"""The name of a weight, which begins with that of its network."""
META = {"meta/step": np.dtype(np.int64), "meta/seconds": np.dtype(np.float64)}
NUMBER = {"meta/format": np.dtype(np.int64)}
"""Which the first archives do not have."""


@dataclass(frozen=True)
class Archive:
    """What an archive holds.

    Attributes:
        config: What was trained.
        name: What the run was called.
        checkpoint: The weights of the networks that can be asked: enough for a sampler, not for a trainer.
    """

    config: TrainConfig
    name: str
    checkpoint: Checkpoint

    @property
    def step(self) -> int:
        """Generator updates up to this checkpoint."""
        return self.checkpoint.step


class _Status(BaseModel):
    """What is read of ``run.json``."""

    name: str = Field(min_length=1, max_length=200)
    step: int = Field(ge=0, lt=10**9)
    seconds: float = Field(ge=0, allow_inf_nan=False)


def write_archive(run: Run, path: str | os.PathLike[str], step: int | None = None) -> None:
    """Write one checkpoint of a run, with only what is needed to look at it, as a zip. The same run gives the same bytes.

    Args:
        run: The run; one in training may be written too.
        path: The file, which is replaced in one step.
        step: The checkpoint; where the run stands if left out.

    Raises:
        CheckpointError: there is no such checkpoint, or it holds no generator.
        RunError: the run's config or status is damaged.
        OSError: the file cannot be written.
    """
    config, checkpoint = _without_paths(run.config()), run.load(step)
    arrays = {
        name: array
        for name, array in checkpoint.arrays.items()
        if _is_weight(name, config) and array.dtype == np.float32
    }
    if not any(name.startswith(SHOWN) for name in arrays):
        raise CheckpointError(
            N_("The checkpoint of step {step} holds no generator to put into an archive."), step=checkpoint.step
        )
    name = str(run.status().get("name") or run.id)[:200]
    status = {"name": name, "state": "stopped", "step": checkpoint.step, "seconds": checkpoint.seconds}
    arrays |= {"meta/step": np.array(checkpoint.step, np.int64), "meta/seconds": np.array(checkpoint.seconds)}
    arrays |= {"meta/format": np.array(FORMATS["checkpoint"], np.int64)}
    weights, packed = io.BytesIO(), io.BytesIO()
    np.savez_compressed(weights, allow_pickle=False, **arrays)
    with zipfile.ZipFile(packed, "w") as archive:  # ZipInfo without a date: that of today would change the bytes
        archive.writestr(zipfile.ZipInfo("config.json"), config.to_json())
        archive.writestr(zipfile.ZipInfo("run.json"), written(status))
        archive.writestr(zipfile.ZipInfo(f"checkpoints/{checkpoint.step:09d}.npz"), weights.getvalue())
    write_bytes(Path(path), packed.getvalue())


def read_archive(source: str | os.PathLike[str] | bytes, step: int | None = None) -> Archive:
    """Read an archive. Whether the weights fit the config's networks is seen where they are put into them.

    Args:
        source: The file, or its content.
        step: Which of its checkpoints; the one that ``run.json`` names if left out.

    Raises:
        RunError: this is no run archive, or it is damaged, too large, or made for parts that are not known here.
        CheckpointError: it has no such checkpoint, or its arrays are damaged or others than expected.
        FormatError: it was made by a newer GANBoard.
    """
    try:
        with (
            io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb") as file,
            _telling(),
            _unzip(file) as archive,
        ):
            return _read(archive, step)
    except OSError as error:
        raise RunError(
            N_("The run archive {path} cannot be read: {problem}."),
            path="" if isinstance(source, bytes) else os.fspath(source),
            problem=reason(error),
        ) from error


def _read(archive: zipfile.ZipFile, step: int | None) -> Archive:
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    steps = {int(found[1]): name for name in sizes if (found := CHECKPOINT.fullmatch(name))}
    if sizes.keys() != {"config.json", "run.json", *steps.values()} or not steps:
        raise _refused(None, N_("it holds other files than config.json, run.json and checkpoints, or not all of them"))
    if max(sizes["config.json"], sizes["run.json"]) > TEXT_LIMIT or max(map(sizes.__getitem__, steps.values())) > LIMIT:
        raise _refused(None, N_("a file in it is too large"))
    try:
        status = _Status.model_validate(upgraded("run", dict(json.loads(archive.read("run.json")))))
        config = _without_paths(TrainConfig.from_json(archive.read("config.json").decode()))
    except ValidationError as error:
        raise _refused(None, "run.json: {problem}", problem=config_error(error).message) from None
    except ConfigError as error:
        raise _refused(None, "config.json: {problem}", problem=error.message) from error
    wanted = status.step if step is None else step
    if wanted not in steps:
        raise CheckpointError(
            N_("The archive of {run} has no checkpoint of step {step}. It has: {steps}."),
            run=status.name,
            step=wanted,
            steps=", ".join(map(str, sorted(steps))),
        )
    data = archive.read(steps[wanted])
    with _telling(wanted), _unzip(io.BytesIO(data), wanted) as packed:
        return Archive(config, status.name, _checkpoint(packed, wanted, config))


def _is_weight(name: str, config: TrainConfig) -> bool:
    """Whether an array of this name is of one of the networks that the config's method is asked with."""
    found = WEIGHT.fullmatch(name)
    return found is not None and found[1] in config.method.networks


def _checkpoint(packed: zipfile.ZipFile, step: int, config: TrainConfig) -> Checkpoint:
    """The arrays of an ``.npz``, once all their headers are as expected."""
    infos = {info.filename.removesuffix(".npy"): info for info in packed.infolist() if info.filename.endswith(".npy")}
    if len(infos) != len(packed.infolist()) or not META.keys() <= infos.keys():
        raise _refused(step, N_("arrays are missing, or there are other files among them"))
    if sum(info.file_size for info in infos.values()) > LIMIT:
        raise _refused(step, N_("its arrays are too large together"))
    for name, info in infos.items():
        if name not in META | NUMBER and not _is_weight(name, config):
            raise _refused(step, N_("{name} is none of the arrays that networks of this kind have"), name=name[:80])
        _check_header(packed, info, name, step)
    arrays = {}
    for name, info in infos.items():
        with packed.open(info) as file:
            arrays[name] = np.lib.format.read_array(file, allow_pickle=False)
            file.read()  # to the end, where the checksum is compared
    check("checkpoint", int(arrays.pop("meta/format", 1)))
    seconds = float(arrays.pop("meta/seconds"))
    if int(arrays.pop("meta/step")) != step or not (math.isfinite(seconds) and seconds >= 0):
        raise _refused(step, N_("it says that it is of another step or time"))
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
            raise _refused(step, N_("{name} is of another shape or type than expected"), name=name[:80])


def _unzip(file: BinaryIO, step: int | None = None) -> zipfile.ZipFile:
    """Open a zip whose list of members is short; ``zipfile`` would read a list of millions before one could ask.

    Neither comments nor ZIP64 lists are taken: :func:`write_archive` makes none, and behind them a second list can hide.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 42))
    locator, end = (tail := file.read(42))[:-22], tail[-22:]
    if not (end.startswith(b"PK\5\6") and end.endswith(b"\0\0")) or locator.startswith(b"PK\6\7"):
        raise _refused(step, N_("it is no zip file, or it was cut off"))
    if int.from_bytes(end[12:16], "little") > 512 * MEMBERS:
        raise _refused(step, N_("it holds too many files"))
    archive = zipfile.ZipFile(file)
    infos = archive.infolist()
    plain = all(info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos)
    if len(infos) > MEMBERS or len({info.filename for info in infos}) < len(infos) or not plain:
        raise _refused(
            step, N_("it holds too many files, one of them twice, or in a way of packing that is not used here")
        )
    return archive


@contextmanager
def _telling(step: int | None = None) -> Iterator[None]:
    """Whatever goes wrong with a damaged file is told as one of our errors."""
    try:
        yield
    except GANBoardError:
        raise
    except Exception as error:  # a changed byte makes zipfile, zlib and NumPy raise a dozen kinds
        problem = reason(error)[:200]
        raise _refused(step, "{problem}", problem=problem) from error


def _refused(step: int | None, template: str, **values: object) -> GANBoardError:
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


def _without_paths(config: TrainConfig) -> TrainConfig:
    """A config that tells nothing of this computer's folders, nor points into them when it comes from another."""
    if "path" not in settings_of(type(config.dataset)):
        return config
    return config.replace(dataset={**config.dataset.to_dict(), "path": ""})
