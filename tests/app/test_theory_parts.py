"""The drawing of the game and a run's numbers in the formula, without a browser."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import prose
from ganboard.app.components.theory.game import PLACES, STEPS
from ganboard.app.components.theory.run import plays_for_value
from ganboard.app.connection import engine
from ganboard.app.wording import EVEN, value_of_game
from ganboard.config import TrainConfig
from ganboard.i18n import render
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.runs import Run
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]
DRAWING = ROOT / "ganboard/app/components/theory/game_drawing.js"


def defined(code: str) -> bool:
    """Whether an object named as ``path/file.py: Class.method`` is there."""
    file, _, names = code.partition(": ")
    body: list[Any] = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    for name in names.split("."):
        found = [each for each in body if isinstance(each, ast.ClassDef | ast.FunctionDef) and each.name == name]
        if not found:
            return False
        body = found[0].body
    return True


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_what_a_part_names_is_there(step: Any) -> None:
    assert defined(step.code)
    assert prose.exists(step.page)
    assert step.page in PLACES
    assert not defined(step.code + "x")  # or the first line would say yes to everything


def test_the_drawing_knows_no_step_that_is_not_told() -> None:
    text = DRAWING.read_text(encoding="utf-8")
    lit = re.search(r"const LIT = \{(.*?)\};", text, re.DOTALL)
    assert lit
    assert set(" ".join(re.findall(r'"([\w ]+)"', lit[1])).split()) == {step.name for step in STEPS}


def test_the_value_of_the_game_adds_up_as_it_is_shown() -> None:
    """Rounded one by one, -0.4504 - 0.4504 would be -0.901 beside two times -0.450."""
    found = value_of_game({"real_log": -0.4504, "fake_log": -0.4504, "real_score": 0.6})
    assert found is not None
    assert (found["real"], found["fake"], found["value"], found["distance"]) == (-0.45, -0.45, -0.9, 0.486)
    even = value_of_game({"real_log": -math.log(2), "fake_log": -math.log(2)})
    assert even is not None
    assert (even["value"], EVEN) == (-1.386, -1.386)
    assert even["distance"] == 0


@pytest.mark.parametrize("measures", [{}, {"real_score": 0.5}, {"real_log": -0.7}])
def test_what_was_not_measured_has_no_value(measures: dict[str, float]) -> None:
    assert value_of_game(measures) is None


@pytest.mark.parametrize(
    ("real", "fake", "says"),
    [
        (-1.5, -0.9, "below −log 4"),
        (-0.7, -0.68, "An even match"),
        (-0.3, -0.4, "above −log 4"),
        (-0.01, -0.02, "close to 0"),
    ],
)
def test_what_the_value_means(real: float, fake: float, says: str) -> None:
    found = value_of_game({"real_log": real, "fake_log": fake})
    assert found is not None
    assert says in render(found["sentence"])


class Critic(Objective):
    """A loss that is no cross-entropy, as Wasserstein's."""

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        return -logits

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        return logits


def test_only_objectives_with_this_value_show_it() -> None:
    assert plays_for_value(OBJECTIVES.get("minimax")())
    assert plays_for_value(OBJECTIVES.get("nonsaturating")())
    assert not plays_for_value(Critic())


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A new visitor on the chapter about one's own run."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page("ganboard/app/pages/theory.py")
    page.query_params["chapter"] = "your-run"
    yield page
    engine().close()
    engine.cache_clear()


def test_without_a_run_it_invites_to_start_one(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert "no training yet" in refused(page)
    assert page.button(key="do_instead").label == "Start a training"
    assert not page.selectbox


def test_a_run_is_chosen_among_those_that_can_be_read(page: AppTest, tmp_path: Path) -> None:
    for name in ("20260101-000000-a-0000", "20260102-000000-b-0000", "20260103-000000-broken-0000"):
        Run.create(tmp_path / name, TrainConfig(), "quick")
    (tmp_path / "20260103-000000-broken-0000/run.json").write_text("{")
    page.run()
    assert len(page.selectbox[0].options) == 2
    assert page.selectbox[0].value is None
    assert "No training is open" in refused(page)
    page.selectbox[0].set_value("20260101-000000-a-0000").run()
    assert not page.exception
    assert page.session_state.choices["run"] == "20260101-000000-a-0000"
    assert page.selectbox[0].value == "20260101-000000-a-0000"
    assert refused(page) == ""


def test_a_run_that_is_gone_is_named(page: AppTest) -> None:
    page.query_params["run"] = "20200101-000000-gone-0000"
    page.run()
    assert "There is no run called 20200101-000000-gone-0000" in refused(page)
    assert not page.exception
