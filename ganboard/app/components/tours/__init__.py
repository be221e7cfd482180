"""The parts of guided tours that move by themselves: the panel beside every page, and the cards of all tours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.components import mount, news_of
from ganboard.app.paths import base
from ganboard.app.session import _


def panel(moved: Callable[[int], None], left: Callable[[], None], **data: Any) -> str | None:
    """The panel of a tour.

    Args:
        moved: Called with the number of the stop that a visitor went to, from 1, before the page's script runs.
        left: Called when the tour was ended.
        **data: What panel.js reads besides.

    Returns:
        Where the visitor wants to go now: the index of a stop, or ``"tours"``; None for nowhere.
    """

    def on_moved() -> None:
        if number := news_of("tour_panel", "moved"):
            moved(int(number))

    def on_left() -> None:
        if news_of("tour_panel", "left"):
            left()

    result = mount("tours", "panel")(
        key="tour_panel",
        data={"base": base(), "words": _panel_words(), **data},
        on_moved_change=on_moved,
        on_left_change=on_left,
        on_go_change=lambda: None,
    )
    return str(result.go) if result.go is not None else None


def cards(tours: list[dict[str, Any]], begun: Callable[[str, int], None]) -> None:
    """All tours as cards, each with how far this browser has come with it.

    Args:
        tours: Of each ``"id"``, ``"title"``, ``"goal"``, ``"minutes"`` (in words), ``"stops"`` (how many) and
            ``"sheet"`` (an address).
        begun: Called with the id of the one that was pressed and the number of the stop where it goes on.
    """

    def on_begin() -> None:
        if pressed := news_of("tour_cards", "begin"):
            begun(str(pressed["tour"]), int(pressed["stop"]))

    words = {
        "begin": _("Start the tour"),
        "on": _("Go on at {stop} of {count}"),
        "again": _("Do it again"),
        "done": _("Done"),
        "sheet": _("Worksheet"),
    }
    mount("tours", "cards")(
        key="tour_cards", data={"base": base(), "tours": tours, "words": words}, on_begin_change=on_begin
    )


def _panel_words() -> dict[str, str]:
    return {
        "name": _("Guided tour"),
        "place": _("Stop {number} of {count}"),
        "fold": _("Fold the tour away"),
        "unfold": _("Show the tour"),
        "end": _("End the tour"),
        "show": _("Show me where"),
        "absent": _("It is not on the page now. Skip this if it does not come."),
        "go": _("Go to “{page}”"),
        "done": _("Well done."),
        "right": _("Right!"),
        "wrong": _("Not quite. Try another answer."),
        "back": _("Back"),
        "skip": _("Skip"),
        "next": _("Next"),
        "finish": _("Finish"),
        "ended": _("You did it!"),
        "tours": _("All tours"),
        "sheet": _("Worksheet"),
        "all": _("Show all controls"),
        "few": _("Hide what the tour does not need"),
    }
