"""What the doctor measures of a run afterwards, at the checkpoints of which the training had no time to measure anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ganboard.doctor.measuring import Measuring
from ganboard.doctor.moments import early
from ganboard.errors import CheckpointError
from ganboard.journal import HEADER, Journal
from ganboard.run_data import whole
from ganboard.run_start import provided
from ganboard.run_status import SINCE
from ganboard.runs import Run
from ganboard.storage import write_bytes
from ganboard.trainer import Trainer

APART = 1.1
"""A checkpoint is looked at where nothing was measured within this factor of its step."""
MOST = 16
"""Checkpoints that are looked at, the newest ones."""


def gaps(run: Run) -> list[int]:
    """The steps of the checkpoints at which there is something to look back at, ascending."""
    measured = [int(row["step"]) for row in (*run.probes.every(), *looked_back(run))]
    first = max(early(run.config()) // 2, int(run.status().get(SINCE, 0)), 1)
    found: list[int] = []
    for step in reversed([step for step in run.steps() if step >= first]):
        if all(max(step, each) > APART * min(step, each) for each in (*measured, *found)):
            found.append(step)
    return sorted(found[:MOST])


def look_back(run: Run, progress: Callable[[float], None] | None = None) -> list[dict[str, Any]]:
    """Measure a run at :func:`gaps`, and keep it in the run for who asks next, where the disk takes it. Needs TensorFlow.

    Args:
        run: One that nobody trains; its training is not touched.
        progress: Told the part that is done, from 0 to 1.

    Returns:
        All rows of :func:`looked_back`, with the new ones.

    Raises:
        DatasetError: what it learned from cannot be had.
    """
    steps, rows = gaps(run), looked_back(run)
    if not steps:
        return rows
    trainer = Trainer(run.config(), whole(run), run.changes(), provided(run, run.config()))
    measuring = Measuring(run.config(), trainer)
    for number, step in enumerate(steps):
        with suppress(CheckpointError):  # a damaged one tells nothing
            trainer.restore(run.load(step), run.is_inherited(step))
            trainer.compile()  # the dials say what they say there
            rows.append({**measuring.row(), "stamp": run.stamp(step)})
        if progress:
            progress((number + 1) / len(steps))
    rows.sort(key=lambda row: int(row["step"]))
    with suppress(OSError):  # then it is measured again the next time
        write_bytes(_journal(run).path, "".join(json.dumps(row) + "\n" for row in [HEADER, *rows]).encode())
    return rows


def looked_back(run: Run) -> list[dict[str, Any]]:
    """What was measured afterwards, rows as the probe's, of the checkpoints that still are those that were looked at."""
    return [row for row in _journal(run).rows() if row.get("stamp") == run.stamp(int(row["step"]))]


def _journal(run: Run) -> Journal:
    return Journal(run.path / "looked_back.jsonl")
