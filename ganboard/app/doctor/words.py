"""What the doctor says of a run, in words: all that it found, and what it says of any one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.doctor.treatment import begins_at
from ganboard.config import TrainConfig
from ganboard.doctor import SYMPTOMS, Diagnosis, Finding, Remedy
from ganboard.doctor.diagnosis import broke_at
from ganboard.doctor.finding import EARLY, HEALTHY
from ganboard.engine.protocol import View
from ganboard.i18n import N_, render

Translate = Callable[[str], str]
STATES = {HEALTHY: N_("Healthy"), EARLY: N_("Too early to tell")}
"""What the verdicts that name no symptom are called."""
SENTENCES = {
    HEALTHY: N_("The doctor finds nothing wrong."),
    EARLY: N_("The doctor has not seen enough of this training yet."),
}
"""What they mean."""
OFFERED = 2
"""Remedies that are offered at most: who has too many to choose from tries none."""
BRANCHES = N_("Goes on from step {step}, before it was found. This training is kept as it is.")
ANEW = N_("Begins a new training, for the networks or the data are others then. This one is kept as it is.")
AGAIN = N_("Begins a new training, for no healthy checkpoint is left. This one is kept as it is.")


def diagnosis_of(view: View) -> Diagnosis | None:
    """What the doctor says of a run; None where nobody asked it yet."""
    return None if view.diagnosis is None else Diagnosis.of(view.diagnosis)


def now(view: View) -> int:
    """The step that the doctor speaks of where a run stands: that at which it broke down, which is past its checkpoint."""
    broke = broke_at({"state": view.state, "error": view.error, "step": view.step})
    return view.step if broke is None else max(view.step, broke)


def found(view: View, config: TrainConfig, translate: Translate) -> list[dict[str, Any]]:
    """All that was found in a run, in the order in which it was found, as JSON types.

    Args:
        view: Of the run.
        config: The run's.
        translate: Into the visitor's language.

    Returns:
        Of each finding ``symptom``, ``step``, ``until`` (or None), ``text`` (what a mark in a chart says), ``state`` (what it is
        called), ``sentence``, ``measured``, ``meaning``, ``advice``, and ``remedies``, each with its ``number``, ``title`` and
        ``where``.
    """
    diagnosis = diagnosis_of(view)
    return [] if diagnosis is None else [_finding(each, view, config, translate) for each in diagnosis.findings]


def _finding(finding: Finding, view: View, config: TrainConfig, translate: Translate) -> dict[str, Any]:
    symptom = SYMPTOMS.get(finding.symptom)
    title = translate(symptom.title)
    over = "" if finding.until is None else translate(N_("until step {step}")).format(step=f"{finding.until:,}")
    return {
        "symptom": finding.symptom,
        "step": finding.step,
        "until": finding.until,
        "text": " · ".join(part for part in (title, over) if part),
        "state": title,
        "sentence": translate(symptom.summary),
        "measured": render(finding.measured, translate),
        "meaning": translate(symptom.meaning),
        "advice": translate(symptom.advice),
        "remedies": [
            {
                "number": number,
                "title": render(remedy.title, translate),
                "where": _where(finding, remedy.settings, view, config, translate),
            }
            for number, remedy in _offered(finding)
        ],
    }


def _offered(finding: Finding) -> list[tuple[int, Remedy]]:
    """The likeliest remedies with their places, each once, by whatever name."""
    found: list[tuple[int, Remedy]] = []
    for number, remedy in enumerate(finding.remedies):
        if len(found) < OFFERED and all(remedy.settings != other.settings for _number, other in found):
            found.append((number, remedy))
    return found


def _where(finding: Finding, settings: dict[str, Any], view: View, config: TrainConfig, translate: Translate) -> str:
    step = begins_at(finding, settings, config, view)
    if step is not None:
        return translate(BRANCHES).format(step=f"{step:,}")
    return translate(AGAIN if begins_at(finding, {}, config, view) is None else ANEW)


def standing(diagnosis: Diagnosis | None, step: int) -> tuple[str, int | None]:
    """What the doctor says of one step.

    Args:
        diagnosis: What it says of the run.
        step: One that the run has behind it.

    Returns:
        The verdict, and the place among the findings of the one that it names, or None.
    """
    if diagnosis is None:
        return EARLY, None
    there = [
        (SYMPTOMS.get(each.symptom).order, -number, number)
        for number, each in enumerate(diagnosis.findings)
        if each.step <= step and (each.until is None or step < each.until)
    ]
    if there:
        number = min(there)[-1]
        return diagnosis.findings[number].symptom, number
    return (EARLY if diagnosis.told_from is None or step < diagnosis.told_from else HEALTHY), None


def moment(diagnosis: Diagnosis | None, step: int, translate: Translate) -> dict[str, Any]:
    """What the doctor says of one step, as JSON types.

    Returns:
        ``verdict``; ``tone``, one of "well", "early" and "ill"; ``state`` and ``sentence``, texts; and ``found``, the place of the
        finding among those of :func:`found`, or None. Of an ill one ``sentence`` is empty: the finding has it.
    """
    verdict, number = standing(diagnosis, step)
    if number is not None:
        state = translate(SYMPTOMS.get(verdict).title)
        return {"verdict": verdict, "tone": "ill", "state": state, "sentence": "", "found": number}
    tone = "well" if verdict == HEALTHY else "early"
    return {
        "verdict": verdict,
        "tone": tone,
        "state": translate(STATES[verdict]),
        "sentence": translate(SENTENCES[verdict]),
        "found": None,
    }
