"""Two checkpoints, of one training or of two: which is better, and how sure that is."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from ganboard.app.components.shared import in_address
from ganboard.app.quality.choice import listed
from ganboard.app.quality.results import evaluations
from ganboard.app.session import _, say
from ganboard.app.titles import title, titles
from ganboard.app.widgets import select
from ganboard.errors import GANBoardError
from ganboard.evaluation import store
from ganboard.evaluation.report import Evaluation
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS
from ganboard.metrics.reading import Comparison, Reading, compare, shown
from ganboard.runs import Run

NAMES = {
    "better": ("better", "▲", N_("the second is better")),
    "worse": ("worse", "▼", N_("the second is worse")),
    "cannot tell yet": ("even", "≈", N_("cannot tell yet")),
}


def show_comparison(run: Run, step: int, evaluation: Evaluation) -> None:
    """Choose a second checkpoint and see the differences.

    Args:
        run: The first one's.
        step: Its step.
        evaluation: Its numbers.
    """
    st.fragment(_draw)(run, step, evaluation)


def _draw(run: Run, step: int, evaluation: Evaluation) -> None:
    runs = {each.id: each for each in ({run.id: run} | listed()).values() if _others(each, run, step)}
    if not runs:
        st.info(_("Nothing to compare with yet. Measure another checkpoint, or another training."))
        return
    left, right = st.columns(2)
    names = titles(runs.values())
    with left:
        other = runs[select("evaluate.second", _("Second training"), list(runs), names.__getitem__)]
    found, _problems = evaluations(other)
    steps = [at for at in _others(other, run, step) if at in found]
    if not steps:
        st.warning(_("What was measured of this training cannot be read. Measure it again."))
        return
    with right:
        second = select(
            f"evaluate.second.step.{other.id}",
            _("Its checkpoint"),
            steps[::-1],
            lambda at: _("step {step}").format(step=f"{at:,}"),
        )
    _table(evaluation, found[second], (_name(run, step), _name(other, second)))
    in_address("comparison")


def _others(each: Run, run: Run, step: int) -> list[int]:
    """What was measured of a run, without what is shown already."""
    return [at for at in store.measured(each) if (each.id, at) != (run.id, step)]


def _name(run: Run, step: int) -> str:
    return _("{training} · step {step}").format(training=title(run), step=f"{step:,}")


def _table(first: Evaluation, second: Evaluation, names: tuple[str, str]) -> None:
    compared, problems = comparisons(first, second)
    for problem in problems:
        st.warning(problem)
    if not compared:
        return
    counts = {verdict: sum(each.verdict == verdict for _one, _two, each in compared) for verdict in NAMES}
    summary = _("Numbers in which the second is better: {better}; worse: {worse}; cannot be told yet: {even}.")
    st.markdown(f"**{summary.format(better=counts['better'], worse=counts['worse'], even=counts['cannot tell yet'])}**")
    if told := sharper_and_wider({one.name: each for one, _two, each in compared}):
        st.markdown(" ".join(told))
    heads = [_("Metric"), _("First"), _("Second"), _("Difference"), _("Verdict")]
    head = "".join(f"<th scope='col'>{html.escape(text)}</th>" for text in heads)
    rows = "".join(_row(heads, one, two, each) for one, two, each in compared)
    about = "".join(
        f"<p class='gb-eyebrow'><b>{html.escape(place)}</b> {html.escape(name)}</p>"
        for place, name in zip(heads[1:3], names, strict=True)
    )
    st.html(f"{about}<table class='gb-compared'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    st.caption(
        _(
            "The difference is the second number minus the first, with its 95% interval; of shares in percentage points. "
            "Several numbers are looked at, so one or another may differ by chance. Where a number depends on how many fakes there "
            "are, it is the one that compares with unseen real images, and its count stands beside it."
        )
    )


def comparisons(first: Evaluation, second: Evaluation) -> tuple[list[tuple[Reading, Reading, Comparison]], list[str]]:
    """What can be compared of two evaluations, and sentences about what cannot, each said once."""
    compared, problems = [], []
    for name, one in first.readings.items():
        two = second.readings.get(name)
        if two is None or one.interval is None or two.interval is None:
            continue
        try:
            each = compare(one.as_shown(), two.as_shown())
        except GANBoardError as error:
            problems.append(say(error.message))
            continue
        if each.difference is None:
            problems.append(say(each.sentence))
        else:
            compared.append((one, two, each))
    return compared, list(dict.fromkeys(problems))


def sharper_and_wider(compared: dict[str, Comparison], names: Sequence[str] = ()) -> list[str]:
    """Which of two is sharper, and which covers more of the real images: what GANs and VAEs are known to differ in.

    Args:
        compared: By the names of the metrics.
        names: What the two are called; "The first" and "The second" if left out.

    Returns:
        A sentence for each of the two that was measured. Where the interval of a difference holds 0, it says that it cannot tell.
    """
    first, second = names or (_("The first"), _("The second"))
    sentences = {
        "sharpness": (_("{name} is sharper: its edges are stronger."), _("Which is sharper cannot be told yet.")),
        "coverage": (
            _("{name} covers more of the real images."),
            _("Which covers more of the real images cannot be told yet."),
        ),
    }
    told = []
    for metric, (one, neither) in sentences.items():
        change = compared[metric].difference if metric in compared else None
        if change is not None and change.low <= 0 <= change.high:
            told.append(neither)
        elif change is not None:
            told.append(one.format(name=second if change.low > 0 else first))
    return told


def _told(reading: Reading) -> str:
    """The number of the card, and how many fakes it is from where that decides about it; HTML."""
    number = "" if reading.leading is None else html.escape(shown(reading.leading.value, reading.unit))
    if not reading.counts_matter:
        return number
    count = _("{count} fakes").format(count=f"{reading.leading_count:,}")
    return f"{number} <small>{html.escape(count)}</small>"


def _row(heads: list[str], one: Reading, two: Reading, each: Comparison) -> str:
    change = each.difference
    if change is None:
        return ""
    style, sign, name = NAMES[each.verdict]
    plus = "+" if change.value > 0 else ""
    ends = _("{low} to {high}").format(low=shown(change.low, one.unit), high=shown(change.high, one.unit))
    cells = [
        _told(one),
        _told(two),
        f"{plus}{html.escape(shown(change.value, one.unit))} <small>{html.escape(ends)}</small>",
        f"<span class='gb-chip gb-chip-{style}'>{sign} {html.escape(_(name))}</span>",
    ]
    body = "".join(
        f"<td data-head='{html.escape(head)}'><span>{cell}</span></td>"
        for head, cell in zip(heads[1:], cells, strict=True)
    )
    return f"<tr><th scope='row'>{html.escape(_(METRICS.get(one.name).title))}</th>{body}</tr>"
