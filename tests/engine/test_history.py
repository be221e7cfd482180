"""A run's measures in memory, also of a run from before all of them were taken."""

from __future__ import annotations

import math
from pathlib import Path

from ganboard.config import TrainConfig
from ganboard.engine import View
from ganboard.engine.history import CLOCK, History
from ganboard.runs import Run

MEASURES = [measure.name for measure in TrainConfig().method.measures]
NEW = {name: float(number) for number, name in enumerate((*CLOCK, *MEASURES))}
OLD = {name: value for name, value in NEW.items() if name not in ("real_log", "fake_log")}
"""A row as it was written before the logarithms were measured."""


def test_the_newest_row_comes_back_whole() -> None:
    assert History([OLD, NEW]).last() == NEW
    assert History().last() == {}


def test_what_an_old_row_lacks_is_no_number_rather_than_0() -> None:
    history = History([OLD, NEW])
    assert math.isnan(history.columns()["real_log"][0])
    assert history.columns()["real_log"][1] == NEW["real_log"]
    assert history.columns()["penalty"] == [NEW["penalty"]] * 2
    assert History([NEW, OLD]).last() == OLD


def test_a_run_from_before_opens_and_lacks_only_them(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "old")
    run.record(OLD)
    view = View.from_run(run)
    assert set(view.measures) == set(MEASURES) - {"real_log", "fake_log"}
    assert view.measures["fake_score"] == NEW["fake_score"]
