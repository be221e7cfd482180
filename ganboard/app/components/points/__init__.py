"""Points in the plane: the live cloud of the stage, and the pad on which one draws points."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _, language
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.media import PointsMedium
from ganboard.media.packed import packed
from ganboard.run_data import parts
from ganboard.runs import Run

SHOWN = 1_000
"""Real points shown behind the fakes."""


def cloud(run: Run, config: TrainConfig) -> dict[str, Any] | None:
    """What cloud.js reads: the real points, the part of the plane that is shown, and words; None where there are no points."""
    if not isinstance(config.dataset.medium, PointsMedium):
        return None
    try:
        real = _real(run.id, run.status().get("created", 0.0), _run=run)
    except (GANBoardError, OSError):  # the stage shows pictures alone then, and the run says what is wrong with it
        return None
    return {"real": real, "words": _words("judge" in config.method.abilities)}


@st.cache_data(max_entries=8, show_spinner=False)
def _real(run_id: str, created: float, _run: Run) -> dict[str, Any]:
    """Kept by the run's id and time."""
    training, held_out = parts(_run)
    every = training.samples if held_out is None else np.concatenate([training.samples, held_out.samples])
    medium = PointsMedium().fitted(every)
    chosen = training.samples[np.random.default_rng(0).permutation(len(training))[:SHOWN]]
    return {"centre": list(medium.centre), "reach": medium.reach, **packed({"points": chosen.astype(np.float32)})}


def _words(judged: bool) -> dict[str, Any]:
    return {
        "cloud": _("Real points, the generator's points, and what the judge says of every place.")
        if judged
        else _("Real points and the generator's points."),
        "show": _("What to show"),
        "layers": {
            "real": _("Real points"),
            "fakes": _("Fake points"),
            "verdicts": _("The judge's verdict"),
            "arrows": _("Arrows"),
            "grid": _("Warped grid"),
        },
        "hints": {
            "real": _("The points that are learned from."),
            "fakes": _("The points that the generator makes."),
            "verdicts": _("Blue: here the judge takes points for real. Orange: for fake. White: it cannot tell."),
            "arrows": _(
                "Where the judge would like each of these points to go: the generator learns from nothing else."
            ),
            "grid": _("The generator bends the plane of the noise: this is what it makes of straight lines."),
        },
    }


def pad(points: str, reach: float) -> str | None:
    """The plane on which one draws points.

    Args:
        points: What it shows as long as nothing else was drawn: float32 pairs in base64.
        reach: How far the plane reaches to each side.

    Returns:
        What was drawn last, in the same form; None before that.
    """
    result = mount("points", "pad")(
        key="pad",
        data={
            "base": base(),
            "points": points,
            "reach": reach,
            "language": language(),
            "words": {
                "pad": _("A plane on which you draw points with the mouse, or with the arrow keys and Space."),
                "back": _("Undo"),
                "clear": _("Remove all"),
                "count": _("{count} points"),
                "hint": _("Draw with the mouse or a finger. Some hundred points are best, at least 16."),
            },
        },
        default={"points": None},
        on_points_change=lambda: None,
    )
    drawn: str | None = result.points
    return drawn
