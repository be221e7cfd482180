"""What the doctor says, beside what it says it of: of the run on the screen, and of some runs side by side."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.components.compare import words
from ganboard.app.paths import base
from ganboard.app.routes import MOVING
from ganboard.app.session import _, language
from ganboard.figures import APART


def doctor(key: str) -> dict[str, Any] | None:
    """What the doctor says of the moment that is shown: quiet where all is well, else with what to try. It listens to stage.js.

    Args:
        key: Identity of the component.

    Returns:
        The remedy that was just chosen: the ``"symptom"`` and the ``"step"`` of the finding, and its ``"number"``; or None.
    """
    result = mount("doctor", "doctor")(
        key=key,
        data={
            "base": base(),
            "language": language(),
            "words": {
                "doctor": _("Doctor"),
                "name": _("Doctor:"),
                "since": _("since step {step}"),
                "means": _("What it means"),
                "try": _("What to try"),
                "help": _("What to do"),
                "before": _("Found before: {count}"),
                "at": _("step {step}"),
            },
        },
        on_remedy_change=lambda: None,
    )
    return dict(result.remedy) if result.remedy else None


def patients(key: str, runs: list[dict[str, Any]]) -> None:
    """Some runs side by side with what the doctor says of each, at the same step of all of them.

    Args:
        key: Identity of the component.
        runs: As :func:`ganboard.app.doctor.patients.patient` gives them.
    """
    mount("doctor", "patients", ("compare/together", "patients"))(
        key=key, data=side_by_side_data(runs), on_changed_change=lambda: None
    )


def side_by_side_data(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """What patients.js reads. Arguments as for :func:`patients`."""
    return {
        "base": base(),
        "language": language(),
        "moving": list(MOVING),
        "by": "step",
        "runs": [{**run, "colour": APART[number % len(APART)]} for number, run in enumerate(runs)],
        "words": {**words("step"), "distance": _("Distance {value}")},
    }
