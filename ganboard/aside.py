"""Checkpoints that will not come again after a rewind, kept as a run of their own: nothing is lost, and no two pasts are mixed."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

from ganboard.errors import RunError
from ganboard.i18n import N_, message
from ganboard.journal import HEADER, Journal
from ganboard.run_status import written
from ganboard.runs import Run, new_id
from ganboard.storage import write_bytes

KEPT = N_(
    "From step {step} on this training takes another course than before, since this computer does not give the same numbers "
    "each time. What was trained before, up to step {last}, is kept: open {run} on the Runs page."
)
COPY = N_("This is what {run} had reached before it was taken back to step {step} and took another course.")
SHARED = ("config.json", "real.png", "data.npz")
"""Files that both runs have. They are replaced whole or never changed, so they may be links to one file."""

JOURNALS = ("history.jsonl", "quality.jsonl")


def lay_aside(run: Run, fork: int, first: int) -> Run:
    """Move the later checkpoints of a run, with its past up to ``fork``, into a new run beside it.

    Args:
        run: The run, locked by the caller.
        fork: The last step that both pasts share.
        first: The first step that belongs to the new run alone; from it on nothing stays in ``run``.

    Returns:
        The new run, stopped at its newest checkpoint.

    Raises:
        RunError: it cannot be written; the run is as it was then.
    """
    moved = [step for step in run.steps() if step >= first]
    steps = [step for step in run.steps() if step <= fork] + moved
    path = run.path.parent / new_id("earlier")
    try:
        (path / "checkpoints").mkdir(parents=True)
        for name in SHARED:
            _share(run.path / name, path / name)
        for file in _files(run, steps):
            _share(file, path / file.relative_to(run.path))
        for name in JOURNALS:
            rows, later = Journal(run.path / name).read()
            kept = [row for row in rows if row["step"] <= fork] + later
            write_bytes(path / name, "".join(json.dumps(row) + "\n" for row in [HEADER, *kept]).encode())
        status = {"id": path.name, "created": time.time(), "state": "stopped", "step": moved[-1], "until": None}
        status |= {"seconds": run.load(moved[-1]).seconds, "notices": [message(COPY, run=run.id, step=fork)]}
        write_bytes(path / "run.json", written({**run.status(), **status}))
    except OSError as error:
        shutil.rmtree(path, ignore_errors=True)
        raise RunError(
            N_("The folder {path} cannot be written: {problem}."), path=str(path), problem=str(error)
        ) from error
    for file in _files(run, moved):
        file.unlink(missing_ok=True)
    for name in JOURNALS:
        journal = Journal(run.path / name)
        rows, later = journal.read()
        if later:
            journal.add({"rewind": rows[-1]["step"] if rows else 0, "forget": True})
    run.notify(message(KEPT, step=fork, last=moved[-1], run=path.name))
    return Run(path)


def _files(run: Run, steps: list[int]) -> list[Path]:
    """Whatever the folder holds of these checkpoints, their evaluations among it."""
    wanted = set(steps)
    found = [file for room in ("checkpoints", "evaluations") for file in (run.path / room).glob("*.*")]
    return [file for file in found if file.stem.isdecimal() and int(file.stem) in wanted]


def _share(source: Path, target: Path) -> None:
    """One file in two folders: a link where the file system can, else a copy. Nothing if there is none."""
    if not source.exists():
        return
    target.parent.mkdir(exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
