"""The page "Let it move": one creature, and all that it can do."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from ganboard.app import address, playing
from ganboard.app.components.move import moving
from ganboard.app.instead import instead, way_out
from ganboard.app.move_files import MOST, told
from ganboard.app.numbers import whole
from ganboard.app.session import _, language
from ganboard.creatures.factors import FACTORS
from ganboard.creatures.moving import MOTION_TITLES
from ganboard.datasets.clips import Clips
from ganboard.i18n import N_

PRESET = "clips"
"""Of a training of one's own."""
WITHOUT = {
    "frames": playing.Without(
        {"frame_judge": False},
        N_("Without the judge of single pictures"),
        N_(
            "One judge looks at a single picture: is that the creature that was asked for? Without it nobody asks who is seen, "
            "only how it moves. Then creatures melt."
        ),
        N_("This one learns without the judge of single pictures. Do you still see a creature?"),
    ),
    "clips": playing.Without(
        {"clip_judge": False},
        N_("Without the judge of whole clips"),
        N_(
            "The other judge looks at all eight pictures of a clip: does it move as was asked? Without it every picture is fine by "
            "itself, and nobody asks how they follow one another. Then nothing moves as you want."
        ),
        N_("This one learns without the judge of whole clips. Does it do what stands below it?"),
    ),
}
"""What can be left out, by plain ids."""


def page() -> None:
    """Draw the page."""
    with st.container(key="play_move"):
        _draw()


def _draw() -> None:
    names = playing.sources("move")
    playing.opening(_("Choose a creature, and watch all that it can do."))
    source = playing.source_of("move", names)
    if address.asked("run") not in (None, source):
        instead(_("The training that this link names is not here, or makes no clips. This is another one."))
    with playing.bar():
        smooth = playing.choose_maker("move", names)
        playing.train_button("move", PRESET, _("Train a new one"))
    playing.tell_without(playing.config_at(source), WITHOUT)
    moving(
        source=source,
        out=way_out(source, "shipped-clips"),
        link=_link(),
        smooth=smooth,
        factors=playing.in_words(FACTORS),
        motions=[_(title) for title in MOTION_TITLES],
        words=_words(),
    )
    playing.learned_from(
        _("Such clips it learns from"),
        _some_real(),
        _("Little monsters, drawn by a program, in short clips: they blink, bounce, wave or look around."),
    )
    playing.show_without(
        "move",
        PRESET,
        _("Two judges are watching"),
        _("So the same creature is seen from beginning to end, and it moves as you ask. Take one of them away."),
        WITHOUT,
    )


def _link() -> dict[str, Any] | None:
    """Who is seen and how it moves, as the address says; what cannot be used is left out."""
    seed, manner = (whole(text, 0, MOST) for text in (address.asked("seed"), address.asked("manner")))
    found = {"seed": seed, "manner": manner, "who": told(address.asked("who")) or None}
    return {name: value for name, value in found.items() if value is not None} or None


@st.cache_data(show_spinner=False)
def _some_real() -> bytes:
    """Clips as they are learned from, a PNG."""
    dataset = Clips()
    return dataset.medium.picture(np.asarray(dataset.some(20, seed=3).samples), 10, role="real")


def _words() -> dict[str, str]:
    return {
        "surprise": _("Surprise me"),
        "other": _("Somebody else"),
        "differently": _("Move differently"),
        "stand": _("Hold still"),
        "go": _("Let them move"),
        "who": _("Who is it?"),
        "clips": _("All that it can do"),
        "clip": _("It {motion}: {looks}"),
        "slide": _("Slide it"),
        "which": _("What is saved?"),
        "all": _("All that it can do"),
        "save": _("Save as"),
        "clips_gif": _("GIF"),
        "clips_webp": _("WebP"),
        "clips_frames": _("Frames (zip)"),
        "saving": _("The file is being made."),
        "saved": _("Saved as {file}."),
        "failed": _("The file could not be made: GANBoard's server does not answer. Try again."),
        "comma": "，" if language() == "zh" else ", ",
        "preparing": _("It is getting ready. The first clips come in a few seconds."),
        "learning": _("It is learning right now: step {step}"),
        "learned": _("It has learned up to step {step}."),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


page()
