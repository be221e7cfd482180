"""The pad on which one writes the ten digits, one after the other."""

from __future__ import annotations

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _, language
from ganboard.datasets.writing import INK, LEAST

SIDE = 56
"""Height and width of a digit as the pad gives it, pixels."""


def writing(drawn: str) -> str | None:
    """Put the pad on the page. The script runs again whenever a stroke is done.

    Args:
        drawn: What it shows as long as nothing else was drawn: ten pictures of 56×56 greys from 0 to 15, light on black, in the
            digits' order, two greys a byte, base64.

    Returns:
        What was drawn last, in the same form; None before that.
    """
    result = mount("hand", "hand", ("hand", "explore/find"))(
        key="hand",
        data={
            "base": base(),
            "language": language(),
            "drawn": drawn,
            "side": SIDE,
            "least": LEAST,
            "ink": 255 / INK,
            "words": {
                "pad": _("Drawing pad. Arrow keys move the pen, Space puts it down and lifts it."),
                "write": _("Write a {digit}"),
                "larger": _("Too small. Write a larger {digit}"),
                "hint": _("Large, and as you always write it. With a finger, a pen, or the mouse."),
                "done": _("All ten are there."),
                "again": _("Start the training, or tap a digit to write it again."),
                "undo": _("Undo"),
                "clear": _("Clear"),
                "next": _("Next digit"),
                "digits": _("The ten digits"),
                "digit": _("Digit {digit}: not written yet"),
                "there": _("Digit {digit}: written"),
            },
        },
        default={"digits": None},
        on_digits_change=lambda: None,
    )
    found: str | None = result.digits
    return found
