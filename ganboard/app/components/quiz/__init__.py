"""The parts of the page "You against the judge" that move by themselves: pairs, what was guessed of them, and a class's results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard.app.components import mount, news_of
from ganboard.app.components.shared.behind import behind
from ganboard.app.paths import base
from ganboard.app.session import _, language
from ganboard.quiz.course import LENGTH

SHEETS = ("shared/plot", "shared/behind", "shared/waiting", "quiz")


def playing_quiz(source: str, room: str | None, smooth: bool, out: dict[str, str] | None) -> None:
    """Put pairs on the page.

    Args:
        source: Id of a run, or of what is shipped.
        room: Code of the room in which is played; None for one who plays alone.
        smooth: Whether pixels are blurred.
        out: What a button leads to where there are no pairs, see ``app/instead.py``; None for no button.
    """
    data = {"out": out, "source": source, "room": room, "smooth": smooth, "words": {**_score_words(), **_words()}}
    mount("quiz", "quiz", SHEETS)(key="quiz", data={"base": base(), "language": language(), **data})


def classroom_shown(code: str, key: str | None, on_key: Callable[[str], None]) -> None:
    """Put the results of a room on the page, and how to come into it.

    Args:
        code: Of the room.
        key: Of the room, where it was opened here: the tab holds it, for Streamlit's session does not outlive a reload.
        on_key: Called with what the tab holds, where the key is None.
    """

    def on_held() -> None:
        if held := news_of("classroom", "held"):
            on_key(str(held))

    words = {
        **_score_words(),
        "you": _("The class"),
        "join": _("Join in"),
        "picture": _("QR code of the link {link}"),
        "code": _("or choose “Play”, “You against the judge”, “Play as a class”, and type"),
        "players": _("Playing: {players}"),
        "guesses": _("Guesses: {count}"),
        "nobody": _("Nobody has guessed yet. The results come here as soon as somebody does."),
        "local": for_other_devices(),
    }
    data = {"base": base(), "language": language(), "code": code, "key": key, "words": words}
    mount("quiz", "classroom", SHEETS)(key="classroom", data=data, on_held_change=on_held)


def for_other_devices() -> str:
    """Why other devices cannot use an address of this computer alone, with the place ``{host}``, and what to do."""
    if st.get_option("server.address") in ("127.0.0.1", "localhost", "::1"):
        return _(
            "This address opens on this computer only. For other devices start GANBoard with --server.address=0.0.0.0 and put the "
            "name or the number (IP) of this computer in place of {host}; the README says how."
        )
    return _(  # who sits at the server sees a local address, too
        "Other devices need the name or the number (IP) of this computer in place of {host}. Open this page by that address, "
        "and the link here is the one to join by."
    )


def _score_words() -> dict[str, Any]:
    return {
        "behind": behind(),
        "you": _("You"),
        "judge": _("The judge"),
        "rate": _("{right} of {count}"),
        "range": _("most likely between {low}% and {high}%"),
        "percent": _("{percent}%"),
        "guessing": _("guessing"),
        "chart": _("Right guesses over the training"),
        "across": _("step of the training"),
        "at": _("step {step}: {you} {yours}, {judge} {judges}"),
        "lost": _("The connection was lost. Trying again; nothing of your round is lost."),
    }


def _words() -> dict[str, str]:
    return {
        "question": _("Which one is real?"),
        "left": _("The one on the left is real"),
        "right": _("The one on the right is real"),
        "about": _(
            "One is a real picture that the networks never saw, the other one was made by the generator. "
            "The judge (discriminator D), which has to tell them apart as you do, gets the same pairs."
        ),
        "aboutSeen": _(
            "One is a real picture, which the judge may know: there are too few to keep some from it. The "
            "other one was made by the generator. The judge (discriminator D), which has to tell them "
            "apart as you do, gets the same pairs."
        ),
        "keys": _("Tap a picture, or press ← or →."),
        "touch": _("Tap a picture."),
        "pair": _("Pair {number} of {wanted}"),
        "step": _("step {step}"),
        "wasRight": _("Right!"),
        "wasWrong": _("Wrong."),
        "wasLeft": _("The one on the left was real."),
        "wasOther": _("The one on the right was real."),
        "judgeRight": _("The judge was right."),
        "judgeWrong": _("The judge was wrong."),
        "real": _("real"),
        "fake": _("made"),
        "judgeChose": _("Judge’s pick"),
        "first": _("Your first guess will be judged here."),
        "preparing": _("It is getting ready. The first pictures come in a few seconds."),
        "result": _("Your result"),
        "on": _("{count} more pairs").format(count=LENGTH),
        "anew": _("Begin anew"),
    }
