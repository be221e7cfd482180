"""What stands under the picture on the Explore page, a tab each: its texts, and the part that moves by itself."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from ganboard.config import TrainConfig
from ganboard.i18n import N_


@dataclass(frozen=True)
class Tab:
    """A tab.

    Attributes:
        title: What a visitor reads. Marked for translation.
        needs: The abilities of a method without which there is nothing to show, see ``Method.abilities``.
        media: The kinds of samples that it can show, see ``Medium.name``.
    """

    title: str
    needs: frozenset[str] = frozenset({"make"})
    media: frozenset[str] = frozenset({"images", "points"})


PICTURES, ALL = frozenset({"images"}), frozenset({"images", "points", "clips"})
TABS = {
    "map": Tab(N_("Map")),
    "walks": Tab(N_("Walks")),
    "arithmetic": Tab(N_("Arithmetic")),
    "find": Tab(N_("Find my image"), media=PICTURES),
    "copied": Tab(N_("Is it copied?"), media=PICTURES),
    "inside": Tab(N_("Look inside"), frozenset({"open"}), PICTURES),
    "directions": Tab(N_("My directions"), media=ALL),
    "shelf": Tab(N_("Shelf"), media=ALL),
}
"""By the name of the module, in their order."""


def offered(config: TrainConfig | None) -> dict[str, str]:
    """The titles of the tabs that networks of a config can fill, by name, in their order; without one those that need least."""
    abilities = frozenset({"make"}) if config is None else config.method.abilities
    medium = "images" if config is None else config.dataset.medium.name
    return {name: tab.title for name, tab in TABS.items() if tab.needs <= abilities and medium in tab.media}


def draw(name: str) -> None:
    """Draw a tab.

    Args:
        name: A key of ``TABS``.
    """
    importlib.import_module(f"{__name__}.{name}").draw()
