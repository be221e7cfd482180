"""The button "Watch on your phone", and what it opens: a link and its code, and whether only this browser steers."""

from __future__ import annotations

from collections.abc import Callable

from ganboard.app.components import mount, news_of
from ganboard.app.components.quiz import for_other_devices
from ganboard.app.paths import base
from ganboard.app.session import _


def invite(query: str, locked: bool, mine: bool, known: bool, on_alone: Callable[[bool], None]) -> None:
    """Put the button on the page.

    Args:
        query: What the link asks for, such as ``"run=…"``.
        locked: Whether one browser alone steers.
        mine: Whether the browser that looks at the page may say who steers.
        known: Whether it keeps a cookie by which it can be told from others.
        on_alone: Called with whether only this browser shall steer, where it may say so.
    """

    def on_change() -> None:
        if (alone := news_of("invite", "alone")) is not None:
            on_alone(bool(alone))

    words = {
        "open": _("Watch on your phone"),
        "picture": _("QR code of the link {link}"),
        "copy": _("Copy link"),
        "copied": _("Copied"),
        "close": _("Close"),
        "alone": _("Only this browser steers"),
        "others": _(
            "Whoever opens the link watches live and can change nothing. You can, in every tab of this browser."
        ),
        "everybody": _("Whoever opens the link can also pause, stop and change the training."),
        "watcher": _("Whoever opens the link watches live, as you do."),
        "framed": _(
            "This page lies in a frame of another site, and your browser keeps no cookie there. So all who open the link can also "
            "pause and change the training. Open the link in a window of its own, then you can be the only one who steers."
        ),
        "unknown": _(
            "Your browser keeps no cookie of this page. So all who open the link can also pause and change the training. Allow "
            "cookies, then you can be the only one who steers."
        ),
        "local": for_other_devices(),
    }
    data = {"base": base(), "query": query, "locked": locked, "mine": mine, "known": known, "words": words}
    mount("invite", "invite", ("shared/dialog", "invite"))(key="invite", data=data, on_alone_change=on_change)
