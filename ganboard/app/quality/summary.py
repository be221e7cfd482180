"""The verdict in plain words, and the quality of every measured checkpoint as a curve."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from ganboard import figures
from ganboard.app.choices import everything
from ganboard.app.connection import engine
from ganboard.app.paths import page_file
from ganboard.app.quality.choice import show_step
from ganboard.app.quality.results import Curve, curve_of, leader_sentence, listed, named
from ganboard.app.quality.verdict import TITLES, aspects, headline, verdict, weak_side
from ganboard.app.session import _, in_markdown, say, show_run
from ganboard.app.tables import Table, charted
from ganboard.app.widgets import obeyed, press, select
from ganboard.errors import GANBoardError
from ganboard.evaluation.report import Evaluation
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS
from ganboard.metrics.reading import shown as text_of
from ganboard.runs import Run

VERDICTS = {
    "better": ("better", "▲", N_("better than unseen real images")),
    "worse": ("worse", "▼", N_("worse than unseen real images")),
    "cannot tell yet": ("even", "≈", N_("cannot be told from real yet")),
}
"""Class of style, sign and name of each verdict."""
COPYING = {
    "better": ("better", "✓", N_("no sign of copies")),
    "worse": ("worse", "▼", N_("nearer than unseen real images")),
    "cannot tell yet": ("better", "✓", N_("no sign of copies")),
}
DIRECTIONS = {
    "lower": N_("lower is better"),
    "higher": N_("higher is better"),
    "near one": N_("1 is best"),
    "near zero": N_("0 is best"),
}
"""Which way a number gets better."""
STEEP = 20
"""Where the largest number of a curve is so many times the smallest, the axis is logarithmic."""


def chip(verdict: str | None, names: dict[str, tuple[str, str, str]] = VERDICTS) -> str:
    """A verdict as a small HTML label; nothing where there is none."""
    if verdict is None:
        return ""
    style, sign, name = names[verdict]
    return f"<span class='gb-chip gb-chip-{style}'>{sign} {html.escape(_(name))}</span>"


def show_verdict(evaluation: Evaluation) -> None:
    """What all numbers of a checkpoint say together, in one sentence."""
    st.html(f"<p class='gb-verdict'>{html.escape(say(verdict(evaluation)))}</p>")


def show_sides(evaluation: Evaluation, step: int) -> None:
    """The same side by side, with the numbers that say so."""
    weak = weak_side(evaluation)
    parts = [f"<p class='gb-weak'>{html.escape(say(headline(evaluation)))}</p>"]
    if weak is not None:
        parts.append(f"<p class='gb-weak'>{html.escape(say(weak))}</p>")
    parts += [f"<p class='gb-source'>{html.escape(say(note))}</p>" for note in evaluation.notes]
    for aspect in aspects(evaluation):
        label = chip(aspect.verdict, COPYING if aspect.side == "copying" else VERDICTS)
        title, metric = _(TITLES[aspect.side]), _(METRICS.get(aspect.metric).title)
        said = _("{metric}: {sentence}").format(
            metric=f"<b>{html.escape(metric)}</b>", sentence=html.escape(say(aspect.sentence))
        )
        text = f"<p>{said}</p>"
        parts.append(f"<div class='gb-aspect'><h3>{html.escape(title)} {label}</h3>{text}</div>")
    about = _("Step {step} · {count} fakes · {extractor}").format(
        step=f"{step:,}", count=f"{evaluation.count:,}", extractor=_(evaluation.extractor_title)
    )
    st.html(f"<p class='gb-eyebrow'>{html.escape(about)}</p>{''.join(parts)}")


def show_curve(run: Run, found: dict[int, Evaluation], step: int) -> None:
    """One metric over all measured checkpoints; a click on one shows it.

    Args:
        run: Whose.
        found: What was measured, not empty.
        step: The one that is looked at.
    """
    names = named(found, step)
    if not names:
        st.info(_("No number could be computed for this checkpoint."))
        return
    name = select("evaluate.metric", _("Over all measured checkpoints"), names, lambda each: _(METRICS.get(each).title))
    metric, curve = METRICS.get(name), curve_of(found, name, step)
    charted(
        _figure(curve, _(metric.title), step),
        _table(curve, _(metric.title), metric.unit),
        f"curve_{run.id}_{name}",
        lambda point: show_step(run, int(point["customdata"][0])),
        alt=_("{metric} over training steps: {numbers}.").format(
            metric=_(metric.title),
            numbers=_("; ").join(f"{at:,}: {text_of(number.value, metric.unit)}" for at, number in curve.points),
        ),
    )
    _below(run, curve, step)


def _table(curve: Curve, title: str, unit: Any) -> Table:
    best = [] if curve.best is None else [(_("unseen real images"), curve.best)]
    points = [(f"{at:,}", each) for at, each in curve.points]
    rows = [
        [name, *(text_of(value, unit) for value in (each.value, each.low, each.high))] for name, each in points + best
    ]
    return Table(title, [_("step"), _("fakes"), _("at least"), _("at most")], rows)


def _figure(curve: Curve, title: str, step: int) -> Any:
    points = [(at, number.value, number.low, number.high) for at, number in curve.points]
    best = None if curve.best is None else (curve.best.value, curve.best.low, curve.best.high)
    everything = [number for point in points for number in point[1:]] + list(best or ())
    steep = min(everything) > 0 and max(everything) > STEEP * min(everything)
    leading = curve.leader()
    marks = {"shown": step}
    if leading is not None and len(points) > 1:
        marks["best"] = leading[0]
    words = {
        "across": _("step"),
        "up": _(DIRECTIONS[curve.better]),
        "fakes": _("fakes, with 95% intervals"),
        "real": _("unseen real images"),
        "best": _("best so far"),
        "shown": _("shown here"),
        "point": _("step {step}: {value} ({low} to {high})"),
    }
    return figures.quality_curve(points, best, marks, words, log=steep)


def _below(run: Run, curve: Curve, step: int) -> None:
    """Which checkpoint is best, and what can be done with it."""
    sentence, leading = leader_sentence(curve), curve.leader()
    if sentence is not None:
        st.markdown(f"**{say(sentence)}**")
    if leading is not None:
        _go(run, leading[0], step)
    notes = []
    if curve.fair_count is not None:
        notes.append(
            _("Taken from {count} fakes, as many as there are unseen real images, so that both compare fairly.").format(
                count=f"{curve.fair_count:,}"
            )
        )
    if curve.left_out:
        notes.append(
            _("Left out, since they were measured in another way: {steps}.").format(steps=listed(curve.left_out))
        )
    if len(curve.points) == 1:
        notes.append(_("Measure more checkpoints to see how the quality changes while it trains."))
    if notes:
        st.caption(" ".join(notes))


def _go(run: Run, best: int, step: int) -> None:
    """Ways on from the best checkpoint, and from the one that is looked at."""
    there = run.steps()
    with st.container(horizontal=True, key="evaluate_go"):
        for each in dict.fromkeys((best, step)):
            if each in there:
                st.page_link(
                    page_file("explore"),
                    label=_("Explore step {step}").format(step=f"{each:,}"),
                    icon=":material/tune:",
                    query_params={"run": run.id, "step": str(each)},
                )
        if (
            best in there
            and best != run.status()["step"]
            and press(
                "evaluate_rewind",
                _("Take the training back to step {step}").format(step=f"{best:,}"),
                icon=":material/fast_rewind:",
                help=_("The training goes back there and pauses. Later checkpoints stay."),
            )
        ):
            _rewind(run, best)


def _rewind(run: Run, step: int) -> None:
    held = everything()
    try:
        engine().rewind(run.id, step)
    except GANBoardError as error:
        obeyed(held)
        st.error(in_markdown(error.message))
        return
    obeyed(held)
    show_run(run.id)
    st.switch_page(page_file("train"))
