"""The Start page's part that moves by itself: pictures, the button, what is said of them, and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.components import mount, news_of
from ganboard.app.paths import UNREACHABLE, base
from ganboard.app.session import _, language

KEY = "start_here"


def start_here(pressed: Callable[[dict[str, Any]], None], **data: Any) -> str | None:
    """Put it on the page.

    Args:
        pressed: Called with what was pressed, before the page's script runs; see ``start.visit.pressed``.
        **data: What start.js reads: world and worlds, run, problem, live (see ``start.news.told``, or None), doors, runs.

    Returns:
        Where the visitor wants to go, see ``start.visit.go``; None for nowhere.
    """

    def on_press() -> None:
        if press := news_of(KEY, "press"):
            pressed(dict(press))

    told = mount("start", "start")(
        key=KEY,
        data={
            "base": base(),
            "language": language(),
            "unreachable": _(UNREACHABLE),
            "words": _words(),
            **data,
        },
        on_press_change=on_press,
        on_go_change=lambda: None,
    )
    return str(told.go) if told.go else None


def _words() -> dict[str, str]:
    return {
        "begin": _("Start"),
        "retry": _("Try again"),
        "ask": _("What shall it draw?"),
        "again": _("Once more"),
        "other": _("Something else"),
        "resume": _("Go on"),
        "see": _("See the training itself"),
        "happened": _("What just happened"),
        "doors": _("Where to go on"),
        "runs": _("Your trainings"),
        "made": _("Pictures that the generator makes, at step {step}."),
        "noise": _("Flickering noise: random dots."),
        "ready": _("The computer is getting ready. The first time this takes some seconds."),
        "seconds": _("Time: {seconds} s"),
    }
