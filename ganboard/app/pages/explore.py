"""The Explore page: slide through the latent space of any generator."""

from __future__ import annotations

import streamlit as st

from ganboard.app import tabs
from ganboard.app.components.explore import part
from ganboard.app.links import read_point, read_view
from ganboard.app.session import SHIPPED, _, current_run, say
from ganboard.app.titles import titles
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.runs import all_runs, find_run, runs_root

LISTED = 60
"""Runs offered in the list; more would not be found there."""
NOT_READY = N_(
    "This training has no checkpoint yet. It gets its first one after a few seconds; until then, here are the digits."
)


def page() -> None:
    """Draw the page."""
    st.session_state.setdefault("shelf", [])
    source, step, link, view = _asked()
    if view:
        st.session_state.setdefault("smooth", view["smooth"])
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        source, step = _choose(source, step)
    with right:
        smooth = st.toggle(_("Smooth"), key="smooth", help=_("Blur the pixels instead of showing them as squares."))
    part("bar", source=source, step=step, link=link, view=view, words=_bar_words())
    part("mixer", smooth=smooth, words=_mixer_words())
    titles_of_tabs = [_(title) for title in tabs.TABS.values()]
    open_at_first = _(tabs.TABS[view["tab"]]) if view and view["tab"] in tabs.TABS else None
    for place, name in zip(st.tabs(titles_of_tabs, default=open_at_first), tabs.TABS, strict=True):
        with place:
            tabs.draw(name)


def _asked() -> tuple[str, int | None, dict | None, dict | None]:
    """What the address names: source, step, point, and how the page stood. What cannot be used is said and left out."""
    wanted, step, link, view = current_run() or SHIPPED, None, None, None
    if st.query_params.get("run") == SHIPPED:
        wanted = SHIPPED
    try:
        if wanted != SHIPPED:
            run = find_run(runs_root(), wanted)
            if not run.steps():
                st.info(_(NOT_READY))
                wanted = SHIPPED
        step, link = read_point(st.query_params.to_dict())
        view = read_view(st.query_params.to_dict())
    except GANBoardError as error:
        st.warning(say(error.message))
        wanted = wanted if wanted == SHIPPED or _there(wanted) else SHIPPED
    return wanted, step, link, view


def _there(run_id: str) -> bool:
    try:
        return bool(find_run(runs_root(), run_id).steps())
    except GANBoardError:
        return False


def _choose(source: str, step: int | None) -> tuple[str, int | None]:
    runs = [run for run in list(all_runs())[:LISTED] if run.steps()]
    names = {SHIPPED: _("Digits, trained already (comes with GANBoard)"), **titles(runs)}
    if source not in names:
        names[source] = source
    st.session_state.setdefault("explore_source", source)
    if st.session_state.get("explore_linked") != source:  # the address names another one than when we last looked
        st.session_state.explore_linked = st.session_state.explore_source = source
    chosen = st.selectbox(
        _("Generator"),
        list(names),
        format_func=lambda each: names[each],
        key="explore_source",
        on_change=_chosen,
        label_visibility="collapsed",
    )
    return chosen, step if chosen == source else None


def _chosen() -> None:
    chosen = st.session_state.explore_source
    st.session_state.explore_linked = chosen
    if chosen != SHIPPED:
        st.session_state.run = chosen
    for name in ("step", "point"):
        st.query_params.pop(name, None)
    st.query_params["run"] = chosen


def _bar_words() -> dict[str, str]:
    return {
        "step": _("Training step"),
        "atStep": _("step {step}"),
        "surprise": _("Surprise me"),
        "seed": _("Seed"),
        "classes": _("Class to show"),
        "resetAll": _("Reset all"),
        "keep": _("Keep"),
        "link": _("Copy link"),
        "copied": _("Link copied"),
        "unitsOff": _(
            "Units switched off under “Look inside”: {count}. The shown picture, and what is made from it, goes without them."
        ),
        "unitsOn": _("Switch all on again"),
        "brokenLink": _("A part of this link is damaged: the tab below is as at the beginning."),
        "passedOver": _(
            "The newest checkpoint, of step {stands}, cannot be read. This is step {step}, the one before."
        ),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


def _mixer_words() -> dict[str, str]:
    return {
        "kinds": _("What the sliders move"),
        "raw": _("Coordinates"),
        "pca": _("Components (GANSpace)"),
        "sefa": _("Factors (SeFa)"),
        "labels": _("Between classes"),
        "kept": _("My directions"),
        "noneKept": _("None yet. Under “My directions” below you can name one and keep it."),
        "truncation": _("Truncation"),
        "blend": _("Blend into"),
        "blendFull": _("Blend {from} into {to}"),
        "blendTo": _("Class to blend into"),
        "reset": _("Back to where it began"),
        "resetOne": _("Reset {name}"),
        "page": _("{first} to {last} of {total}"),
        "before": _("Sliders before these"),
        "after": _("Next sliders"),
        "consistency": _("consistency {value}"),
        "alt": _("The generator's picture for this point, at step {step}."),
        "altClass": _("The generator's picture of “{name}” for this point, at step {step}."),
    }


page()
