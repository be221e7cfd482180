"""The keys that work on every page, and the card that names those that work on this one."""

from __future__ import annotations

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _


def keys(resets: int, undone: bool) -> None:
    """Put the button "Keys" on the page, which opens the card, and have the keys work.

    Args:
        resets: How often this visitor's choices were reset for another class: then what the window holds of them goes too.
        undone: Whether the last time took them back.
    """
    words = {
        "keys": _("Keys"),
        "title": _("Keys on this page"),
        "space": _("Space"),
        "arrows": _("Arrow keys"),
        "pause": _("pause, or go on"),
        "timeline": _("one picture back or forward in the training"),
        "presets": _("choose what to learn"),
        "presenter": _("presenter mode on or off"),
        "full": _("full screen"),
        "card": _("this card"),
        "close": _("Close"),
        "on": _("Keys work"),
        "why": _("They do nothing while you type, or together with Ctrl, Alt or ⌘."),
    }
    mount("shared", "keys", ("dialog", "keys"))(
        key="keys", data={"base": base(), "resets": resets, "undone": undone, "words": words}
    )
