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
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from ganboard.archive_checks import LIMIT, is_weight, read_checkpoint, refused, telling, unzip
from ganboard.checkpoint_files import CHECKPOINTS, DIGITS, file_name
from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError, RunError, reason
from ganboard.formats import FORMATS, upgraded
from ganboard.i18n import N_
from ganboard.methods.maker import SHOWN
from ganboard.registry import config_error
from ganboard.run_status import written
from ganboard.runs import Run
from ganboard.settings import settings_of
from ganboard.snapshot import Checkpoint
from ganboard.storage import write_bytes

TEXT_LIMIT = 100_000
"""Bytes that each of the two JSON files may take."""
CHECKPOINT = re.compile(rf"{CHECKPOINTS}/(\d{{{DIGITS}}})\.npz", re.ASCII)


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
        if is_weight(name, config) and array.dtype == np.float32
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
        archive.writestr(zipfile.ZipInfo(f"{CHECKPOINTS}/{file_name(checkpoint.step)}"), weights.getvalue())
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
            telling(),
            unzip(file) as archive,
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
        raise refused(None, N_("it holds other files than config.json, run.json and checkpoints, or not all of them"))
    if max(sizes["config.json"], sizes["run.json"]) > TEXT_LIMIT or max(map(sizes.__getitem__, steps.values())) > LIMIT:
        raise refused(None, N_("a file in it is too large"))
    try:
        status = _Status.model_validate(upgraded("run", dict(json.loads(archive.read("run.json")))))
        config = _without_paths(TrainConfig.from_json(archive.read("config.json").decode()))
    except ValidationError as error:
        raise refused(None, "run.json: {problem}", problem=config_error(error).message) from None
    except ConfigError as error:
        raise refused(None, "config.json: {problem}", problem=error.message) from error
    wanted = status.step if step is None else step
    if wanted not in steps:
        raise CheckpointError(
            N_("The archive of {run} has no checkpoint of step {step}. It has: {steps}."),
            run=status.name,
            step=wanted,
            steps=", ".join(map(str, sorted(steps))),
        )
    data = archive.read(steps[wanted])
    with telling(wanted), unzip(io.BytesIO(data), wanted) as packed:
        return Archive(config, status.name, read_checkpoint(packed, wanted, config))


def _without_paths(config: TrainConfig) -> TrainConfig:
    """A config that tells nothing of this computer's folders, nor points into them when it comes from another."""
    if "path" not in settings_of(type(config.dataset)):
        return config
    return config.replace(dataset={**config.dataset.to_dict(), "path": ""})
