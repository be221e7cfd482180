"""Points on the pages, without a browser: what the form offers, and what is said where only pictures go."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.app.own_points import DRAWN
from ganboard.runs import all_runs
from tests.app.bound import bound
from tests.app.visitors import visitor

pytestmark = pytest.mark.slow  # each draws the whole page

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor's page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield visitor()
    engine().close()
    engine.cache_clear()


def start(page: AppTest) -> None:
    next(button for button in page.button if button.label == "Start training").click().run()


def test_the_shapes_are_offered_by_name_and_shown_before_the_start(page: AppTest) -> None:
    page.run()
    bound(page.button_group, "train.preset").set_value("points").run()
    assert not page.exception
    shapes = bound(page.selectbox, "train.field.dataset.kind")
    assert shapes.options == ["Ring of 8", "Grid of 25", "Two moons", "Spiral", "Two lines", "One dot", "Your own"]
    shapes.set_value("moons").run()
    assert not page.exception
    assert bound(page.selectbox, "train.field.dataset.kind").value == "moons"


def test_nothing_on_the_page_is_about_images_where_points_are_learned(page: AppTest) -> None:
    page.run()
    assert any("real images" in each.value for each in page.get("html"))
    bound(page.button_group, "train.preset").set_value("points").run()
    for method in ("gan", "vae"):
        bound(page.selectbox, "train.field.method").set_value(method).run()
        assert not page.exception
        widgets = [*page.selectbox, *page.number_input, *page.toggle, *page.text_input]
        own = [each for each in widgets if each.key.startswith("train.field.")]
        shown = [each.value for each in page.get("html") if each.value.startswith(("<h1", "<figure"))]
        said = [f"{each.label} {each.help}" for each in own] + [re.sub('data:[^"]+', "", html) for html in shown]
        assert any("real points" in text.lower() for text in said)
        assert [text for text in said if re.search(r"\b(images?|pictures?)\b", text, re.IGNORECASE)] == []


def test_own_points_are_asked_for_before_the_start(page: AppTest) -> None:
    page.run()
    bound(page.button_group, "train.preset").set_value("points").run()
    bound(page.selectbox, "train.field.dataset.kind").set_value("own").run()
    start(page)
    assert not page.exception
    assert [error.value for error in page.error] == ["Draw some points first, or choose a table: at least 16 points."]
    few = np.zeros((3, 2), "<f4").tobytes()
    page.session_state["choices"][DRAWN] = base64.b64encode(few).decode()
    start(page)
    assert [error.value for error in page.error] == ["Expected at least 16 points, but got 3. Add some more."]


@pytest.mark.parametrize(
    "held", ["?", "AAAA", 7, None, base64.b64encode(np.full(40, np.nan, "<f4").tobytes()).decode()]
)
def test_what_was_never_drawn_here_counts_as_nothing(page: AppTest, held: Any) -> None:
    page.run()
    bound(page.button_group, "train.preset").set_value("points").run()
    page.session_state["choices"][DRAWN] = held
    bound(page.selectbox, "train.field.dataset.kind").set_value("own").run()
    assert not page.exception


@pytest.mark.trial
def test_own_points_are_trained_on(page: AppTest) -> None:
    page.run()
    bound(page.button_group, "train.preset").set_value("points").run()
    bound(page.selectbox, "train.field.dataset.kind").set_value("own").run()
    points = np.random.default_rng(0).normal(size=(100, 2)).astype("<f4")
    page.session_state["choices"][DRAWN] = base64.b64encode(points.tobytes()).decode()
    start(page)
    assert not page.exception
    (run,) = (engine().root).glob("*points*")
    with np.load(run / "data.npz") as arrays:
        assert np.array_equal(arrays["points"], points)


@pytest.mark.trial
def test_points_can_be_chosen_where_the_preset_has_networks_for_pictures(page: AppTest, tmp_path: Path) -> None:
    page.run()
    bound(page.selectbox, "train.field.dataset").set_value("points").run()
    start(page)
    assert not page.exception
    assert [each.value for each in page.error] == []
    assert [run.config().method.architecture.name for run in all_runs(tmp_path / "runs")] == ["plane"]
