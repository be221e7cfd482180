"""The run folder: a training on disk. Every file is replaced in one step, so that the folder is readable at every moment.

::

    run.json             name, state, step, seconds, notices
    config.json          the TrainConfig
    history.jsonl        one line of measures per snapshot; a line {"rewind": step} lays aside what came after that step
    quality.jsonl        the same way, estimates of how good the images are
    real.png             some real images, laid out like the samples
    data.npz             own images, so that the run can go on without the files they came from
    checkpoints/STEP.npz weights, optimizer, averages; and the config and the name again, should their files be damaged
    checkpoints/STEP.png the fixed samples at that step
    checkpoints/STEP.rebuilt  the images of real.png as networks that encode rebuild them at that step, PNG
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from ganboard import run_lock
from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, RunError, short
from ganboard.formats import FORMATS, check
from ganboard.i18n import N_, message
from ganboard.journal import Journal, is_number
from ganboard.run_folder import RunFolder, is_run, steps_of
from ganboard.run_status import ABOUT, pack, written
from ganboard.snapshot import Checkpoint
from ganboard.storage import disk_message, read_arrays, write_arrays, write_bytes
from ganboard.timeline import to_drop

BUDGET = 400_000_000
"""Bytes of checkpoints that a run may keep."""
TAKEN = N_("Expected a new or empty folder at {path}, but it holds something. Choose another, or resume the run.")
LOST = N_("The newest checkpoint cannot be read (step {lost}). This is the one of step {step}, the last that can.")
ALL_GONE = N_("All checkpoints of this training are gone. It had reached step {step}, and begins anew.")
NAME = 255
"""Characters of a folder's name at most."""


def runs_root() -> Path:
    """Where runs lie: ``GANBOARD_RUNS``, or the user's data directory."""
    return Path(os.environ.get("GANBOARD_RUNS") or platformdirs.user_data_path("ganboard", appauthor=False) / "runs")


def new_id(name: str) -> str:
    """A folder name that sorts by time and clashes with no other: ``20260131-142233-quick-3fa9``."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{name}-{secrets.token_hex(2)}"


class Run(RunFolder):
    """A training on disk: its folder, history and checkpoints."""

    @classmethod
    def create(cls, path: str | Path, config: TrainConfig, name: str) -> Run:
        """A new folder in state "waiting".

        Raises:
            RunError: the folder holds something already, or cannot be written.
        """
        path = Path(path)
        made = check_free(path)
        status = {"name": name[:NAME], "state": "waiting", "created": time.time(), "step": 0, "seconds": 0.0}
        try:
            (path / "checkpoints").mkdir(parents=True)
            write_bytes(path / "config.json", config.to_json().encode())
            write_bytes(path / "run.json", written({"id": path.name, **status}))
            run = cls(path)
            run.acquire().release()  # a disk that knows no locks is told now, and not when training begins
        except (OSError, RunError) as error:
            _unmake(path, made)
            raise error if isinstance(error, RunError) else RunError.saying(disk_message(error, path)) from error
        return run

    # History

    def record(self, row: dict[str, Any]) -> None:
        """Append one line to the history."""
        self._history.add(row)

    def history(self) -> list[dict[str, Any]]:
        """All rows up to where the training stands, in the order of their steps; numbers only."""
        return _numbers_only(self._history.rows())

    def whole_history(self) -> list[dict[str, Any]]:
        """The history, and the rows of later steps that the training was taken back from."""
        return _numbers_only(self._history.every())

    @property
    def _history(self) -> Journal:
        return Journal(self.path / "history.jsonl")

    @property
    def quality(self) -> Journal:
        """What was measured while training, see :mod:`ganboard.evaluation.watch`."""
        return Journal(self.path / "quality.jsonl")

    # Checkpoints

    def save(
        self,
        checkpoint: Checkpoint,
        picture: bytes,
        keep: bool = False,
        budget: int = BUDGET,
        rebuilt: bytes | None = None,
    ) -> None:
        """Write a checkpoint and its picture, and that the run stands there; then let go of what exceeds the budget.

        Args:
            checkpoint: What to save.
            picture: The fixed samples, PNG.
            keep: Whether it was saved by hand and must never be let go.
            budget: Bytes of checkpoints that may stay.
            rebuilt: What the networks make of the real images that are shown, PNG; None where they make nothing of them.
        """
        self._file(checkpoint.step, ".png").parent.mkdir(exist_ok=True)  # it may have been tidied away
        write_bytes(self._file(checkpoint.step, ".png"), picture)
        if rebuilt is not None:
            write_bytes(self._file(checkpoint.step, ".rebuilt"), rebuilt)
        if keep:
            self.keep(checkpoint.step)
        meta = {
            "meta/step": np.array(checkpoint.step, np.int64),
            "meta/seconds": np.array(checkpoint.seconds, np.float64),
            "meta/format": np.array(FORMATS["checkpoint"], np.int64),
            ABOUT: pack(self.status(), self.config().to_dict()),
        }
        write_arrays(self._file(checkpoint.step, ".npz"), {**checkpoint.arrays, **meta})
        # Before anything is let go of: whoever looks meanwhile would miss the one where the run stood.
        self.update(step=checkpoint.step, seconds=round(checkpoint.seconds, 3))
        sizes = {step: self._file(step, ".npz").stat().st_size for step in self.steps()}
        # The one just written stays, even among later ones: it is where the training stands.
        for step in to_drop(sizes, budget, self.kept() | {checkpoint.step}):
            with suppress(PermissionError):  # Windows, while somebody reads it: it goes another time
                for suffix in (".npz", ".png", ".rebuilt"):
                    self._file(step, suffix).unlink(missing_ok=True)

    def kept(self) -> frozenset[int]:
        """The steps saved by hand."""
        return frozenset(steps_of(self.path, ".keep"))

    def keep(self, step: int) -> None:
        """Never let go of a checkpoint that is there."""
        write_bytes(self._file(step, ".keep"), b"")

    def standing(self) -> int | None:
        """The step of the last checkpoint that is not after where the training stands; after a rewind there are later ones."""
        steps, reached = self.steps(), self.status()["step"]
        return max([step for step in steps if step <= reached] or steps[-1:], default=None)

    def gone(self) -> int | None:
        """The step where the run stands, if its checkpoint's file is gone: deleted by hand, for thinning never takes it."""
        reached: int = self.status()["step"]
        missing = reached > 0 and reached not in self.steps()
        return reached if missing and self.status()["step"] == reached else None  # else it went on meanwhile

    def gone_message(self) -> dict[str, Any] | None:
        """The same as a message, which also says what there is instead."""
        gone, standing = self.gone(), self.standing()
        if gone is None:
            return None
        return message(ALL_GONE, step=gone) if standing is None else passed_over([gone], standing)

    def stamp(self, step: int) -> str | None:
        """What tells the file of a checkpoint from every other that ever had its name; None if there is none.

        Whatever is remembered about a checkpoint is remembered with this: on a GPU, or after a rewind with other settings,
        the same step comes with other weights.
        """
        try:
            found = self._file(step, ".npz").stat()
        except OSError:
            return None
        return f"{found.st_mtime_ns:x}-{found.st_size:x}"

    def holds(self, checkpoint: Checkpoint) -> bool | None:
        """Whether the saved checkpoint of the same step is bit for bit the same; None where there is none, or not all of it."""
        try:
            self._file(checkpoint.step, ".png").stat()
            saved = read_arrays(self._file(checkpoint.step, ".npz"))
        except (OSError, ValueError):
            return None
        saved = {name: array for name, array in saved.items() if not name.startswith("meta/")}
        return saved.keys() == checkpoint.arrays.keys() and all(
            saved[name].dtype == array.dtype and saved[name].tobytes() == array.tobytes()
            for name, array in checkpoint.arrays.items()
        )

    def load(self, step: int | None = None, only: tuple[str, ...] = ("",)) -> Checkpoint:
        """A checkpoint; without a step the one where the run stands, or the nearest before it that can be read.

        Which could not be read stands in ``lost`` of the checkpoint then; :func:`lost_message` says so.

        After a rewind there are later ones too: they are of a training that was given up, and come last.

        Args:
            step: Of the checkpoint, or None.
            only: Beginnings of the arrays' names, for one who needs not all of them; the others are not read.

        Raises:
            CheckpointError: there is none, or the asked-for one is damaged.
            FormatError: it was made by a newer GANBoard.
        """
        candidates = self.by_standing() if step is None else [step]
        lost: list[int] = []
        for candidate in candidates:
            try:
                arrays = read_arrays(self._file(candidate, ".npz"), (*only, "meta/"))
                check("checkpoint", int(arrays.get("meta/format", 1)))
                found, seconds = int(arrays["meta/step"]), float(arrays["meta/seconds"])
                arrays = {name: array for name, array in arrays.items() if not name.startswith("meta/")}
                return Checkpoint(found, seconds, arrays, tuple(lost))
            except (OSError, ValueError, KeyError, TypeError):
                lost.append(candidate)
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

        Unlike :meth:`stamp` it can be kept: it stays when the folder is copied, and when the same comes again bit for bit. From the
        checksums in the list at the end of the file, so that not all of it is read. Empty where there is no readable checkpoint.
        """
        try:
            with zipfile.ZipFile(self._file(step, ".npz")) as packed:
                parts = [(info.filename, info.CRC, info.file_size) for info in packed.infolist()]
        except (OSError, ValueError, zipfile.BadZipFile):
            return ""
        known = sorted(part for part in parts if not part[0].startswith("meta/"))  # of those, when and how long differ
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]

    def by_standing(self) -> list[int]:
        """The steps of all checkpoints, first where the run stands, then back from there, then what a rewind gave up.

        The first is named too where its file is gone, so that it is told like one that is damaged.
        """
        reached, gone = self.status()["step"], self.gone()
        return sorted({*self.steps()} | ({gone} if gone else set()), key=lambda saved: (saved > reached, -saved))

    def picture(self, step: int) -> bytes:
        """The fixed samples at a checkpoint, PNG.

        Raises:
            CheckpointError: there is none.
        """
        try:
            return self._file(step, ".png").read_bytes()
        except OSError as error:
            raise CheckpointError(N_("The run {run} has no picture of step {step}."), run=self.id, step=step) from error

    def rebuilt(self, step: int) -> bytes | None:
        """The real images that are shown as the networks rebuilt them at a checkpoint, PNG; None where there are none such."""
        with suppress(OSError):
            return self._file(step, ".rebuilt").read_bytes()
        return None


def check_free(path: Path) -> list[Path]:
    """Which folders a new run at a path would make, the innermost first.

    Raises:
        RunError: the path holds something already, or cannot be read or written.
    """
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise RunError(TAKEN, path=str(path))
        made = [place for place in (path, *path.parents) if not place.exists()]
        within = made[-1].parent if made else path
        refused = errno.EACCES if within.is_dir() else errno.ENOTDIR
        if refused == errno.ENOTDIR or not os.access(within, os.W_OK | os.X_OK):
            raise OSError(refused, os.strerror(refused), str(path))
        return made
    except OSError as error:
        raise RunError.saying(disk_message(error, path)) from error


def lost_message(checkpoint: Checkpoint) -> dict[str, Any] | None:
    """That a newer checkpoint than this one was asked for and cannot be read, as a message; None if that is not so."""
    return passed_over(checkpoint.lost, checkpoint.step)


def passed_over(lost: Sequence[int], step: int) -> dict[str, Any] | None:
    """The same of the steps that could not be read, and of the one that is shown instead."""
    return message(LOST, lost=", ".join(map(str, lost)), step=step) if lost else None


def _numbers_only(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if all(is_number(value) for value in row.values())]


def find_run(root: Path, run_id: str) -> Run:
    """The run of an id, which may come from an address bar.

    Raises:
        RunError: there is none.
    """
    plain = 0 < len(run_id) <= NAME and Path(run_id).name == run_id and not run_id.startswith(".")
    if not plain or not is_run(root / run_id):
        raise RunError(N_("There is no run called {run}. It may have been deleted."), run=short(run_id))
    return Run(root / run_id)


def all_runs(root: Path | None = None) -> Iterator[Run]:
    """Every run below a folder, newest first; what is no run is passed over, and what :func:`find_run` would not find.

    Raises:
        RunError: the folder is there, but may not be read.
    """
    root = root or runs_root()
    try:
        paths = sorted(root.iterdir(), reverse=True)
    except FileNotFoundError:  # there were none yet
        return
    except OSError as error:
        raise RunError.saying(disk_message(error, root)) from error
    for path in paths:
        with suppress(RunError):  # no run, or deleted meanwhile
            yield find_run(root, path.name)


def _unmake(path: Path, made: list[Path]) -> None:
    """Remove what :meth:`Run.create` made of a folder before the disk refused the rest."""
    for name in ("run.json", "config.json", run_lock.FILE):
        with suppress(OSError):
            (path / name).unlink()
    for place in (path / "checkpoints", *made):
        with suppress(OSError):  # it holds something of others
            place.rmdir()
