"""The parts of the failure museum that move by themselves: the hall, and an exhibit with its lever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.components import mount, news_of
from ganboard.app.components.doctor import side_by_side_data
from ganboard.app.paths import base
from ganboard.app.session import _


def hall(cards: list[dict[str, Any]], opened: Callable[[str], None]) -> None:
    """All exhibits as cards.

    Args:
        cards: Of each its ``"name"``, ``"title"``, ``"summary"``, ``"picture"`` (an address, or ""), whether that
            is shown ``"whole"``, and whether it is ``"done"``.
        opened: Called with the name of the one that was pressed, before the page's script runs.
    """

    def on_open() -> None:
        if name := news_of("museum_hall", "open"):
            opened(str(name))

    mount("museum", "hall")(
        key="museum_hall",
        data={"base": base(), "cards": cards, "done": _("Repaired")},
        on_open_change=on_open,
    )


def exhibit(name: str, runs: list[dict[str, Any]], act: Callable[[str], None], **data: Any) -> None:
    """The stations of an exhibit side by side: healthy, spoilt, repaired. Whoever draws this is run again when one moves on.

    Args:
        name: Of the exhibit.
        runs: The stations that there are, as :func:`ganboard.app.doctor.patients.patient` gives them.
        act: Called with what was pressed, before the page's script runs: ``"start"``, ``"pull"``, ``"cure"``, ``"more"``.
        **data: What exhibit.js reads besides: stations (of each its title and what its button says), warm, fork, enough (steps
            after which it may go on), symptom, more (whether the last one shall train on).
    """
    key = f"museum_{name}"

    def on_act() -> None:
        if pressed := news_of(key, "act"):
            act(str(pressed["what"]))

    told = side_by_side_data(runs)
    told["words"] |= {
        "learning": _("It must learn a little first: step {now} of {steps}"),
        "ready": _("Now pull the lever."),
        "looking": _("Watch what happens, and wait for the doctor."),
        "soon": _("Getting ready…"),
        "locked": _("Do the one before first."),
        "more": _("Train on"),
        "from": _("It learns from"),
        "fromAlt": _("Some of the real pictures that it learns from."),
    }
    mount("museum", "exhibit", ("compare/together", "doctor/patients", "exhibit"))(
        key=key, data={**told, **data}, on_changed_change=lambda: None, on_act_change=on_act
    )
