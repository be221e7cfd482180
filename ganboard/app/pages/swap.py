"""The page "Swap it": creatures by day become creatures by night, and come home."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.app import address, playing
from ganboard.app.components.swap import swapping
from ganboard.app.instead import instead, way_out
from ganboard.app.session import _, language
from ganboard.i18n import N_

NAME, PRESET = "swap", "swap"
"""Of the page's choices, and of its preset."""
DIGITS = "thin_fat"
"""The preset of something else that has two sides."""
WITHOUT = {
    "cycle": playing.Without(
        {"cycle": 0.0},
        N_("Without the way back"),
        N_(
            "A generator only has to make a good night. Nobody asks whose night: it may become another creature. So there is a "
            "rule: there and back, it must be the same. Switch that off, and see what is left."
        ),
        N_("This one learns without the way back. Is it still the same creature?"),
    ),
    "identity": playing.Without(
        {"identity": 0.0},
        N_("May change what is right already"),
        N_(
            "There and back does not protect colours: turned round twice, they are right again. So a picture that is night "
            "already must stay as it is. Our networks begin by leaving everything nearly as it is, and mostly get by without this "
            "rule."
        ),
        N_("This one may change what is right already. Do the colours stay?"),
    ),
    "both": playing.Without(
        {"cycle": 0.0, "identity": 0.0},
        N_("Without both"),
        N_(
            "Then only the judges are left, and they want nothing but good days and nights. What comes has little to do with what "
            "it was made from. The judges find 27 of 100 things unchanged: no more than by chance."
        ),
        N_("This one learns without both rules. Does a creature have anything to do with what it was made from?"),
    ),
}
"""What can be left out, by plain ids."""
GEOMETRY = N_(
    "It only repaints what is there; it moves nothing. Colours, light and what is near an edge change well. To become larger, "
    "to turn round or to get up, a creature would have to go to other pixels. The judges look at small patches, so nobody "
    "teaches that. And it cannot know what one side does not show: by day nobody sees where the stars are."
)

COLOURS = N_(
    "It saw some thin digits and other fat ones, never the same one twice. A thin white digit does not say which colour it "
    "should get, so the generator decides. Now go the other way: the thin digit in the middle is white, and yet it mostly comes "
    "home in its old colour. Look closely at its strokes: the generator has hidden the colour there, in faint specks that the "
    "judge lets pass."
)
"""What is hidden so was described by Chu et al. 2017, arXiv:1712.02950."""


def page() -> None:
    """Draw the page."""
    with st.container(key="play_swap"):
        _draw()


def _draw() -> None:
    names = playing.sources("swap")
    source = playing.source_of(NAME, names)
    named = address.asked("run")  # asked last: what was open is in the address by now
    if named not in (None, source):
        instead(
            _("The training that was open is not here, or does not change pictures. This is another one that does.")
        )
    config = playing.config_at(source)
    of_creatures = config is None or config.dataset.name == "creatures"  # else it is digits
    playing.opening(
        _("Turn day into night, and come home again.")
        if of_creatures
        else _("Turn thin into fat, and come home again.")
    )
    with playing.bar():
        smooth = playing.choose_maker(NAME, names)
        playing.train_button(NAME, PRESET if of_creatures else DIGITS, _("Train a new one"))
        if of_creatures:
            playing.train_button(NAME, DIGITS, _("Digits instead"), icon=":material/pin:")
        else:
            playing.train_button(NAME, PRESET, _("Creatures instead"), icon=":material/mood:")
    if of_creatures:
        playing.tell_without(config, WITHOUT)
    swapping(source=source, out=way_out(source, "shipped-swap"), smooth=smooth, words=_words())
    if of_creatures:
        _explain()
    else:
        st.html(f"<p class='gb-story'>{_(COLOURS)}</p>")


def _explain() -> None:
    """What can go wrong, each with a training that shows it."""
    playing.show_without(
        NAME,
        PRESET,
        _("Nobody showed it a pair"),
        _(
            "It saw some creatures by day and other ones by night, none of them both ways. Yet most of what you see of a "
            "creature stays the same. Two rules help with that. Take one away, or both."
        ),
        WITHOUT,
    )
    st.html(
        "<p class='gb-story'><strong>{title}</strong> {story}</p>".format(
            title=_("What it cannot do."), story=_(GEOMETRY)
        )
    )


def _words() -> dict[str, Any]:
    return {
        "way": _("Which way?"),
        "from": "{from} → {to}",
        "fresh": _("Other ones"),
        "choose": _("Choose one"),
        "thumb": _("Number {number}: {looks}"),
        "first": _("{side}, real"),
        "away": _("{side}, made"),
        "home": _("{side} again, made"),
        "picture": _("{where}: {looks}"),
        "comma": "，" if language() == "zh" else ", ",
        "facts": _("What judges see in it"),
        "side": _("Side"),
        "still": _("still {was}"),
        "same": _("{was}, unchanged"),
        "changed": "{was} → {there} → {again}",
        "stays": _("Is it swapped, and still the same?"),
        "many": {
            "turned": _("{count} of 100 pictures look like the other side now ({side})"),
            "away": _("Of what the judges see in these, {count} of 100 things are unchanged"),
            "home": _("Home again, {count} of 100 are unchanged"),
        },
        "few": {
            "turned": _("Hardly any picture looks like the other side yet ({side}): {count} of 100"),
            "away": _("So nothing can be said yet about what stays"),
            "home": "",
        },
        "worst": _("Most often lost: {factor} (stays in {count} of 100)"),
        "measuring": _("Measuring: {percent}%"),
        "measured": _("Measured on {count} pictures that it never saw, at step {step}, by a judge for each side."),
        "step": _("Training step"),
        "atStep": _("step {step}"),
        "preparing": _("It is getting ready. The first pictures come in a few seconds."),
        "learning": _("It is learning right now: step {step}"),
        "learned": _("It has learned up to step {step}."),
        "lost": _("The connection to the training process was lost. Trying again."),
        "lost_": "",
    }


page()
