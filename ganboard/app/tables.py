"""The numbers of a chart of Plotly's as a table behind it, which opens by a press. Our own charts have theirs in ``behind.js``."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ganboard.app.session import _
from ganboard.app.widgets import chart

MOST = 40
"""Rows of a table at most: nobody reads more of them."""
NONE = "–"
"""Stands where nothing was measured."""
LONG = 1000
"""Numbers from here on are written without decimals."""


@dataclass(frozen=True)
class Table:
    """What a chart shows, in numbers.

    Attributes:
        caption: What it is of.
        heads: Above the columns, the first one's too.
        rows: Of each the texts of its cells; the first names the row.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def charted(
    figure: Any, table: Table, key: str, then: Callable[[dict[str, Any]], None] | None = None, **looks: Any
) -> None:
    """A chart of Plotly's, and its table.

    Args:
        figure: What it shows.
        table: The same in numbers.
        key: Identity of the chart.
        then: Called with the point that was clicked, see :func:`ganboard.app.widgets.chart`; None where nothing can be clicked.
        **looks: How it looks, see Streamlit.
    """
    if then is None:
        st.plotly_chart(figure, key=key, **looks)
    else:
        chart(key, figure, then, **looks)
    _show(table)


def _show(table: Table) -> None:
    """A table that opens by a press."""
    rows, caption = some(table.rows), table.caption
    if len(rows) < len(table.rows):
        caption = _("{chart} ({shown} of {count} rows)").format(
            chart=caption, shown=len(rows), count=f"{len(table.rows):,}"
        )
    head = "".join(f"<th scope='col'>{html.escape(each)}</th>" for each in table.heads)
    body = "".join(
        f"<tr><th scope='row'>{html.escape(first)}</th>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"
        for first, *cells in rows
    )
    title, caption = _("Table"), html.escape(caption)
    st.html(
        f"<details class='gb-table'><summary>{title}</summary><div class='gb-settings' tabindex='0' role='region' "
        f'aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        "</table></div></details>"
    )


def some(rows: Sequence[Sequence[str]], most: int = MOST) -> list[Sequence[str]]:
    """Some of many rows, evenly, with the first and the last of them.

    Args:
        rows: All.
        most: How many, at least 2.
    """
    if len(rows) <= most:
        return list(rows)
    return [rows[round(number * (len(rows) - 1) / (most - 1))] for number in range(most)]


def over_steps(caption: str, curves: Sequence[tuple[str, Sequence[float], Sequence[float]]]) -> Table:
    """The table of some curves over steps.

    Args:
        caption: What they show.
        curves: Name, steps and numbers of each.
    """
    known = [(name, dict(zip(steps, values, strict=False))) for name, steps, values in curves]
    steps = sorted({step for _name, values in known for step in values})
    rows = [[f"{step:,.0f}", *(numeral(values.get(step)) for _name, values in known)] for step in steps]
    return Table(caption, [_("step"), *(name for name, _values in known)], rows)


def numeral(value: float | None) -> str:
    """A number with three digits that count; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return NONE
    text = f"{value:,.0f}" if abs(value) >= LONG else f"{value:.3g}"
    return text.replace("-", "−")
