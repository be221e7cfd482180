"""What stands under the picture on the Explore page, a tab each: its texts, and the part that moves by itself."""

from __future__ import annotations

import importlib

from ganboard.i18n import N_

TABS = {
    "map": N_("Map"),
    "walks": N_("Walks"),
    "arithmetic": N_("Arithmetic"),
    "find": N_("Find my image"),
    "copied": N_("Is it copied?"),
    "inside": N_("Look inside"),
    "directions": N_("My directions"),
    "shelf": N_("Shelf"),
}
"""Name of the module, and what a visitor reads, in their order."""


def draw(name: str) -> None:
    """Draw a tab.

    Args:
        name: A key of ``TABS``.
    """
    importlib.import_module(f"{__name__}.{name}").draw()
