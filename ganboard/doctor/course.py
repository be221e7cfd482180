"""A run's numbers over its steps, as the symptoms read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ganboard.config import TrainConfig


@dataclass(frozen=True)
class Course:
    """What is known of a run up to one step, oldest first.

    Attributes:
        history: The rows of its history.
        probes: The rows of the doctor's probe; none in a run that an older version trained.
        config: Its config.
        step: Up to where.
    """

    history: tuple[dict[str, Any], ...]
    probes: tuple[dict[str, Any], ...]
    config: TrainConfig
    step: int
