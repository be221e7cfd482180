"""``evaluate`` for points in the plane, which have numbers of their own: those of pictures need a network that looks at them."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from ganboard.evaluation.points import PlaneNumbers, in_words, measured
from ganboard.i18n import render
from ganboard.runs import Run


def evaluate_points(run: Run, step: int, count: int, seed: int) -> tuple[dict[str, Any], str]:
    """The numbers of a checkpoint, as JSON types and as a table.

    Args:
        run: Of points in the plane.
        step: Of the checkpoint.
        count: Fakes.
        seed: Decides which.

    Raises:
        GANBoardError: as :func:`ganboard.evaluation.points.measured`.
    """
    step, fakes, unseen = measured(run, step, count, seed)
    told = [render(sentence) for sentence in in_words(fakes, step)]
    sides = {"fakes": asdict(fakes), "unseen": None if unseen is None else asdict(unseen)}
    found = {"run": run.id, "step": step, "count": count, **sides, "told": told}
    return found, _table(f"{run.id} · {step} · {count:,} fakes", fakes, unseen, told[0])


def _table(title: str, fakes: PlaneNumbers, unseen: PlaneNumbers | None, sentence: str) -> str:
    table = Table(title=title, title_justify="left", caption=sentence, caption_justify="left")
    for column in ("metric", "value", "unseen real points"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    best = {} if unseen is None else unseen.rows()
    for name, value in fakes.rows().items():
        table.add_row(name, value, best.get(name, "–"))
    text = io.StringIO()
    Console(file=text, width=100).print(table)
    return text.getvalue().rstrip("\n")
