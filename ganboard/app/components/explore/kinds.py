"""What the kinds of directions are called, on the sliders and on the map."""

from __future__ import annotations

from ganboard.app.session import _
from ganboard.latent.directions import KINDS


def kind_words() -> dict[str, str]:
    """The title of each kind by its id, in the visitor's language; "kept" are those that a visitor named."""
    return {**{kind: _(each.title) for kind, each in KINDS.items()}, "kept": _("My directions")}
