"""Scripts that make pictures of drawings, or of the other side's pictures, come to the same weights as we do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.datasets.creatures import Creatures
from ganboard.datasets.fashion import Fashion
from tests.scripts import check_same_weights, picture, row
from tests.trials import again


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_outlines_where_noise_tells_how_light_it_is(tmp_path: Path) -> None:
    clothes = Fashion().load().take(np.arange(0, 10_000, 100))  # so few that none is held out
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
    check_same_weights({"dataset": Fashion(), "method": method}, tmp_path, clothes)
    assert picture(tmp_path).shape[:2] == (8 * 30 - 2, 8 * 30 - 2)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"penalty": "none", "decay_steps": 0, "objective": "minimax"}),
        {"penalty": {"name": "gradient", "every": 3}, "constraint": "spectral"},
    ],
    ids=str,
)
def test_so_does_that_of_drawings(settings: dict[str, Any], tmp_path: Path) -> None:
    dataset = Creatures(size=32, count=100)  # so few that none is held out
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4, **settings}
    check_same_weights({"dataset": dataset, "method": method}, tmp_path, dataset.load())
    assert picture(tmp_path).shape == (8 * 34 - 2, 8 * 34 - 2, 3)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({}),
        again({"penalty": "none", "decay_steps": 0, "objective": "relativistic"}),
        {"penalty": {"name": "gradient", "every": 3}, "constraint": "spectral", "cycle": 0.0, "batch_size": 2},
    ],
    ids=str,
)
def test_so_does_that_of_two_sides_without_pairs(settings: dict[str, Any], tmp_path: Path) -> None:
    dataset = Creatures(size=28, count=100)  # so few that none is held out
    method = {"name": "swap", "width": 4, "judge_width": 4, "batch_size": 4, **settings}
    trainer = check_same_weights({"dataset": dataset, "method": method}, tmp_path, dataset.load())
    assert picture(tmp_path).shape == (8 * 30 - 2, 8 * 30 - 2, 3)
    assert len(trainer.data) == 100


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_drawings_in_which_something_changed(tmp_path: Path) -> None:
    dataset = Creatures(size=32, count=100)  # so few that none is held out
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4, "penalty": "lecam"}
    changes = [row(5, "likeness", 1.0), row(8, "penalty.weight", 1.0), row(8, "obedience", 0.0)]
    check_same_weights({"dataset": dataset, "method": method}, tmp_path, dataset.load(), changes=changes)
