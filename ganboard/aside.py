"""Checkpoints that will not come again after a rewind, kept as a run of their own: nothing is lost, and no two pasts are mixed."""

from __future__ import annotations

from ganboard.common_past import JOURNALS, files_of, run_from
from ganboard.i18n import N_, message
from ganboard.journal import Journal
from ganboard.runs import Run, new_id

KEPT = N_(
    "From step {step} on this training takes another course than before, since this computer does not give the same numbers "
    "each time. What was trained before, up to step {last}, is kept: open {run} on the Runs page."
)
COPY = N_("This is what {run} had reached before it was taken back to step {step} and took another course.")


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
    kept = {}
    for name in JOURNALS:
        rows, later = Journal(run.path / name).read()
        kept[name] = [row for row in rows if row["step"] <= fork] + later
    status = {"state": "stopped", "step": moved[-1], "notices": [message(COPY, run=run.id, step=fork)]}
    made = run_from(run, path, steps, kept, run.changes(), status)
    for file in files_of(run, moved):
        file.unlink(missing_ok=True)
    for name in JOURNALS:
        journal = Journal(run.path / name)
        rows, later = journal.read()
        if later:
            journal.add({"rewind": rows[-1]["step"] if rows else 0, "forget": True})
    run.notify(message(KEPT, step=fork, last=moved[-1], run=path.name))
    return made
