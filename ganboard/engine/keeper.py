"""One engine process that is kept: started when it is needed, asked, and started again when it dies."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from ganboard.engine.process import LOG, EngineGoneError, EngineProcess, last_words
from ganboard.engine.protocol import ACTIVE, Limits, Request
from ganboard.errors import EngineError, GANBoardError, RunError
from ganboard.i18n import N_
from ganboard.race.entry import Race
from ganboard.runs import find_run, runs_root

SILENT = N_("The training process does not answer: {problem}.")
ENDED = N_("The training process ended by itself ({how}). It wrote: {log}")
DEATHS, WITHIN = 3, 60.0
"""An engine that dies so often in so many seconds is not started again by itself."""
GIVEN_UP = N_(
    "The training process died {deaths} times within a minute, so it is not started again now. It wrote: {log}"
)
PATIENCE = 8.0
"""Seconds that an engine has to save its runs before it is made to end."""


class Keeper:
    """Keeps an engine process, and knows whose runs an engine that is started again takes up. Any thread may use it.

    Args:
        root: Where the runs lie; ``runs.runs_root()`` if left out.
        limits: What the engine allows.

    Attributes:
        root: Where the runs lie.
        limits: What the engine allows.
    """

    def __init__(self, root: Path | None = None, limits: Limits | None = None) -> None:
        self.root = Path(root or runs_root())
        self.limits = limits or Limits()
        self._lock = threading.Lock()  # of starting and ending the process, never held during a request
        self._process: EngineProcess | None = None
        self._deaths: list[float] = []
        self._failure: dict[str, Any] | None = None
        self._ours: set[str] = set()

    @property
    def alive(self) -> bool:
        """Whether the engine process runs."""
        process = self._process
        return process is not None and process.alive

    @property
    def pid(self) -> int | None:
        """The process id of the engine, if it runs."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def start(self) -> None:
        """Start the engine if it does not run. Returns at once; TensorFlow loads in the background.

        Raises:
            EngineError: it cannot be started, or died again and again.
        """
        self._running()

    def close(self) -> None:
        """End the engine. It saves its runs first; those that train are paused."""
        with self._lock:
            process, self._process = self._process, None
            self._ours.clear()
        if process is not None:
            process.end(PATIENCE)

    def _request(self, name: str, run_id: str = "", **arguments: Any) -> Any:
        if run_id:
            find_run(self.root, run_id)
        request = Request(name, run_id, arguments)
        for last in (False, True):
            process = self._running()
            if name in ("submit", "resume", "advance"):
                self._ours.update(self._with_mates(run_id))
            try:
                return process.ask(request)
            except EngineGoneError as error:
                process.wait(1.0)  # one that dies hangs up a moment before
                if last and not process.alive:
                    raise EngineError(ENDED, how=process.ending, log=last_words(self.root / LOG)) from error
                if last:
                    raise EngineError(SILENT, problem=str(error)) from error
        return None

    def _with_mates(self, run_id: str) -> tuple[str, ...]:
        """A run and those that go on with it: an engine that is started again takes all of them up."""
        try:
            race = Race.of(find_run(self.root, run_id).status())
        except (GANBoardError, OSError):
            race = None
        return (run_id,) if race is None else race.runs

    def _running(self) -> EngineProcess:
        process = self._process
        if process is not None and process.alive:
            return process
        with self._lock:
            process = self._process
            if process is not None and process.alive:
                return process
            if process is not None:  # dead; this only tidies up after it
                process.end(0.0)
                self._process = None
                self._deaths.append(time.monotonic())
            self._deaths = [death for death in self._deaths if time.monotonic() - death < WITHIN]
            if len(self._deaths) >= DEATHS:
                error = EngineError(GIVEN_UP, deaths=DEATHS, log=last_words(self.root / LOG))
                self._failure = error.message
                raise error
            self._process = EngineProcess(self.root, self.limits, self._interrupted())
            self._failure = None
            return self._process

    def _interrupted(self) -> list[str]:
        """Our runs that moved when the engine died."""
        moving = []
        for run_id in tuple(self._ours):  # other threads add to it
            try:
                if find_run(self.root, run_id).status()["state"] in ACTIVE:
                    moving.append(run_id)
            except (RunError, OSError):  # deleted or damaged meanwhile
                continue
        return sorted(moving)
