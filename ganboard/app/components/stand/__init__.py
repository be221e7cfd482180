"""The clock of a stand, over the whole screen."""

from __future__ import annotations

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.prose import DEFAULT, address
from ganboard.app.session import _, language
from ganboard.app.stand.training import config
from ganboard.media import ImageMedium

TOUR = "first-gan"
"""The guided tour that a touch begins."""


def clock() -> None:
    """Put the clock on the page."""
    spec = config().network_spec
    words = {
        "blank": _("A new network is starting. It has never seen a digit."),
        "noise": _(
            "These six places should show the time. The network that draws them began {age} ago, and knows only noise."
        ),
        "learning": _("A network is learning to draw the time. It began {age} ago. Can you read it yet?"),
        "drawn": _("Every digit here is drawn by a network that began to learn {age} ago."),
        "again": _("In {left} it forgets everything, and begins with noise again."),
        "lost": _("The computer that draws this clock does not answer. The clock goes on as soon as it does."),
        "touch": _("Touch the screen to train one yourself"),
        "ask": _("What time is it?"),
        "full": _("Full screen"),
        "seconds": _("{count} s"),
        "minutes": _("{count} min"),
        "alt": _("A clock: {time}"),
    }
    sheet = {"columns": spec.columns, "rows": ImageMedium.rows, "side": spec.shape[0]}
    data = {"base": base(), "language": language(), "start": address(DEFAULT, tour=TOUR), "words": words, **sheet}
    mount("stand", "stand", ("stand",))(key="stand", data=data)
