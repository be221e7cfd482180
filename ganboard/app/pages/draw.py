"""The page "Draw a creature": a drawing, and the picture that it becomes while one draws."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import numpy as np
import streamlit as st

from ganboard import figures
from ganboard.app import address, playing
from ganboard.app.choices import chosen, everything
from ganboard.app.complaints import complain
from ganboard.app.components.draw import drawing
from ganboard.app.connection import config_of, engine
from ganboard.app.instead import instead, way_out
from ganboard.app.session import _
from ganboard.app.starting import BEGUN, end_own, just_begun, one_by_one
from ganboard.app.titles import known_runs
from ganboard.config import TrainConfig
from ganboard.creatures.painting import pictures
from ganboard.creatures.sketching import sketches
from ganboard.creatures.traits import creatures
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.shipped import archive_of, shipped

NAME, PRESET = "draw", "sketch"
"""Of the page's choices, and of its preset."""
CLOTHES = "outlines"
"""The preset of drawings of something else."""
LIKENESSES, COMPARED = (0, 30, 1000), 60
"""The weights of likeness that are compared, and how many seconds each trains."""

LADDER = N_(
    "A generator is paid for two things: that the judge takes its picture for real, and that the picture is like the real one of "
    "the drawing. How much the second one counts is called λ. Three small generators differ in nothing else: here is what each of "
    "them makes of your drawing."
)


def page() -> None:
    """Draw the page."""
    with st.container(key="play_draw"):
        _draw()


def _draw() -> None:
    names = playing.sources("translate")
    source = playing.source_of(NAME, names)
    named = address.asked("run")  # asked last: what was open is in the address by now
    if named not in (None, source):
        instead(
            _(
                "The training that was open is not here, or makes no pictures from drawings. This is another "
                "one that does."
            )
        )
    of_creatures = _of_creatures(source)
    playing.opening(_("Draw a few lines, and a generator turns them into a picture."))
    with playing.bar():
        smooth = playing.choose_maker(NAME, names)
        playing.train_button(NAME, PRESET if of_creatures else CLOTHES, _("Train a new one"))
        if of_creatures:
            playing.train_button(NAME, CLOTHES, _("Clothes instead"), icon=":material/apparel:")
        else:
            playing.train_button(NAME, PRESET, _("Creatures instead"), icon=":material/mood:")
    ladder = _ladder() if of_creatures else []
    drawing(source=source, out=way_out(source, "shipped-sketch"), smooth=smooth, ladder=ladder, words=_words())
    if of_creatures:
        _offer_ladder(there=bool(ladder))
        playing.learned_from(
            _("From such pairs it learns: a drawing, and below it the picture"),
            _some_pairs(),
            _("Little monsters drawn with a wobbly pen, and below each the same monster in colour."),
        )


@st.cache_data(show_spinner=False)
def _some_pairs() -> bytes:
    """Drawings and what they are of, a PNG."""
    some = creatures(10, seed=5)
    drawn = np.repeat(sketches(some, 96), 3, axis=3)
    return figures.png(figures.grid(np.concatenate([drawn, pictures(some, 96)]), 10, gap=6))


def _of_creatures(source: str) -> bool:
    """Whether creatures are drawn for a generator; else it is clothes."""
    inside = archive_of(source)
    config = shipped(inside).config if inside else config_of(Run(engine().root / source))
    return config.dataset.name == "creatures"


def _small(likeness: float) -> TrainConfig:
    """One of the small trainings that differ in their weight of likeness alone."""
    return preset(PRESET).config(
        dataset={"name": "creatures", "size": 32}, method={"name": "sketch", "likeness": likeness}, seconds=COMPARED
    )


def _ladder() -> list[dict[str, Any]]:
    """The newest of the small trainings with each weight of likeness, from little to much; none where one is missing."""
    newest: dict[str, str] = {}
    for run in known_runs()[: playing.LISTED]:
        with suppress(GANBoardError):  # damaged: the Runs page tells of it
            config = config_of(run)
            if (
                config.method.name == "sketch" and not run.changes()
            ):  # else λ was not what the config says, or not alone
                newest.setdefault(config.to_json(), run.id)
    meanings = (
        _(
            "λ = 0: likeness does not count. To pass for real it takes hard edges and strong contrasts, but otherwise does as it "
            "likes: eyes and mouth are not as you drew them."
        ),
        _("λ = 30: likeness and the judge both count. It looks drawn, and is what you drew."),
        _(
            "λ = 1,000: only likeness counts. It does as it is told, but softly: where the drawing leaves something open, it takes "
            "the middle of all that could be there. Edges fade, and the background is always the same grey."
        ),
    )
    found = [(newest.get(_small(likeness).to_json()), likeness) for likeness in LIKENESSES]
    return [
        {"source": source, "size": 32, "title": f"λ = {likeness:,}", "meaning": meaning}
        for (source, likeness), meaning in zip(found, meanings, strict=True)
        if all(source for source, _likeness in found)
    ]


def _offer_ladder(there: bool) -> None:
    """Begin the small trainings."""
    if not there:
        st.html(
            "<h3 class='gb-part'>{title}</h3><p class='gb-story'>{story}</p>".format(
                title=_("Sharp or obedient?"), story=_(LADDER)
            )
        )
    st.button(
        _("Train the three again") if there else _("Train the three"),
        key="draw_compare",
        icon=":material/compare:",
        on_click=_begin_ladder,
        args=(chosen("train.beside"),),
        help=_("They take turns, and need a minute each."),
    )


def _begin_ladder(beside: list[str] | None) -> None:
    """Train with little, the usual and much likeness.

    Args:
        beside: The trainings that stood on the page where it was pressed: a second press is made over the old page.
    """
    with one_by_one():
        if chosen("train.beside") != beside or just_begun():
            return
        held = everything()  # Streamlit may end a script at its next word to it, and nobody would know of the trainings
        end_own()
        started: list[str] = []
        try:
            for likeness in LIKENESSES:
                started.append(engine().submit(_small(likeness), f"λ = {likeness:,}"))
                # Also where not all of them begin: the visitor's next training stops these.
                held |= {"train.beside": started, BEGUN: time.time()}
        except GANBoardError as error:
            complain(error.message)


def _words() -> dict[str, str]:
    return {
        "pad": _("Drawing pad. Arrow keys move the pen, Space puts it down and lifts it."),
        "pen": _("Pen"),
        "rubber": _("Eraser"),
        "undo": _("Undo"),
        "clear": _("Clear"),
        "how": _("Show me how"),
        "fresh": _("Other ones"),
        "picture": _("What the generator makes of the drawing"),
        "colours": _("Colour"),
        "chance": _("chance"),
        "step": _("Training step"),
        "atStep": _("step {step}"),
        "many": _("One drawing, many answers"),
        "answer": _("Answer {number}"),
        "ladder": _("Sharp or obedient?"),
        "ladderStory": _(LADDER),
        "likeness": _("Weight of likeness λ"),
        "rung": _("Your drawing with {likeness}"),
        "waits": _("waits for its turn"),
        "preparing": _("It is getting ready. The first pictures come in a few seconds."),
        "learning": _("It is learning right now: step {step}"),
        "learned": _("It has learned up to step {step}."),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


page()
