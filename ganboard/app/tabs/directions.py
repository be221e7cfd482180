"""Directions that the visitor found: named, kept with the generator, and then sliders like the others."""

from __future__ import annotations

from ganboard.app.components.explore import part
from ganboard.app.components.explore.picker import picker_words
from ganboard.app.session import _


def draw() -> None:
    """Put the visitor's directions on the page."""
    part(
        "directions",
        words={
            "ways": _("What the direction is"),
            "moved": _("What the sliders did"),
            "pictures": _("Between two pictures"),
            "movedReady": _("The direction from where the sliders began to the picture that is shown now."),
            "movedNone": _(
                "Move a slider above first: the direction goes from where the sliders began to where they are."
            ),
            "picturesReady": _(
                "The direction from the first picture's noise to the second's. The class is no part of it."
            ),
            "picturesNone": _("Click two different pictures below."),
            "from": _("From"),
            "to": _("To"),
            "takeOut": _("Take out"),
            "takeOutOne": _("Take out: {place}, {picture}"),
            "name": _("Name"),
            "keep": _("Keep direction"),
            "added": _("Kept: {name}. Above, under “My directions”, it is a slider now."),
            "kept": _("Kept with this generator"),
            "none": _("None yet."),
            "loading": _("The list is on its way."),
            "found": _("step {step}, {when}"),
            "rename": _("Name of the direction {name}"),
            "remove": _("Remove"),
            "removeOne": _("Remove the direction {name}"),
            "picker": picker_words(),
        },
    )
