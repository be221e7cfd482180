"""Two futures of one training, played in the engine: the training rests, and two runs that share its past take turns."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from typing import Any

from ganboard.engine.client import EngineClient
from ganboard.engine.protocol import ACTIVE
from ganboard.errors import EngineError, GANBoardError
from ganboard.i18n import N_
from ganboard.race.entry import Race
from ganboard.race.fork import fork
from ganboard.runs import find_run

PATIENCE = 60.0
"""Seconds that a training has to come to rest."""


def play(
    client: EngineClient, run_id: str, step: int | None, settings: Mapping[str, Any], steps: int, told: str = ""
) -> Race:
    """Have a training go on as it was, and once more with something changed, step for step from the same moment on.

    The training itself rests, with all that it had.

    Args:
        client: Of the engine.
        run_id: The training.
        step: Of the checkpoint at which the two part; None for where it stands.
        settings: What is changed, by flat names.
        steps: How many steps are played.
        told: What the changed one is called, marked for translation.

    Raises:
        GANBoardError: there is no such run or checkpoint, the change is none or needs other networks, or there is no engine.
    """
    client.check_places(2)
    client.start()
    run = find_run(client.root, run_id)
    rest(client, run_id)
    at = run.standing() if step is None else step
    if at is None:
        raise GANBoardError(N_("Nothing of this training is saved yet. Let it train a few steps first."))
    race = fork(run, at, settings, steps, told)
    try:
        client.enter(race)
    except GANBoardError:
        for made in race.runs:  # they would wait for ever
            shutil.rmtree(client.root / made, ignore_errors=True)
        raise
    return race


def rest(client: EngineClient, run_id: str) -> None:
    """Pause a run that the engine trains, and wait until it has saved where it stands.

    Raises:
        EngineError: it may not be paused, or does not come to rest.
    """
    if all(held["id"] != run_id for held in client.runs()):
        return
    until = time.monotonic() + PATIENCE
    if client.watch(run_id).state in ACTIVE:
        try:
            client.pause(run_id)
        except EngineError:  # another order may have come first
            if client.watch(run_id).state in ACTIVE:
                raise
    while client.watch(run_id).state in ACTIVE:
        if time.monotonic() > until:
            raise EngineError(N_("GANBoard is too busy for this now. Try again in a minute."))
        time.sleep(0.05)
