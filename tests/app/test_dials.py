"""What a page is told of dials, and what it may ask of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app.connection import engine
from ganboard.app.dials import described, told
from ganboard.app.origin import OneSite
from ganboard.app.routes import ROUTES
from ganboard.changes import checked
from ganboard.config import TrainConfig
from ganboard.i18n import LANGUAGES, translations
from ganboard.methods import METHODS
from ganboard.runs import Run

PLAIN = translations("en").gettext


@pytest.mark.parametrize("method", METHODS.names())
def test_the_ends_of_every_slider_can_be_chosen_and_the_start_lies_between(method: str) -> None:
    needs = {"words": "creatures", "sketch": "creatures", "swap": "creatures", "clips": "clips"}
    config = TrainConfig(dataset=needs.get(method, "mnist"), method=method)
    dials = described(config, PLAIN)
    assert [dial["name"] for dial in dials] == list(config.method.dials)
    for dial in dials:
        assert dial["label"]
        assert dial["about"]
        assert (0 if dial["zero"] else dial["low"]) <= dial["begun"] <= dial["high"]
        ends = [dial["low"], dial["high"], *([0] if dial["zero"] else [])]
        for end in ends:
            checked(config, {"step": 0, "dial": dial["name"], "value": int(end) if dial["scale"] == "whole" else end})
    assert not [dial for dial in described(config, translations("zh").gettext) if not dial["label"]]


def test_scales_follow_from_what_a_setting_may_be() -> None:
    config = TrainConfig(augmentation="fixed", penalty={"name": "r1", "gamma": 0}, generator_learning_rate=0.5)
    scales = {
        dial["name"]: (dial["scale"], dial["zero"], dial["low"], dial["high"]) for dial in described(config, PLAIN)
    }
    assert scales["generator_learning_rate"] == ("log", False, 0.005, 1)
    assert scales["penalty.gamma"] == ("log", True, 0.01, 100)
    assert scales["discriminator_steps"] == ("whole", False, 1, 20)
    assert scales["augmentation.strength"] == ("even", False, 0, 1)
    assert scales["instance_noise"][:2] == ("log", True)


def test_changes_of_one_step_are_told_together_with_what_was_before() -> None:
    rows = [
        {"step": 5, "dial": "generator_learning_rate", "value": 0.001},
        {"step": 5, "dial": "penalty.gamma", "value": 1.0},
        {"step": 9, "dial": "generator_learning_rate", "value": 1e-05},
    ]
    found = told(rows, TrainConfig(), PLAIN)
    assert [(each["step"], each["text"]) for each in found] == [
        (5, "Learning rate of the generator: 0.002 → 0.001 · Penalty strength γ: 0.1 → 1"),
        (9, "Learning rate of the generator: 0.001 → 1e-05"),
    ]
    assert found[0]["dials"] == {"generator_learning_rate": 0.001, "penalty.gamma": 1.0}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """With one run, which is not asked of any engine as long as what is wrong can be told without."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    Run.create(tmp_path / "runs" / "one", TrainConfig(), "one")
    yield TestClient(OneSite(Starlette(routes=ROUTES)), base_url="http://here")
    assert not engine().alive
    engine.cache_clear()


@pytest.mark.parametrize(
    ("run", "body", "sentence"),
    [
        ("one", {"dial": "generator_learning_rate", "value": 7, "step": None}, "at most 1"),
        ("one", {"dial": "generator_learning_rate", "value": "7", "step": None}, "a number"),
        ("one", {"dial": ["a"], "value": 7, "step": None}, "can be changed while this trains"),
        ("one", {"dial": "seed", "value": 7, "step": None}, "can be changed while this trains"),
        ("one", {"dial": "penalty.gamma", "value": 7, "step": "4"}, "a whole number from 0"),
        ("one", {"dial": "penalty.gamma"}, "a dial, a value and a step"),
        ("one", b"\xff{", "a dial, a value and a step"),
        ("one", b"[" * 5000, "a dial, a value and a step"),
        ("two", {"dial": "penalty.gamma", "value": 7, "step": None}, "There is no run called two"),
    ],
    ids=str,
)
def test_what_cannot_be_is_answered_by_a_sentence(run: str, body: Any, sentence: str, server: Any) -> None:
    for language in LANGUAGES:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = server.post(f"/ganboard/dial/{run}?lang={language}", content=content)
        assert answer.status_code == 400
        problem = answer.json()["problem"]
        assert problem
        assert language != "en" or sentence in problem


def test_a_page_of_somebody_else_turns_nothing(server: Any) -> None:
    body = json.dumps({"dial": "penalty.gamma", "value": 7, "step": None})
    answer = server.post("/ganboard/dial/one", content=body, headers={"origin": "http://elsewhere"})
    assert answer.status_code == 400
    assert "may not turn dials" in answer.json()["problem"]
