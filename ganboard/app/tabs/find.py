"""Find my image: the texts of the pad and the search."""

from __future__ import annotations

from ganboard.app.components.explore import part
from ganboard.app.session import _


def draw() -> None:
    """Put the part on the page."""
    part(
        "find",
        words={
            "pad": _("Drawing pad. Arrow keys move the brush, Space puts it down and lifts it."),
            "invite": _("Draw here"),
            "example": _("An example. Touch here and draw your own."),
            "showing": _(
                "A digit draws itself, to show what happens. Then the place is searched for at which the generator has one like it."
            ),
            "clear": _("Clear"),
            "upload": _("Upload a picture"),
            "width": _("Brush"),
            "colour": _("Colour"),
            "swap": _("Swap light and dark"),
            "centre": _("Centre as the training digits are"),
            "hint": _(
                "Draw, or upload a PNG, JPEG, WebP, BMP or GIF: its middle square is taken, at the generator's size."
            ),
            "hintDigits": _(
                "Draw a digit, or upload a PNG, JPEG, WebP, BMP or GIF: light on dark, as the training digits are."
            ),
            "large": _(
                "For a link such pictures are too large: “Copy link” holds what was found, without your picture."
            ),
            "onlyFound": _("The link holds what was found. The picture that was looked for was too large for it."),
            "find": _("Find"),
            "again": _("Search again from other places"),
            "nearer": _("Search for a nearer one"),
            "cancel": _("Cancel"),
            "explore": _("Explore this one"),
            "progress": _("How far the search is"),
            "searching": _("Looking for the nearest picture that the generator can make."),
            "soFar": _("{percent}% searched. The nearest picture so far is shown."),
            "cancelled": _("Cancelled. {sentence}"),
            "otherCheckpoint": _("Another checkpoint is shown now. Press Find to search there."),
            "wanted": _("Your picture"),
            "nearest": _("Nearest picture"),
            "apart": _("off by {error} of 255 grey levels"),
            "fade": _("From your picture to the nearest one"),
            "lost": _("The connection to GANBoard is lost. Is the program still running?"),
        },
    )
