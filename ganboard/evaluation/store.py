"""Evaluations in a run's folder: ``evaluations/STEP.json`` the numbers, ``evaluations/STEP.npz`` what is looked at."""

from __future__ import annotations

import json
from pathlib import Path

from ganboard.errors import CheckpointError, reason
from ganboard.evaluation.report import Evaluation, Sights
from ganboard.formats import numbered, upgraded
from ganboard.i18n import N_
from ganboard.runs import Run
from ganboard.storage import read_arrays, write_arrays, write_bytes


def save(run: Run, step: int, evaluation: Evaluation) -> Path:
    """Keep the evaluation of a checkpoint; an earlier one of the same step is replaced. Returns the file of the numbers."""
    folder = _folder(run)
    folder.mkdir(exist_ok=True)
    if evaluation.sights is not None:
        write_arrays(folder / f"{step}.npz", vars(evaluation.sights))
    write_bytes(folder / f"{step}.json", json.dumps(numbered("evaluation", evaluation.to_dict())).encode())
    return folder / f"{step}.json"


def is_current(run: Run, step: int, evaluation: Evaluation) -> bool:
    """Whether an evaluation is of the checkpoint that the run has now.

    After a rewind the same step can come again with other weights. Where the checkpoint was let go of, or the evaluation does not
    say what it was made from, there is nothing against it.
    """
    now = run.fingerprint(step)
    return not now or not evaluation.checkpoint or now == evaluation.checkpoint


def measured(run: Run) -> list[int]:
    """The steps whose evaluation is kept, ascending."""
    found = [path.stem for path in _folder(run).glob("*.json")]
    return sorted(int(stem) for stem in found if stem.isascii() and stem.isdecimal())


def read(run: Run, step: int, sights: bool = False) -> Evaluation:
    """An evaluation that was kept.

    Args:
        run: The folder.
        step: Of which checkpoint.
        sights: Whether to read what is looked at too.

    Raises:
        CheckpointError: there is none, or it is damaged.
    """
    folder = _folder(run)
    try:
        data = upgraded("evaluation", dict(json.loads((folder / f"{step}.json").read_bytes())))
        seen = _sights(folder / f"{step}.npz") if sights else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CheckpointError(
            N_("There is no readable evaluation of step {step}: {problem}. Measure it."),
            step=step,
            problem=reason(error),
        ) from None
    return Evaluation.from_dict(data, seen)


def _sights(path: Path) -> Sights | None:
    return Sights(**read_arrays(path)) if path.exists() else None


def _folder(run: Run) -> Path:
    return run.path / "evaluations"
