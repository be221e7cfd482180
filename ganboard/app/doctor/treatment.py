"""What is done when a visitor takes the doctor's advice: another training with the remedy, from before it was found or anew."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from ganboard.app.connection import config_of, engine
from ganboard.branches import possible
from ganboard.config import TrainConfig
from ganboard.doctor import Finding
from ganboard.engine.protocol import ACTIVE, View
from ganboard.race.fork import END
from ganboard.run_data import brought
from ganboard.run_status import CLOSE
from ganboard.runs import Run, find_run


def begins_at(finding: Finding, settings: dict[str, Any], config: TrainConfig, view: View) -> int | None:
    """The step from which a remedy goes on.

    Args:
        finding: What it is for.
        settings: The remedy's.
        config: Of the training that is ill.
        view: Of that training.

    Returns:
        That of the last healthy checkpoint, or of where the training parted from one of other settings, before which it cannot go
        back; None where it was ill from its start on, or where the remedy needs other networks or data.
    """
    parted = view.parent["step"] if view.parent and set(view.parent["settings"]) - set(END) else 0
    first = finding.healthy if finding.healthy is not None else parted or None
    if first is None or finding.step <= parted or not _fits(config, json.dumps(settings, sort_keys=True)):
        return None
    return max((step for step in view.checkpoints if parted <= step <= max(first, parted)), default=None)


@lru_cache(maxsize=256)
def _fits(config: TrainConfig, settings: str) -> bool:
    """Whether a branch can have these settings, JSON; remembered, for a page that watches asks twice a second."""
    return possible(config, json.loads(settings))


def branch_off(
    run_id: str, settings: dict[str, Any], step: int | None, name: str | None = None, steps: int | None = None
) -> str:
    """Go on from a step of a training with other settings, and let the training rest.

    Args:
        run_id: The training.
        settings: By flat names.
        step: Of the checkpoint; None for where it stands.
        name: What the branch is called; as the training, if left out.
        steps: How many the branch does before it pauses; None for as many as its config says.

    Returns:
        The branch's id.

    Raises:
        GANBoardError: it could not be begun.
    """
    if steps is not None:  # else the engine lets it rest, where it may
        _rest(find_run(engine().root, run_id))
    return _for_so_long(engine().branch(run_id, step, settings, name, train=steps is None), steps)


def begin_anew(run_id: str, config: TrainConfig, name: str | None = None, steps: int | None = None) -> str:
    """Begin a training on the data of another one, and let that one rest. Arguments as for :func:`branch_off`.

    Raises:
        GANBoardError: it could not be begun.
    """
    run = find_run(engine().root, run_id)
    status = run.status()
    data = brought(run, config_of(run).dataset)
    begun = engine().submit(config, name or status["name"], data, status.get(CLOSE) is True, like=run)
    _rest(run)  # not before: where nothing can be begun, nothing rests
    return _for_so_long(begun, steps)


def with_remedy(view: View, config: TrainConfig, settings: dict[str, Any]) -> TrainConfig:
    """The config of a training that begins as another one is now, but for a remedy.

    Args:
        view: Of the other.
        config: That it began with.
        settings: The remedy's.
    """
    turned = {change["dial"]: change["value"] for change in view.changes if change["step"] <= view.step}
    return config.replace(**turned).replace(**settings)


def _rest(run: Run) -> None:
    if run.status()["state"] in ACTIVE:
        engine().pause(run.id)


def _for_so_long(run_id: str, steps: int | None) -> str:
    if steps is not None:
        engine().advance(run_id, steps)
    return run_id
