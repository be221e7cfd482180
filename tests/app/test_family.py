"""Trees of branches from what the folders tell, and what a branch has otherwise, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ganboard.app.branch_tree import _rows
from ganboard.app.changed import in_words, of_run
from ganboard.app.family import trees
from ganboard.changes import Change
from ganboard.config import TrainConfig
from ganboard.race.entry import Race
from ganboard.runs import Run, all_runs

CONFIG = TrainConfig(architecture={"name": "mlp"})


@pytest.fixture
def made(tmp_path: Path) -> Any:
    """A function that makes a run's folder: its id, where it stands, and what it says of its parent."""

    def make(number: int, step: int, parent: int | None = None, left: int = 0, **settings: Any) -> Run:
        run = Run.create(tmp_path / f"2026010{number}-000000-run-0000", CONFIG, f"run {number}")
        told: dict[str, Any] = {"step": step}
        if parent is not None:
            name = f"2026010{parent}-000000-run-0000"
            told["parent"] = {"run": name, "step": left, "settings": settings}
        run.update(**told)
        return run

    return make


def drawn(folder: Path) -> list[list[tuple[int, str, int]]]:
    """Of each tree, in the order in which it is drawn: how far below, the run's number, where it left."""
    return [[(depth, node.run_id[7], node.left) for depth, node in root.every()] for root in trees(all_runs(folder))]


def test_who_left_whom_is_a_tree_with_the_newest_first_and_who_is_alone_is_in_none(made: Any, tmp_path: Path) -> None:
    made(1, 900)
    made(2, 700, parent=1, left=500)
    made(3, 400, parent=1, left=300)
    made(4, 800, parent=2, left=600)
    made(5, 100)
    made(6, 20)
    made(7, 90, parent=6, left=10)
    assert drawn(tmp_path) == [
        [(0, "6", 0), (1, "7", 10)],
        [(0, "1", 0), (1, "3", 300), (1, "2", 500), (2, "4", 600)],
    ]


def test_a_deleted_parent_is_told_and_keeps_its_branches_together(made: Any, tmp_path: Path) -> None:
    made(2, 700, parent=1, left=500)
    made(3, 400, parent=1, left=300)
    (tree,) = trees(all_runs(tmp_path))
    assert (tree.run, tree.step, [child.left for child in tree.children]) == (None, 500, [300, 500])


def test_what_tells_nonsense_makes_no_tree_without_an_end(made: Any, tmp_path: Path) -> None:
    made(1, 10, parent=1, left=5)  # its own
    made(2, 10, parent=3, left=5)
    made(3, 10, parent=2, left=5)  # each the other's
    broken = made(4, 10, parent=5, left=5)
    (broken.path / "run.json").write_text("{")
    made(5, 10)
    assert drawn(tmp_path) == []


def test_a_future_that_goes_on_as_it_was_parts_where_the_other_does(made: Any, tmp_path: Path) -> None:
    one, two = made(2, 900, parent=1, left=900), made(3, 900, parent=1, left=500)
    made(1, 900)
    for run in (one, two):
        run.update(race=Race((one.id, two.id), "step", start=500).to_dict())
    assert drawn(tmp_path) == [[(0, "1", 0), (1, "2", 500), (1, "3", 500)]]


def test_rows_name_the_change_and_the_run_above(made: Any, tmp_path: Path) -> None:
    made(1, 900)
    made(2, 700, parent=1, left=500, penalty="none")
    made(3, 800, parent=2, left=600)
    made(4, 800, parent=1, left=700)
    (root,) = trees(all_runs(tmp_path))
    rows = _rows(root)
    assert [row["above"] for row in rows] == [None, 0, 1, 0]
    assert [row["name"] for row in rows] == ["run 1", "Penalty: R1 → None", "Unchanged", "Unchanged"]
    assert [row["changed"] for row in rows] == [False, True, False, False]
    assert rows[1]["about"] == "from step 500 on · step 700 · Waiting"


def test_a_change_is_told_from_what_it_was_at_that_step(made: Any) -> None:
    parent = made(1, 900)
    parent.set_changes(parent.changes().plus(Change(100, "generator_learning_rate", 0.004)))
    child = made(2, 700, parent=1, left=500, generator_learning_rate=0.04, steps=900)
    assert of_run(child, str) == "Learning rate of the generator: 0.004 → 0.04"  # where it ends is no change
    assert (
        of_run(made(3, 5, parent=7, left=3, objective="hinge"), str) == "Objective: Hinge"
    )  # nobody knows what it was
    assert of_run(made(4, 5, parent=1, left=3, steps=9), str) == of_run(parent, str) == ""
    both = {"penalty": "none", "objective": "hinge"}
    assert in_words(both, CONFIG.to_flat(), {}, str) == "Penalty: R1 → None, Objective: Non-saturating → Hinge"
