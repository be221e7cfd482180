"""What crosses between the engine and its client: plain types and dataclasses, no TensorFlow."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.doctor import diagnose
from ganboard.engine.history import History, measures_of, quality_columns
from ganboard.errors import CheckpointError, ConfigError, FormatError, RunError
from ganboard.i18n import N_, message
from ganboard.runs import Run

ACTIVE = ("waiting", "preparing", "running")
"""States in which a run moves without being asked."""
SETTLING = 5.0
"""Seconds after which a run that says it moves, but that no process holds, counts as interrupted."""
INTERRUPTED = N_("Training was interrupted. Press Resume to go on from step {step}.")


SHOWN = (
    "run.json",
    "history.jsonl",
    "quality.jsonl",
    "doctor.jsonl",
    "looked_back.jsonl",
    "changes.jsonl",
    "checkpoints",
)
"""What of a run's folder is to be seen."""


@dataclass(frozen=True)
class Limits:
    """What an engine allows.

    Attributes:
        live: Runs in turn-taking; further ones wait.
        ended: Ended runs kept in memory, for a quick rewind.
        lease: Seconds after the last look during which a run counts as watched.
        linger: Seconds that an ended run stays in memory unwatched.
        idle: Seconds after which a run that nobody has open is paused; infinite for never.
        rehearses: Whether it gets ready for a first training before anybody asks for one, see ``engine/rehearsal.py``.
    """

    live: int = 8
    ended: int = 3
    lease: float = 5.0
    linger: float = 60.0
    idle: float = 900.0
    rehearses: bool = False


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
        picture: The samples, PNG; None where they are in the ``scene``.
        rebuilt: The real images that are shown, as the networks rebuild them, PNG; None where they rebuild nothing.
        scene: The samples with what is to be seen around them, arrays by name, see :meth:`ganboard.media.Medium.surroundings`;
            empty where the picture is all, or nobody trains the run now.
        told: What the samples amount to, messages, the most important one first.
        measures: The newest, by the names of the method's measures.
        history: The columns of :class:`History` up to ``step``, at most 240 points.
        later: The same of the steps that the training was taken back from, as far as checkpoints reach.
        quality: The columns of :func:`ganboard.engine.history.quality_columns`; empty before the first estimate.
        later_quality: The same of the steps that the training was taken back from.
        quality_version: The version at which one of the two was last another one.
        unwatched: Why quality is not measured while training, a message; None where it is.
        checkpoints: The steps on disk, ascending.
        kept: Those of them that were saved by hand.
        moments: By the step of each checkpoint, its ``"stamp"`` (see ``Run.stamp``) and what was measured there.
        moments_version: The version at which ``moments`` was last another one.
        changes: What was changed while it trained, and what is planned, as ``Changes.to_list`` gives it.
        parent: The run and the step that this one branched from and what it has otherwise, ``{"run", "step", "settings"}``;
            None where it did not.
        diagnosis: What the doctor says, as ``Diagnosis.to_dict`` gives it, also of later steps that the training was taken back
            from; None where it cannot say anything.
        created: When the run was begun, in seconds since 1970: tells it from an earlier one of the same name.
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
    rebuilt: bytes | None = None
    scene: dict[str, np.ndarray] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    measures: dict[str, float] = field(default_factory=dict)
    history: dict[str, list[float]] = field(default_factory=dict)
    later: dict[str, list[float]] = field(default_factory=dict)
    quality: dict[str, list[float]] = field(default_factory=dict)
    later_quality: dict[str, list[float]] = field(default_factory=dict)
    quality_version: int = 0
    unwatched: dict[str, Any] | None = None
    checkpoints: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    moments: dict[int, dict[str, Any]] = field(default_factory=dict)
    moments_version: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)
    parent: dict[str, Any] | None = None
    diagnosis: dict[str, Any] | None = None
    created: float = 0.0

    def since(self, newer_than: int) -> View:
        """The same, without the large fields if it is not newer."""
        if self.version > newer_than:
            return self
        return replace(self, **{name: getattr(EMPTY, name) for name in LARGE})

    @classmethod
    def from_run(cls, run: Run) -> View:
        """What the folder alone tells, for runs that no engine of ours holds.

        Raises:
            RunError: the folder is damaged.
        """
        status = run.status()
        interrupted = is_interrupted(run, status)
        state = "paused" if interrupted else status["state"]
        notices = list(status.get("notices", []))
        if interrupted:
            notices.append(message(INTERRUPTED, step=status["step"]))
        # All is of one step, that of the checkpoint where the run stands: a process that trains is ahead of its picture.
        steps, standing = run.steps(), run.standing()
        step = status["step"] if standing is None else standing
        if gone := run.gone_message():
            notices.append(gone)
        past, later = parted(run, step)
        last, (quality, later_quality) = past.last(), run.quality.read()
        batch, speed = _batch_size(run), last.get("steps_per_second", 0.0)
        return cls(
            run.id,
            status["name"],
            folder_version(run) + interrupted,
            state,
            step,
            status["seconds"] if step == status["step"] else last.get("seconds", 0.0),
            step * batch,
            speed,
            speed * batch,
            status.get("device"),
            notices,
            status.get("error"),
            picture=_picture(run, step),
            rebuilt=run.rebuilt(step),
            measures=measures_of(last),
            history=past.columns(),
            later=later.columns(),
            quality=quality_columns(quality),
            later_quality=quality_columns(later_quality),
            quality_version=_changed(run.quality.path),
            unwatched=status.get("unwatched"),
            checkpoints=steps,
            kept=sorted(run.kept()),
            moments=moments(run, steps, step, past, later),
            moments_version=folder_version(run),
            changes=_changes(run),
            parent=status.get("parent"),
            diagnosis=diagnosed(run),
            created=status.get("created", 0.0),
        )


def parted(run: Run, step: int) -> tuple[History, History]:
    """The history up to a step, and that of later steps as far as there are checkpoints to go to."""
    every, newest = run.whole_history(), max(run.steps(), default=0)
    past = [row for row in every if row["step"] <= step]
    return History(past), History(row for row in every if step < row["step"] <= newest)


def moments(run: Run, steps: list[int], now: int, past: History, later: History) -> dict[int, dict[str, Any]]:
    """What was measured at each checkpoint, for :class:`View`.

    Args:
        run: The folder.
        steps: Of its checkpoints.
        now: Where the training stands.
        past: The history up to there.
        later: That of the steps behind, which may reach back to steps that were passed again.
    """

    def row(step: int) -> dict[str, float]:
        found = [past.at(step)] + [later.at(step)] * (step > now)
        return max(found, key=lambda row: row.get("step", -1))

    return {step: {"stamp": run.stamp(step) or "", **row(step)} for step in steps}


LARGE = (
    "picture",
    "rebuilt",
    "scene",
    "told",
    "measures",
    "history",
    "later",
    "quality",
    "later_quality",
    "checkpoints",
    "kept",
    "moments",
    "diagnosis",
)
"""The fields of a view that come only when they are new."""
EMPTY = View("", "", 0, "waiting")


def is_interrupted(run: Run, status: dict[str, Any]) -> bool:
    """Whether a run says that it moves although the process that trained it is gone."""
    if status["state"] not in ACTIVE:
        return False
    quiet = time.time() - folder_version(run) / 1e9
    return quiet > SETTLING and not run.in_use()


def folder_version(run: Run) -> int:
    """A number that rises when the folder changes."""
    return max(_changed(run.path / name) for name in SHOWN)


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


def _changes(run: Run) -> list[dict[str, Any]]:
    try:
        return run.changes().to_list()
    except (RunError, ConfigError):  # as above
        return []


def diagnosed(run: Run) -> dict[str, Any] | None:
    """What the doctor says of a run, also of later steps that it was taken back from: a page shows those, too.

    None where its files do not tell. Never raises.
    """
    try:
        return diagnose(run, later=True).to_dict()
    except (RunError, ConfigError, FormatError, OSError):
        return None
    except Exception as error:  # a mistake of ours, which must end neither a training nor a page
        traceback.print_exception(error)
        return None


def _picture(run: Run, step: int) -> bytes | None:
    """The samples of a step; none rather than those of another."""
    try:
        return run.picture(step)
    except CheckpointError:
        return None
