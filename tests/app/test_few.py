"""Few pictures of one's own: what is said beforehand, what is asked, and what the form then says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import steering
from ganboard.app.browsers import Browser
from ganboard.app.connection import engine
from ganboard.app.tray import Tray
from ganboard.architectures.lean import Lean
from ganboard.checkpoint_files import file_of
from ganboard.config import TrainConfig
from ganboard.datasets.creatures import Creatures
from ganboard.run_steering import digest, note_beginner
from ganboard.runs import Run, all_runs
from ganboard.shipped import shipped
from tests.app.bound import bound
from tests.app.visitors import opening, visitor
from tests.datasets.drawing import encoded


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield visitor()
    engine().close()
    engine.cache_clear()


def bring(page: AppTest, pictures: np.ndarray) -> AppTest:
    """A visitor who brings these: uint8, (count, size, size, channels)."""
    tray = Tray()
    for number, picture in enumerate(pictures):
        tray.add(f"{number:03}.png", io.BytesIO(encoded(picture)))
    page.run()
    page.session_state["tray"] = tray
    return bound(page.button_group, "train.preset").set_value("images").run()


def warnings(page: AppTest) -> str:
    return "\n".join(each.value for each in page.warning)


@pytest.mark.slow
def test_few_pictures_are_changed_by_chance_and_may_be_mirrored(page: AppTest) -> None:
    bring(page, Creatures(size=32, count=64, seed=1).load().samples[:40])
    assert "With so few pictures (40) it will mostly copy them." in warnings(page)
    (asked,) = [each for each in page.toggle if each.label.startswith("May your pictures be mirrored?")]
    assert asked.value is False
    page.session_state["choices"] = {**page.session_state["choices"], "details.train": True}
    asked.set_value(True).run()
    bound(page.selectbox, "train.field.start.archive").set_value("creatures").run()
    page.button(key="start").click().run()
    assert "Choose “Creatures of any kind” instead." in "".join(each.value for each in page.error)
    assert not list(all_runs())
    bound(page.selectbox, "train.field.start.archive").set_value("untold").run()
    page.button(key="start").click().run()
    (run,) = all_runs()
    assert run.config().method.augmentation.to_dict()["name"] == "fixed"  # type: ignore[attr-defined]
    assert run.config().method.augmentation.flips is True  # type: ignore[attr-defined]


@pytest.mark.slow
def test_many_pictures_are_left_as_they_are(page: AppTest) -> None:
    chance = np.random.default_rng(0)
    bring(page, chance.integers(0, 256, (2_000, 8, 8, 3), np.uint8))
    assert "copy them" not in warnings(page)
    assert not [each for each in page.toggle if each.label.startswith("May your pictures be mirrored?")]
    assert bound(page.selectbox, "train.field.augmentation").value == "none"


@pytest.mark.slow
def test_another_ground_is_one_press_away(page: AppTest) -> None:
    """Of 40 drawings on nothing three are white: too few for white to be left without being asked."""
    pixels = np.zeros((40, 32, 32, 4), np.uint8)
    chance = np.random.default_rng(1)
    pixels[..., :3] = chance.integers(40, 200, (40, 1, 1, 3))
    pixels[:3, ..., :3] = 255
    pixels[:, 8:24, 8:24, 3] = chance.integers(0, 2, (40, 16, 16)) * 255
    bring(page, pixels)
    assert "3 of these 40 show one plain colour." in warnings(page)
    (button,) = [each for each in page.button if each.label.startswith("Put them on ")]
    assert button.label == "Put them on black"
    button.click().run()
    assert "plain colour" not in warnings(page)
    assert not [each for each in page.button if each.label.startswith("Put them on ")]
    assert bound(page.selectbox, "train.field.dataset.ground").value == "black"


@pytest.mark.slow
def test_a_training_of_ones_own_is_chosen_by_its_name(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(name: str, secret: str) -> Run:
        run = Run.create(tmp_path / "runs" / name, TrainConfig(), "quick")
        if secret:
            note_beginner(run, digest(secret))
        return run

    monkeypatch.setattr(steering, "asking", lambda: Browser("a" * 32))
    opening(page, "train").run()
    bound(page.selectbox, "train.field.start").set_value("shipped").run()
    assert bound(page.selectbox, "train.field.start.archive").value == "creatures"
    width = bound(page.number_input, "train.field.architecture.width")
    assert (
        width.value == shipped("creatures").config.method.architecture.width != Lean().width
    )  # else nothing would fit
    bound(page.selectbox, "train.field.start").set_value("run").run()
    assert not page.exception
    for others in (made("20260104-120000-quick-1a2e", "b" * 32), made("20260105-120000-quick-1a2f", "")):
        file_of(others.path, 0).touch()
    run = made("20260101-120000-quick-1a2b", "a" * 32)
    page.run()
    assert "train.field.start.run" not in page.session_state["choices"]  # it has nothing yet to begin with
    assert "You have no training yet that another one could begin with." in [each.value for each in page.caption]
    file_of(run.path, 0).touch()
    page.run()
    assert bound(page.selectbox, "train.field.start.run").value == run.id
    other = made("20260102-120000-quick-1a2c", "a" * 32)
    file_of(other.path, 0).touch()
    page.run()
    chosen = bound(page.selectbox, "train.field.start.run")
    assert chosen.value == run.id  # whatever is begun meanwhile
    assert len(chosen.options) == 2  # those of others are not offered

    monkeypatch.setattr(steering, "asking", lambda: Browser("a" * 32, here=True))
    page.run()
    assert len(bound(page.selectbox, "train.field.start.run").options) == 4  # but at the computer itself


@pytest.mark.slow
def test_an_address_that_names_a_start_brings_its_networks_too(tmp_path: Path, page: AppTest) -> None:
    del page
    clips = opening(visitor("train", preset="clips", start="shipped", **{"start.archive": "clips"}), "train").run()
    assert bound(clips.number_input, "train.field.width").value == 12
    assert "width" not in clips.query_params  # what it begins with says it
    bound(clips.selectbox, "train.field.start").set_value("fresh").run()
    assert bound(clips.number_input, "train.field.width").value == 24
    wide = visitor("train", preset="clips", start="shipped", width="24", **{"start.archive": "clips"})
    assert bound(opening(wide, "train").run().number_input, "train.field.width").value == 24
    assert "24" in wide.query_params["width"]
