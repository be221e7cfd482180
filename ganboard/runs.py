"""The run folder: a training on disk. Every file is replaced in one step, so that the folder is readable at every moment.

::

    run.json             name, state, step, seconds, notices
    config.json          the TrainConfig
    history.jsonl        one line of measures per snapshot; a line {"rewind": step} lays aside what came after that step
    quality.jsonl        the same way, estimates of how good the images are
    doctor.jsonl         the same way, what the doctor's probe measured
    looked_back.jsonl    what was measured afterwards at checkpoints, with their stamps
    changes.jsonl        what was changed while it trained, a line each: from which step on which dial says what
    real.png             some real images, laid out like the samples
    start.npz            the weights that it began with, where it did not begin fresh
    data.npz             own images, so that the run can go on without the files they came from
    larger.npz           the same at twice the side, where they are kept to go on with
    checkpoints/STEP.npz weights, optimizer, averages; and config, changes and name again, should their files be damaged
    checkpoints/STEP.png the fixed samples at that step
    checkpoints/STEP.rebuilt  the images of real.png as networks that encode rebuild them at that step, PNG
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ganboard import run_lock
from ganboard.checkpoint_files import CHECKPOINTS
from ganboard.config import TrainConfig
from ganboard.errors import RunError, short
from ganboard.i18n import N_
from ganboard.journal import Journal, is_number
from ganboard.run_checkpoints import RunCheckpoints
from ganboard.run_folder import is_run
from ganboard.run_status import written
from ganboard.storage import UNMADE, disk_message, write_bytes
from ganboard.storage import runs_root as runs_root  # where it was looked for always

TAKEN = N_("Expected a new or empty folder at {path}, but it holds something. Choose another, or resume the run.")
NAME = 255
"""Characters of a folder's name at most."""


def new_id(name: str) -> str:
    """A folder name that sorts by time and clashes with no other: ``20260131-142233-quick-3fa9``."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{name}-{secrets.token_hex(2)}"


class Run(RunCheckpoints):
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
            (path / CHECKPOINTS).mkdir(parents=True)
            write_bytes(path / "config.json", config.to_json().encode())
            write_bytes(path / "run.json", written({"id": path.name, **status}))
            run = cls(path)
            run.acquire().release()  # a disk that knows no locks is told now, and not when training begins
        except (OSError, RunError) as error:
            _unmake(path, made)
            raise (
                error if isinstance(error, RunError) else RunError.saying(disk_message(error, path, gone=UNMADE))
            ) from error
        return run

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

    @property
    def probes(self) -> Journal:
        """What the doctor's probe measured, see :mod:`ganboard.doctor.probe`."""
        return Journal(self.path / "doctor.jsonl")


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
    for place in (path / CHECKPOINTS, *made):
        with suppress(OSError):  # it holds something of others
            place.rmdir()
