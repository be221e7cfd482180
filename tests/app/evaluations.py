"""Evaluations of made-up images: the sums are real, the images and their features are drawn by chance."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from ganboard.config import TrainConfig
from ganboard.evaluation import store
from ganboard.evaluation.report import Evaluation, evaluate
from ganboard.figures import png
from ganboard.metrics.base import ImageSet, Samples
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint


def images(count: int, seed: int, shift: float = 0.0, spread: float = 1.0) -> ImageSet:
    """Images of ten classes in turn, with features around ``shift``."""
    chance = np.random.default_rng(seed)
    labels = (np.arange(count) % 10).astype(np.int32)
    return ImageSet(
        chance.integers(0, 256, (count, 28, 28, 1)).astype(np.uint8),
        chance.normal(shift, spread, (count, 6)).astype(np.float32),
        (np.eye(10, dtype=np.float32)[labels] * 0.9 + 0.01),
        labels,
    )


REAL, UNSEEN = images(400, 1), images(200, 2)


def evaluation(
    shift: float = 0.0,
    spread: float = 1.0,
    count: int = 1_000,
    unseen: ImageSet | None = UNSEEN,
    extractor: str = "small",
    fake: ImageSet | None = None,
) -> Evaluation:
    """The readings of fakes whose features lie ``shift`` off and spread ``spread`` as wide, taken now."""
    if fake is None and (unseen is None or unseen is UNSEEN):
        return replace(_known(shift, spread, count, unseen is not None, extractor), created=time.time())
    return _measured(fake or images(count, 3, shift, spread), unseen, extractor)


@cache
def _known(shift: float, spread: float, count: int, compared: bool, extractor: str) -> Evaluation:
    """Measured once for all tests of a process: many ask for the same fakes."""
    return _measured(images(count, 3, shift, spread), UNSEEN if compared else None, extractor)


def _measured(fakes: ImageSet, unseen: ImageSet | None, extractor: str) -> Evaluation:
    return evaluate(Samples(fakes, REAL, unseen, extractor, f"{extractor} features", tuple("0123456789")))


def some_run(root: Path, name: str, steps: list[int], title: str = "") -> Run:
    """A run with checkpoints of these steps."""
    run = Run.create(root / name, TrainConfig(), title or name)
    for step in steps:
        run.save(Checkpoint(step, 0.0, {"average/x": np.zeros(1, np.float32)}), png(np.zeros((28, 28, 1), np.uint8)))
    run.update(step=max(steps, default=0), state="stopped")
    return run


def measured_run(root: Path, name: str, shifts: dict[int, float]) -> Run:
    """A run whose checkpoints are all measured, each with fakes so far off."""
    run = some_run(root, name, list(shifts))
    for step, shift in shifts.items():
        store.save(run, step, evaluation(shift))
    return run
