"""What ails a run: all symptoms asked about its files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ganboard.doctor.course import Course, course_of
from ganboard.doctor.finding import EARLY, HEALTHY, Diagnosis, Finding
from ganboard.doctor.looking_back import looked_back
from ganboard.doctor.moments import early
from ganboard.doctor.symptoms.base import SYMPTOMS
from ganboard.errors import TrainingDiverged
from ganboard.evaluation.watch import usable
from ganboard.runs import Run

FEWEST = 3
"""Moments after the beginning from which on a run is called healthy."""


def diagnose(
    run: Run, until: int | None = None, more: list[dict[str, Any]] | None = None, later: bool = False
) -> Diagnosis:
    """What all symptoms say of a run. It depends on the run's files alone.

    Args:
        run: Any run, also one that an older version trained.
        until: The step up to which it is looked at; None: where it stands.
        more: Rows of :func:`ganboard.doctor.looking_back.look_back`; those that lie in the folder if left out.
        later: Without ``until``, whether later steps that it was taken back from are looked at as well.

    Raises:
        RunError: the folder is damaged.
        ConfigError: its config is.
        FormatError: a newer GANBoard wrote it.
    """
    status = run.status()
    step, whole = int(status["step"]) if until is None else until, later or until is not None
    history, probes = (run.whole_history(), run.probes.every()) if whole else (run.history(), run.probes.rows())
    probes = _together(probes, looked_back(run) if more is None else more)
    if until is None and history:  # a process that trains is ahead of its checkpoint
        step = max(step, int(history[-1]["step"]))
    broke = broke_at(status)
    if until is None and broke is not None:  # the step that broke down has left no row
        step = max(step, broke)
    quality = usable(run.quality.every() if whole else run.quality.rows())
    return examine(
        course_of(run.config(), step, history, probes, quality, broke if broke is None or broke <= step else None),
        run.steps(),
    )


def examine(course: Course, checkpoints: list[int]) -> Diagnosis:
    """What all symptoms say of a course.

    Args:
        course: See :class:`Course`.
        checkpoints: Steps that one can go back to, ascending.
    """
    symptoms = [symptom() for symptom in SYMPTOMS]
    found = [finding for symptom in symptoms for finding in symptom.look(course)]
    told = [moment.step for moment in course.moments if moment.step >= early(course.config) and _tells(moment.numbers)]
    told_from = told[FEWEST - 1] if len(told) >= FEWEST else None
    findings = tuple(
        replace(finding, healthy=_healthy(finding, found, checkpoints, early(course.config)))
        for finding in sorted(found, key=lambda finding: finding.step)
    )
    order = {symptom.name: symptom.order for symptom in symptoms}
    standing = [finding.symptom for finding in findings if finding.until is None]
    verdict = min(standing, key=order.__getitem__) if standing else EARLY if told_from is None else HEALTHY
    return Diagnosis(verdict, course.step, findings, told_from)


def broke_at(status: dict[str, Any]) -> int | None:
    """The step at which a loss became NaN or infinite and ended a run; None where none did.

    Args:
        status: What ``run.json`` says.
    """
    error = status.get("error")
    if status["state"] != "failed" or not isinstance(error, dict):
        return None
    if error.get("template") != TrainingDiverged(0).message["template"]:
        return None
    step = error.get("values", {}).get("step")
    return step if isinstance(step, int) else int(status["step"])


def _together(probes: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that were measured at once and afterwards, in the order of their steps; of two of one step the first."""
    known = {row["step"] for row in probes}
    return sorted([*probes, *(row for row in more if row["step"] not in known)], key=lambda row: int(row["step"]))


def _tells(numbers: Any) -> bool:
    return len(numbers) > 1


def _healthy(finding: Finding, found: list[Finding], checkpoints: list[int], first: int) -> int | None:
    """The newest checkpoint before a finding's first sign at which nothing else stood, past the beginning; None: there is none."""
    limit = finding.healthy
    if limit is None:
        return None

    def ill(step: int) -> bool:
        return any(each.step <= step and (each.until is None or step < each.until) for each in found)

    return max((step for step in checkpoints if first <= step <= limit and not ill(step)), default=None)
