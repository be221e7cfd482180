"""The one-slot mailbox of a run: the newest of what a viewer gets to see, and the state on disk that goes with it."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ganboard.engine.history import History, cut, measures_of, quality_columns
from ganboard.engine.protocol import View, diagnosed, moments, parted
from ganboard.errors import GANBoardError
from ganboard.recording import Recording
from ganboard.runs import Run

ASKED, UNASKED = 0.3, 1.0
"""Seconds between two snapshots at least: where a viewer has looked since the last one, and where none has."""
SHARE, SLOWEST = 30, 2.0
"""Training takes at least ``SHARE`` times as long as its snapshots, unless they were ``SLOWEST`` seconds apart."""


class Mailbox:
    """Holds the newest :class:`View` of a run. A slow viewer misses some; it never slows training.

    Args:
        run: The folder, of which the first view is made.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._publishing = threading.Lock()
        self._history, self._later = History(), History()
        self._estimates: tuple[dict[str, Any], ...] | None = None
        self._looked = -1
        self._shown_at = self._cost = 0.0
        self._owed: dict[str, Any] = {}
        # Its version is above all versions of the folder, which are times too.
        self.view = replace(View.from_run(run), version=time.time_ns(), state="waiting", notices=self._notices())
        """What is visible now. Any thread may read it."""

    def publish(self, **changes: Any) -> None:
        """Let viewers see something new. Any thread may call this."""
        with self._publishing:
            version = max(self.view.version + 1, time.time_ns())
            for name in ("quality", "later_quality", "moments"):
                if name in changes and changes[name] != getattr(self.view, name):
                    changes[f"{name.removeprefix('later_')}_version"] = version
            self.view = replace(self.view, **changes, version=version)

    def enter(self, state: str, on_disk: dict[str, Any], **changes: Any) -> None:
        """Change the state, in the folder first, so that it is right there even if the engine dies.

        Args:
            state: One of ``run_status.STATES``.
            on_disk: What else to write down.
            **changes: What else to write down and to show.
        """
        self._run.update(state=state, **on_disk, **changes)
        self._owed = {}
        self.publish(state=state, progress=None, notices=self._notices(), **changes)

    def insist(self, state: str, on_disk: dict[str, Any], **changes: Any) -> None:
        """Change the state on screen, and in the folder as soon as the disk takes it; see :meth:`settle`. Never raises."""
        self.publish(state=state, progress=None, **changes)
        self._owed = {"state": state, **on_disk, **changes}
        self.settle()
        self.publish(diagnosis=diagnosed(self._run))

    def settle(self) -> None:
        """Write down what the disk refused before, if it takes it now."""
        if self._owed:
            with suppress(OSError, GANBoardError):
                self._run.update(**self._owed)
                self._owed = {}

    @property
    def settled(self) -> bool:
        """Whether the folder says what is on the screen, as far as :meth:`insist` had to do with it."""
        return not self._owed

    def notify(self, sentence: dict[str, Any]) -> None:
        """Add a message to the run; at least on screen, if the disk refuses it."""
        with suppress(OSError, GANBoardError):
            self._run.notify(sentence)
        self.publish(notices=[*self.view.notices, sentence][-5:])

    def read_history(self, recording: Recording) -> None:
        """Take the history from the folder, as it is after loading or rewinding."""
        recording.rows.clear()
        self._history, self._later = parted(self._run, recording.step)
        self._estimates = None
        self.publish(steps_per_second=0.0, images_per_second=0.0)

    def show(self, recording: Recording, first: bool = False) -> None:
        """Render the fixed samples and publish them with the newest measures.

        Args:
            recording: The training.
            first: Whether this also compiles the rendering, so that its time tells nothing.
        """
        begun = time.perf_counter()
        snapshot = recording.snapshot()
        speed = self.view.steps_per_second
        for row in recording.rows:
            self._history.append(row)
            newest = row["steps_per_second"]
            speed = 0.7 * speed + 0.3 * newest if speed else newest  # a number to be read, so it must not jump
        recording.rows.clear()
        if recording.watch.rows is not self._estimates:
            self._estimates = recording.watch.rows
            rows, later = self._run.quality.read()
            self.publish(quality=quality_columns(rows), later_quality=quality_columns(later))
        if recording.probe.count != self._looked:
            self._looked = recording.probe.count
            recording.probe.purse.pay(lambda: self.publish(diagnosis=diagnosed(self._run)))
        scene = recording.showing.scene(snapshot.images)
        self.publish(
            step=snapshot.step,
            seconds=snapshot.seconds,
            images_seen=snapshot.images_seen,
            steps_per_second=speed,
            images_per_second=speed * recording.config.method.batch_size,
            picture=None if scene else recording.showing.picture(snapshot.images),
            rebuilt=recording.showing.rebuilt(),
            scene=scene,
            told=recording.showing.told(snapshot.images),
            measures=measures_of(self._history.last()),
            history=self._history.columns(),
            changes=recording.trainer.changes.to_list(),
            unwatched=recording.watch.problem,
            notices=self._notices(),
            **self._on_disk(snapshot.step),
        )
        self._shown_at = time.monotonic()
        self._cost = 0.0 if first else time.perf_counter() - begun

    def due(self, looked_at: float) -> bool:
        """Whether it is time for the next picture. None is made that nobody would see.

        Args:
            looked_at: When somebody looked last, on the monotonic clock.
        """
        pause = max(ASKED if looked_at > self._shown_at else UNASKED, min(SLOWEST, SHARE * self._cost))
        return time.monotonic() - self._shown_at > pause

    def _on_disk(self, now: int) -> dict[str, Any]:
        steps = self._run.steps()
        return {
            "checkpoints": steps,
            "kept": sorted(self._run.kept()),
            "moments": moments(self._run, steps, now, self._history, self._later),
            "later": cut(self._later.columns(), now, max(steps, default=0)),
        }

    def _notices(self) -> list[dict[str, Any]]:
        return list(self._run.status().get("notices", []))
