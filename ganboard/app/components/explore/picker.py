"""The texts of the strip from which pictures are chosen, ``picker.js``."""

from __future__ import annotations

from ganboard.app.session import _


def picker_words() -> dict[str, str]:
    """What ``new Picker(words, onpick)`` wants, in the visitor's language."""
    return {
        "fresh": _("New pictures"),
        "pick": _("Choose pictures by clicking."),
        "loading": _("The pictures are on their way."),
        "shown": _("Shown now"),
        "random": _("Random picture {number}"),
        "kept": _("Kept picture {name}"),
        "linked": _("Picture from the link"),
        "ofClass": _("{picture}, class {name}"),
    }
