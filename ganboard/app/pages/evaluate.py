"""The Evaluate page: how good a generator is, with how sure that is."""

from __future__ import annotations

import streamlit as st

from ganboard.app.connection import engine
from ganboard.app.layers import experts
from ganboard.app.quality.cards import show_cards
from ganboard.app.quality.choice import asked_run, choose_run, choose_step, listed
from ganboard.app.quality.classes import show_classes
from ganboard.app.quality.clouds import show_clouds
from ganboard.app.quality.comparing import show_comparison
from ganboard.app.quality.controls import choose_count, fakes, measure_bar
from ganboard.app.quality.moving import show_clips
from ganboard.app.quality.nearest import show_nearest
from ganboard.app.quality.pictures import show_pictures
from ganboard.app.quality.plane import show_plane
from ganboard.app.quality.results import evaluations, sights
from ganboard.app.quality.summary import show_curve, show_sides, show_verdict
from ganboard.app.quality.swapping import show_kept
from ganboard.app.quality.waiting import no_checkpoint, not_measured, nothing_trained
from ganboard.app.session import _, in_markdown
from ganboard.app.watchers import watching
from ganboard.app.widgets import tabs
from ganboard.errors import GANBoardError
from ganboard.evaluation.report import Evaluation, Sights
from ganboard.media import ClipMedium, PointsMedium
from ganboard.runs import Run


def page() -> None:
    """Draw the page."""
    asked, runs = asked_run(), listed()
    if asked is None and not runs:
        nothing_trained()
        return
    with st.container(key="evaluate_choices"):
        places = st.columns([5, 3], gap="small", vertical_alignment="bottom")
    with places[0]:
        run = choose_run(runs, asked)
    steps = run.steps()
    if not steps:
        no_checkpoint(run)
        return
    found, problems = evaluations(run)
    with places[1]:
        step = choose_step(run, sorted({*steps, *found}), found)
    count = fakes()
    try:
        if gone := run.gone_message():
            st.warning(in_markdown(gone))
        medium = run.config().dataset.medium
        plane, moving = isinstance(medium, PointsMedium), isinstance(medium, ClipMedium)
        changing = "swap" in run.config().method.abilities
    except GANBoardError:  # of a newer version, or being deleted; the bar says so
        plane = moving = changing = False
    if plane:
        show_plane(run, step, count)
        return
    if moving:
        show_clips(run, step)
        return
    if changing:
        show_kept(run, step)
    if engine().may_steer(run.id):
        measure_bar(run, steps, found, step, count)
    else:
        watching(run.id)
    for problem in problems:
        st.warning(in_markdown(problem))
    if step not in found:
        not_measured(run, step)
        return
    try:
        _results(run, found, step)
    except GANBoardError as error:  # a folder that was damaged, or is being deleted
        st.error(in_markdown(error.message))


def _results(run: Run, found: dict[int, Evaluation], step: int) -> None:
    with st.container(key="evaluate_row"):
        left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        show_verdict(found[step])
    with right:
        show_pictures(run, step)
    with experts("evaluate") as shown:
        if shown:
            _numbers(run, found, step)


def _numbers(run: Run, found: dict[int, Evaluation], step: int) -> None:
    """What stands behind the verdict, for those who ask."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_sides(found[step], step)
        choose_count()
    with right, st.container(key="evaluate_curve"):
        show_curve(run, found, step)
    titles = {
        "numbers": _("All numbers"),
        "clouds": _("Two clouds"),
        "nearest": _("Nearest training images"),
        "classes": _("Classes"),
        "compare": _("Compare"),
    }
    numbers, clouds, nearest, classes, compared = tabs("evaluate.tab", titles).values()
    with numbers:
        if numbers.open:
            show_cards(found[step])
    with clouds:
        seen = _seen(run, step) if clouds.open else None
        if seen is not None:
            with st.container(key="evaluate_clouds"):
                show_clouds(seen, f"{run.id}_{step}")
    with nearest:
        seen = _seen(run, step) if nearest.open else None
        if seen is not None:
            show_nearest(found[step], seen)
    with classes:
        if classes.open:
            show_classes(run, found[step])
    with compared:
        if compared.open:
            show_comparison(run, step, found[step])


def _seen(run: Run, step: int) -> Sights | None:
    """What is looked at of an evaluation; where that cannot be had, it is said."""
    try:
        seen = sights(run, step)
    except GANBoardError as error:
        st.warning(in_markdown(error.message))
        return None
    if seen is None:
        st.info(_("There are no pictures kept of this measuring. Measure again."))
    return seen


page()
