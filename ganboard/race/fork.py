"""Two futures of one training: from one of its moments on it goes on as it was, and once more with something changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

from ganboard import branches
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.race.entry import KEY, Race
from ganboard.race.verdict import FINISH
from ganboard.runs import Run

END = ("steps", "seconds")
"""The settings that say how long a run is played, and nothing about how it learns."""
AS_IT_WAS = N_("As it was")
"""What the future without a change is called."""


def fork(run: Run, step: int, settings: Mapping[str, Any], steps: int, told: str = "") -> Race:
    """Make two runs that share the past of another up to a step, and race from there to the same end.

    The first goes on as the other did. Where that has gone on already its pictures and numbers are there, and are taken as they
    are: what the same settings and the same chance would give again. The second has the change, and meets the same noise, the
    same real samples and whatever else was changed later.

    Args:
        run: The other. Nothing in its folder is touched.
        step: Of the checkpoint at which the two part.
        settings: What is changed in the second, by flat names.
        steps: How many steps are played from there.
        told: What the second is called, marked for translation; by what was changed if left out.

    Returns:
        The race. Its runs rest, and wait for an engine.

    Raises:
        GANBoardError: the change is none, or would need other networks; the sentence says so. Nothing is left then.
    """
    config, changes = run.config(), run.changes()
    now = {**config.to_flat(), **changes.at(step)}
    changed = config.replace(**settings)
    if all(changed.to_flat()[name] == now.get(name) for name in settings):
        raise GANBoardError(N_("Both futures would be the same: choose another value than the one that it has."))
    end: dict[str, Any] = {"steps": step + steps, "seconds": None}
    there = max((each for each in run.steps() if each <= end["steps"]), default=step)
    ahead = [change for change in changes if step < change.step < end["steps"]]
    made: list[Run] = []
    try:
        later = [change for change in ahead if change.step > there]
        made.append(branches.branch(run, max(there, step), later, settings=end))
        kept = [change for change in ahead if change.dial in changed.method.dials and change.dial not in settings]
        made.append(branches.branch(run, step, kept, settings={**settings, **end}))
        names = (AS_IT_WAS, told) if told else ()
        race = Race((made[0].id, made[1].id), "step", names, start=step)
        for each in made:  # what the other's own race came to is not theirs
            each.update(**{KEY: race.to_dict(), FINISH: None})
    except BaseException:
        for each in made:
            shutil.rmtree(each.path, ignore_errors=True)
        raise
    return race
