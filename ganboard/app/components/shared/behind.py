"""The words of what stands behind every chart: its numbers as a table, and its lines as tones (``behind.js``)."""

from __future__ import annotations

from typing import Any

from ganboard.app.session import _


def behind() -> dict[str, Any]:
    """To be put among the words of a part that draws a plot, together with the stylesheet ``shared/behind``."""
    left, right = _("{name} in the left ear"), _("{name} in the right ear")
    return {
        "table": _("Table"),
        "tableOf": _("Table: {chart}"),
        "place": _("place"),
        "least": _("{name}, at least"),
        "most": _("{name}, at most"),
        "some": _("{chart} ({shown} of {count} rows)"),
        "cloud": _("points"),
        "count": _("how many"),
        "middle": _("{axis}, in the middle"),
        "crosses": _("crosses among them"),
        "rules": _("{chart}: straight lines"),
        "rule": _("straight line"),
        "at": _("where"),
        "listen": _("Listen"),
        "listenTo": _("Listen: {chart}"),
        "comma": _(", "),
        "course": _("{name}: {first} at first, {last} at the end"),
        "hearLive": _(
            "A short tone whenever there is news: {voices}. The higher the tone, the larger the number ({low} to {high})."
        ),
        "hearPast": _(
            "From the first step to the last in {seconds} seconds: {voices}. The higher the tone, the larger the number "
            "({low} to {high})."
        ),
        "ears": [
            [_("{name} in both ears")],
            [left, right],
            [left, _("{name} in the middle"), right],
            [left, _("{name} half left"), _("{name} half right"), right],
        ],
    }
