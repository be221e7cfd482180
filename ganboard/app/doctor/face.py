"""The doctor on the Train page: what it says, its remedy at a press, and what became of the one that was taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard.app.choices import chosen, everything
from ganboard.app.components.doctor import doctor, patients
from ganboard.app.connection import config_of, is_there
from ganboard.app.doctor.patients import patient
from ganboard.app.doctor.treatment import begin_anew, begins_at, branch_off, with_remedy
from ganboard.app.doctor.words import diagnosis_of
from ganboard.app.session import _, in_markdown
from ganboard.app.starting import end_own, one_by_one
from ganboard.doctor import Finding, Remedy
from ganboard.engine.protocol import View
from ganboard.errors import GANBoardError
from ganboard.runs import Run

TREATED = "train.treated"
"""The choice that holds the remedies that this visitor took, see :func:`_cases`."""
MOST = 20
"""Remedies that are remembered."""


def show_doctor(run: Run, view: View, go_to: Callable[[str], None]) -> None:
    """What the doctor says of the moment that is shown; where a remedy is pressed, take it.

    Args:
        run: The run on the screen.
        view: Of it.
        go_to: Puts another run there, and does not come back.
    """
    pressed = doctor(f"doctor_{run.id}")
    if pressed is None or (offered := _offered(view, pressed)) is None:
        return
    finding, remedy = offered
    try:
        with one_by_one():
            made = _take(run, view, finding, remedy)
    except GANBoardError as error:
        st.error(in_markdown(error.message))
        return
    go_to(made)


def _offered(view: View, pressed: dict[str, Any]) -> tuple[Finding, Remedy] | None:
    """What was pressed; None where the doctor says something else by now."""
    diagnosis = diagnosis_of(view)
    for finding in diagnosis.findings if diagnosis else ():
        if (finding.symptom, finding.step) == (pressed["symptom"], pressed["step"]):
            remedies = finding.remedies[pressed["number"] :]
            return (finding, remedies[0]) if remedies else None
    return None


def _take(run: Run, view: View, finding: Finding, remedy: Remedy) -> str:
    """The training with the remedy. Pressed twice it is the same one."""
    settings = json.dumps(remedy.settings, sort_keys=True)
    for made, of, taken in _cases():
        if (of, taken) == (run.id, settings) and is_there(made):
            return made
    if chosen("train.own") != run.id:
        end_own()
    # Taken before: Streamlit may end this script at its next word to it, and the new run would be lost.
    held = everything()
    config = config_of(run)
    step = begins_at(finding, remedy.settings, config, view)
    if step is None:
        made = begin_anew(run.id, with_remedy(view, config, remedy.settings))
    else:
        made = branch_off(run.id, remedy.settings, step)
    held[TREATED] = [*map(list, _cases()), [made, run.id, settings]][-MOST:]
    held["train.own"] = made
    return made


def show_treated(run: Run) -> None:
    """Before and after, where the run on the screen is one in which this visitor took a remedy."""
    before = next((of for made, of, _settings in _cases() if made == run.id), None)
    if before is None or not is_there(before):
        return
    title = _("Before and after")
    st.html(f"<b>{title}</b>")
    runs = [patient(before, _("Before"), "1"), patient(run.id, _("With the remedy"), "2")]
    patients(f"treated_{run.id}", runs)


def _cases() -> list[tuple[str, str, str]]:
    """Which run with a remedy came of which, and what was changed, JSON. A window may give anything back: only what fits counts."""
    held = chosen(TREATED, [])
    found = []
    for case in held if isinstance(held, list) else []:
        if isinstance(case, list) and list(map(type, case)) == [str, str, str]:
            found.append((case[0], case[1], case[2]))
    return found
