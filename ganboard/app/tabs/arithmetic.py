"""Arithmetic with pictures: what sets group A apart from group B, added to group C.

Reference: Radford et al. 2016, Section 6.3.2, arXiv:1511.06434.
Differs from the paper: the result can be brought back to the usual length of noise (theirs was uniform noise, of a sum of any
length); classes that the generator is told are reckoned with in the same way.
"""

from __future__ import annotations

from ganboard.app.choices import chosen
from ganboard.app.components.explore import part
from ganboard.app.components.explore.picker import picker_words
from ganboard.app.session import _


def draw() -> None:
    """Put the arithmetic on the page."""
    part(
        "arithmetic",
        smooth=chosen("explore.smooth", False),
        words={
            "sum": _("Mean of A minus mean of B plus mean of C"),
            "meaning": _("What sets A apart from B is added to C: A − B + C, as with numbers."),
            "another": _("Another example"),
            "mean": _("Mean of {letter}"),
            "result": _("Result"),
            "groups": _("Group that clicked pictures go into"),
            "heads": [_("A: begin with"), _("B: take away"), _("C: add")],
            "explore": _("Explore this one"),
            "usual": _("Stay among usual pictures"),
            "remove": _("Take out"),
            "removeOne": _("Take out picture {number} of group {letter}: {picture}"),
            "full": _("Group {letter} has {most} pictures, and no room for more. Take one out by clicking it."),
            "few": _("Choose pictures for: {letters}. Choose the group first, then click pictures."),
            "about": _(
                "Each group is averaged in latent space, then A − B + C is drawn (Radford et al. 2016, arXiv:1511.06434). A mean "
                "of noise is shorter than noise, which gives dull pictures, and a sum is longer, which gives exaggerated ones; "
                "“Stay among usual pictures” brings all four back to the length that the generator was trained with. Classes are "
                "reckoned with in the same way: parts below nothing become nothing, and together they make one."
            ),
            "picker": picker_words(),
        },
    )
