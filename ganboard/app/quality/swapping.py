"""How often things stay the same on the other side: what the page "Swap it" measures, in one sentence for both ways."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from ganboard.app.connection import engine
from ganboard.app.quality.parts import part_of
from ganboard.app.session import _, in_markdown, say
from ganboard.errors import GANBoardError
from ganboard.runs import Run


def show_kept(run: Run, step: int) -> None:
    """How much of things that no training saw stays on the other side, and after the way home, both ways.

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
    verdict = _(
        "On the other side ({second}), {there} of 100 things that the judges see are unchanged; the other way round ({first}), "
        "{back}."
    ).format(
        there=_percent(found[0]["away"], found[0]["count"]),
        back=_percent(found[1]["away"], found[1]["count"]),
        first=first,
        second=second,
    )
    home = _("Home again, {first} and {second} of 100 are unchanged.").format(
        first=_percent(found[0]["home"], found[0]["count"]), second=_percent(found[1]["home"], found[1]["count"])
    )
    st.html(f"<p class='gb-verdict'>{html.escape(verdict)}</p>")
    st.caption(home)


def _percent(stayed: list[int], count: int) -> str:
    return f"{100 * sum(stayed) / (count * len(stayed)):.0f}"


@st.cache_data(max_entries=64, show_spinner=False)
def _stays(source: str, step: int, stamp: str, side: str, parts: int) -> dict[str, Any]:
    """Of how many things each factor stays; kept by the checkpoint's stamp."""
    total: dict[str, Any] = {"count": 0, "away": [], "home": []}
    for part in range(parts):
        found = part_of("stays", source, step, side=side, part=part)
        total["count"] += found["count"]
        for place in ("away", "home"):
            total[place] = [a + b for a, b in zip(total[place] or [0] * len(found[place]), found[place], strict=True)]
    return total
