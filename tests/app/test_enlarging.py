"""From a picture to the Explore page: the address names the very noise that made it, and nonsense is refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.app.desk_links import read_point
from ganboard.app.enlarging import query_of
from ganboard.app.pictures import large, sheet
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.sampler import fixed_points
from ganboard.snapshot import Checkpoint
from ganboard.studio.points import text_of, vector

CONFIG = TrainConfig(conditional=True, seed=5, latent_size=7)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run with checkpoints of steps 10 and 200."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    run = Run.create(tmp_path / "run", CONFIG, "quick")
    for step in (10, 200):
        run.save(Checkpoint(step, 0.0, {}), b"")
    return run


@pytest.mark.parametrize(("step", "there"), [(200, 200), (199, 10), (5000, 200)])
def test_a_place_among_the_samples_is_the_point_that_is_watched(run: Run, step: int, there: int) -> None:
    query = query_of({"run": "run", "step": step, "cell": 23})
    at, point = read_point(query)
    latents, labels = fixed_points(CONFIG.network_spec, CONFIG.seed)
    assert (query["run"], at) == ("run", there)
    assert point is not None
    assert labels is not None
    assert np.array_equal(vector(point["z"], 7), latents[23])
    assert point["classes"].index(1.0) == labels[23] == 3


def test_noise_that_a_page_knows_is_taken_as_it_is(run: Run) -> None:
    noise = np.linspace(-1, 1, 7, dtype=np.float32)
    _, point = read_point(query_of({"run": "run", "step": 200, "z": text_of(noise), "label": 9}))
    assert point is not None
    assert np.array_equal(vector(point["z"], 7), noise)
    assert point["classes"].index(1.0) == 9


def test_what_ships_inside_can_be_explored(run: Run) -> None:
    assert query_of({"run": "shipped", "step": 1, "cell": 0})["run"] == "shipped"


@pytest.mark.parametrize(
    "wish",
    [
        None,
        "run",
        {},
        {"run": "../run", "step": 10, "cell": 0},
        {"run": "run", "step": 9, "cell": 0},  # before the first checkpoint
        {"run": "run", "step": "x", "cell": 0},
        {"run": "run", "step": 10, "cell": 80},
        {"run": "run", "step": 10, "cell": -1},
        {"run": "run", "step": 10, "cell": "0"},
        {"run": "run", "step": 10, "z": "AAAA", "label": 1},
        {"run": "run", "step": 10, "z": text_of(np.zeros(7)), "label": 10},
        {"run": "run", "step": 10, "z": text_of(np.zeros(7))},
        {"run": "run", "step": 10, "z": text_of(np.zeros(7)), "label": [1]},
    ],
)
def test_nonsense_is_a_sentence(run: Run, wish: Any) -> None:
    with pytest.raises(GANBoardError):
        query_of(wish)


def test_a_picture_in_html_says_what_it_is_and_is_no_html_itself(run: Run) -> None:
    html = large("<img alt='x'>", "<b>'\"", "step 7", **sheet(CONFIG, "run", 7))
    assert 'data-columns="10"' in html
    assert 'data-run="run" data-step="7"' in html
    assert "<b>" not in html
    assert "data-run" not in large("<img>", "x", **sheet(preset("points").config(), "run", 7))
