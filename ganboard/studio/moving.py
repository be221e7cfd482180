"""How good clips are: numbers that take a few seconds, taken whenever somebody asks."""

from __future__ import annotations

from typing import Any

from ganboard.errors import ConfigError, RunError
from ganboard.evaluation.clips import in_words, measured
from ganboard.i18n import N_
from ganboard.runs import Run
from ganboard.studio.base import glance

COUNT = 400
"""Clips that are looked at: the judges see eight pictures of each."""


@glance
def clip_numbers(run: Run | str, step: Any) -> dict[str, Any]:
    """The numbers of a checkpoint of clips.

    Args:
        run: Which training.
        step: Of the checkpoint.

    Returns:
        ``step``; ``fakes`` and ``unseen``, see :meth:`ganboard.evaluation.clips.ClipNumbers.to_dict`; and ``told``, a message.

    Raises:
        RunError: this is no training.
        ConfigError: no step, or no training of clips.
    """
    if isinstance(run, str):
        raise RunError(N_("Only trainings can be measured here. Start one on the Train page."))
    if not isinstance(step, int) or isinstance(step, bool):
        raise ConfigError("step", step, N_("a whole number"))
    found, fakes, unseen = measured(run, step, COUNT)
    return {"step": found, "fakes": fakes.to_dict(), "unseen": unseen.to_dict(), "told": in_words(fakes, unseen)}
