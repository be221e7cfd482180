"""Runs beside each other with what the doctor says of each: what was ill, and what became of it."""

from __future__ import annotations

from typing import Any

from ganboard.app.comparison import facts, look_at
from ganboard.app.components.points import cloud
from ganboard.app.connection import engine
from ganboard.app.doctor.words import diagnosis_of, found, moment, now
from ganboard.app.moments import joined
from ganboard.app.session import _, say
from ganboard.media.packed import packed
from ganboard.runs import find_run


def patient(run_id: str, title: str, letter: str) -> dict[str, Any]:
    """What a page shows of one of the runs, as JSON types; of one that is gone or damaged its ``"problem"``, a text.

    Args:
        run_id: Which.
        title: What it is called here.
        letter: Its sign beside the others.
    """
    side = look_at(run_id, title)
    if side.view is None or side.config is None:
        problem = say(side.problem) if side.problem else ""
        return {"run": run_id, "title": title, "letter": letter, "problem": problem}
    view, diagnosis = side.view, diagnosis_of(side.view)
    return {
        **facts(side, _),
        "letter": letter,
        "fork": view.parent["step"] if view.parent else 0,
        "doctor": moment(diagnosis, now(view), _),
        "doctors": {str(step): moment(diagnosis, step, _) for step in view.checkpoints},
        "findings": found(view, side.config, _),
        "quality": joined(view.quality, view.later_quality),
        "cloud": cloud(find_run(engine().root, run_id), side.config),
        "scene": packed(view.scene),
        "told": [say(sentence) for sentence in view.told],
        "error": say(view.error) if view.error else "",
    }
