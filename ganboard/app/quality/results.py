"""What was measured of a run: read once, put side by side only where it can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ganboard.app.session import _
from ganboard.errors import GANBoardError
from ganboard.evaluation import store
from ganboard.evaluation.report import Evaluation, Sights
from ganboard.i18n import N_, message
from ganboard.metrics.base import METRICS
from ganboard.metrics.intervals import Interval, difference
from ganboard.metrics.reading import Better, Reading, towards
from ganboard.runs import Run
from ganboard.timeline import to_drop

MOST = 12
"""Checkpoints that are measured by one press of a button."""


def evaluations(run: Run) -> tuple[dict[int, Evaluation], list[dict[str, Any]]]:
    """All evaluations of a run by their steps, ascending, and messages about those that cannot be read or shown any more."""
    found, problems, earlier = {}, [], []
    for step in store.measured(run):
        try:
            evaluation = _read(run.path, step, _changed(run, step, ".json"))
        except GANBoardError as error:
            problems.append(error.message)
            continue
        if store.is_current(run, step, evaluation):
            found[step] = evaluation
        else:
            earlier.append(step)
    if earlier:
        problems.append(message(EARLIER, steps=listed(earlier)))
    return found, problems


EARLIER = N_(
    "Measured on an earlier past of this training, and so not shown: {steps}. The training went back and made other checkpoints "
    "of these steps since. Measure them again."
)


def sights(run: Run, step: int) -> Sights | None:
    """What is looked at of an evaluation; None where there were no features.

    Raises:
        CheckpointError: it is damaged.
    """
    return _read_sights(run.path, step, _changed(run, step, ".npz"))


def _changed(run: Run, step: int, suffix: str) -> int:
    """When a file of an evaluation was written; 0 if it is gone."""
    try:
        return (run.path / "evaluations" / f"{step}{suffix}").stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=512)
def _read(path: Path, step: int, changed: int) -> Evaluation:
    evaluation = store.read(Run(path), step)
    known = set(METRICS.names())  # another version may have had more
    return replace(evaluation, readings={name: each for name, each in evaluation.readings.items() if name in known})


@lru_cache(maxsize=4)
def _read_sights(path: Path, step: int, changed: int) -> Sights | None:
    return store.read(Run(path), step, sights=True).sights


def spread(steps: Sequence[int], most: int = MOST) -> list[int]:
    """Some of many steps, even on a log scale, with the first and the last of them.

    Args:
        steps: Ascending.
        most: How many, at least 2.
    """
    gone = set(to_drop(dict.fromkeys(steps, 1), most))
    return [step for step in steps if step not in gone]


@dataclass(frozen=True)
class Curve:
    """One metric over the checkpoints of a run.

    Attributes:
        points: Step and number, ascending.
        best: The number of unseen real images; None where there are none.
        better: Which way it gets better.
        left_out: Steps whose number was taken in another way and cannot stand beside the others.
        fair_count: How many fakes the points were taken from where that is fewer than were made; else None.
    """

    points: list[tuple[int, Interval]]
    best: Interval | None
    better: Better
    left_out: list[int]
    fair_count: int | None

    def leader(self) -> tuple[int, list[int]] | None:
        """The step with the best number, and those it is not surely better than; None where there is no number."""
        if not self.points:
            return None
        sign = -1 if self.better == "higher" else 1
        known = [(step, towards(number, self.better)) for step, number in self.points]
        first, own = min(known, key=lambda point: (sign * point[1].value, -point[0]))
        alike = [step for step, number in known if step != first and not _apart(own, number)]
        return first, alike


def curve_of(found: dict[int, Evaluation], name: str, shown: int) -> Curve:
    """The curve of a metric through what was measured in the same way as at the step that is shown.

    Where the number depends on how many images there are, it is that of as many fakes as there are unseen real images, so that
    points and level compare.

    Args:
        found: As :func:`evaluations` gives them.
        name: Of the metric.
        shown: One of the steps.
    """
    like = found[shown].readings[name]
    points, left_out = [], []
    for step, evaluation in found.items():
        reading = evaluation.readings.get(name)
        number = None if reading is None else _comparable(reading)
        if reading is None or number is None:
            continue
        if _way(reading) == _way(like):
            points.append((step, number))
        else:
            left_out.append(step)
    fewer = like.counts_matter and like.best is not None and like.held_out_count < like.count
    return Curve(points, like.best, like.better, left_out, like.held_out_count if fewer else None)


def listed(steps: Sequence[int]) -> str:
    """Steps as they stand in a sentence."""
    return _(", ").join(f"{step:,}" for step in steps)


def _comparable(reading: Reading) -> Interval | None:
    return reading.leading if reading.counts_matter else reading.interval


def _way(reading: Reading) -> tuple[Any, ...]:
    """How a number was taken: two can stand in one curve where this is the same."""
    counts = (reading.count, reading.real_count, reading.held_out_count) if reading.counts_matter else ()
    return (reading.extractor, *counts)


def _apart(first: Interval, second: Interval) -> bool:
    change = difference(first, second)
    return not change.low <= 0 <= change.high


def named(found: dict[int, Evaluation], shown: int) -> list[str]:
    """The metrics that have a number at a step, in their order."""
    return [name for name, reading in found[shown].readings.items() if reading.interval is not None]


def leader_sentence(curve: Curve) -> dict[str, Any] | None:
    """Which checkpoint is best so far, as a message; None where there is nothing to choose from."""
    leading = curve.leader()
    if leading is None or len(curve.points) < 2:
        return None
    first, alike = leading
    if not alike:
        return message(N_("Best so far: step {step}."), step=f"{first:,}")
    if len(alike) == 1:
        return message(
            N_("Best so far: step {step}, but not surely better than step {others}."),
            step=f"{first:,}",
            others=listed(alike),
        )
    return message(
        N_("Best so far: step {step}, but not surely better than steps {others}."),
        step=f"{first:,}",
        others=listed(alike),
    )
