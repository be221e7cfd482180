"""What crosses between the engine and its client: plain types and dataclasses, no TensorFlow."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ganboard.engine.history import History, measures_of, quality_columns
from ganboard.errors import CheckpointError, ConfigError, RunError
from ganboard.i18n import N_, message
from ganboard.runs import Run

ACTIVE = ("waiting", "preparing", "running")
"""States in which a run moves without being asked."""
SETTLING = 5.0
"""Seconds after which a run that says it moves, but that no process holds, counts as interrupted."""
INTERRUPTED = N_("Training was interrupted. Press Resume to go on from step {step}.")


@dataclass(frozen=True)
class Limits:
    """What an engine allows.

    Attributes:
        live: Runs in turn-taking; further ones wait.
        ended: Ended runs kept in memory, for a quick rewind.
        lease: Seconds after the last look during which a run counts as watched.
        linger: Seconds that an ended run stays in memory unwatched.
        idle: Seconds after which a run that nobody watches is paused.
    """

    live: int = 8
    ended: int = 3
    lease: float = 5.0
    linger: float = 60.0
    idle: float = 900.0


@dataclass(frozen=True)
class Request:
    """A question to the engine.

    Attributes:
        name: What to do.
        run_id: With which run; empty where it concerns none.
        arguments: JSON types.
    """

    name: str
    run_id: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """The answer: a value, or the dict of a ``GANBoardError``."""

    value: Any = None
    error: dict[str, Any] | None = None


@dataclass(frozen=True)
class View:
    """What a page shows of a run. The fields from ``picture`` on are empty where nothing is newer than asked for.

    Attributes:
        run_id: The run.
        name: What it is called.
        version: Rises whenever anything visible changes.
        state: One of ``run_status.STATES``.
        step: Generator updates so far.
        seconds: Seconds of training so far.
        images_seen: Real images that D has looked at so far.
        steps_per_second: Lately.
        images_per_second: The same in images.
        device: What it trains on, a message; None before that is known.
        notices: Messages for whoever looks at the run.
        error: Why it failed, a message.
        progress: While images are loaded, from 0 to 1.
        picture: The samples, PNG.
        measures: The newest, by the names of the method's measures.
        history: The columns of :class:`History`, at most 240 points.
        quality: The columns of :func:`ganboard.engine.history.quality_columns`; empty before the first estimate.
        quality_version: The version at which ``quality`` was last another one.
        unwatched: Why quality is not measured while training, a message; None where it is.
        checkpoints: The steps on disk, ascending.
        kept: Those of them that were saved by hand.
    """

    run_id: str
    name: str
    version: int
    state: str
    step: int = 0
    seconds: float = 0.0
    images_seen: int = 0
    steps_per_second: float = 0.0
    images_per_second: float = 0.0
    device: dict[str, Any] | None = None
    notices: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None
    progress: float | None = None
    picture: bytes | None = None
    measures: dict[str, float] = field(default_factory=dict)
    history: dict[str, list[float]] = field(default_factory=dict)
    quality: dict[str, list[float]] = field(default_factory=dict)
    quality_version: int = 0
    unwatched: dict[str, Any] | None = None
    checkpoints: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)

    def since(self, newer_than: int) -> View:
        """The same, without the large fields if it is not newer."""
        if self.version > newer_than:
            return self
        return replace(self, picture=None, measures={}, history={}, quality={}, checkpoints=[], kept=[])

    @classmethod
    def from_run(cls, run: Run) -> View:
        """What the folder alone tells, for runs that no engine of ours holds.

        Raises:
            RunError: the folder is damaged.
        """
        status, rows = run.status(), run.history()
        interrupted = is_interrupted(run, status)
        state = "paused" if interrupted else status["state"]
        notices = list(status.get("notices", []))
        if interrupted:
            notices.append(message(INTERRUPTED, step=status["step"]))
        last = rows[-1] if rows else {}
        # A process that trains writes measures far more often than checkpoints.
        ahead = state == "running" and last.get("step", 0) > status["step"]
        step, seconds = (int(last["step"]), last.get("seconds", 0.0)) if ahead else (status["step"], status["seconds"])
        batch, speed = _batch_size(run), last.get("steps_per_second", 0.0)
        steps = run.steps()
        return cls(
            run.id,
            status["name"],
            folder_version(run) + interrupted,
            state,
            step,
            seconds,
            step * batch,
            speed,
            speed * batch,
            status.get("device"),
            notices,
            status.get("error"),
            picture=_picture(run, steps, step),
            measures=measures_of(last),
            history=History(rows).columns(),
            quality=quality_columns(run.quality.rows()),
            quality_version=_changed(run.quality.path),
            unwatched=status.get("unwatched"),
            checkpoints=steps,
            kept=sorted(run.kept()),
        )


def is_interrupted(run: Run, status: dict[str, Any]) -> bool:
    """Whether a run says that it moves although the process that trained it is gone."""
    if status["state"] not in ACTIVE:
        return False
    quiet = time.time() - folder_version(run) / 1e9
    return quiet > SETTLING and not run.in_use()


def folder_version(run: Run) -> int:
    """A number that rises when the folder changes."""
    return max(_changed(run.path / name) for name in ("run.json", "history.jsonl", "quality.jsonl", "checkpoints"))


def _changed(path: Path) -> int:
    """When a file was last written, in ns; 0 if it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _batch_size(run: Run) -> int:
    try:
        return run.config().method.batch_size
    except (RunError, ConfigError):  # a run of a newer version, say; the rest can still be shown
        return 0


def _picture(run: Run, steps: list[int], step: int) -> bytes | None:
    """The samples of the last checkpoint that is not after ``step``; after a rewind there are later ones."""
    for candidate in [saved for saved in reversed(steps) if saved <= step] or steps[-1:]:
        try:
            return run.picture(candidate)
        except CheckpointError:
            continue
    return None
