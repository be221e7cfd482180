"""No chart without its numbers: each has a table behind it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from ganboard.app import tables

APP = Path(tables.__file__).parent
PARTS = APP / "components"
TABLED = {"shared/plot.js": "Behind", "quiz/score.js": "Tables"}
"""Modules that draw numbers, and what of each holds their table."""
DRAWINGS = {"race/fork.js", "slow/slow.js", "theory/game.js"}
"""Modules that draw how things hang together: their text says all that they show."""


def test_every_chart_has_its_table() -> None:
    python = {path.relative_to(APP).as_posix(): path.read_text(encoding="utf-8") for path in APP.rglob("*.py")}
    plotly = {name for name, code in python.items() if "plotly_chart(" in code}
    assert plotly == {"tables.py", "widgets.py"}, "a chart of Plotly's is drawn by tables.charted"
    assert {name for name, code in python.items() if re.search(r"widgets import[^\n]*\bchart\b", code)} == {"tables.py"}
    modules = {path.relative_to(PARTS).as_posix(): path.read_text(encoding="utf-8") for path in PARTS.rglob("*.js")}
    assert {name for name, code in modules.items() if '<svg role="img"' in code} == {*TABLED} | DRAWINGS
    for name, part in TABLED.items():
        assert f"new {part}(" in modules[name]
    plots = {name.partition("/")[0] for name, code in modules.items() if re.search(r"new (Plot|Score)\(", code)} - {
        "shared"
    }
    for room in plots:
        face = python[f"components/{room}/__init__.py"]
        assert face.count('"shared/plot"') == face.count('"shared/behind"') - (room == "stage"), (
            room
        )  # its bars are heard
        assert "behind()" in face, room


def test_rows_are_chosen_evenly_and_curves_are_joined_by_their_steps() -> None:
    table = tables.over_steps("score", [("A", [1, 2, 1000], [0.5, float("nan"), -1234.5]), ("B", [2], [0.25])])
    assert table.heads[1:] == ["A", "B"]
    assert table.rows == [["1", "0.5", "–"], ["2", "–", "0.25"], ["1,000", "−1,234", "–"]]
    rows = [[str(number)] for number in range(1000)]
    chosen = [int(row[0]) for row in tables.some(rows)]
    assert len(chosen) == tables.MOST
    assert (chosen[0], chosen[-1]) == (0, 999)
    assert {later - row for row, later in pairwise(chosen)} <= {25, 26}
    assert tables.some(rows[:3]) == rows[:3]
