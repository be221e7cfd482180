"""The page "Draw a creature": a drawing, and the picture that it becomes while one draws."""

from __future__ import annotations

import streamlit as st

from ganboard.app import address, playing
from ganboard.app.choices import choose
from ganboard.app.components.draw import drawing
from ganboard.app.connection import engine
from ganboard.app.session import _, say
from ganboard.app.starting import end_own
from ganboard.errors import GANBoardError
from ganboard.presets import preset

NAME, PRESET = "draw", "sketch"
"""Of the page's choices, and of its preset."""
LIKENESSES, COMPARED = (0, 30, 1000), 60
"""The weights of likeness that are compared, and how many seconds each trains."""


def page() -> None:
    """Draw the page."""
    with st.container(key="play_draw"):
        _draw()


def _draw() -> None:
    names = playing.sources("translate")
    linked = address.asked("run")
    source = playing.source_of(NAME, names)
    if linked not in (None, source):
        st.info(_("The training on the screen does not make pictures of drawings. This is another one that does."))
    with playing.bar():
        smooth = playing.choose_maker(NAME, names, PRESET)
        compare = st.button(
            _("Sharp or obedient?"),
            key="draw_compare",
            icon=":material/compare:",
            help=_(
                "Three small trainings side by side, a minute each, with λ 0, 30 and 1,000: without likeness sharp and "
                "disobedient, with likeness alone obedient and blurry."
            ),
        )
    if compare:
        _compare()
    drawing(source=source, smooth=smooth, words=_words())


def _compare() -> None:
    """Train with little, the usual and much likeness, and go where they are seen side by side."""
    configs = {
        f"λ = {likeness:,}": preset(PRESET).config(
            dataset={"name": "creatures", "size": 32}, method={"name": "sketch", "likeness": likeness}, seconds=COMPARED
        )
        for likeness in LIKENESSES
    }
    try:
        end_own()
        started = [engine().submit(config, name) for name, config in configs.items()]
    except GANBoardError as error:
        st.error(say(error.message))
        return
    choose("train.own", started[0])
    choose("runs.compared", started)
    choose("runs.compare", True)
    st.switch_page("ganboard/app/pages/runs.py")


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
        "hint": _(
            "Draw a body, one to three eyes and a mouth; on its head horns, ears, antennae, or nothing. What the lines do not say, "
            "chance decides."
        ),
        "preparing": _("It is getting ready. The first pictures come in a few seconds."),
        "learning": _("It is learning right now: step {step}"),
        "learned": _("It has learned for {step} steps."),
        "lost": _("The connection to the training process was lost. Trying again."),
    }


page()
