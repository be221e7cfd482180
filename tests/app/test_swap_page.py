"""The page "Swap it" without a browser: what it offers, and what it says where there is nothing to change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

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


def swap(page: AppTest) -> AppTest:
    page.switch_page("ganboard/app/pages/swap.py").run()
    assert not page.exception
    return page


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "differs"),
    [
        ("Train a new one", {}),
        ("Without the way back", {"cycle": 0.0}),
        ("May change what is right already", {"identity": 0.0}),
        ("Without both", {"cycle": 0.0, "identity": 0.0}),
    ],
)
def test_one_can_be_changed_at_once_and_others_are_trained_with_and_without_each_rule(
    label: str, differs: dict[str, float], page: AppTest
) -> None:
    swap(page)
    assert bound(page.selectbox, "swap.source").value == "shipped-swap"
    assert refused(page) == ""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    (run,) = [Run(path) for path in Path(engine().root).iterdir() if path.is_dir()]
    assert run.config() == preset("swap").config(seconds=120, **differs)
    assert bound(page.selectbox, "swap.source").value == run.id
    engine().end(run.id)


def test_once_pressed_no_button_stands_for_those_of_the_page_before(page: AppTest, tmp_path: Path) -> None:
    """A second click of an impatient hand is on the old page: Streamlit would take it for one on the new page's button."""
    swap(page)
    first = {
        button.label: button.proto.id for button in page.button if button.label in ("Train a new one", "Without both")
    }
    page.session_state.choices["train.own"] = Run.create(
        tmp_path / "20260103-000000-swap-0000", preset("swap").config(), ""
    ).id
    page.run()
    assert len(first) == 2
    for button in page.button:
        assert first.get(button.label) != button.proto.id


def test_only_trainings_that_change_pictures_are_offered(page: AppTest, tmp_path: Path) -> None:
    Run.create(tmp_path / "20260101-000000-digits-0000", TrainConfig(), "quick")
    Run.create(tmp_path / "20260102-000000-sketch-0000", preset("sketch").config(), "sketch")
    Run.create(tmp_path / "20260103-000000-swap-0000", preset("swap").config(), "swap")
    swap(page)
    offered = bound(page.selectbox, "swap.source")
    assert len(offered.options) == 2
    assert offered.value == "shipped-swap"
    offered.set_value("20260103-000000-swap-0000").run()
    assert bound(page.selectbox, "swap.source").value == "20260103-000000-swap-0000"
    assert refused(page) == ""


def test_of_a_training_that_changes_nothing_it_says_that_this_is_another_one(page: AppTest, tmp_path: Path) -> None:
    run = Run.create(tmp_path / "20260101-000000-digits-0000", TrainConfig(), "quick")
    page.query_params["run"] = run.id
    swap(page)
    assert "does not change pictures" in refused(page)
    assert bound(page.selectbox, "swap.source").value == "shipped-swap"


def test_the_explorer_says_where_to_change_pictures_instead(page: AppTest, tmp_path: Path) -> None:
    run = Run.create(tmp_path / "20260102-000000-swap-0000", preset("swap").config(), "swap")
    page.query_params["run"] = run.id
    page.switch_page("ganboard/app/pages/explore.py").run()
    assert not page.exception
    assert "On the page “Swap it” you choose which" in refused(page)


@pytest.mark.parametrize(
    ("differs", "told"),
    [
        ({}, ""),
        ({"cycle": 0.0}, "without the way back"),
        ({"identity": 0.0}, "may change what is right already"),
        ({"cycle": 0.0, "identity": 0.0}, "without both rules"),
    ],
)
def test_it_is_said_what_a_training_does_without(
    differs: dict[str, float], told: str, page: AppTest, tmp_path: Path
) -> None:
    run = Run.create(tmp_path / "20260103-000000-swap-0000", preset("swap").config(**differs), "swap")
    page.query_params["run"] = run.id
    swap(page)
    said = [each.proto.body for each in page.get("html") if "gb-without" in each.proto.body]
    assert told in "".join(said)
    assert len(said) == (1 if told else 0)
