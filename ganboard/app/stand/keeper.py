"""The training behind the clock of a stand, kept going for days.

It is begun anew when its time is over, when it ended or failed, and resumed when it was paused; only the newest one stays on disk.
Its run is known by who steers it, a word that is no browser's digest. So nobody but the server can pause it, and a server that is
started again finds it.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ganboard.app.browsers import as_server
from ganboard.app.steering import Steered
from ganboard.config import TrainConfig
from ganboard.engine.protocol import is_interrupted
from ganboard.errors import EngineError, GANBoardError
from ganboard.i18n import N_
from ganboard.presets import PRESETS
from ganboard.run_status import ENDED
from ganboard.run_steering import let_steer, steered_by
from ganboard.runs import Run, all_runs, find_run

STAND = "stand {run}"
"""Who steers a run of the stand. It names the run, for a folder that somebody copied to keep it must not be deleted."""
NAME = N_("Clock of the stand")
SOON = N_("The clock begins anew in a moment.")
ROUND = 600.0
"""Seconds from one beginning to the next."""
PAUSE = 10.0
"""Seconds between two attempts to begin or to resume: what fails at once must not be tried at once."""


def config() -> TrainConfig:
    """What the clock's generator learns: digits, by the preset that is readable soonest."""
    return PRESETS["quick"].config(seconds=ROUND)


class Stand:
    """Keeps the training of the stand; one for all screens that show it.

    Args:
        client: The engine's.
        clock: The time in seconds since 1970.
    """

    def __init__(self, client: Steered, clock: Callable[[], float] = time.time) -> None:
        self._client, self._clock = client, clock
        self._lock = threading.Lock()
        self._tried = -PAUSE

    def tend(self) -> dict[str, Any]:
        """See to it that a training goes on. To be called every few seconds, as long as a screen shows the clock.

        Returns:
            ``run``, its id; ``age``, seconds since it was begun; ``left``, seconds until the next one.

        Raises:
            GANBoardError: there is none, and it could not be begun.
        """
        with self._lock, as_server():
            ours = self._ours()
            run = ours[0] if ours else None
            self._clear(ours[1:])
            state = self._state(run) if run is not None else "failed"
            if run is None or state in ENDED or self._age(run) >= ROUND:
                run = self._begin(run)
            elif state == "paused" and self._may_try():
                self._client.resume(run.id)
            self._client.attend([run.id])
            age = self._age(run)
            return {"run": run.id, "age": round(age, 1), "left": round(max(0.0, ROUND - age), 1)}

    def _ours(self) -> list[Run]:
        """The runs of the stand that can be read, newest first."""
        found = []
        for run in all_runs(self._client.root):
            if steered_by(run.path) == STAND.format(run=run.id):
                with suppress(GANBoardError):
                    found.append((run.status()["created"], run.id, run))
        return [run for _created, _id, run in sorted(found, reverse=True)]

    def _state(self, run: Run) -> str:
        status = run.status()
        return "paused" if is_interrupted(run, status) else status["state"]  # as after a power cut

    def _begin(self, before: Run | None) -> Run:
        if not self._may_try():
            if before is not None:
                return before
            raise EngineError(SOON)
        run = find_run(self._client.root, self._client.submit(config(), NAME))
        let_steer(run, STAND.format(run=run.id))
        if before is not None:
            with suppress(GANBoardError):
                self._client.stop(before.id)
        return run

    def _may_try(self) -> bool:
        if self._clock() - self._tried < PAUSE:
            return False
        self._tried = self._clock()
        return True

    def _clear(self, older: list[Run]) -> None:
        """Delete what is over; what still moves is stopped first, and goes the next time."""
        for run in older:
            if run.status()["state"] in (*ENDED, "paused"):
                shutil.rmtree(run.path, ignore_errors=True)
            else:
                self._client.stop(run.id)

    def _age(self, run: Run) -> float:
        return max(0.0, self._clock() - run.status()["created"])
