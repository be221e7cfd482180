"""The run folder: a training on disk. Every file is replaced in one step, so that the folder is readable at every moment.

::

    run.json             name, state, step, seconds, notices
    config.json          the TrainConfig
    history.jsonl        one line of measures per snapshot; a line {"rewind": step} drops what came after that step
    quality.jsonl        the same way, estimates of how good the images are
    real.png             some real images, laid out like the samples
    data.npz             own images, so that the run can go on without the files they came from
    checkpoints/STEP.npz weights, optimizer, averages
    checkpoints/STEP.png the fixed samples at that step
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import filelock
import numpy as np
import platformdirs

from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError, RunError
from ganboard.i18n import N_
from ganboard.journal import Journal
from ganboard.snapshot import Checkpoint
from ganboard.storage import read_arrays, write_arrays, write_bytes
from ganboard.timeline import to_drop

BUDGET = 400_000_000
"""Bytes of checkpoints that a run may keep."""
STATES = ("waiting", "preparing", "running", "paused", "finished", "stopped", "failed")
ENDED = ("finished", "stopped", "failed")
STATUS: dict[str, type | tuple[type, ...]] = {"state": str, "step": int, "seconds": (int, float)}
"""What every status holds, and of which type."""


def runs_root() -> Path:
    """Where runs lie: ``GANBOARD_RUNS``, or the user's data directory."""
    return Path(os.environ.get("GANBOARD_RUNS") or platformdirs.user_data_path("ganboard", appauthor=False) / "runs")


def new_id(name: str) -> str:
    """A folder name that sorts by time and clashes with no other: ``20260131-142233-quick-3fa9``."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{name}-{secrets.token_hex(2)}"


class Run:
    """A run folder that exists.

    Args:
        path: The folder.

    Raises:
        RunError: this is no run folder.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not (self.path / "run.json").is_file():
            raise RunError(
                N_("Expected a run folder at {path}, with a file run.json in it, but found none."), path=str(path)
            )

    @classmethod
    def create(cls, path: str | Path, config: TrainConfig, name: str) -> Run:
        """A new folder in state "waiting".

        Raises:
            RunError: the folder holds something already, or cannot be written.
        """
        path = Path(path)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise RunError(
                N_(
                    "Expected a new or empty folder at {path}, but it holds something. Choose another, or resume the run."
                ),
                path=str(path),
            )
        try:
            (path / "checkpoints").mkdir(parents=True)
            write_bytes(path / "config.json", config.to_json().encode())
            status = {
                "id": path.name,
                "name": name,
                "state": "waiting",
                "created": time.time(),
                "step": 0,
                "seconds": 0.0,
            }
            write_bytes(path / "run.json", json.dumps(status, indent=2).encode())
        except OSError as error:
            raise RunError(
                N_("The folder {path} cannot be written: {problem}."), path=str(path), problem=str(error)
            ) from error
        return cls(path)

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.path.name

    def acquire(self) -> filelock.BaseFileLock:
        """The lock of the one process that trains this run. The system lets go of it when that process ends.

        Raises:
            RunError: another process holds it.
        """
        # Not bound to a thread: the engine takes it where it loads images and lets go of it where it trains.
        lock = filelock.FileLock(self.path / ".lock", blocking=False, thread_local=False)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise RunError(
                N_("The run {run} is being trained by another process. Stop it there first."), run=self.id
            ) from None
        return lock

    def in_use(self) -> bool:
        """Whether a process trains this run now."""
        try:
            self.acquire().release()
        except RunError:
            return True
        except OSError:  # a folder that may only be read: nobody trains there
            pass
        return False

    def config(self) -> TrainConfig:
        """What is trained.

        Raises:
            RunError: the file is missing or damaged.
        """
        try:
            return TrainConfig.from_json(self._read("config.json").decode(errors="replace"))
        except ConfigError as error:
            raise RunError(
                N_("The file {path} is damaged. {problem}"), path=str(self.path / "config.json"), problem=error.message
            ) from error

    def set_config(self, config: TrainConfig) -> None:
        """Replace the config, for example by one whose dataset could be had."""
        write_bytes(self.path / "config.json", config.to_json().encode())

    def status(self) -> dict[str, Any]:
        """What ``run.json`` says: at least id, name, state, created, step, seconds."""
        try:
            status = json.loads(self._read("run.json"))
            if not isinstance(status, dict):
                raise ValueError("no JSON object")
            for key, kind in STATUS.items():
                if not isinstance(status.get(key), kind):
                    raise ValueError(f"no {key}")
            return status
        except (ValueError, RecursionError) as error:
            raise RunError(
                N_("The file {path} is damaged: {problem}."), path=str(self.path / "run.json"), problem=str(error)
            ) from error

    def update(self, **changes: Any) -> None:
        """Change some of the status. Only the process that trains the run does so."""
        write_bytes(self.path / "run.json", json.dumps({**self.status(), **changes}, indent=2).encode())

    def notify(self, sentence: dict[str, Any]) -> None:
        """Add a message for whoever looks at the run."""
        self.update(notices=[*self.status().get("notices", []), sentence][-5:])

    def _read(self, name: str) -> bytes:
        try:
            return (self.path / name).read_bytes()
        except OSError as error:
            raise RunError(
                N_("The run folder {path} has no readable {name}."), path=str(self.path), name=name
            ) from error

    # History

    def record(self, row: dict[str, Any]) -> None:
        """Append one line to the history."""
        self._history.add(row)

    def history(self) -> list[dict[str, Any]]:
        """All rows, in the order of their steps."""
        return self._history.rows()

    @property
    def _history(self) -> Journal:
        return Journal(self.path / "history.jsonl")

    @property
    def quality(self) -> Journal:
        """What was measured while training, see :mod:`ganboard.evaluation.watch`."""
        return Journal(self.path / "quality.jsonl")

    # Checkpoints

    def _file(self, step: int, suffix: str) -> Path:
        return self.path / "checkpoints" / f"{step:09d}{suffix}"

    def steps(self) -> list[int]:
        """The steps of all checkpoints, ascending."""
        return sorted(int(file.stem) for file in (self.path / "checkpoints").glob("*.npz") if file.stem.isdecimal())

    def save(self, checkpoint: Checkpoint, picture: bytes, keep: bool = False, budget: int = BUDGET) -> None:
        """Write a checkpoint and its picture, then let go of what exceeds the budget.

        Args:
            checkpoint: What to save.
            picture: The fixed samples, PNG.
            keep: Whether it was saved by hand and must never be let go.
            budget: Bytes of checkpoints that may stay.
        """
        self._file(checkpoint.step, ".png").parent.mkdir(exist_ok=True)  # it may have been tidied away
        write_bytes(self._file(checkpoint.step, ".png"), picture)
        if keep:
            write_bytes(self._file(checkpoint.step, ".keep"), b"")
        meta: dict[str, Any] = {"step": np.int64(checkpoint.step), "seconds": np.float64(checkpoint.seconds)}
        write_arrays(
            self._file(checkpoint.step, ".npz"), {**checkpoint.arrays, **{f"meta/{k}": v for k, v in meta.items()}}
        )
        sizes = {step: self._file(step, ".npz").stat().st_size for step in self.steps()}
        for step in to_drop(sizes, budget, self.kept()):
            for suffix in (".npz", ".png"):
                self._file(step, suffix).unlink(missing_ok=True)

    def kept(self) -> frozenset[int]:
        """The steps saved by hand."""
        return frozenset(int(file.stem) for file in (self.path / "checkpoints").glob("*.keep") if file.stem.isdecimal())

    def load(self, step: int | None = None) -> Checkpoint:
        """A checkpoint; without a step the one where the run stands, or the nearest before it that can be read.

        After a rewind there are later ones too: they are of a training that was given up, and come last.

        Raises:
            CheckpointError: there is none, or the asked-for one is damaged.
        """
        candidates = self._by_standing() if step is None else [step]
        for candidate in candidates:
            try:
                arrays = read_arrays(self._file(candidate, ".npz"))
                seconds = float(arrays.pop("meta/seconds"))
                return Checkpoint(int(arrays.pop("meta/step")), seconds, arrays)
            except (OSError, ValueError, KeyError, TypeError):
                continue
        if step is None:
            raise CheckpointError(N_("The run {run} has no checkpoint that can be read."), run=self.id)
        raise CheckpointError(
            N_("The run {run} has no readable checkpoint of step {step}. It has: {steps}."),
            run=self.id,
            step=step,
            steps=", ".join(map(str, self.steps())) or "-",
        )

    def fingerprint(self, step: int) -> str:
        """Names what a checkpoint holds: the same weights, optimizer and averages have the same name, however long they took.

        From the checksums in the list at the end of the file, so that not all of it is read. Empty where there is no checkpoint of
        this step, or no readable one.
        """
        try:
            with zipfile.ZipFile(self._file(step, ".npz")) as packed:
                parts = [(info.filename, info.CRC, info.file_size) for info in packed.infolist()]
        except (OSError, ValueError, zipfile.BadZipFile):
            return ""
        known = sorted(part for part in parts if part[0] != "meta/seconds.npy")
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]

    def _by_standing(self) -> list[int]:
        reached = self.status()["step"]
        return sorted(self.steps(), key=lambda saved: (saved > reached, -saved))

    def picture(self, step: int) -> bytes:
        """The fixed samples at a checkpoint, PNG.

        Raises:
            CheckpointError: there is none.
        """
        try:
            return self._file(step, ".png").read_bytes()
        except OSError as error:
            raise CheckpointError(N_("The run {run} has no picture of step {step}."), run=self.id, step=step) from error


def find_run(root: Path, run_id: str) -> Run:
    """The run of an id, which may come from an address bar.

    Raises:
        RunError: there is none.
    """
    plain = bool(run_id) and Path(run_id).name == run_id and not run_id.startswith(".")
    if not plain or not (root / run_id / "run.json").is_file():
        raise RunError(N_("There is no run called {run}. It may have been deleted."), run=run_id)
    return Run(root / run_id)


def all_runs(root: Path | None = None) -> Iterator[Run]:
    """Every run below a folder, newest first; what is no run is passed over."""
    root = root or runs_root()
    for path in sorted(root.iterdir(), reverse=True) if root.is_dir() else ():
        if (path / "run.json").is_file():
            yield Run(path)
