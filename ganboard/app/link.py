"""The link to the engine: one client for all visitors of this server."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from ganboard.config import TrainConfig
from ganboard.engine.client import EngineClient
from ganboard.runs import Run


@cache
def engine() -> EngineClient:
    """The one client of the one engine. Not tied to a session: a dropped connection must not end a training."""
    return EngineClient()


def config_of(run: Run) -> TrainConfig:
    """A run's config, read once: it does not change, but for a dataset that could not be had."""
    try:
        changed = (run.path / "config.json").stat().st_mtime_ns
    except OSError:  # lost: a checkpoint tells it
        changed = 0
    return _config(run.path, changed)


@lru_cache(maxsize=64)
def _config(path: Path, changed: int) -> TrainConfig:
    return Run(path).config()
