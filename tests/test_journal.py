"""A journal may hold lines of anybody; what is no row of ours is passed over."""

import json
from pathlib import Path

import pytest

from ganboard.config import TrainConfig
from ganboard.engine import View
from ganboard.journal import Journal
from ganboard.runs import Run

FOREIGN = [
    '{"step": "12"}',
    '{"step": null, "loss": 1}',
    '{"step": [1]}',
    '{"step": true}',
    '{"step": -1}',
    '{"step": 1e999}',
    '{"step": NaN}',
    '{"step": 1' + "0" * 30 + "}",
    '{"rewind": "x"}',
    '{"rewind": null}',
    '{"rewind": {}}',
    "[" * 100_000,
    '{"level": "info", "msg": "another program"}',
]


@pytest.mark.parametrize("line", FOREIGN, ids=range(len(FOREIGN)))
def test_lines_of_another_program_are_passed_over(tmp_path: Path, line: str) -> None:
    journal = Journal(tmp_path / "rows.jsonl")
    journal.add({"step": 5, "loss": 1.0})
    with open(journal.path, "a", encoding="utf-8") as file:
        file.write(line + "\n")
    journal.add({"step": 10, "loss": 2.0})
    assert journal.rows() == [{"step": 5, "loss": 1.0}, {"step": 10, "loss": 2.0}]


def test_rows_that_are_no_numbers_are_not_drawn(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")
    run.record({"step": 5, "seconds": 1.0, "steps_per_second": 2.0, "generator_loss": 0.5})
    for row in (
        {"step": 6, "generator_loss": "high"},
        {"step": 7, "seconds": None},
        {"step": 8, "fake_score": 10**400},
        {"step": 9, "penalty": [1]},
    ):
        with open(run.path / "history.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        run.quality.add({"step": row["step"], "value": 10**400, "low": 0, "high": 1})
    run.update(step=9)
    view = View.from_run(run)
    assert view.history["step"] == [5]
    assert view.quality == {}
