"""The link to the engine: one client for all visitors of this server."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from ganboard.app.steering import Steered
from ganboard.config import TrainConfig
from ganboard.engine import Limits
from ganboard.errors import ConfigError, RunError
from ganboard.i18n import N_
from ganboard.runs import Run, find_run

IDLE = "GANBOARD_IDLE_MINUTES"
"""The variable that says after how many minutes a training that nobody has open is paused; ``never`` for never."""
TRAININGS = "GANBOARD_TRAININGS"
"""The variable that says how many trainings take turns at once; further ones wait. For computers with little memory."""
MOST = 64
"""Trainings at once at most: each takes tens to hundreds of megabytes."""


@cache
def engine() -> Steered:
    """The one client of the one engine. Not tied to a session: a dropped connection must not end a training."""
    try:
        return Steered(limits=limits())
    except ConfigError:  # told on the page where a training is started
        return Steered()


def limits() -> Limits:
    """The engine's limits, with what the variables :data:`IDLE` and :data:`TRAININGS` say.

    Raises:
        ConfigError: one of them says nothing that can be meant.
    """
    usual = Limits(rehearses=True)
    return replace(usual, idle=_idle_seconds(usual.idle), live=_trainings(usual.live))


def _idle_seconds(usual: float) -> float:
    text = os.environ.get(IDLE, "").strip().lower()
    if not text:
        return usual
    try:
        minutes = math.inf if text == "never" else float(text)
    except ValueError:
        minutes = math.nan
    if not minutes > 0:
        raise ConfigError(IDLE, os.environ[IDLE], N_("a number of minutes above 0, or never"))
    return 60 * minutes


def _trainings(usual: int) -> int:
    text = os.environ.get(TRAININGS, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise ConfigError(TRAININGS, text, N_("a whole number from 1 to {most}"), most=MOST)
    return int(text)


def config_of(run: Run) -> TrainConfig:
    """A run's config, read once: it does not change, but for a dataset that could not be had."""
    try:
        changed = (run.path / "config.json").stat().st_mtime_ns
    except OSError:  # lost: a checkpoint tells it
        changed = 0
    return _config(run.path, changed)


def is_there(run_id: str) -> bool:
    """Whether there is a run of this id: it may have been deleted since somebody knew of it."""
    try:
        find_run(engine().root, run_id)
    except RunError:
        return False
    return True


@lru_cache(maxsize=1024)
def _config(path: Path, changed: int) -> TrainConfig:
    return Run(path).config()
