"""The page "Draw a creature" without a browser: what it offers, and what it says where there is nothing to draw with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import starting
from ganboard.app.connection import engine
from ganboard.config import TrainConfig
from ganboard.presets import preset
from ganboard.runs import Run
from tests.app.bound import bound
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor's page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    yield page
    engine().close()
    engine.cache_clear()


def draw(page: AppTest) -> AppTest:
    page.switch_page("ganboard/app/pages/draw.py").run()
    assert not page.exception
    return page


@pytest.mark.trial
@pytest.mark.slow
def test_where_nothing_was_trained_one_can_draw_at_once_and_train_another(page: AppTest) -> None:
    draw(page)
    assert bound(page.selectbox, "draw.source").value == "shipped-sketch"
    next(button for button in page.button if button.label == "Train a new one").click().run()
    assert not page.exception
    (run,) = [Run(path) for path in Path(engine().root).iterdir() if path.is_dir()]
    assert run.config() == preset("sketch").config(seconds=120)
    assert bound(page.selectbox, "draw.source").value == run.id
    engine().end(run.id)


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


@pytest.mark.trial
@pytest.mark.slow
def test_little_and_much_likeness_answer_beside_each_other(page: AppTest, tmp_path: Path) -> None:
    Run.create(tmp_path / "20260102-000000-sketch-0000", preset("sketch").config(), "sketch")
    draw(page)
    next(button for button in page.button if button.label == "Train the three").click().run()
    assert not page.exception
    begun = page.session_state.choices["train.beside"]
    configs = [Run(tmp_path / run_id).config() for run_id in begun]
    assert [config.method.likeness for config in configs] == [0, 30, 1000]
    assert len({config.replace(method={**config.method.to_dict(), "likeness": 1}).to_json() for config in configs}) == 1
    assert "Train the three again" in labels(page)
    page.session_state.choices[starting.BEGUN] -= starting.IMPATIENCE  # it was looked at
    next(button for button in page.button if button.label == "Train a new one").click().run()
    assert all(Run(tmp_path / run_id).status()["state"] not in ("running", "waiting") for run_id in begun)
    engine().end(page.session_state.choices["train.own"])


@pytest.mark.trial
@pytest.mark.slow
def test_with_clothes_on_the_screen_others_are_begun_and_creatures_are_offered(page: AppTest, tmp_path: Path) -> None:
    Run.create(tmp_path / "20260102-000000-clothes-0000", preset("outlines").config(), "outlines")
    draw(page)
    bound(page.selectbox, "draw.source").set_value("20260102-000000-clothes-0000").run()
    assert "Creatures instead" in labels(page)
    assert "Train the three" not in labels(page)
    next(button for button in page.button if button.label == "Train a new one").click().run()
    run_id = page.session_state.choices["train.own"]
    assert Run(tmp_path / run_id).config() == preset("outlines").config(seconds=120)
    engine().end(run_id)


def test_only_trainings_that_make_pictures_of_drawings_are_offered(page: AppTest, tmp_path: Path) -> None:
    Run.create(tmp_path / "20260101-000000-digits-0000", TrainConfig(), "quick")
    Run.create(tmp_path / "20260102-000000-sketch-0000", preset("sketch").config(), "sketch")
    draw(page)
    offered = bound(page.selectbox, "draw.source")
    assert len(offered.options) == 2
    assert offered.value == "shipped-sketch"
    offered.set_value("20260102-000000-sketch-0000").run()
    assert bound(page.selectbox, "draw.source").value == "20260102-000000-sketch-0000"
    assert refused(page) == ""


def test_the_explorer_says_where_to_draw_instead(page: AppTest, tmp_path: Path) -> None:
    run = Run.create(tmp_path / "20260102-000000-sketch-0000", preset("sketch").config(), "sketch")
    page.query_params["run"] = run.id
    page.switch_page("ganboard/app/pages/explore.py").run()
    assert not page.exception
    assert "On the page “Draw a creature” you draw for it" in refused(page)
