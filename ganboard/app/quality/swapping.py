"""How many pictures come to the other side, and how much of these stays the same: what the page "Swap it" measures, both ways."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from ganboard.app.connection import engine
from ganboard.app.quality.parts import part_of
from ganboard.app.session import _, in_markdown, say
from ganboard.errors import GANBoardError
from ganboard.runs import Run

FEW = 10
"""Where fewer of 100 have come to the other side, what stays of them tells nothing: of what is not changed everything stays."""


def show_kept(run: Run, step: int) -> None:
    """How many things that no training saw come to the other side, and how much of these stays there and at home again, both ways.

    Args:
        run: Of a training without pairs.
        step: Of the checkpoint.
    """
    try:
        kind, _none = engine().explore("swappable", run.id, step)
        with st.spinner(_("Measuring …")):
            found = [_stays(run.id, step, run.stamp(step) or "", side["name"], kind["parts"]) for side in kind["sides"]]
    except GANBoardError as error:
        st.error(in_markdown(error.message))
        return
    first, second = (say(side["title"]) for side in kind["sides"])
    for said, (start, end) in zip(found, ((first, second), (second, first)), strict=True):
        st.html(f"<p class='gb-verdict'>{html.escape(verdict(said, start, end))}</p>")


def verdict(found: dict[str, Any], start: str, end: str) -> str:
    """What was measured of one way, in words.

    Args:
        found: ``count`` of things; ``turned``, how many came to the other side; ``away`` and ``home``, of how many of these each
            factor stayed.
        start: What the side is called from which they come.
        end: The same of the other one.
    """
    come = 100 * found["turned"] / found["count"]
    if come < FEW:
        return _(
            "{start} → {end}: hardly any picture looks like the other side yet ({turned} of 100), so nothing can be said about "
            "what stays."
        ).format(start=start, end=end, turned=f"{come:.0f}")
    kept = {name: f"{100 * sum(found[name]) / (found['turned'] * len(found[name])):.0f}" for name in ("away", "home")}
    return _(
        "{start} → {end}: {turned} of 100 pictures look like the other side now. Of what the judges see in these, {away} of 100 "
        "things are unchanged; home again, {home}."
    ).format(start=start, end=end, turned=f"{come:.0f}", **kept)


@st.cache_data(max_entries=64, show_spinner=False)
def _stays(source: str, step: int, stamp: str, side: str, parts: int) -> dict[str, Any]:
    """How many come to the other side, and of how many of these each factor stays; kept by the checkpoint's stamp."""
    total: dict[str, Any] = {"count": 0, "turned": 0, "away": [], "home": []}
    for part in range(parts):
        found = part_of("stays", source, step, side=side, part=part)
        for name in ("count", "turned"):
            total[name] += found[name]
        for place in ("away", "home"):
            total[place] = [a + b for a, b in zip(total[place] or [0] * len(found[place]), found[place], strict=True)]
    return total
