"""The Evaluate page's states, without a browser: what it shows of a run, and what it says where there is nothing to show."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.config import TrainConfig
from ganboard.creatures.factors import kind_numbers
from ganboard.creatures.traits import creatures
from ganboard.datasets.creatures import Creatures
from ganboard.evaluation import store
from ganboard.evaluation.report import evaluate
from ganboard.figures import png
from ganboard.i18n import render
from ganboard.metrics.base import ImageSet, Samples
from ganboard.run_status import made_anew
from ganboard.runs import Run
from ganboard.shipped import folder_of
from ganboard.snapshot import Checkpoint
from tests.app.evaluations import evaluation, measured_run, some_run
from tests.app.visitors import opening, refused
from tests.trials import again

pytestmark = pytest.mark.slow  # each draws the whole page

ROOT = Path(__file__).parents[2]
TABS = ["All numbers", "Two clouds", "Nearest training images", "Classes", "Compare"]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor on the Evaluate page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    opening(page, "evaluate").switch_page("ganboard/app/pages/evaluate.py")
    yield page
    engine().close()
    engine.cache_clear()


def said(page: AppTest) -> list[str]:
    assert not page.exception
    return [*filter(None, [refused(page)]), *(each.value for each in (*page.warning, *page.info, *page.error))]


def written(page: AppTest) -> str:
    """All HTML and Markdown of the page, without its style."""
    assert not page.exception
    parts = [each.proto.body for each in page.get("html") if "{" not in each.proto.body[:200]]
    return "\n".join([*parts, *(each.value for each in page.markdown), *(each.value for each in page.caption)])


def open_tab(page: AppTest, name: str) -> AppTest:
    places = ["numbers", "clouds", "nearest", "classes", "compare"]
    page.session_state.choices["evaluate.tab"] = places[TABS.index(name)]
    return page.run()


def training(page: AppTest) -> Any:
    return next(box for box in page.selectbox if box.label == "Which training")


def steps(page: AppTest) -> Any:
    return next(box for box in page.selectbox if box.label == "Checkpoint")


def test_before_anything_was_trained_there_is_something_to_move(page: AppTest) -> None:
    page.run()
    assert "no training to measure yet" in said(page)[0]
    assert any("drag the cloud" in each.value for each in page.markdown)
    (box,) = page.selectbox
    assert box.value == ""
    assert len(box.options) == 7


@pytest.mark.parametrize(
    "source", ["shipped", *map(again, ("shipped-creatures", "shipped-sketch", "shipped-swap", "shipped-words"))]
)
def test_what_ships_can_be_measured(page: AppTest, tmp_path: Path, source: str) -> None:
    page.run()
    page.selectbox[0].set_value(source).run()
    assert said(page) == []
    run = folder_of(source, tmp_path)
    assert (training(page).value, steps(page).value, page.query_params["run"]) == (source, run.steps()[0], source)
    assert "How good are these?" in written(page)
    store.save(run, run.steps()[0], evaluation(0.0))
    some_run(tmp_path, "mine", [40])
    page.run()
    assert steps(page).options == [f"step {run.steps()[0]:,} · measured"]
    training(page).set_value("mine").run()
    assert (training(page).value, steps(page).value, page.query_params["run"]) == ("mine", 40, "mine")
    training(page).set_value(source).run()
    assert training(page).value == source
    assert said(page) == []


def test_a_training_without_a_checkpoint_is_waited_for(page: AppTest, tmp_path: Path) -> None:
    run = some_run(tmp_path, "young", [])
    run.update(state="waiting")
    page.query_params["run"] = "young"
    page.run()
    assert "no pictures yet" in said(page)[0]
    run.update(state="failed")
    page.run()
    assert "broke down before its first pictures were drawn" in said(page)[0]  # nothing comes
    run.update(state="paused")
    page.run()
    assert "This training rests, and has drawn nothing yet" in said(page)[0]  # it has not ended


def test_nothing_measured_yet_shows_the_samples_of_the_newest(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "fresh", [0, 5, 40])
    page.run()
    assert said(page) == []
    assert steps(page).value == 40
    assert steps(page).options == ["step 40", "step 5", "step 0"]
    assert "Samples at step 40." in written(page)
    assert "How good are these?" in written(page)


def test_a_measured_checkpoint_is_shown_with_all_its_numbers(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {5: 3.0, 40: 0.0})
    some_run(tmp_path, "other", [1])
    page.query_params["run"] = run.id
    page.run()
    assert said(page) == []
    assert steps(page).options == ["step 40 · measured", "step 5 · measured"]
    text = written(page)
    assert "Our measurement cannot tell these fakes from real ones." in text
    assert "the fakes cannot be told from unseen real images yet" in text
    assert "Best so far: step 40." in text
    for name in ("Fréchet distance", "Precision", "Memorisation", "Class balance", "Sliced Wasserstein distance"):
        assert f"<h3>{name}</h3>" in text
    assert [tab.label for tab in page.tabs] == TABS
    steps(page).set_value(5).run()
    assert page.query_params["step"] == "5"
    assert "Still far" in written(page)
    page.session_state.choices["details.evaluate"] = False
    text = written(page.run())
    assert "Still far: our measurement tells these fakes from real ones at once." in text
    assert "Samples at step 5." in text  # the pictures stay in sight
    assert "gb-card" not in text
    assert not page.tabs


def test_the_address_names_run_and_checkpoint(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {5: 3.0, 40: 0.0})
    page.query_params["run"], page.query_params["step"] = run.id, "5"
    page.run()
    assert said(page) == []
    assert steps(page).value == 5


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"run": "../../etc"}, "There is no run called ../../etc."),
        ({"step": "banana"}, "step: expected a whole number, but got 'banana'."),
        ({"step": "7"}, "no checkpoint of step 7"),
    ],
)
def test_nonsense_in_a_link_is_a_sentence(page: AppTest, tmp_path: Path, query: dict[str, str], sentence: str) -> None:
    measured_run(tmp_path, "mine", {40: 0.0})
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert len(said(page)) == 1
    assert sentence in said(page)[0]
    assert steps(page).value == 40


def test_a_run_that_was_deleted_meanwhile_is_named(page: AppTest, tmp_path: Path) -> None:
    measured_run(tmp_path, "doomed", {3: 0.0})
    page.query_params["run"] = "doomed"
    page.run()
    shutil.rmtree(tmp_path / "doomed")
    page.run()
    assert "no run called doomed" in said(page)[0]


def test_a_damaged_evaluation_is_said_and_the_others_are_shown(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {5: 1.0, 40: 0.0})
    (run.path / "evaluations" / "5.json").write_text("{")
    page.run()
    assert "no readable evaluation of step 5" in said(page)[0]
    assert "cannot be told from unseen real images" in written(page)


def test_a_newest_checkpoint_that_is_gone_is_said(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {5: 1.0, 40: 0.0})
    (run.path / "checkpoints" / "000000040.npz").unlink()
    page.run()
    assert "The newest checkpoint cannot be read (step 40). This is the one of step 5" in said(page)[0]


def test_a_damaged_run_is_made_anew_and_its_numbers_stay(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {40: 0.0})
    (run.path / "run.json").write_text("{")
    page.query_params["run"] = run.id
    page.run()
    assert said(page) == []
    assert "cannot be told from unseen real images" in written(page)
    assert [render(note) for note in run.status()["notices"]] == [render(made_anew("run.json", 40))]


def test_damaged_pictures_are_said(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {40: 0.0})
    (run.path / "evaluations" / "40.npz").write_bytes(b"no arrays")
    page.run()
    assert said(page) == []
    open_tab(page, "Two clouds")
    assert "no readable evaluation of step 40" in said(page)[0]


def test_without_unseen_images_the_page_says_what_the_numbers_are_worth(page: AppTest, tmp_path: Path) -> None:
    run = some_run(tmp_path, "small", [40])
    store.save(run, 40, evaluation(unseen=None))
    page.run()
    assert said(page) == []
    assert "There are no unseen real images to compare with" in written(page)
    assert "gb-range-real" not in written(page)
    open_tab(page, "Nearest training images")
    assert "There are no unseen real images that would tell how near is usual." in written(page)


def test_the_clouds_show_a_picture_by_its_number(page: AppTest, tmp_path: Path) -> None:
    measured_run(tmp_path, "mine", {40: 0.5})
    page.run()
    open_tab(page, "Two clouds")
    assert said(page) == []
    kinds = next(box for box in page.selectbox if box.label == "Pictures of")
    assert kinds.value == "outside"
    assert "Fakes outside, number 1" in written(page)
    page.number_input[0].set_value(2).run()
    assert "Fakes outside, number 2" in written(page)
    next(box for box in page.selectbox if box.label == "Pictures of").set_value("real").run()
    assert "Training images, number 1" in written(page)


def test_the_nearest_images_stand_beside_their_fakes(page: AppTest, tmp_path: Path) -> None:
    measured_run(tmp_path, "mine", {40: 0.0})
    page.run()
    open_tab(page, "Nearest training images")
    text = written(page)
    assert len(re.findall("alt=['\"][^'\">]*and the training image nearest to it, distance", text)) == 24
    assert "of these 24" in text


def test_classes_are_counted(page: AppTest, tmp_path: Path) -> None:
    measured_run(tmp_path, "mine", {40: 0.0})
    page.run()
    open_tab(page, "Classes")
    assert "No class is missing." in written(page)
    assert "χ² test" in written(page)


def test_two_trainings_are_compared_and_another_extractor_is_refused(page: AppTest, tmp_path: Path) -> None:
    run = measured_run(tmp_path, "mine", {40: 0.0})
    page.query_params["run"] = run.id
    page.run()
    open_tab(page, "Compare")
    assert "Nothing to compare with yet" in said(page)[0]
    second = measured_run(tmp_path, "second", {5: 3.0})
    page.run()
    assert said(page) == []
    assert "the second is worse" in written(page)
    store.save(second, 5, evaluation(extractor="other"))
    page.run()
    assert any("Numbers of two extractors cannot be compared" in sentence for sentence in said(page))


def test_of_creatures_kinds_are_missing_and_values_are_counted(page: AppTest, tmp_path: Path) -> None:
    """648 bars would say nothing: there is one for each colour, body, number of eyes, mouth and top."""
    some = creatures(1_500, seed=1)
    chance, labels = np.random.default_rng(0), kind_numbers(some.factors)
    sides = [labels[:750], labels[750:][some.factors[750:, 0] != 0]]  # the generator never makes red ones
    images = [
        ImageSet(
            chance.integers(0, 256, (len(side), 28, 28, 3)).astype(np.uint8),
            chance.normal(size=(len(side), 6)).astype(np.float32),
            np.eye(648, dtype=np.float32)[side],
        )
        for side in sides
    ]
    found = evaluate(Samples(images[1], images[0], None, "creatures", "the judge", Creatures.classes))
    run = Run.create(tmp_path / "creatures", TrainConfig(dataset={"name": "creatures", "size": 28}), "creatures")
    run.save(Checkpoint(5, 0.0, {"average/x": np.zeros(1, np.float32)}), png(np.zeros((28, 28, 3), np.uint8)))
    run.update(step=5, state="stopped")
    store.save(run, 5, found)
    page.run()
    open_tab(page, "Classes")
    text = written(page)
    assert re.search(
        r"Missing or nearly so are \d+ of 648 kinds; of as many real pictures \d+ would be missing by chance", text
    )
    assert "red · round · one eye" in text
    drawn = [bars for chart in page.get("plotly_chart") for bars in json.loads(chart.proto.spec)["data"]]
    fakes = next(bars for bars in drawn if bars.get("name") == "fakes" and "red" in bars["x"])
    assert len(fakes["x"]) == 19
    assert (fakes["x"][0], fakes["y"][0]) == ("red", 0.0)
