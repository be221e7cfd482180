"""The page "Say it", without a browser: whom it asks, and how a training is started there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import starting
from ganboard.app.connection import engine
from ganboard.config import TrainConfig
from ganboard.presets import PRESETS
from ganboard.runs import Run, all_runs
from ganboard.snapshot import Checkpoint
from tests.app.bound import bound
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]
PAGE = "ganboard/app/pages/say.py"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor on the page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page(PAGE)
    yield page
    engine().close()
    engine.cache_clear()


def some_run(root: Path, name: str, config: TrainConfig) -> Run:
    run = Run.create(root / "runs" / name, config, name)
    run.save(Checkpoint(0, 0.0, {"average/x": np.zeros(1, np.float32)}), b"")
    return run


def words(root: Path, name: str) -> Run:
    return some_run(root, name, PRESETS["words"].config())


def asked(page: AppTest) -> Any:
    """The source that is asked."""
    assert not page.exception
    return bound(page.selectbox, "say.source").value


@pytest.mark.trial
@pytest.mark.slow
def test_before_anything_was_trained_there_is_one_to_ask_and_a_button_trains_another(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_run(tmp_path, "digits", TrainConfig())  # which is told no words
    page.run()
    assert asked(page) == "shipped-words"
    assert len(bound(page.selectbox, "say.source").options) == 1
    page.button(key="say_train_words_None").click().run()
    started = next(run for run in all_runs(tmp_path / "runs") if run.id != "digits")
    assert asked(page) == started.id
    config = started.config()
    assert (config.method, config.dataset) == (PRESETS["words"].config().method, PRESETS["words"].config().dataset)
    assert config.seconds == 120
    assert page.session_state.choices["run"] == started.id
    monkeypatch.setattr(starting, "IMPATIENCE", 60.0)  # of a double click that finds the new page's button
    page.button(key=f"say_train_words_{started.id}").click().run()
    assert asked(page) == started.id
    assert len(list(all_runs(tmp_path / "runs"))) == 2
    engine().end(started.id)


def test_only_trainings_of_words_are_offered(page: AppTest, tmp_path: Path) -> None:
    words(tmp_path, "20260101-one")
    words(tmp_path, "20260102-two")
    some_run(tmp_path, "20260103-digits", TrainConfig())
    page.query_params["run"] = "20260103-digits"
    page.run()
    assert asked(page) == "shipped-words"
    assert len(bound(page.selectbox, "say.source").options) == 3
    bound(page.selectbox, "say.source").set_value("20260101-one").run()
    assert asked(page) == "20260101-one"
    assert page.query_params["run"] == "20260101-one"


def test_the_shipped_maker_stands_first(page: AppTest, tmp_path: Path) -> None:
    words(tmp_path, "20260101-one")
    page.run()
    assert asked(page) == "shipped-words"
    bound(page.selectbox, "say.source").set_value("20260101-one").run()
    assert asked(page) == "20260101-one"
    bound(page.selectbox, "say.source").set_value("shipped-words").run()
    assert asked(page) == "shipped-words"
    assert page.query_params["run"] == "shipped-words"
    assert page.session_state.choices["run"] == "20260101-one"  # no training, so it takes no training's place


def test_a_link_of_the_shipped_maker_leads_to_it(page: AppTest, tmp_path: Path) -> None:
    words(tmp_path, "20260101-one")
    for run, found in (("20260101-one", "20260101-one"), ("shipped-words", "shipped-words")):
        page.query_params["run"] = run
        page.run()
        assert asked(page) == found
        assert refused(page) == ""


def test_a_link_to_what_is_not_here_is_told(page: AppTest, tmp_path: Path) -> None:
    words(tmp_path, "20260101-one")
    page.query_params["run"] = "gone"
    page.query_params["say"] = "a red drop"
    page.run()
    assert asked(page) == "shipped-words"
    assert "names is not here" in refused(page)


def test_a_damaged_run_is_passed_over(page: AppTest, tmp_path: Path) -> None:
    words(tmp_path, "20260101-one")
    broken = words(tmp_path, "20260102-broken")
    (broken.path / "config.json").write_text("{")
    for file in broken.path.glob("checkpoints/*.npz"):  # each holds the config too
        file.unlink()
    page.run()
    assert asked(page) == "shipped-words"
    assert len(bound(page.selectbox, "say.source").options) == 2
