"""How good points in the plane are: answered at once, since it takes no network to look at them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ganboard.errors import ConfigError, RunError
from ganboard.evaluation.points import in_words, measured
from ganboard.i18n import N_
from ganboard.runs import Run
from ganboard.studio.base import glance

COUNTS = (500, 1_000, 2_000, 5_000)
"""How many fakes a page may ask for."""


@glance
def plane_numbers(run: Run | str, step: Any, count: Any) -> dict[str, Any]:
    """The numbers of a checkpoint of points.

    Args:
        run: Which training.
        step: Of the checkpoint.
        count: How many fakes, one of :data:`COUNTS`.

    Returns:
        ``step``; ``fakes`` and ``unseen``, the fields of :class:`ganboard.evaluation.points.PlaneNumbers`, the latter None where
        there are no unseen points; and ``told``, messages.

    Raises:
        RunError: this is no training.
        ConfigError: another count, or no step.
    """
    if isinstance(run, str):
        raise RunError(N_("Only trainings can be measured here. Start one on the Train page."))
    if count not in COUNTS:
        raise ConfigError("count", count, N_("one of {choices}"), choices=", ".join(map(str, COUNTS)))
    if not isinstance(step, int) or isinstance(step, bool):
        raise ConfigError("step", step, N_("a whole number"))
    found, fakes, unseen = measured(run, step, count)
    return {
        "step": found,
        "fakes": asdict(fakes),
        "unseen": None if unseen is None else asdict(unseen),
        "told": in_words(fakes, found),
    }
