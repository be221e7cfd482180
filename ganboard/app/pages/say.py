"""The page "Say it": a sentence, and creatures that are as it says."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard import figures
from ganboard.app import address, playing
from ganboard.app.components.say import saying
from ganboard.app.instead import instead, way_out
from ganboard.app.numbers import whole
from ganboard.app.session import _, language
from ganboard.creatures.factors import FACTORS
from ganboard.creatures.painting import pictures
from ganboard.creatures.parsing import EXAMPLE
from ganboard.creatures.traits import creatures

PRESET = "words"
"""Of a training of one's own."""
COUNT = 8
"""Pictures of a sentence."""
LONGEST = 200
"""Letters of a sentence at most."""


def page() -> None:
    """Draw the page."""
    with st.container(key="play_say"):
        _draw()


def _draw() -> None:
    names = playing.sources("say")
    source, link = playing.source_of("say", names), _link()
    if link and _elsewhere(source):
        instead(_("The training that this link names is not here, or is not told words. This is another one."))
    playing.opening(_("Say it in a sentence, and a generator draws it."))
    with playing.bar():
        smooth = playing.choose_maker("say", names)
        playing.train_button("say", PRESET, _("Train a new one"))
    saying(
        source=source,
        out=way_out(source, "shipped-words"),
        link=link,
        smooth=smooth,
        example=_(EXAMPLE),
        count=COUNT,
        factors=playing.in_words(FACTORS),
        words=_words(),
    )
    playing.learned_from(
        _("Such little monsters it learns from"),
        _some_real(),
        _("Drawn monsters: round, square and drop-shaped ones in six colours, with one to three eyes."),
    )


def _link() -> dict[str, Any] | None:
    """Sentence and seed that the address names; what cannot be used is left out."""
    sentence, seed = address.asked("say"), whole(address.asked("seed"), 0, 2**31 - 1)
    if sentence is None and seed is None:
        return None
    return {"sentence": None if sentence is None else sentence[:LONGEST], "seed": seed}


def _elsewhere(source: str) -> bool:
    """Whether the address names another generator than the one that is shown."""
    return address.asked("run") not in (None, source)


@st.cache_data(show_spinner=False)
def _some_real() -> bytes:
    """Creatures as they are learned from, a PNG."""
    return figures.png(figures.grid(pictures(creatures(20, seed=3), 96), 10, gap=6))


def _words() -> dict[str, str]:
    return {
        "sentence": _("Sentence"),
        "surprise": _("Surprise me"),
        "fresh": _("Other ones"),
        "tap": _("Words to tap"),
        "chips": _("What was understood"),
        "pictures": _("Pictures of the sentence"),
        "picture": _("Picture {number}: {looks}"),
        "remove": _("Remove {word}"),
        "unknown": _("This word is not understood."),
        "seen": _("seen in {right} of {count}"),
        "together": _("The judge, a network that looks at the pictures, sees all that you said in {right} of {count}."),
        "otherwise": _("Asked for: {wanted}. Seen: {found}."),
        "never": _("never shown"),
        "neverHelp": _("No picture of this kind was among those that it learned from."),
        "neverSuch": _("The generator was never shown such a creature."),
        "shown": _("kinds it was shown"),
        "all": _("all kinds"),
        "comma": "，" if language() == "zh" else ", ",
        "obedience": _("How often is everything right at once?"),
        "measuring": _("Measuring: {percent}%"),
        "measured": _("Measured on {count} pictures of all kinds, at step {step}."),
        "percent": _("{percent}%"),
        "range": _("{right} of {count}; most likely between {low}% and {high}%"),
        "preparing": _("It is getting ready. The first pictures come in a few seconds."),
        "learning": _("It is learning right now: step {step}"),
        "learned": _("It has learned up to step {step}."),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


page()
