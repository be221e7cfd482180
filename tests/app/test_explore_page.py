"""The Explore page's logic, without a browser: which generator it opens, and what it says of an address it cannot use."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.app.tabs import TABS, offered
from ganboard.config import TrainConfig
from ganboard.presets import PRESETS
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from tests.app.bound import bound
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor on the Explore page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page("ganboard/app/pages/explore.py")
    yield page
    engine().close()
    engine.cache_clear()


def some_run(root: Path, name: str, steps: list[int]) -> Run:
    run = Run.create(root / name, TrainConfig(), name)
    for step in steps:
        run.save(Checkpoint(step, 0.0, {"average/x": np.zeros(1, np.float32)}), b"")
    return run


def said(page: AppTest) -> list[str]:
    assert not page.exception
    return [*filter(None, [refused(page)]), *(each.value for each in (*page.warning, *page.info, *page.error))]


def chosen(page: AppTest) -> Any:
    return bound(page.selectbox, "explore.source").value


def test_a_training_whose_checkpoints_are_all_gone_is_said(page: AppTest, tmp_path: Path) -> None:
    run = some_run(tmp_path, "mine", [5])
    (run.path / "checkpoints" / "000000005.npz").unlink()
    page.query_params["run"] = run.id
    page.run()
    assert "All checkpoints of this training are gone. It had reached step 5, and begins anew." in said(page)[0]
    assert chosen(page) == "shipped"


def test_before_anything_was_trained_there_are_the_shipped_digits(page: AppTest) -> None:
    page.run()
    assert chosen(page) == "shipped"
    assert said(page) == []
    assert [tab.label for tab in page.tabs] == [
        "Map",
        "Walks",
        "Arithmetic",
        "Find my image",
        "Is it copied?",
        "Look inside",
        "My directions",
        "Shelf",
    ]


@pytest.mark.slow
def test_what_ships_is_offered_where_it_makes_pictures_of_noise(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "mine", [0])
    page.query_params["run"] = "mine"
    page.run()
    box = bound(page.selectbox, "explore.source")
    assert [name.split(",")[0] for name in box.options[:4]] == [
        "Digits",
        "Creatures that move",
        "Creatures",
        "Creatures from words",
    ]
    for source in ("shipped-clips", "shipped-creatures", "shipped-words", "shipped"):
        bound(page.selectbox, "explore.source").set_value(source).run()
        assert chosen(page) == source == page.query_params["run"]
        assert said(page) == []
        assert page.session_state.choices["run"] == "mine"  # it takes no training's place
        page.run()
        assert chosen(page) == source
    bound(page.selectbox, "explore.source").set_value("mine").run()
    assert chosen(page) == "mine"
    page.query_params["run"] = "shipped-creatures"
    page.run()
    assert chosen(page) == "shipped-creatures"
    page.query_params["run"] = "shipped-sketch"
    page.run()
    assert chosen(page) == "shipped"
    assert "you draw for it" in said(page)[0]


def test_runs_with_a_checkpoint_can_be_chosen(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "first", [0, 5])
    some_run(tmp_path, "empty", [])
    page.query_params["run"] = "first"
    page.run()
    assert chosen(page) == "first"
    assert len(bound(page.selectbox, "explore.source").options) == 5
    bound(page.selectbox, "explore.source").set_value("shipped").run()
    assert chosen(page) == "shipped"
    assert page.query_params["run"] == "shipped"
    assert said(page) == []


@pytest.mark.slow
def test_a_run_without_a_checkpoint_yet_gives_way_to_the_digits(page: AppTest, tmp_path: Path) -> None:
    run = some_run(tmp_path, "young", [])
    page.query_params["run"] = "young"
    page.run()
    assert chosen(page) == "shipped"
    assert "The first ones come after a few seconds" in said(page)[0]
    for state, sentence in (
        ("paused", "rests, and has drawn nothing yet"),
        ("failed", "broke down before its first pictures"),
    ):
        run.update(state=state)
        page.query_params["run"] = "young"
        page.run()
        assert sentence in said(page)[0]
    page.button(key="do_instead").click().run()
    assert page.session_state.choices["run"] == "young"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"run": "../../etc"}, "There is no run called ../../etc. It may have been deleted."),
        ({"run": "shipped", "point": "nonsense"}, "“Copy link” made; this one is damaged or incomplete"),
        ({"run": "shipped", "step": "banana"}, "step: expected a whole number, but got 'banana'."),
    ],
)
def test_nonsense_in_a_link_is_a_sentence(page: AppTest, query: dict[str, str], sentence: str) -> None:
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert chosen(page) == "shipped"
    assert len(said(page)) == 1
    assert sentence in said(page)[0]


def test_a_run_that_was_deleted_meanwhile_is_named(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "doomed", [3])
    page.query_params["run"] = "doomed"
    page.run()
    assert chosen(page) == "doomed"
    shutil.rmtree(tmp_path / "doomed")
    page.run()
    assert "no run called doomed" in said(page)[0]
    assert chosen(page) == "shipped"


def test_the_shipped_digits_take_no_trainings_place(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "mine", [0])
    page.query_params["run"] = "mine"
    page.run()
    bound(page.selectbox, "explore.source").set_value("shipped").run()
    page.switch_page("ganboard/app/pages/train.py").run()
    assert said(page) == []
    assert page.session_state.choices["run"] == "mine"


def test_tabs_are_offered_by_what_the_networks_can_be_asked(page: AppTest, tmp_path: Path) -> None:
    vae = Run.create(tmp_path / "a-vae", TrainConfig(method="vae"), "a-vae")
    vae.save(Checkpoint(0, 0.0, {"average/x": np.zeros(1, np.float32)}), b"")
    page.query_params["run"] = vae.id
    page.run()
    assert said(page) == []
    assert list(offered(vae.config())) == list(TABS)
    assert [tab.label for tab in page.tabs] == [tab.title for tab in TABS.values()]
    assert [name for name in TABS if name not in offered(None)] == ["inside"]


def test_of_points_there_are_the_tabs_that_can_show_them(page: AppTest, tmp_path: Path) -> None:
    points = Run.create(tmp_path / "dots", PRESETS["points"].config(), "points")
    points.save(Checkpoint(0, 0.0, {"average/x": np.zeros(1, np.float32)}), b"")
    page.query_params["run"] = points.id
    page.run()
    assert said(page) == []
    assert chosen(page) == points.id
    left = [name for name in TABS if name not in ("find", "copied", "inside")]
    assert [tab.label for tab in page.tabs] == [TABS[name].title for name in left]
    assert not [toggle for toggle in page.toggle if toggle.label == "Soft pixels"]  # there are no pixels
