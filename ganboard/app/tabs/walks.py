"""Walks: from picture to picture through latent space, to play and to save."""

from __future__ import annotations

from ganboard.app.choices import chosen
from ganboard.app.components.explore import part
from ganboard.app.components.explore.picker import picker_words
from ganboard.app.session import _


def draw() -> None:
    """Put the walks on the page."""
    part(
        "walks",
        smooth=chosen("explore.smooth", False),
        words={
            "canvas": _("The walk"),
            "strip": _("Nine steps of the walk"),
            "place": _("Place in the walk"),
            "time": _("{at} of {total} s"),
            "play": _("Play"),
            "pause": _("Pause"),
            "explore": _("Explore this one"),
            "large": _("Also in the large picture"),
            "chosen": _("Pictures of the walk"),
            "remove": _("Take out"),
            "removeOne": _("Take out picture {number} of the walk: {picture}"),
            "full": _("A walk has at most {most} pictures. Take one out first, by clicking it above."),
            "few": _("Choose at least {fewest} pictures below."),
            "kinds": _("Way from picture to picture"),
            "spherical": _("On an arc"),
            "linear": _("Straight"),
            "whySpherical": _(
                "On an arc: noise lies near a sphere, and an arc stays there, where the generator was trained."
            ),
            "whyLinear": _(
                "On a straight line: it cuts through the inside of the sphere near which noise lies, where the generator was "
                "hardly trained."
            ),
            "loop": _("Loop"),
            "speed": _("From picture to picture"),
            "seconds": _("{seconds} s"),
            "save": _("Save as"),
            "gif": _("GIF"),
            "webp": _("WebP"),
            "zip": _("Frames (zip)"),
            "png": _("Filmstrip (PNG)"),
            "saving": _("The file is being made."),
            "saved": _("Saved as {file}."),
            "failed": _("The file could not be made: GANBoard's server does not answer. Try again."),
            "picker": picker_words(),
        },
    )
