"""What ails a run: all symptoms asked about its files."""

from __future__ import annotations

from ganboard.doctor.finding import EARLY, Diagnosis
from ganboard.runs import Run


def diagnose(run: Run, until: int | None = None) -> Diagnosis:
    """What all symptoms say of a run. It depends on the run's files alone.

    Args:
        run: Any run, also one that an older version trained.
        until: The step up to which it is looked at; None: the newest.
    """
    return Diagnosis(EARLY, int(run.status()["step"]) if until is None else until)
