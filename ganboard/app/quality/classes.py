"""How often each class comes among fakes and among real images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from ganboard import figures
from ganboard.app.connection import config_of
from ganboard.app.session import _, in_markdown, say
from ganboard.app.tables import Table, charted
from ganboard.creatures.factors import Factor
from ganboard.datasets import Dataset
from ganboard.evaluation.report import Evaluation
from ganboard.metrics.base import METRICS
from ganboard.metrics.reading import shown
from ganboard.runs import Run

NAMED = 12
"""Kinds that are named in a sentence, at most."""


def show_classes(run: Run, evaluation: Evaluation) -> None:
    """Bars of both, and what they say."""
    reading = evaluation.readings.get("class_balance")
    if reading is None or not {"fake", "real"} <= reading.details.keys():
        st.info(in_markdown(reading.sentence) if reading is not None else _("The classes were not counted."))
        return
    dataset = config_of(run).dataset
    kinds = _kinds(dataset, len(reading.details["fake"]))
    names, (fake, real) = kinds, (percent(reading.details[side]) for side in ("fake", "real"))
    if dataset.factors and len(kinds) == len(dataset.classes):
        names = [_(title) for factor in dataset.factors for title in factor.titles]
        fake, real = (of_values(dataset.factors, shares) for shares in (fake, real))
    metric = _(METRICS.get(reading.name).title)
    st.markdown(_("**{metric}:** {sentence}").format(metric=metric, sentence=say(reading.sentence)))
    coverage = evaluation.readings.get("class_coverage")
    if coverage is not None:
        missing = coverage.details.get("missing", [])
        st.markdown(_missing(kinds, missing, reading.details) if missing else _("No class is missing."))
    rows = [[name, f"{true:.1f}%", f"{own:.1f}%"] for name, true, own in zip(names, real, fake, strict=True)]
    charted(
        figures.shares([(_("real"), figures.REAL, real), (_("fakes"), figures.FAKE, fake)], names, _("of all images")),
        Table(metric, [_("Class"), _("real"), _("fakes")], rows),
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


def of_values(factors: Sequence[Factor], shares: Sequence[float]) -> list[float]:
    """The shares of all values of all factors, one factor after the other, from those of the kinds."""
    table = np.reshape(shares, [len(factor) for factor in factors])
    axes = range(len(factors))
    return [float(share) for own in axes for share in table.sum(axis=tuple(axis for axis in axes if axis != own))]


def by_chance(counts: Sequence[int], shares: Sequence[int]) -> int:
    """How many kinds would be missing by chance alone.

    Args:
        counts: How often each kind came among the fakes; only their sum matters.
        shares: How often each came among real images.
    """
    wanted = np.array([share for share in shares if share], np.float64)
    return round(float(((1 - wanted / wanted.sum()) ** sum(counts)).sum()))


def _missing(names: list[str], missing: list[int], details: dict[str, Any]) -> str:
    told = _(", ").join(names[number] for number in missing[:NAMED])
    if len(missing) <= NAMED:
        return _("Missing or nearly so: {classes}.").format(classes=told)
    return _(
        "Missing or nearly so are {count} of {all} kinds; of as many real pictures {chance} would be missing by chance. "
        "Among the missing: {classes}."
    ).format(count=len(missing), all=len(names), chance=by_chance(details["fake"], details["real"]), classes=told)


def _chance(details: dict[str, Any]) -> str:
    p = details.get("p")
    if p is None:
        return _("The classes are those that the classifier sees.")
    chance = _("less than 0.1%") if p < 0.001 else shown(p, "share")
    return _(
        "The classes are those that the classifier sees. If fakes and real images had the same frequencies, they would "
        "differ at least so much in {p} of all cases (χ² test)."
    ).format(p=chance)


def _kinds(dataset: Dataset, count: int) -> list[str]:
    """The dataset's names of its classes, or numbers where the classifier knows others."""
    titles = dataset.titles()
    return [say(title) for title in titles] if len(titles) == count else [str(number) for number in range(count)]
