"""What is done when a visitor takes the doctor's advice: another training with the remedy, from before it was found or anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ganboard.app.connection import config_of, engine
from ganboard.branches import possible
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.prepared import load_prepared
from ganboard.doctor import Finding
from ganboard.engine.protocol import ACTIVE
from ganboard.run_data import COPY
from ganboard.runs import Run, find_run


def begins_at(finding: Finding, settings: dict[str, Any], config: TrainConfig, checkpoints: Sequence[int]) -> int | None:
    """The step from which a remedy goes on.

    Args:
        finding: What it is for.
        settings: The remedy's.
        config: Of the training that is ill.
        checkpoints: Its steps on disk.

    Returns:
        That of the last healthy checkpoint; None where there is none, or where the remedy needs other networks or data.
    """
    if finding.healthy is None or not possible(config, settings):
        return None
    return max((step for step in checkpoints if step <= finding.healthy), default=None)


def treat(run_id: str, settings: dict[str, Any], step: int | None, name: str | None = None) -> str:
    """Begin a training with other settings, and let the one that it comes from rest.

    Args:
        run_id: Where it comes from.
        settings: By flat names.
        step: Of the checkpoint from which it goes on; None: it starts anew.
        name: What it is called; as the other, if left out.

    Returns:
        The new run's id.

    Raises:
        GANBoardError: it could not be begun.
    """
    run = find_run(engine().root, run_id)
    if run.status()["state"] in ACTIVE:
        engine().pause(run_id)
    if step is not None:
        made: str = engine().branch(run_id, step, settings, name)
        return made
    config = config_of(run).replace(**settings)
    return engine().submit(config, name or run.status()["name"], _own_data(run))


def _own_data(run: Run) -> Data | None:
    """What a visitor brought to a run; None where its dataset loads the data."""
    copy = run.path / COPY
    return load_prepared(copy, config_of(run).dataset) if copy.exists() else None
