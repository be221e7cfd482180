"""All numbers of a checkpoint as cards: value, interval, unseen real images, a sentence, and what the number is."""

from __future__ import annotations

import html

import streamlit as st

from ganboard.app.paths import page_file
from ganboard.app.quality.summary import chip
from ganboard.app.session import _, say
from ganboard.evaluation.report import Evaluation
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS
from ganboard.metrics.intervals import Interval
from ganboard.metrics.reading import Reading, shown

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("On the whole"), ("frechet", "frechet_limit", "kernel")),
    (N_("Quality and variety"), ("precision", "recall", "density", "coverage", "diversity", "sharpness")),
    (N_("Copying"), ("exact", "memorisation", "copies")),
    (N_("Classes"), ("class_balance", "class_coverage", "asked", "score")),
)
OTHERS = N_("Others")


def show_cards(evaluation: Evaluation) -> None:
    """All readings, in groups."""
    known = [name for _title, names in GROUPS for name in names]
    rest = tuple(name for name in evaluation.readings if name not in known)
    for title, names in (*GROUPS, (OTHERS, rest)):
        cards = [card(evaluation.readings[name]) for name in names if name in evaluation.readings]
        if cards:
            st.html(f"<h2 class='gb-group'>{html.escape(_(title))}</h2><div class='gb-cards'>{''.join(cards)}</div>")
    st.page_link(
        page_file("theory"),
        label=_("What these numbers see and what they miss: chapter 7 of the Theory"),
        icon=":material/functions:",
        query_params={"chapter": "quality"},
    )


def card(reading: Reading) -> str:
    """One reading as HTML."""
    metric = METRICS.get(reading.name)
    title, question = html.escape(_(metric.title)), html.escape(_("What is this?"))
    about = (
        f"<details><summary aria-label='{question}'>?</summary>"
        f"<p>{html.escape(_(metric.summary))}</p><p class='gb-source'>{html.escape(metric.reference)}</p></details>"
    )
    head = f"<header><h3>{title}</h3>{about}</header>"
    sentence = f"<p class='gb-says'>{html.escape(say(reading.sentence))}</p>"
    if reading.interval is None:
        return f"<article class='gb-card gb-card-untold'>{head}{sentence}</article>"
    number = reading.leading or reading.interval
    value = f"<p class='gb-value'><b>{span(number, reading.unit)}</b>{chip(reading.verdict)}</p>"
    return f"<article class='gb-card'>{head}{value}{_range(reading)}{sentence}{_small(reading)}</article>"


def span(number: Interval, unit: str) -> str:
    """A number with its ends, as HTML; without them where it is known exactly."""
    value = html.escape(shown(number.value, unit))
    if number.low == number.high:
        return value
    ends = _("{low} to {high}").format(low=shown(number.low, unit), high=shown(number.high, unit))
    return f"{value} <small>{html.escape(ends)}</small>"


def _range(reading: Reading) -> str:
    """Where the interval lies and where that of unseen real images; for the eyes only, since the numbers stand below."""
    if reading.fair is None or reading.best is None:
        return ""
    low, high = min(reading.fair.low, reading.best.low), max(reading.fair.high, reading.best.high)

    def place(value: float) -> float:
        return 4 + 92 * (value - low) / (high - low) if high > low else 50.0

    rows = [
        f"<span class='gb-range-{side}'>"
        f"<i style='left:{place(number.low):.1f}%;right:{100 - place(number.high):.1f}%'></i>"
        f"<b style='left:{place(number.value):.1f}%'></b></span>"
        for side, number in (("fake", reading.fair), ("real", reading.best))
    ]
    return f"<div class='gb-range' aria-hidden='true'>{''.join(rows)}</div>"


def _small(reading: Reading) -> str:
    """The numbers that belong to the value: unseen real images, all fakes, how many, and what looked at them."""
    rows, why = "", ""
    if reading.best is not None:
        unseen = html.escape(_("Unseen real images"))
        rows += f"<dt class='gb-real'>{unseen}</dt><dd>{span(reading.best, reading.unit)}</dd>"
        if reading.reduced and reading.interval is not None:
            everything = html.escape(_("All {count} fakes").format(count=f"{reading.count:,}"))
            rows += f"<dt class='gb-fake'>{everything}</dt><dd>{span(reading.interval, reading.unit)}</dd>"
            template = _(
                "The large number is from {count} fakes, as many as there are unseen real images: it depends on the count, and "
                "only equal counts compare."
            )
            why = f"<p class='gb-source'>{html.escape(template.format(count=f'{reading.leading_count:,}'))}</p>"
    about = _("{fakes} fakes and {real} training images, by {extractor}").format(
        fakes=f"{reading.leading_count:,}",
        real=f"{reading.real_count:,}",
        extractor=_(reading.extractor_title) if reading.extractor else _("pixels"),
    )
    return f"<footer><dl>{rows}</dl><p class='gb-source'>{html.escape(about)}</p>{why}</footer>"
