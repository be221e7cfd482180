"""Two runs that have a part of their past in common: its files lie in both folders, and on the disk once."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from ganboard.changes import Changes
from ganboard.checkpoint_files import CHECKPOINTS
from ganboard.errors import RunError
from ganboard.i18n import N_
from ganboard.journal import HEADER
from ganboard.run_status import written
from ganboard.runs import Run
from ganboard.storage import write_bytes

COMMON = ("real.png", "data.npz", "larger.npz", "start.npz")
"""Files that both runs have. They are replaced whole or never changed, so they may be links to one file."""
JOURNALS = ("history.jsonl", "quality.jsonl", "doctor.jsonl")
"""Files of which each run has its own rows."""


def run_from(
    run: Run,
    path: Path,
    steps: list[int],
    rows: dict[str, list[dict[str, Any]]],
    changes: Changes,
    status: dict[str, Any],
) -> Run:
    """Make a new run of some checkpoints of another, which stays as it is.

    Args:
        run: The other.
        path: The new folder, which is not there yet.
        steps: Which checkpoints, with their evaluations.
        rows: Those of its journals, by their names.
        changes: What was changed in it, and its config.
        status: What its ``run.json`` says otherwise than the other's; the ``"step"`` is that of a checkpoint.

    Raises:
        RunError: it cannot be written; nothing is left of it then.
    """
    try:
        (path / CHECKPOINTS).mkdir(parents=True)
        for name in COMMON:
            _link(run.path / name, path / name)
        for file in files_of(run, steps):
            _link(file, path / file.relative_to(run.path))
        for name in JOURNALS:
            write_bytes(path / name, "".join(json.dumps(row) + "\n" for row in [HEADER, *rows[name]]).encode())
        own = {"id": path.name, "created": time.time(), "until": None, "seconds": run.load(status["step"]).seconds}
        write_bytes(path / "run.json", written({**run.status(), "error": None, **own, **status}))
        made = Run(path)
        made.set_config(changes.config)
        made.set_changes(changes)
    except OSError as error:
        shutil.rmtree(path, ignore_errors=True)
        raise RunError(
            N_("The folder {path} cannot be written: {problem}."), path=str(path), problem=str(error)
        ) from error
    return made


def files_of(run: Run, steps: list[int]) -> list[Path]:
    """Whatever the folder holds of these checkpoints, their evaluations among it."""
    wanted = set(steps)
    found = [file for room in (CHECKPOINTS, "evaluations") for file in (run.path / room).glob("*.*")]
    return [file for file in found if file.stem.isdecimal() and int(file.stem) in wanted]


def _link(source: Path, target: Path) -> None:
    """One file in two folders: a link where the file system can, else a copy. Nothing if there is none."""
    if not source.exists():
        return
    target.parent.mkdir(exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
