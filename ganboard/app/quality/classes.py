"""How often each class comes among fakes and among real images."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard import figures
from ganboard.app.connection import config_of
from ganboard.app.session import _, say
from ganboard.evaluation.report import Evaluation
from ganboard.metrics.base import METRICS
from ganboard.metrics.reading import shown
from ganboard.runs import Run


def show_classes(run: Run, evaluation: Evaluation) -> None:
    """Bars of both, and what they say."""
    reading = evaluation.readings.get("class_balance")
    if reading is None or not {"fake", "real"} <= reading.details.keys():
        st.info(say(reading.sentence) if reading is not None else _("The classes were not counted."))
        return
    names = _names(run, len(reading.details["fake"]))
    fake, real = (percent(reading.details[side]) for side in ("fake", "real"))
    metric = _(METRICS.get(reading.name).title)
    st.markdown(_("**{metric}:** {sentence}").format(metric=metric, sentence=say(reading.sentence)))
    coverage = evaluation.readings.get("class_coverage")
    if coverage is not None:
        missing = coverage.details.get("missing", [])
        st.markdown(_missing(names, missing) if missing else _("No class is missing."))
    st.plotly_chart(
        figures.shares([(_("real"), figures.REAL, real), (_("fakes"), figures.FAKE, fake)], names, _("of all images")),
        key="classes",
        config={"displayModeBar": False},
        alt=_("How often the classifier sees each class: {shares}.").format(
            shares="; ".join(f"{name} {own:.1f}%" for name, own in zip(names, fake, strict=True))
        ),
    )
    st.caption(_chance(reading.details))


def percent(counts: list[int]) -> list[float]:
    """Counts as parts of all, in percent."""
    whole = sum(counts) or 1
    return [100 * count / whole for count in counts]


def _missing(names: list[str], missing: list[int]) -> str:
    return _("Missing or nearly so: {classes}.").format(classes=_(", ").join(names[number] for number in missing))


def _chance(details: dict[str, Any]) -> str:
    p = details.get("p")
    if p is None:
        return _("The classes are those that the classifier sees.")
    chance = _("less than 0.1%") if p < 0.001 else shown(p, "share")
    return _(
        "The classes are those that the classifier sees. If fakes and real images had the same frequencies, they would "
        "differ at least so much in {p} of all cases (χ² test)."
    ).format(p=chance)


def _names(run: Run, count: int) -> list[str]:
    """The dataset's names of its classes, or numbers where the classifier knows others."""
    names = config_of(run).dataset.classes
    return [_(name) for name in names] if len(names) == count else [str(number) for number in range(count)]
