"""Is it copied? The texts beside the nearest training images."""

from __future__ import annotations

from ganboard.app.components.explore import part
from ganboard.app.session import _


def draw() -> None:
    """Put the part on the page."""
    part(
        "copied",
        words={
            "look": _("Look again"),
            "looking": _("Reading the training images."),
            "features": _("Looking through {count} training images: {percent}%."),
            "compared": _("Compared with all {count} training images."),
            "progress": _("How many training images were looked at"),
            "shown": _("The shown picture"),
            "byPixels": _("Alike dot by dot (pixels)"),
            "byFeatures": _("Alike to the eye of a network (features)"),
            "image": _("No. {number}"),
            "levels": _("{distance} of 255 grey levels"),
            "distance": _("distance {distance}"),
            "hint": _(
                "Pixels find the same shades at the same places; features find what a network takes for alike. "
                "A generator that copied comes nearer to a training image than training images come to each other."
            ),
        },
    )
