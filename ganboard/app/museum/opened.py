"""An exhibit that is opened: a healthy training, the lever that spoils it, what the doctor finds, and the remedy."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import streamlit as st

from ganboard.app.choices import chosen
from ganboard.app.complaints import show_complaint
from ganboard.app.components.museum import exhibit as stations
from ganboard.app.doctor.patients import patient
from ganboard.app.live import obey
from ganboard.app.museum.hall import leave
from ganboard.app.museum.visit import BROKEN, MENDED, Visit, note_done
from ganboard.app.paths import page_file
from ganboard.app.presence import note
from ganboard.app.routes import MOVING
from ganboard.app.session import _, current_race, current_run, show_run
from ganboard.app.starting import one_by_one
from ganboard.app.widgets import pills
from ganboard.doctor import SYMPTOMS
from ganboard.exhibits import Exhibit

GUESSES = 3
"""What a visitor may bet on: the symptom that comes, and others."""


def show_exhibit(exhibit: type[Exhibit]) -> None:
    """Draw it, and keep it up to date."""
    with st.container(horizontal=True, vertical_alignment="center", key="museum_bar"):
        st.button(_("All exhibits"), key="museum_leave", icon=":material/arrow_back:", on_click=leave)
        title = html.escape(_(exhibit.title))
        st.html(f"<h1 class='gb-title'>{title}</h1>")
    st.fragment(_draw)(exhibit)
    _why(exhibit)


def _draw(exhibit: type[Exhibit]) -> None:
    visit = Visit.at(exhibit)
    head, look_at = _("What to look at:"), html.escape(_(exhibit.look_at))
    with st.container(horizontal=True, vertical_alignment="center", key="museum_look"):
        st.html(f"<p class='gb-story'><b>{head}</b> {look_at}</p>")
        _onward(visit)
    show_complaint()
    note(current_run(), current_race(), *visit.runs)
    shown = _patients(visit)
    if len(visit.runs) <= BROKEN:
        _bet(exhibit)
    stations(exhibit.name, shown, partial(_act, exhibit), **_told(visit, shown))
    _outcome(visit, shown)


def _act(exhibit: type[Exhibit], what: str) -> None:
    """Do what was pressed; the visit is looked at anew, for it may have been pressed twice."""
    with one_by_one():
        visit = Visit.at(exhibit)
        actions = {"start": visit.start, "pull": visit.pull, "cure": visit.cure, "more": visit.more}
        if what in actions:
            obey(actions[what])


def _patients(visit: Visit) -> list[dict[str, Any]]:
    titles = (_("Healthy"), _("Spoilt by you"), _("Repaired"))
    return [patient(run_id, titles[number], str(number + 1)) for number, run_id in enumerate(visit.runs)]


def _told(visit: Visit, shown: list[dict[str, Any]]) -> dict[str, Any]:
    """What exhibit.js reads besides the runs."""
    exhibit, last = visit.exhibit, shown[-1] if shown else {}
    return {
        "stations": [
            {"title": _("Healthy"), "button": _("Start the training")},
            {"title": _("Sabotage"), "button": _(exhibit.lever)},
            {"title": _("Remedy"), "button": _(exhibit.cure)},
        ],
        "warm": visit.ready_at,
        "fork": last.get("fork", 0),
        "enough": exhibit.steps_to_break,
        "symptom": exhibit.symptom,
        "more": last.get("state") not in (*MOVING, "failed", None)
        and (len(shown) > 1 or last["step"] < visit.ready_at),
    }


def _bet(exhibit: type[Exhibit]) -> None:
    """What will the doctor find? Nobody has to say."""
    names = guesses(exhibit)
    with st.container(horizontal=True, vertical_alignment="center", key="museum_bet"):
        st.markdown(_("**Your bet:** what will the doctor find after the sabotage?"))
        pills(f"museum.bet.{exhibit.name}", _("Your bet"), names, lambda name: _(SYMPTOMS.get(name).title), None)


def guesses(exhibit: type[Exhibit]) -> list[str]:
    """Symptoms to bet on, the same for every visitor, others for every exhibit."""
    names = SYMPTOMS.names()
    place = names.index(exhibit.symptom)
    apart = 1 + exhibit.order % (len(names) // GUESSES)
    return sorted(names[(place + turn * apart) % len(names)] for turn in range(GUESSES))


def _outcome(visit: Visit, shown: list[dict[str, Any]]) -> None:
    """What the doctor found, what came of the bet, and whether the remedy helped."""
    lines: list[str] = []
    broken, mended = _found(visit, shown), _standing(shown, MENDED)
    if broken is not None:
        symptom = SYMPTOMS.get(broken["symptom"])
        at = _("At step {step} the doctor found: {symptom}").format(
            step=f"{broken['step']:,}", symptom=_(symptom.title)
        )
        lines += [f"<p class='gb-race-winner'>{html.escape(at)}</p>", f"<p>{html.escape(_(symptom.meaning))}</p>"]
        if told := _bet_told(visit.exhibit, broken["symptom"]):
            lines.append(f"<p class='gb-race-bet'>{html.escape(told)}</p>")
    repaired = mended is not None and mended["tone"] == "well" and _has_trained(visit, shown[MENDED])
    if mended is not None and repaired:
        note_done(visit.exhibit)
        after = _("Before: {before}. After the remedy, at step {step}: {after}.").format(
            before=_(SYMPTOMS.get(broken["symptom"]).title) if broken else _("spoilt"),
            step=f"{shown[MENDED]['step']:,}",
            after=mended["state"],
        )
        head = html.escape(_("You repaired it."))
        told = f"<p class='gb-race-winner'>{head}</p><p>{html.escape(after)}</p>"
        lines.insert(0, told)  # first, for on a projector no more of it may be seen
    elif mended is not None and mended["tone"] != "well" and shown[MENDED]["state"] not in MOVING:
        onward = _("The doctor is not satisfied yet. Train on, and look again.")
        lines.append(f"<p>{html.escape(onward)}</p>")
    if lines:
        ill = "" if repaired else " gb-ill"
        st.html(f"<div class='gb-race-end{ill}' role='status'>{''.join(lines)}</div>")


def _has_trained(visit: Visit, told: dict[str, Any]) -> bool:
    """Whether a remedy has had its time: one that begins before the failure is healthy at its first step already."""
    return bool(told["step"] - told["fork"] >= visit.exhibit.steps_to_mend // 2)


def _found(visit: Visit, shown: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the doctor found in the spoilt training after it parted from the healthy one: what is expected, if that is among it."""
    if _standing(shown, BROKEN) is None:
        return None
    told = shown[BROKEN]
    found = [each for each in told["findings"] if each["step"] >= told["fork"]]
    expected = [each for each in found if each["symptom"] == visit.exhibit.symptom]
    return next(iter([*expected, *found]), None)


def _standing(shown: list[dict[str, Any]], station: int) -> dict[str, Any] | None:
    """What the doctor says of a station now."""
    if len(shown) <= station or "problem" in shown[station]:
        return None
    said: dict[str, Any] = shown[station]["doctor"]
    return said


def _bet_told(exhibit: type[Exhibit], symptom: str) -> str:
    """What came of the bet; nothing where there was none."""
    bet = chosen(f"museum.bet.{exhibit.name}")
    if bet not in SYMPTOMS.names():
        return ""
    name = _(SYMPTOMS.get(bet).title)
    if bet == symptom:
        return _("You bet on {name}. You were right!").format(name=name)
    return _("You bet on {name}. It turned out differently.").format(name=name)


def _onward(visit: Visit) -> None:
    """From here on: once more, or to the Train page with all that it shows."""
    if len(visit.runs) <= BROKEN:
        return
    st.button(_("Once more"), key="museum_again", icon=":material/replay:", on_click=obey, args=(visit.again,))
    if st.button(_("See it on Train"), key="museum_train", icon=":material/model_training:"):
        show_run(visit.runs[-1])
        st.switch_page(page_file("train"))


def _why(exhibit: type[Exhibit]) -> None:
    head, why = _("Why it happens:"), html.escape(_(exhibit.why))
    paper = html.escape(_("Read more: {reference}").format(reference=exhibit.reference))
    st.html(f"<div class='gb-why'><p><b>{head}</b> {why}</p><p><small>{paper}</small></p></div>")
