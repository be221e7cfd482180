"""The part of a race that moves by itself: samples side by side, how far it is, and how good each is over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.components import mount, news_of
from ganboard.app.components.compare import taking, words
from ganboard.app.components.shared.behind import behind
from ganboard.app.paths import base
from ganboard.app.routes import MOVING
from ganboard.app.session import _, language
from ganboard.figures import APART


def race(
    race_id: str,
    runs: list[dict[str, Any]],
    by: str,
    length: float,
    bet: str | None,
    told: Callable[[str], None],
    start: int | None = None,
) -> None:
    """The entrants of a race.

    Whoever draws this is run again when an entrant has another state.

    Args:
        race_id: What the race is called.
        runs: As for :func:`ganboard.app.components.compare.side_by_side`, each with its ``"quality"``, columns, what is ``"told"``
            of its samples, texts, and its ``"error"``, text.
        by: Whose turn it is: ``"step"`` or ``"seconds"``.
        length: Where the race ends, in that unit.
        bet: The visitor's, for his tab to hold; None where this session knows of none.
        told: Called with the bet that the tab held, before the page's script runs.
        start: The step up to which the entrants share their past; None where each began anew.
    """
    key = f"race_{race_id}"

    def on_bet() -> None:
        if held := news_of(key, "bet"):
            told(str(held))

    mount("race", "race", ("compare/together", "shared/plot", "shared/behind", "race", "fork"))(
        key=key,
        data={
            "base": base(),
            "language": language(),
            "moving": list(MOVING),
            "race": race_id,
            "bet": bet,
            "by": by,
            "length": length,
            "start": start,
            "runs": [{**run, "colour": APART[number % len(APART)]} for number, run in enumerate(runs)],
            "words": {
                **words(by),
                **taking(),
                "behind": behind(),
                "progress": _("How far the race is"),
                "far": _("Step {now} of {length}") if by == "step" else _("{now} s of {length} s each"),
                "ready": _("Everybody is getting ready. The race begins when all are."),
                "waits": _("Other trainings are running. The race begins as soon as there is a place for all."),
                "distance": _("Distance {value} ({low} to {high})"),
                "chart": _("Distance from the real samples (less is better)"),
                "chartAlt": _("How far the samples of each entrant are from the real ones, over the race."),
                "unmeasured": _("The first numbers come after an eighth of the race."),
                "unseen": _("unseen real images"),
                "shared": _("one past"),
                "parted": _("two futures"),
                "fork": _("Here they part: step {step}"),
                "one": _("up to here both are one"),
                "been": _("has been there already"),
                "across": _("step") if by == "step" else _("seconds"),
            },
        },
        on_changed_change=lambda: None,
        on_bet_change=on_bet,
    )
