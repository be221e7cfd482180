"""The map: a square pad over a plane through latent space."""

from __future__ import annotations

from ganboard.app.choices import chosen
from ganboard.app.components.explore import part
from ganboard.app.components.explore.kinds import kind_words
from ganboard.app.components.explore.picker import picker_words
from ganboard.app.session import _


def draw() -> None:
    """Put the map on the page."""
    part(
        "map",
        smooth=chosen("explore.smooth", False),
        words={
            "pad": _("Map: drag the point, or use the arrow keys"),
            "tiles": _("Pictures all over the plane"),
            "here": _("The picture at the point"),
            "modes": _("What the map shows"),
            "directions": _("Two directions"),
            "pictures": _("Three pictures"),
            "kind": _("Directions"),
            **kind_words(),
            "toRight": _("To the right"),
            "upwards": _("Upwards"),
            "centre": _("Centre here"),
            "slot": _("Corner {letter}: {picture}"),
            "empty": _("nothing yet"),
            "hintDirections": _(
                "The middle is the shown picture; every tile lies that far along the two directions. Drag anywhere."
            ),
            "hintPictures": _(
                "A, B and C lie at their places on the map, mixtures between them. Choose a corner, then a picture for it."
            ),
            "hintPoints": _(
                "Every place of this map is a noise. Its colour says where the generator puts it: on the place of the same colour "
                "in the plane. Drag anywhere."
            ),
            "three": _("Choose three pictures below."),
            "tooFew": _(
                "A map needs two directions of this kind, and there are fewer. Keep some with the sliders, or choose another kind."
            ),
            "loading": _("The map is being drawn."),
            "elsewhere": _("The shown picture does not lie on this map. Touch the map to go there."),
            "place": _("{right} {x}, {up} {y}"),
            "picker": picker_words(),
        },
    )
