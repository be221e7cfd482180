"""The Runs page: every training on this computer."""

from __future__ import annotations

import html
import time
from contextlib import suppress

import streamlit as st

from ganboard import figures
from ganboard.app.link import config_of
from ganboard.app.panels import QUALITY, comparable
from ganboard.app.pictures import data_url
from ganboard.app.session import _, say, show_run
from ganboard.app.titles import titles
from ganboard.app.widgets import expander, page_number, select, several
from ganboard.app.wording import STATE_NAMES
from ganboard.engine.protocol import View
from ganboard.errors import GANBoardError
from ganboard.methods import Method
from ganboard.presets import title_of
from ganboard.runs import Run, all_runs

SHOWN = 12
COMPARABLE = 100


def page() -> None:
    """Draw the page."""
    title = _("Trainings on this computer")
    st.html(f"<h1 class='gb-title'>{title}</h1>")
    runs = list(all_runs())
    if not runs:
        st.info(_("None yet. Open the Train page and press Start training: this list fills by itself."))
        return
    pages = -(-len(runs) // SHOWN)
    number = page_number("runs.page", pages)
    _compare(runs)
    places = st.columns(3, gap="medium")
    for index, run in enumerate(runs[(number - 1) * SHOWN : number * SHOWN]):
        with places[index % 3].container(border=True):
            try:
                _card(run)
            except GANBoardError as error:
                st.warning(say(error.message))


def _compare(runs: list[Run]) -> None:
    """Curves of several runs in one chart that can be zoomed."""
    with expander("runs.compare", _("Compare curves"), icon=":material/stacked_line_chart:"):
        offered = {run.id: run for run in runs[:COMPARABLE]}
        names = titles(offered.values())
        left, right = st.columns([3, 1])
        chosen = several(
            "runs.compared",
            _("Trainings"),
            list(offered),
            names.__getitem__,
            most=6,
            place=left,
            placeholder=_("Choose trainings"),
        )
        read = _read({names[run_id]: offered[run_id] for run_id in chosen})
        methods = [method for _name, _view, method in read]
        measures = comparable(methods)
        measure = select("runs.measure", _("Measure"), list(measures), lambda name: _(measures[name]), place=right)
        if not read:
            st.caption(_("Choose two or more trainings to see how they differ."))
            return
        if len({method.name for method in methods}) > 1:
            st.caption(_("These trainings learn by different methods: only what all of them measure can be compared."))
        curves = []
        for name, view, _method in read:
            table, column = (view.quality, "value") if measure == QUALITY else (view.history, measure)
            curves.append((name, table.get("step", []), table.get(column, [])))
        title = _(measures[measure])
        st.plotly_chart(
            figures.curves(curves, _("step"), title),
            key="curves",
            alt=_("{measure} of the chosen trainings over their steps.").format(measure=title),
        )


def _read(runs: dict[str, Run]) -> list[tuple[str, View, Method]]:
    """Each run's name, what it looks like and how it learned; of one that cannot be read, why."""
    found = []
    for name, run in runs.items():
        try:
            found.append((name, View.from_run(run), config_of(run).method))
        except GANBoardError as error:
            st.warning(say(error.message))
    return found


def _card(run: Run) -> None:
    status, standing = run.status(), run.standing()
    number = f"{status['step'] if standing is None else standing:,}"  # picture and number are of one step
    if standing is not None:
        alt = html.escape(_("Samples at step {step}.").format(step=number))
        with suppress(GANBoardError):  # a run without its picture can be opened all the same
            st.html(f'<img class="gb-thumb" src="{data_url(run.picture(standing))}" alt="{alt}">')
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(status["created"]))
    state = _(STATE_NAMES.get(status["state"], status["state"]))
    step = _("step {step}").format(step=number)
    st.html(f"<b>{html.escape(_(title_of(status['name'])))}</b><br><small>{when} · {step} · {state}</small>")
    if st.button(_("Open"), key=f"open_{run.id}", icon=":material/open_in_new:"):
        show_run(run.id)
        st.switch_page("ganboard/app/pages/train.py")


page()
