"""How good the runs of a comparison are: measured by one button, in numbers with intervals, and of two what is surely so."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from ganboard.app.comparison import LETTERS, MISSING, Side
from ganboard.app.components.evaluate import measuring
from ganboard.app.connection import engine
from ganboard.app.quality.cards import span
from ganboard.app.quality.comparing import comparisons, sharper_and_wider
from ganboard.app.quality.controls import USUAL
from ganboard.app.quality.results import evaluations
from ganboard.app.quality.summary import DIRECTIONS
from ganboard.app.session import _
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.evaluation.report import Evaluation
from ganboard.media import ImageMedium
from ganboard.metrics.base import METRICS
from ganboard.runs import find_run

SHOWN = ("frechet", "sharpness", "coverage")
"""The metrics of the table: how far from the real images, how sharp, and how much of the variety there is."""


@dataclass(frozen=True)
class Measured:
    """A run of the comparison that can be measured.

    Attributes:
        letter: Its letter.
        side: The run.
        config: Its config.
        newest: Its newest checkpoint.
        found: Its evaluations by their steps, ascending, up to the newest checkpoint.
    """

    letter: str
    side: Side
    config: TrainConfig
    newest: int
    found: dict[int, Evaluation]

    @property
    def step(self) -> int | None:
        """The newest step that was measured."""
        return max(self.found, default=None)


def show_sides(sides: Sequence[Side]) -> None:
    """Draw the section; nothing where no pictures are compared.

    Args:
        sides: The runs, in the order of their letters.
    """
    known = [
        found for letter, side in zip(LETTERS, sides, strict=False) if (found := _measurable(letter, side)) is not None
    ]
    if len(known) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        title = _("How good they are")
        st.html(f"<b>{title}</b>")
        _bar(known)
    if any(each.found for each in known):
        _table(known)
        _said(known)
    else:
        st.caption(_("Not measured yet. Measuring takes some seconds for each, longer while they train."))


def _measurable(letter: str, side: Side) -> Measured | None:
    if side.config is None or not isinstance(side.config.dataset.medium, ImageMedium):
        return None
    try:
        run = find_run(engine().root, side.run_id)
        newest = run.standing()
        found = evaluations(run)[0]
    except GANBoardError:  # being deleted: its card says so
        return None
    if newest is None:
        return None
    return Measured(letter, side, side.config, newest, {step: each for step, each in found.items() if step <= newest})


def _bar(known: list[Measured]) -> None:
    """The button that measures the newest checkpoint of each, one after the other."""
    missing = [each for each in known if each.newest not in each.found or each.found[each.newest].count != USUAL]
    wanted = missing or known
    measuring(
        "measure_sides",
        lambda news: None,
        one=None,
        all=[{"run": each.side.run_id, "step": each.newest, "name": each.letter} for each in wanted],
        count=USUAL,
        first=bool(missing),
        words={
            "one": "",
            "all": (_("Measure {letters}") if missing else _("Measure {letters} again")).format(
                letters=", ".join(each.letter for each in wanted)
            ),
            "stop": _("Stop"),
            "single": _("Measuring {name}, step {step}"),
            "several": _("Measuring {name}, step {step}: {number} of {count}"),
            "progress": _("How much was measured"),
            "lost": _("The connection to the training process was lost. Press the button again."),
        },
    )


def _table(known: list[Measured]) -> None:
    heads = "".join(
        f"<th scope='col'>{each.letter}<span> · {html.escape(each.side.title)}</span><br><small>"
        + html.escape(MISSING if each.step is None else _("step {step}").format(step=f"{each.step:,}"))
        + "</small></th>"
        for each in known
    )
    lines = "".join(_line(name, known) for name in SHOWN)
    first = _("Metric")
    head = f"<thead><tr><th scope='col'>{first}</th>{heads}</tr></thead>"
    st.html(f"<div class='gb-settings' tabindex='0'><table>{head}<tbody>{lines}</tbody></table></div>")


def _line(name: str, known: list[Measured]) -> str:
    metric = METRICS.get(name)
    cells = []
    for each in known:
        reading = None if each.step is None else each.found[each.step].readings.get(name)
        number = None if reading is None else reading.leading
        cells.append(f"<td>{MISSING if number is None else span(number, metric.unit)}</td>")
    about = f"{html.escape(_(metric.title))} <small>{html.escape(_(DIRECTIONS[metric.better]))}</small>"
    return f"<tr><th scope='row'>{about}</th>{''.join(cells)}</tr>"


def _said(known: list[Measured]) -> None:
    """Of two: which is sharper and which covers more. Of more: what the numbers are, and which of them cannot be compared."""
    notes = [_("Behind each number its 95% interval. The Evaluate page has all numbers of each.")]
    evaluated = [each.found[each.step] for each in known if each.step is not None]
    if any(each.config.dataset != known[0].config.dataset for each in known):
        st.markdown(_("They learn from different images, so their numbers cannot be compared."))
    elif len(known) > 2:
        notes += dict.fromkeys(problem for other in evaluated[1:] for problem in comparisons(evaluated[0], other)[1])
    elif len(evaluated) == 2:
        compared, problems = comparisons(*evaluated)
        if told := sharper_and_wider({one.name: each for one, _two, each in compared}, _names(known)):
            st.html(f"<p><b>{html.escape(' '.join(told))}</b></p>")
        notes += problems
    else:
        notes.append(_("Measure both to see which is sharper and which covers more."))
    st.caption(" ".join(notes))


def _names(known: list[Measured]) -> list[str]:
    """What sentences call the runs: their letters, and their methods where these differ."""
    methods = [each.config.method for each in known]
    if len({method.name for method in methods}) < len(methods):
        return [each.letter for each in known]
    named = _("{letter} ({method})")
    return [named.format(letter=each.letter, method=_(each.config.method.title)) for each in known]
