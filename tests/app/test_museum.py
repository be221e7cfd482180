"""The failure museum without a browser: which exhibit is shown, and what became of a visitor's trainings."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.app.museum.opened import GUESSES, guesses
from ganboard.exhibits import EXHIBITS, Exhibit
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint

ROOT = Path(__file__).parents[2]
EXHIBIT = EXHIBITS.get("collapse")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor in the hall, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield visitor()
    engine().close()
    engine.cache_clear()


def visitor() -> AppTest:
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page("ganboard/app/pages/museum.py")
    return page.run()


def written(page: AppTest) -> str:
    assert not page.exception
    return " ".join(str(each.value) for kind in ("html", "markdown", "caption", "info") for each in page.get(kind))


@pytest.mark.parametrize("exhibit", list(EXHIBITS), ids=lambda exhibit: exhibit.name)
def test_one_may_bet_on_what_comes_or_on_two_others(exhibit: type[Exhibit]) -> None:
    offered = guesses(exhibit)
    assert exhibit.symptom in offered
    assert len(set(offered)) == GUESSES


def trained(root: Path, name: str) -> str:
    """A training of the exhibit that nobody trains any more."""
    run = Run.create(root / "runs" / name, EXHIBIT.healthy(), EXHIBIT.title)
    run.save(Checkpoint(400, 1.0, {"average/x": np.zeros(1, np.float32)}), b"")
    run.update(step=400, seconds=1.0, state="paused")
    return run.id


def labels(page: AppTest) -> list[str]:
    assert not page.exception
    return [button.label for button in page.button]


def test_the_address_opens_an_exhibit_which_stays_open_until_it_is_left(page: AppTest) -> None:
    assert "Failure museum" in written(page)
    page.query_params["exhibit"] = EXHIBIT.name
    page.run()
    assert EXHIBIT.title in written(page)
    assert EXHIBIT.reference in written(page)
    page.switch_page("ganboard/app/pages/theory.py").run()
    page.switch_page("ganboard/app/pages/museum.py").run()
    assert EXHIBIT.title in written(page)
    assert page.query_params["exhibit"] == EXHIBIT.name
    page.button(key="museum_leave").click().run()
    assert "Failure museum" in written(page)
    assert "exhibit" not in page.query_params


def test_an_exhibit_that_is_not_there_is_told(page: AppTest) -> None:
    page.query_params["exhibit"] = "nothing"
    page.run()
    assert "There is no such exhibit." in written(page)
    assert "Failure museum" in written(page)


@pytest.mark.slow
def test_of_trainings_that_were_deleted_nothing_is_left_nor_of_what_came_of_them(page: AppTest, tmp_path: Path) -> None:
    runs = [trained(tmp_path, name) for name in ("one", "two", "three")]
    page.session_state.choices["museum.exhibit"] = EXHIBIT.name
    page.session_state.choices[f"museum.runs.{EXHIBIT.name}"] = runs
    page.run()
    assert "Once more" in labels(page)
    other = visitor()  # another visitor has trainings of their own
    other.query_params["exhibit"] = EXHIBIT.name
    other.run()
    assert "Once more" not in labels(other)
    shutil.rmtree(tmp_path / "runs" / "two")
    page.run()
    assert "Once more" not in labels(page)  # the healthy one alone is there: the lever can be pulled again


def test_what_begins_before_the_failure_is_repaired_once_it_has_trained(page: AppTest, tmp_path: Path) -> None:
    runs = [trained(tmp_path, name) for name in ("one", "two", "three")]
    repaired = Run(tmp_path / "runs" / "three")
    repaired.update(parent={"run": "two", "step": 400, "settings": EXHIBIT.remedy})
    for step in range(0, 401, 25):
        repaired.record({"step": step, "seconds": 1.0, "generator_loss": 1.0})
    page.session_state.choices["museum.exhibit"] = EXHIBIT.name
    page.session_state.choices[f"museum.runs.{EXHIBIT.name}"] = runs
    page.run()
    assert "You repaired it." not in written(page)
    assert "not satisfied yet" not in written(page)
    repaired.save(Checkpoint(400 + EXHIBIT.steps_to_mend, 2.0, {"average/x": np.zeros(1, np.float32)}), b"")
    page.run()
    assert "You repaired it." in written(page)


@pytest.mark.parametrize("nonsense", [None, "two", 7, [1, "two"], {"a": "b"}])
def test_whatever_a_window_gives_back_is_no_training(page: AppTest, nonsense: Any) -> None:
    page.session_state.choices["museum.exhibit"] = EXHIBIT.name
    page.session_state.choices[f"museum.runs.{EXHIBIT.name}"] = nonsense
    page.session_state.choices["museum.done"] = nonsense
    page.run()
    assert "Once more" not in labels(page)
