"""The Runs page: every training on this computer."""

from __future__ import annotations

import html
import time
from contextlib import suppress

import streamlit as st

from ganboard import figures
from ganboard.app.pictures import data_url
from ganboard.app.session import _, say, show_run
from ganboard.app.titles import titles
from ganboard.app.widgets import expander, page_number, select, several
from ganboard.app.wording import STATE_NAMES
from ganboard.engine.protocol import View
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.presets import title_of
from ganboard.runs import Run, all_runs

SHOWN = 12
COMPARABLE = 100
MEASURE_NAMES = {
    "fake_score": N_("Score of fakes"),
    "real_score": N_("Score of real images"),
    "discriminator_loss": N_("Loss of D"),
    "generator_loss": N_("Loss of G"),
    "penalty": N_("Penalty"),
    "quality": N_("Fréchet distance of 500 fakes, lower is better"),
    "steps_per_second": N_("Steps per second"),
}


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
        measure = select(
            "runs.measure", _("Measure"), list(MEASURE_NAMES), lambda name: _(MEASURE_NAMES[name]), place=right
        )
        if not chosen:
            st.caption(_("Choose two or more trainings to see how they differ."))
            return
        curves = []
        for run_id in chosen:
            view = View.from_run(offered[run_id])
            table, column = (view.quality, "value") if measure == "quality" else (view.history, measure)
            curves.append((names[run_id], table.get("step", []), table.get(column, [])))
        title = _(MEASURE_NAMES[measure])
        st.plotly_chart(
            figures.curves(curves, _("step"), title),
            key="curves",
            alt=_("{measure} of the chosen trainings over their steps.").format(measure=title),
        )


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
