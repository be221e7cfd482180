"""The Runs page: every training on this computer."""

from __future__ import annotations

import html
import time
from contextlib import suppress
from typing import Any

import streamlit as st

from ganboard import figures
from ganboard.app import address, dials, pictures
from ganboard.app.branch_tree import show_trees
from ganboard.app.changed import of_run
from ganboard.app.choices import choose, chosen
from ganboard.app.comparison import LETTERS, MISSING, MOST, Side, differing, facts, look_at, table
from ganboard.app.components.compare import side_by_side
from ganboard.app.components.shared import in_address
from ganboard.app.family import left_at
from ganboard.app.instead import instead
from ganboard.app.panels import QUALITY, comparable
from ganboard.app.paths import page_file
from ganboard.app.quality.sides import show_sides
from ganboard.app.session import _, in_markdown, say, show_run, written
from ganboard.app.tables import charted, over_steps
from ganboard.app.titles import known_runs, title, titles
from ganboard.app.widgets import expander, page_number, segments, select, several, toggle
from ganboard.app.wording import STATE_NAMES
from ganboard.errors import GANBoardError, short
from ganboard.i18n import N_
from ganboard.presets import title_of
from ganboard.run_status import came_to_nothing
from ganboard.runs import Run, find_run, runs_root

SHOWN = 12
ACROSS = 3
COMPARABLE = 100
AXES = {"step": N_("Same step"), "seconds": N_("Same seconds of training")}
"""What the slider of a comparison goes by."""


def page() -> None:
    """Draw the page."""
    title = _("Trainings on this computer")
    st.html(f"<h1 class='gb-title'>{title}</h1>")
    runs = known_runs()
    if not runs:
        still = _("Every training that you start is kept here, with its pictures.")
        instead(_("There are none yet."), still, _("Start a training"), "start", icon="play_arrow")
        return
    pages = -(-len(runs) // SHOWN)
    number = page_number("runs.page", pages)
    _take_link()
    _compare(runs)
    show_trees(runs)
    address.write("compare", ",".join(chosen("runs.compared", [])) or None)
    held = [run_id for run_id in chosen("runs.compared", []) if any(run.id == run_id for run in runs)]
    for first in range((number - 1) * SHOWN, min(number * SHOWN, len(runs)), ACROSS):
        # Columns of their own for each row: on a phone they stand below one another, and the newest comes first there, too.
        for place, run in zip(st.columns(ACROSS, gap="medium"), runs[first : first + ACROSS], strict=False):
            with place.container(border=True):
                try:
                    _card(run, held)
                except GANBoardError as error:
                    st.warning(in_markdown(error.message))


def _take_link() -> None:
    """Compare what the address names, once: so that a comparison outlives a reload and can be passed on."""
    linked = address.asked("compare")
    if linked and chosen("runs.compared") is None:
        named = dict.fromkeys(short(run_id) for run_id in linked.split(",") if run_id)
        choose("runs.compared", list(named)[:MOST])
        choose("runs.compare", True)


def _compare(runs: list[Run]) -> None:
    """Two to four runs side by side: their samples, what differs in their settings, and their curves."""
    with expander("runs.compare", _("Compare trainings"), icon=":material/compare:"):
        names = titles(_offered(runs))
        compared = several(
            "runs.compared",
            _("Trainings"),
            list(names),
            names.__getitem__,
            most=MOST,
            placeholder=_("Choose trainings"),
        )
        if gone := [run_id for run_id in chosen("runs.compared", []) if run_id not in names]:
            st.info(_("No longer there: {runs}. What is left is compared.").format(runs=written(", ".join(gone))))
        if len(compared) < 2:
            st.caption(_("Choose two to four trainings to see them side by side."))
        if compared:
            st.fragment(_together)({run_id: names[run_id] for run_id in compared})


def _offered(runs: list[Run]) -> list[Run]:
    """The newest runs, and those that were chosen when they belonged to these."""
    held = chosen("runs.compared", [])
    return [run for number, run in enumerate(runs) if number < COMPARABLE or run.id in held]


def _together(names: dict[str, str]) -> None:
    """The comparison itself; run again whenever one that trains has another checkpoint or state."""
    sides = [look_at(run_id, name) for run_id, name in names.items()]
    by = segments("runs.by", _("Compare at the same"), ["step", "seconds"], lambda by: _(AXES[by]), "step")
    shown = []
    for letter, side in zip(LETTERS, sides, strict=False):
        if side.view is None:
            told = {"run": side.run_id, "title": side.title, "problem": say(side.problem) if side.problem else ""}
        else:
            told = facts(side, _)
        shown.append({**told, "letter": letter})
    side_by_side("together", shown, by)
    show_sides(sides)
    if len(sides) > 1:
        _settings(sides)
    _curves(sides)
    in_address("together")


def _settings(sides: list[Side]) -> None:
    """The settings in which the runs differ, or all of them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        title = _("What differs in their settings")
        st.html(f"<b>{title}</b>")
        everything = toggle("runs.everything", _("Show all settings"))
    for side in sides:
        if side.config is None and side.view is not None and side.problem:
            st.warning(in_markdown(side.problem))
    known = [(letter, side) for letter, side in zip(LETTERS, sides, strict=False) if side.config is not None]
    flats = [side.config.to_flat() for _letter, side in known if side.config is not None]
    if len(flats) < 2:
        return
    differ = differing(flats)
    if not differ:
        changed = any(side.view and side.view.changes for _letter, side in known)
        st.caption(
            _("Nothing at the start. What was changed later stands below the curves.")
            if changed
            else _("Nothing: all their settings are the same.")
        )
    names = list(dict.fromkeys(name for flat in flats for name in flat)) if everything else differ
    rows = table(flats, names, _)
    if not rows:
        return
    heads = "".join(f"<th scope='col'>{letter}<span> · {html.escape(side.title)}</span></th>" for letter, side in known)
    lines = "".join(
        f"<tr{' class=gb-differs' if everything and len(set(values)) > 1 else ''}><th scope='row'>{html.escape(name)}</th>"
        + "".join(f"<td>{html.escape(value)}</td>" for value in values)
        + "</tr>"
        for name, values in rows
    )
    first = _("Setting")
    head = f"<thead><tr><th scope='col'>{first}</th>{heads}</tr></thead>"
    st.html(f"<div class='gb-settings' tabindex='0'><table>{head}<tbody>{lines}</tbody></table></div>")
    if any(MISSING in values for _name, values in rows):
        st.caption(_("{dash}: what it trains with has no such setting.").format(dash=MISSING))


def _curves(sides: list[Side]) -> None:
    """Curves of the runs in one chart that can be zoomed, by a measure that all of them have."""
    methods = [side.config.method for side in sides if side.config is not None]
    measures = comparable(methods)
    measure = select("runs.measure", _("Measure"), list(measures), lambda name: _(measures[name]))
    if len({method.name for method in methods}) > 1:
        st.caption(_("These trainings learn by different methods: only what all of them measure can be compared."))
    curves = []
    for letter, side in zip(LETTERS, sides, strict=False):
        if side.view is None:
            continue
        table, column = (side.view.quality, "value") if measure == QUALITY else (side.view.history, measure)
        curves.append((f"{letter} · {side.title}", table.get("step", []), table.get(column, [])))
    title = _(measures[measure])
    if not any(steps for _name, steps, _values in curves):
        st.caption(_("Nothing of this was measured in any of them yet."))
        return
    charted(
        figures.curves(curves, _("step"), title, _marks(sides)),
        over_steps(title, curves),
        key="curves",
        alt=_("{measure} of the chosen trainings over their steps.").format(measure=title),
    )
    _changes(sides)


def _marks(sides: list[Side]) -> list[tuple[int, float, str]]:
    """What was changed while the runs trained, as marks of their curves."""
    shown = [side for side in sides if side.view is not None]
    return [
        (number, change["step"], html.escape(f"{LETTERS[sides.index(side)]} · {change['text']}"))
        for number, side in enumerate(shown)
        if side.view is not None and side.config is not None
        for change in dials.told(side.view.changes, side.config, _)
        if change["step"] <= side.view.step
    ]


def _changes(sides: list[Side]) -> None:
    """The same in words."""
    for letter, side in zip(LETTERS, sides, strict=False):
        if side.view is not None and side.config is not None:
            for change in dials.told(side.view.changes, side.config, _):
                at = _("step {step}").format(step=f"{change['step']:,}")
                st.caption(written(f"{letter} · {at} · {change['text']}"))


def _card(run: Run, held: list[str]) -> None:
    """A run in the list; ``held`` are those that are compared."""
    status, standing = run.status(), run.standing()
    number = f"{status['step'] if standing is None else standing:,}"  # picture and number are of one step
    if standing is not None:
        alt = _("Samples at step {step}.").format(step=number)
        with suppress(GANBoardError):  # a run without its picture can be opened all the same
            picture = run.picture(standing)
            about = {
                "title": title(run),
                "facts": _("step {step}").format(step=number),
                **pictures.sheet(run.config(), run.id, standing),
            }
            with st.container(key=f"sheet_{pictures.tall(picture)}_{run.id}"):
                st.html(pictures.large(pictures.thumb(picture, alt), **about))
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(status["created"]))
    state = _(STATE_NAMES.get(status["state"], status["state"]))
    step = _("step {step}").format(step=number)
    branched = f"<br><small>{html.escape(_branched(run, status))}</small>" if "parent" in status else ""
    why = came_to_nothing(status)
    problem = "" if why is None else f"<br><small>{html.escape(say(why))}</small>"
    named = html.escape(_(title_of(status["name"])))
    st.html(f"<b>{named}</b><br><small>{when} · {step} · {state}</small>{branched}{problem}")
    with st.container(horizontal=True):
        if st.button(_("Open"), key=f"open_{run.id}", icon=":material/open_in_new:"):
            show_run(run.id)
            st.switch_page(page_file("train"))
        st.button(
            _("Compared") if run.id in held else _("Compare"),
            key=f"compare_{run.id}",
            icon=":material/check:" if run.id in held else ":material/compare:",
            disabled=run.id not in held and len(held) >= MOST,
            help=_("Put it beside others, above. Four at most."),
            on_click=_turn,
            args=(run.id, held),
        )


def _branched(run: Run, status: dict[str, Any]) -> str:
    """Which run a branch comes from, where it left it, and what it has otherwise."""
    parent, step = status["parent"]["run"], f"{left_at(status):,}"
    try:
        name = title(find_run(runs_root(), parent))
        told = _("A branch of {run}, from step {step} on.").format(run=name, step=step)
    except GANBoardError:
        told = _("A branch, from step {step} on, of a training that is gone.").format(step=step)
    return f"{told} {of_run(run, _)}"


def _turn(run_id: str, held: list[str]) -> None:
    """Take a run into the comparison, or out of it."""
    choose("runs.compared", [each for each in held if each != run_id] if run_id in held else [*held, run_id])
    choose("runs.compare", True)


page()
