"""A run that goes another way from a step of another run on, and shares the past up to there. The other stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ganboard.changes import Change, Changes
from ganboard.journal import Journal
from ganboard.runs import Run, new_id
from ganboard.sharing import JOURNALS, share


def branch(run: Run, step: int, changes: Iterable[Change | Mapping[str, Any]] = (), name: str | None = None) -> Run:
    """Make a new run that stands, paused, at a checkpoint of another; checkpoints are links to the same files.

    What was changed up to that step was so in the new run too; what was changed later is not.

    Args:
        run: The other. Nothing in its folder is touched.
        step: Of the checkpoint.
        changes: What is changed in the new run, from that step on.
        name: What it is called; as the other, if left out.

    Returns:
        The new run. ``"parent"`` in its status names the other and the step.

    Raises:
        CheckpointError: there is no checkpoint of this step that can be read.
        ConfigError: one of the changes cannot be made.
        RunError: the new folder cannot be written; nothing is left of it then.
    """
    run.load(step, only=("meta/",))
    past = run.changes().until(step)
    turned = Changes(past.config, [*past, *changes])
    rows = {name: [row for row in Journal(run.path / name).every() if row["step"] <= step] for name in JOURNALS}
    status = {
        "state": "paused",
        "step": step,
        "notices": [],
        "parent": {"run": run.id, "step": step},
    }
    if name is not None:
        status["name"] = name
    return share(
        run, run.path.parent / new_id("branch"), [each for each in run.steps() if each <= step], rows, turned, status
    )
