"""The parts of the Theory page that move by themselves, and what the prose calls its parts."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

from ganboard.app import prose
from ganboard.app.components import mount, news_of
from ganboard.app.components.shared.behind import behind
from ganboard.app.exchange import in_words
from ganboard.app.paths import base
from ganboard.app.session import _, language
from ganboard.theory import DEMOS, Demo, Plot, controls


def demo(name: str) -> None:
    """A demonstration with its first scene, which so is there at once.

    Args:
        name: One of ``DEMOS``.
    """
    kind = DEMOS.get(name)
    mount("theory", "demo", ("shared/plot", "shared/behind", "demo"))(
        key=f"demo_{name}",
        data={
            "base": base(),
            "language": language(),
            "name": name,
            "title": _(kind.title),
            "summary": _(kind.summary),
            "controls": [_translated(control) for control in controls(kind)],
            "scene": in_words(_first(kind), _),
            "words": _words(),
        },
    )


def figure(key: str, plot: Plot) -> None:
    """A plot that nobody moves.

    Args:
        key: Identity of the component.
        plot: What it shows.
    """
    data = {"base": base(), "plot": in_words(plot.to_dict(), _), "words": _words()}
    mount("theory", "figure", ("shared/plot", "shared/behind"))(key=f"figure_{key}", data=data)


def part(name: str) -> None:
    """What the prose calls a part: ``draw_NAME`` in the module ``NAME`` beside this file.

    Args:
        name: Which.
    """
    getattr(importlib.import_module(f"{__name__}.{name}"), f"draw_{name}")()


def followed(chapter: str, go: Callable[[str], None]) -> str | None:
    """Follow links within the dashboard without leaving it, so that what the session holds is kept.

    Args:
        chapter: The one that is read; where it changes, the page begins at its top.
        go: Called with the id of another chapter that was followed, before the page's script runs.

    Returns:
        The name of another page that was followed; None if none was.
    """

    def on_followed() -> None:
        target = news_of("theory_links", "followed")
        if target and target["page"] == "theory" and target["chapter"]:
            go(target["chapter"])

    result = mount("theory", "links", ())(
        key="theory_links",
        data={"base": base(), "chapter": chapter, "pages": {prose.path(page): page for page in prose.pages()}},
        on_followed_change=on_followed,
    )
    page = result.followed["page"] if result.followed else None
    return None if page == "theory" else page


@cache
def _first(kind: type[Demo]) -> dict[str, Any]:
    return kind().scene().to_dict()


def _translated(control: dict[str, Any]) -> dict[str, Any]:
    label, description = control["label"], control["help"]
    texts: dict[str, Any] = {"label": _(label), "help": _(description)}
    if "options" in control:
        texts["options"] = [[name, _(text)] for name, text in control["options"]]
    return {**control, **texts}


def _words() -> dict[str, Any]:
    return {
        "behind": behind(),
        "reset": _("Reset"),
        "move": _("Move {name}: drag, or use the arrow keys"),
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("Step"),
        "moment": _("Moment"),
        "momentOf": _("moment {moment} of {last}"),
        "lost": _("The server does not answer. Trying again."),
    }
