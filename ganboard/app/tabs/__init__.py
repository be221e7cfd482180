"""What stands under the picture on the Explore page, a tab each: its texts, and the part that moves by itself."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from ganboard.i18n import N_


@dataclass(frozen=True)
class Tab:
    """A tab.

    Attributes:
        title: What a visitor reads. Marked for translation.
        needs: The abilities of a method without which there is nothing to show, see ``Method.abilities``.
    """

    title: str
    needs: frozenset[str] = frozenset({"make"})


TABS = {
    "map": Tab(N_("Map")),
    "walks": Tab(N_("Walks")),
    "arithmetic": Tab(N_("Arithmetic")),
    "find": Tab(N_("Find my image")),
    "copied": Tab(N_("Is it copied?")),
    "inside": Tab(N_("Look inside"), frozenset({"open"})),
    "directions": Tab(N_("My directions")),
    "shelf": Tab(N_("Shelf")),
}
"""By the name of the module, in their order."""


def offered(abilities: frozenset[str]) -> dict[str, str]:
    """The titles of the tabs that networks of these abilities can fill, by name, in their order."""
    return {name: tab.title for name, tab in TABS.items() if tab.needs <= abilities}


def draw(name: str) -> None:
    """Draw a tab.

    Args:
        name: A key of ``TABS``.
    """
    importlib.import_module(f"{__name__}.{name}").draw()
