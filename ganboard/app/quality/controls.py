"""What is measured, and how exactly: the buttons at the top of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.app.choices import chosen
from ganboard.app.components.evaluate import measuring
from ganboard.app.quality.choice import show_step
from ganboard.app.quality.results import spread
from ganboard.app.session import _
from ganboard.app.widgets import select
from ganboard.evaluation.report import Evaluation
from ganboard.runs import Run

COUNTS = (500, 1_000, 2_000, 5_000)
USUAL = 1_000


def fakes() -> int:
    """How many fakes are made for one checkpoint."""
    count = chosen("evaluate.count", USUAL)
    return count if count in COUNTS else USUAL


def choose_count() -> int:
    """The field for :func:`fakes`."""
    return select(
        "evaluate.count",
        _("Fakes"),
        COUNTS,
        lambda count: f"{count:,}",
        USUAL,
        help=_("So many samples are made and looked at. More of them tell more surely, and take longer."),
    )


def measure_bar(run: Run, steps: list[int], found: dict[int, Evaluation], shown: int, count: int) -> None:
    """Buttons that measure, and how far that is.

    Args:
        run: Whose checkpoints.
        steps: Those that there are, ascending.
        found: What was measured already.
        shown: The checkpoint that is looked at.
        count: How many fakes.
    """
    one, label = _next(steps, found, shown, count)
    missing = [step for step in spread(steps) if not _done(found, step, count)]
    several = missing if len(missing) > 1 else []
    measuring(
        f"measure_{run.id}",
        _told(run),
        one={"run": run.id, "step": one},
        all=[{"run": run.id, "step": step} for step in several[::-1]],  # the newest first, which tells most
        count=count,
        first=one not in found,
        words={
            "one": label.format(step=f"{one:,}"),
            "all": _("Measure {count} checkpoints").format(count=len(several)) if several else "",
            "stop": _("Stop"),
            "single": _("Measuring step {step}"),
            "several": _("Measuring step {step}, {number} of {count}"),
            "progress": _("How much was measured"),
            "lost": _("The connection to the training process was lost. Press the button again."),
        },
    )


def _next(steps: list[int], found: dict[int, Evaluation], shown: int, count: int) -> tuple[int, str]:
    """What the first button measures, and what it says."""
    if shown in steps and not _done(found, shown, count):
        return shown, _("Measure step {step}")
    if not _done(found, steps[-1], count):
        return steps[-1], _("Measure the newest, step {step}")
    again = shown if shown in steps else steps[-1]
    return again, _("Measure step {step} again")


def _done(found: dict[int, Evaluation], step: int, count: int) -> bool:
    return step in found and found[step].count == count


def _told(run: Run) -> Callable[[dict[str, Any]], None]:
    def told(news: dict[str, Any]) -> None:
        if news["alone"]:  # who measures many goes on looking at what is there
            show_step(run, int(news["step"]))

    return told
