"""The part of the Runs page that moves by itself: the samples of some runs under one slider."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.routes import MOVING
from ganboard.app.session import _, language
from ganboard.figures import APART


def side_by_side(key: str, runs: list[dict[str, Any]], by: str) -> None:
    """The samples of each run at the step, or the second of training, where the one slider stands.

    Whoever draws this is run again when a run that trains has another checkpoint or another state.

    Args:
        key: Identity of the component.
        runs: Each as :func:`ganboard.app.comparison.facts` gives it, with its ``"letter"``; or its ``"run"``, ``"title"``,
            ``"letter"`` and a ``"problem"``, text.
        by: What the slider goes by: ``"step"`` or ``"seconds"``.
    """
    mount("compare", "together")(
        key=key,
        data={
            "base": base(),
            "language": language(),
            "moving": list(MOVING),
            "by": by,
            "runs": [{**run, "colour": APART[number % len(APART)]} for number, run in enumerate(runs)],
            "words": {**words(by), **taking()},
        },
        on_changed_change=lambda: None,
    )


def taking() -> dict[str, str]:
    """What together.js says where all can be taken away as one picture."""
    return {"keep": _("Save as one picture (PNG)"), "file": _("side-by-side")}


def words(by: str) -> dict[str, str]:
    """What together.js says.

    Args:
        by: What the slider goes by: ``"step"`` or ``"seconds"``.
    """
    return {
        "slider": _("Steps of training") if by == "step" else _("Seconds of training"),
        "at": _("step {step}"),
        "seconds": _("{seconds} s"),
        "newest": _("newest"),
        "toNewest": _("To the newest"),
        "ends": _("trained no further"),
        "alt": _("Samples of {run} at step {step}."),
        "early": _("Nothing was saved this early."),
        "none": _("No picture yet."),
        "lost": _("This picture cannot be loaded."),
        "real": _("Real images"),
        "rebuilt": _("rebuilt from their codes"),
        "rebuiltAlt": _("Real images as {run} rebuilds them at step {step}."),
        "rebuildsNot": _("Cannot rebuild a real image: it has no network that makes codes."),
    }
