"""``--change STEP:NAME=VALUE``: what shall change while a training runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ganboard.changes import Changes
from ganboard.cli.options import number
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, RunError
from ganboard.i18n import N_
from ganboard.runs import Run

FORM = re.compile(r"(\d{1,9}):([\w.-]+)=(\S+)")


def planned(config: TrainConfig, texts: Sequence[str], run: Run | None) -> Changes:
    """The changes of a training, made and planned.

    Args:
        config: The training's.
        texts: As given, in any order; of one setting at one step the last counts.
        run: The one that goes on; None for a new one.

    Raises:
        ConfigError: a text is no change, or it cannot be made.
        RunError: it lies before a checkpoint of the run, which came without it.
    """
    before: list[dict[str, Any]] = run.changes().to_list() if run else []
    if not texts:
        return Changes(config, before)
    rows = [_row(text) for text in texts]
    reached = max(run.steps(), default=0) if run else 0
    for row in rows:
        if row["step"] < reached:
            raise RunError(
                N_(
                    "change: expected a step of at least {reached}, up to which this run was trained, but got {step}. To change "
                    "what was, open the run on the Train page: there a branch of it begins."
                ),
                reached=reached,
                step=row["step"],
            )
    every = sorted(before + rows, key=lambda row: int(row["step"]))
    return Changes(config, every)


def _row(text: str) -> dict[str, Any]:
    found = FORM.fullmatch(text)
    if not found:
        raise ConfigError("change", text, N_("STEP:NAME=VALUE, such as 500:penalty.gamma=1"))
    step, name, value = found.groups()
    return {"step": int(step), "dial": name.replace("-", "_"), "value": number(value)}
