"""The Explore page: slide through the latent space of any generator."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from ganboard.app import address, playing, tabs, widgets
from ganboard.app.choices import choose, chosen
from ganboard.app.components.explore import part
from ganboard.app.components.explore.kinds import kind_words
from ganboard.app.connection import config_of
from ganboard.app.desk_links import read_point, read_view
from ganboard.app.instead import instead, nothing_yet, to_train, way_out
from ganboard.app.session import SHIPPED, _, current_run, say
from ganboard.app.titles import known_runs, titles
from ganboard.app.wording import STATE_NAMES
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.runs import find_run, runs_root
from ganboard.shipped import archive_of, shipped
from ganboard.studio.directions import about

SOURCE = "explore.source"
"""The choice of the list: the run on the screen, or what is shipped."""
DIGITS = N_("Until then, here are the digits that come with GANBoard.")
NO_NOISE = N_(
    "The Explore page moves through noise, but this training makes pictures from drawings. On the "
    "page “Draw a creature” you draw for it. Here are the digits."
)
NO_NOISE_TO_SWAP = N_(
    "The Explore page moves through noise, but this training changes pictures into others. On the page “Swap it” you choose "
    "which. Here are the digits."
)


def page() -> None:
    """Draw the page."""
    source, step, link, view = _asked()
    config = _config(source)
    medium = "images" if config is None else config.dataset.medium.name
    pictures = medium != "points"
    _open(medium)
    with st.container(key="explore_source"):
        left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        _choose(source)
    with right:
        smooth = pictures and widgets.toggle(
            "explore.smooth", _("Soft pixels"), help=_("Blur the pixels instead of showing them as squares.")
        )
    st.session_state.explore_arrived = True
    expected = _expected(config)
    with st.container(key="explore_desk"):
        with st.container(
            key="bar_of_classes" if expected["classes"] else "bar_of_none"
        ):  # the stylesheet keeps its room
            part(
                "bar",
                source=source,
                shipped=bool(archive_of(source)),
                step=step,
                link=link,
                view=view,
                expected=expected,
                words=_bar_words(),
            )
        out = way_out(source, SHIPPED)
        part("mixer", smooth=smooth, blends=bool(expected["classes"]), out=out, words=_mixer_words())
    offered = tabs.offered(config)
    for name, place in widgets.tabs("explore.tab", {name: _(title) for name, title in offered.items()}).items():
        with place:
            tabs.draw(name)


def _asked() -> tuple[str, int | None, dict | None, dict | None]:
    """What the address names: source, step, point, and how the page stood. What cannot be used is said and left out."""
    wanted, step, link, view = playing.linked_inside("explore") or current_run() or SHIPPED, None, None, None
    try:
        if inside := archive_of(wanted):
            config, ready = shipped(inside).config, True
        else:
            run = find_run(runs_root(), wanted)
            config, ready = run.config(), bool(run.steps())
        if "make" not in config.method.abilities:
            if "swap" in config.method.abilities:
                instead(_(NO_NOISE_TO_SWAP), do=_("To the page “Swap it”"), page="swap", first=False)
            else:
                instead(_(NO_NOISE), do=_("To the drawing page"), page="draw", first=False)
            wanted = SHIPPED
        elif not ready:
            gone = run.gone_message()
            to_train(run.id, say(gone) if gone else nothing_yet(run), _(DIGITS))
            wanted = SHIPPED
        asked = {name: address.asked(name) for name in ("step", "point", "view")}
        query = {name: text for name, text in asked.items() if text is not None}
        step, link = read_point(query)
        view = read_view(query)
        if view:
            _stand_as(view)
    except GANBoardError as error:
        instead(say(error.message))
        wanted = wanted if archive_of(wanted) or _there(wanted) else SHIPPED
    return wanted, step, link, view


def _stand_as(view: dict) -> None:
    """Take over what a link says of the page when somebody arrives by it; from then on the page itself writes the address."""
    if st.session_state.setdefault("explore_arrived", False):
        return
    st.session_state.explore_arrived = True
    choose("explore.smooth", view["smooth"])
    if view["tab"] in tabs.TABS:
        choose("explore.tab", view["tab"])


def _config(source: str) -> TrainConfig | None:
    """Of the shown networks; None where it cannot be read: a damaged run is told of by the parts that ask it."""
    if inside := archive_of(source):
        return shipped(inside).config
    try:
        return config_of(find_run(runs_root(), source))
    except GANBoardError:
        return None


def _expected(config: TrainConfig | None) -> dict[str, Any]:
    """The classes and their factors, as ``studio.frames.opened`` will say: so that the bar has their places before that."""
    if config is None:
        return {"classes": [], "factors": []}
    spec, dataset = config.network_spec, config.dataset
    return {
        "classes": [say(title) for title in dataset.titles()] if spec.classes else [],
        "factors": [
            {"title": _(factor.title), "values": [_(title) for title in factor.titles]}
            for factor in (dataset.factors if spec.factors else ())
        ],
    }


def _open(medium: str) -> None:
    """Say what to do here, and what it means."""
    if medium == "clips":
        title = _("Who is seen, and how it moves: drag each by itself.")
        meaning = _(
            "The noise of the generator, the network that makes clips, has two parts. One says who is seen, the other how it moves."
        )
    elif medium == "images":
        title = _("Every picture is a place. Drag a slider and walk.")
        meaning = _(
            "At every place the generator, the network that makes pictures, has one ready; neighbours look alike. Nobody drew them."
        )
    else:
        title = _("Every place in the noise becomes a point. Drag a slider and see where it goes.")
        meaning = _("The noise is two numbers. The generator, the network that is learning, turns them into a point.")
    with st.container(key="opening"):
        st.html(f'<div class="gb-opening"><h1>{html.escape(title)}</h1><p>{html.escape(meaning)}</p></div>')


def _there(run_id: str) -> bool:
    try:
        return bool(find_run(runs_root(), run_id).steps())
    except GANBoardError:
        return False


def _choose(source: str) -> None:
    runs = [run for run in known_runs()[: playing.LISTED] if run.steps()]
    names = {**playing.inside("make"), **titles(runs)}
    if source not in names:
        names[source] = source
    choose(SOURCE, source)
    widgets.select(SOURCE, _("Generator"), list(names), names.__getitem__, then=_chosen, label_visibility="collapsed")


def _chosen() -> None:
    source = str(chosen(SOURCE))
    playing.go_to("explore", source)
    for name in ("step", "point"):
        address.write(name, None)
    address.write("run", source)


def _bar_words() -> dict[str, Any]:
    return {
        "step": _("Training step"),
        "atStep": _("step {step}"),
        "states": {state: _(title) for state, title in STATE_NAMES.items()},
        "surprise": _("Surprise me"),
        "seed": _("Seed"),
        "classes": _("Class to show"),
        "details": _("Details"),
        "resetAll": _("Reset all"),
        "keep": _("Keep"),
        "link": _("Copy link"),
        "copied": _("Link copied"),
        "unitsOff": _(
            "Neurons switched off under “Look inside”: {count}. The shown picture, and what is made from it, goes without them."
        ),
        "unitsOn": _("Switch all on again"),
        "brokenLink": _("A part of this link is damaged: the tab below is as at the beginning."),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


def _mixer_words() -> dict[str, Any]:
    return {
        "kinds": _("What the sliders move"),
        "about": say(about("pca")["about"]),  # stands there before the engine says it: the sliders come below it
        **kind_words(),
        "noneKept": _("None yet. Under “My directions” below you can name one and keep it."),
        "truncation": _("Bold ↔ typical"),
        "truncationDetail": _("truncation ψ: all noise times this number"),
        "ends": _("Where “{name}” leads from here: its beginning, middle and end"),
        "blend": _("Blend into"),
        "blendFull": _("Blend {from} into {to}"),
        "blendTo": _("Class to blend into"),
        "reset": _("Back to where it began"),
        "resetOne": _("Reset {name}"),
        "page": _("{first} to {last} of {total}"),
        "before": _("Sliders before these"),
        "after": _("Next sliders"),
        "consistency": _("does the same to most pictures: {how} ({value})"),
        "alike": {
            "always": _("nearly always"),
            "mostly": _("mostly"),
            "somewhat": _("somewhat"),
            "hardly": _("hardly"),
        },
        "preparing": _("It is getting ready. The first picture comes in a few seconds."),
        "alt": _("The generator's picture for this point, at step {step}."),
        "altPoint": _("The point that the generator makes from this noise, among the real points, at step {step}."),
        "stand": _("Hold still"),
        "move": _("Let them move"),
        "place": _("It lies at {across} across and {up} up."),
        "legend": {
            "real": _("Real points"),
            "fake": _("What this noise becomes"),
            "noise": _("Where each slider would take it"),
            "judge": _("Ground: blue where the judge says real, orange where it says fake"),
        },
        "altClass": _("The generator's picture of “{name}” for this point, at step {step}."),
    }


page()
