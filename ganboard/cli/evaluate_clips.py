"""``evaluate`` for clips, which have numbers of their own: what judges that ship see in them."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console
from rich.table import Table

from ganboard.evaluation.clips import MOST, ClipNumbers, in_words, measured
from ganboard.i18n import render
from ganboard.runs import Run


def evaluate_clips(run: Run, step: int, count: int, seed: int) -> tuple[dict[str, Any], str]:
    """The numbers of a checkpoint, as JSON types and as a table.

    Args:
        run: Of clips.
        step: Of the checkpoint.
        count: Clips.
        seed: Decides which.

    Raises:
        GANBoardError: as :func:`ganboard.evaluation.clips.measured`.
    """
    fakes, unseen = measured(run.config(), run.load(step), count, seed)
    told = render(in_words(fakes, unseen))
    sides = {"fakes": fakes.to_dict(), "unseen": unseen.to_dict()}
    count = min(count, MOST)
    found = {"run": run.id, "step": step, "count": count, **sides, "told": [told]}
    return found, _table(f"{run.id} · {step} · {count:,} clips", fakes, unseen, told)


def _table(title: str, fakes: ClipNumbers, unseen: ClipNumbers, sentence: str) -> str:
    table = Table(title=title, title_justify="left", caption=sentence, caption_justify="left")
    for column in ("metric", "value (95%)", "unseen real clips"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    best = unseen.rows()
    for name, value in fakes.rows().items():
        table.add_row(name, value, best[name])
    text = io.StringIO()
    Console(file=text, width=110).print(table)
    return text.getvalue().rstrip("\n")
