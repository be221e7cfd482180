"""Bars in words: true for every method, always as many, and never beyond their ends."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS
from ganboard.i18n import render
from ganboard.methods import METHODS
from ganboard.objectives import OBJECTIVES


def nothing() -> dict[str, list[float | None]]:
    return {}


def shares(config: TrainConfig, measures: dict[str, float], past: Any = nothing) -> Any:
    return config.method.shares(config.dataset, measures, past)


@pytest.mark.parametrize("name", [method.name for method in METHODS])
def test_a_bar_keeps_its_place_whatever_was_measured(name: str) -> None:
    able = next(part.name for part in DATASETS if not METHODS.get(name)().missing(part()))
    config = TrainConfig(method=name, dataset=able)
    names = [measure.name for measure in config.method.measures]
    unknown = shares(config, {})
    assert 1 <= len(unknown) <= 3
    assert all(each.part is None and "…" in render(each.sentence) for each in unknown)
    for value in (-1e9, 0.0, 0.386, 1.0, 1e9, math.nan):
        found = shares(config, dict.fromkeys(names, value))
        assert [each.role for each in found] == [each.role for each in unknown]
        assert all(each.part is None or 0 <= each.part <= 1 for each in found)


@pytest.mark.parametrize("objective", OBJECTIVES.names())
def test_only_a_judge_that_can_guess_has_a_mark_for_guessing(objective: str) -> None:
    config = TrainConfig(objective=objective)
    found = shares(config, {})
    assert all(each.guess for each in found) == (
        config.method.objective.even is not None or config.method.judges_by_probability
    )


def test_scores_are_said_as_counts_of_a_hundred() -> None:
    real, fake = shares(TrainConfig(), {"real_score": 0.714, "fake_score": 0.386})
    assert render(real.sentence) == "The judge takes 71 of 100 real ones for real"
    assert render(fake.sentence) == "The judge takes 39 of 100 fakes for real"


def test_of_clips_one_that_moves_moves_alone() -> None:
    config = TrainConfig(method="clips", dataset="clips")
    one, two = (
        [render(each.sentence) for each in shares(config, {"fake_creature": value, "fake_motion": value})][:2]
        for value in (0.01, 0.02)
    )
    assert one == [
        "1 of 100 frames shows the creature that was asked for",
        "1 of 100 clips moves as was asked for",
    ]
    assert two == ["2 of 100 frames show the creature that was asked for", "2 of 100 clips move as was asked for"]


def test_a_critic_is_compared_with_what_it_saw_before() -> None:
    config = TrainConfig(objective="wasserstein")

    def past() -> dict[str, list[float | None]]:
        return {"real_logit": [1.0, None, 9.0], "fake_logit": [0.0, 2.0, 1.0]}

    (bar,) = shares(config, {"real_logit": 3.0, "fake_logit": 1.0}, past)
    assert bar.part == 0.25
    (bar,) = shares(config, {"real_logit": 1.0, "fake_logit": 3.0}, past)
    assert bar.part == 0.0


def test_a_rebuilt_picture_is_off_by_the_root_of_its_mean_square() -> None:
    config = TrainConfig(method="vae", dataset="mnist")
    size, width = 28 * 28, config.method.width(config.dataset)
    off = np.full(size, 0.5)  # a quarter of the way from black to white, everywhere
    nats = float((0.5 * off**2 / width**2 + math.log(width) + 0.5 * math.log(2 * math.pi)).sum())
    (bar,) = shares(config, {"reconstruction": nats})
    assert bar.part == pytest.approx(0.25)
    assert shares(TrainConfig(method="vae", dataset="points", architecture="plane"), {"reconstruction": 1.0}) == ()
