"""The page "Say it": a sentence, and creatures that are as it says."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from ganboard import figures
from ganboard.app import address, playing, widgets
from ganboard.app.components.say import saying
from ganboard.app.numbers import whole
from ganboard.app.pictures import data_url
from ganboard.app.session import _, language, say
from ganboard.creatures.factors import FACTORS
from ganboard.creatures.painting import pictures
from ganboard.creatures.parsing import EXAMPLE
from ganboard.creatures.traits import creatures

SOURCE = "say.source"
"""The choice of the list: a run, or the shipped maker."""
MAKER, PRESET = "words", "words"
"""The shipped archive, if there is one, and the preset of a training of one's own."""
COUNT = 8
"""Pictures of a sentence."""
LONGEST = 200
"""Letters of a sentence at most."""


def page() -> None:
    """Draw the page."""
    with st.container(key="play_say"):
        _draw()


def _draw() -> None:
    names = playing.sources("say", MAKER, _("Creatures from words, trained already (comes with GANBoard)"))
    problem = st.session_state.pop("problem", None)
    if problem:
        st.error(say(problem))
    if not names:
        _invite()
        return
    source, link = playing.source_of("say", names), _link()
    if link and _elsewhere(source):
        st.info(_("The training that this link names is not here, or is not told words. This is another one."))
    with st.container(horizontal=True, vertical_alignment="center"):
        widgets.select(
            SOURCE,
            _("Generator"),
            list(names),
            names.__getitem__,
            then=partial(playing.go_to_chosen, "say"),
            label_visibility="collapsed",
            width=420,
        )
        smooth = widgets.toggle(
            "say.smooth", _("Smooth"), True, help=_("Blur the pixels instead of showing them as squares.")
        )
        _train_button(_("Train a new one"))
    saying(
        source=source,
        link=link,
        smooth=smooth,
        example=_(EXAMPLE),
        count=COUNT,
        factors=_factors(),
        words=_words(),
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


def _invite() -> None:
    st.html(
        "<h1 class='gb-title'>{title}</h1><p class='gb-story'>{story}</p>".format(
            title=_("Say it, and it appears"),
            story=_(
                "“A sad green drop with horns”: you write it, and a network draws it. First it has to learn what the words "
                "mean, by looking at little monsters. You can ask it from the first second on, and watch how it gets "
                "the hang of it: after a minute it also draws monsters of kinds that it was never shown."
            ),
        )
    )
    _train_button(_("Teach it"), type="primary", icon=":material/school:")
    st.html(
        "<figure class='gb-preview'><figcaption class='gb-real'>{title}</figcaption>"
        "<img src='{picture}' alt='{alt}' style='max-width: 48rem; border-radius: 0.7rem'></figure>".format(
            title=_("Such little monsters it learns from"),
            picture=data_url(_some_real()),
            alt=_("Drawn monsters: round, square and drop-shaped ones in six colours, with one to three eyes."),
        )
    )


@st.cache_data(show_spinner=False)
def _some_real() -> bytes:
    """Creatures as they are learned from, a PNG."""
    return figures.png(figures.grid(pictures(creatures(20, seed=3), 96), 10, gap=6))


def _train_button(label: str, **looks: Any) -> None:
    st.button(
        label,
        key="say_train",
        on_click=partial(playing.begin, PRESET),
        help=_("Learns for two minutes, before your eyes."),
        **looks,
    )


def _factors() -> list[dict[str, Any]]:
    return [
        {
            "name": factor.name,
            "title": _(factor.title),
            "values": [
                {"name": name, "title": _(title)} for name, title in zip(factor.values, factor.titles, strict=True)
            ],
        }
        for factor in FACTORS
    ]


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
        "learned": _("It has learned for {step} steps."),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


page()
