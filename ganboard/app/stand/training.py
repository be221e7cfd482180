"""The training behind the clock of a stand, kept going for days.

It is begun anew when its time is over, when it ended or failed, and resumed when it was paused; only the newest one stays on disk.
Its run is known by who steers it, a word that is no browser's digest. So nobody but the server can pause it, and a server that is
started again finds it.
"""

from __future__ import annotations

import math
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ganboard.app.browsers import as_server
from ganboard.app.steering import Steered
from ganboard.config import TrainConfig
from ganboard.engine.protocol import ACTIVE, is_interrupted
from ganboard.errors import ConfigError, EngineError, GANBoardError
from ganboard.i18n import N_
from ganboard.presets import PRESETS
from ganboard.run_status import ENDED
from ganboard.run_steering import STAND, is_of_stand, let_steer
from ganboard.runs import Run, all_runs, find_run

NAME = N_("Clock of the stand")
SOON = N_("The clock begins anew in a moment.")
MINUTES = "GANBOARD_STAND_MINUTES"
"""The variable that says how many minutes lie between two beginnings."""
ROUND = 600.0
"""Seconds from one beginning to the next, where it says nothing."""
FRESH = 24
"""Rounds after which the engine is started anew where it trains for nobody else: some 25 MB of every training that it held
stay in its memory (what TensorFlow compiled), too much for days."""
PAUSE = 10.0
"""Seconds between two attempts to begin or to resume: what fails at once must not be tried at once."""


def config(seconds: float = ROUND) -> TrainConfig:
    """What the clock's generator learns: digits, by the preset that is readable soonest.

    Args:
        seconds: How long a round is.
    """
    return PRESETS["quick"].config(seconds=seconds)


def round_seconds() -> float:
    """How long a round lasts here, in seconds.

    Raises:
        ConfigError: the variable :data:`MINUTES` says nothing that can be meant.
    """
    text = os.environ.get(MINUTES, "").strip()
    if not text:
        return ROUND
    with suppress(ValueError):
        if math.isfinite(minutes := float(text)) and 60 * minutes >= PAUSE:
            return 60 * minutes
    raise ConfigError(MINUTES, text, N_("a number of minutes, at least {least}"), least="0.17")


class Stand:
    """Keeps the training of the stand; one for all screens that show it.

    Args:
        client: The engine's.
        clock: The time in seconds since 1970.
        seconds: From one beginning to the next.
    """

    def __init__(self, client: Steered, clock: Callable[[], float] = time.time, seconds: float = ROUND) -> None:
        self._client, self._clock, self._round = client, clock, seconds
        self._lock = threading.Lock()
        self._tried = -PAUSE
        self._rounds = 0

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
            if run is None or state in ENDED or self._age(run) >= self._round:
                run = self._begin(run)
            elif state == "paused" and self._may_try():
                self._client.resume(run.id)
            self._client.attend([run.id])
            age = self._age(run)
            return {"run": run.id, "age": round(age, 1), "left": round(max(0.0, self._round - age), 1)}

    def _ours(self) -> list[Run]:
        """The runs of the stand that can be read, newest first."""
        found = []
        for run in all_runs(self._client.root):
            if is_of_stand(run.path):
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
        self._rounds += 1
        if self._rounds > FRESH and not self._trains_for_others(before):
            self._client.close()  # the next order starts it
            self._rounds = 1
        run = find_run(self._client.root, self._client.submit(config(self._round), NAME))
        let_steer(run, STAND.format(run=run.id))
        if before is not None:
            with suppress(GANBoardError):
                self._client.end(before.id)
        return run

    def _trains_for_others(self, before: Run | None) -> bool:
        ours = before.id if before else ""
        return any(each["state"] in ACTIVE and each["id"] != ours for each in self._client.runs())

    def _may_try(self) -> bool:
        if 0 <= self._clock() - self._tried < PAUSE:  # below 0: the computer's clock was set back
            return False
        self._tried = self._clock()
        return True

    def _clear(self, older: list[Run]) -> None:
        """Delete what is over; what still moves is ended first, and goes the next time."""
        for run in older:
            if run.status()["state"] in (*ENDED, "paused"):
                shutil.rmtree(run.path, ignore_errors=True)
            else:
                with suppress(GANBoardError):  # the next look tries again, and what draws the clock now does not wait
                    self._client.end(run.id)

    def _age(self, run: Run) -> float:
        return max(0.0, self._clock() - run.status()["created"])
