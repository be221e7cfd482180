"""What the page draws of a run is what its method says, for every method, and for an objective that knows no probability."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from ganboard.app.moments import describe
from ganboard.app.panels import QUALITY, comparable, drawn
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS
from ganboard.engine import View
from ganboard.methods import METHODS
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint

Describe = Callable[..., dict[str, Any]]


class Distance(Objective):
    """A critic: D's loss is the distance of its mean values, which are no probabilities.

    Reference: Arjovsky et al. 2017, Eq. 2, arXiv:1701.07875.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "distance_of_test"
    title: ClassVar[str] = "Distance"
    summary: ClassVar[str] = "A critic."

    even: ClassVar[float | None] = None
    logistic: ClassVar[bool] = False

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """The distance, negative."""
        return fake_logits.mean() - real_logits.mean()

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """What the critic says of fakes, negative."""
        return -fake_logits.mean()


@pytest.fixture
def critic() -> Iterator[str]:
    """An objective that is registered for this test."""
    OBJECTIVES.create("nonsaturating")  # all are found by now
    OBJECTIVES.register(Distance)
    yield Distance.name
    del OBJECTIVES._parts[Distance.name]


@pytest.fixture
def told(tmp_path: Path) -> Describe:
    """A function from a config and the rows of its history to what a page is told, as it comes out of JSON."""

    def tell(config: TrainConfig, rows: list[dict[str, float]], standing: int | None = None) -> dict[str, Any]:
        run = Run.create(tmp_path / "run", config, "test")
        for row in rows:
            run.record(row)
            run.save(Checkpoint(int(row["step"]), 1.0, {"generator/w": np.zeros(3)}), b"picture")
        step = int(rows[-1]["step"]) if standing is None else standing
        if standing is not None:
            run.record({"rewind": standing})
        run.update(step=step, seconds=1.0, state="paused")
        return json.loads(json.dumps(describe(View.from_run(run), config, "en"), allow_nan=False))

    return tell


def test_a_critic_has_no_level_of_guessing_and_no_word_of_probability(critic: str, told: Describe) -> None:
    losses = {"discriminator_loss": -3.5, "generator_loss": 1.25, "penalty": 0.0}
    rows = [{"step": step, **losses, "real_logit": 512.25, "fake_logit": 508.75} for step in (2, 700)]
    page = told(TrainConfig(objective=critic), rows)
    first = page["panels"][0]
    assert first["level"] is None
    assert first["range"] is None
    assert [line["name"] for line in first["lines"]] == ["real_logit", "fake_logit"]
    assert page["history"]["real_logit"] == [512.25, 512.25]
    assert "real_score" not in page["history"]
    for words in (page["sentence"], first["title"], first["description"]):
        assert not [word for word in ("match", "guess", "score", "probab", "½", "%") if word in words.lower()], words
    assert "The judge sees a difference" in page["sentence"]
    (bar,) = page["bars"]
    assert (bar["part"], bar["guess"]) == (1.0, False)
    assert "100 is the largest so far" in bar["text"]
    begun = next(frame for frame in page["checkpoints"] if frame["step"] == 2)
    assert "a beginner too" in begun["sentence"]
    assert not any("score" in name for name in comparable([TrainConfig(objective=critic).method]))


def test_where_scores_are_probabilities_guessing_is_half(told: Describe) -> None:
    page = told(TrainConfig(), [{"step": 700, "real_score": 0.52, "fake_score": 0.48}])
    first = page["panels"][0]
    assert (first["level"], first["range"]) == (0.5, [0.0, 1.0])
    assert "pure guessing" in first["title"]
    assert [line["role"] for line in first["lines"]] == ["real", "fake"]
    assert page["history"]["generator_loss"] == [None]  # not measured in this row, and JSON has no NaN


def test_columns_stay_of_one_length_where_a_measure_came_later(told: Describe) -> None:
    rows = [{"step": 1, "real_score": 0.5}, {"step": 2, "real_score": 0.5, "fake_score": 0.25}]
    page = told(TrainConfig(), rows, standing=1)
    assert page["history"]["step"] == [1, 2]
    assert page["history"]["fake_score"] == [None, 0.25]


@pytest.mark.parametrize("name", [method.name for method in METHODS])
def test_every_method_draws_what_it_measures_and_the_quality_beside(name: str, told: Describe) -> None:
    able = next(part.name for part in DATASETS if not METHODS.get(name)().missing(part()))
    config = TrainConfig(method={"name": name}, dataset=able)
    page = told(config, [{"step": 500, **{measure.name: 0.5 for measure in config.method.measures}}])
    *own, quality = page["panels"]
    assert [panel["name"] for panel in own] == [panel.name for panel in config.method.panels]
    assert quality["name"] == QUALITY
    lines = [line for panel in own for line in panel["lines"]]
    assert {line["name"] for line in lines} == {measure.name for measure in drawn(config.method)}
    assert all(panel["lines"] and panel["description"] for panel in own)
    assert all(line["role"] in ("real", "fake", "judge", "noise", "plain") for line in lines)
    assert all(page["history"][line["name"]] == [0.5] for line in lines)


def test_runs_of_different_methods_share_only_what_both_measure(critic: str) -> None:
    gan, vae = TrainConfig().method, TrainConfig(method={"name": "vae"}).method
    for_all = [QUALITY, "steps_per_second"]
    assert list(comparable([])) == list(comparable([gan, vae])) == for_all
    assert list(comparable([vae, vae])) == [measure.name for measure in vae.measures] + for_all
    assert {"discriminator_loss", "fake_score"} <= comparable([gan]).keys()
    both = comparable([gan, TrainConfig(objective=critic).method])
    assert "discriminator_loss" in both
    assert not {"fake_score", "fake_logit"} & both.keys()
