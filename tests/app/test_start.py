"""The Start page without a browser: how far pictures have come, and what is said of a training."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.start import news as start_news
from ganboard.app.start.acts import ACTS, act, cut, texture
from ganboard.app.start.film import CELLS, FILMS, FRAMES
from ganboard.app.start.news import news
from ganboard.app.start.worlds import WORLDS, World, world_of
from ganboard.config import TrainConfig
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from tests.app.visitors import refused, visitor

PICTURES = 80
EACH_WORLD = pytest.mark.parametrize("world", WORLDS.values(), ids=list(WORLDS))


@cache
def real(world: World, seed: int) -> np.ndarray:
    return np.asarray(preset(world.preset).config().dataset.some(PICTURES, seed).samples)


def spoilt(pictures: np.ndarray, how: str) -> np.ndarray:
    """Pictures as a training has them on its way: noise, a grainy heap that is always the same, frosted glass, or as they are."""
    chance, values = np.random.default_rng(5), pictures.astype(float)
    if how == "noise":
        values = 128 + 60 * chance.standard_normal(values.shape)
    elif how == "blobs":
        values = np.broadcast_to(values.mean(axis=0), values.shape) + 40 * chance.standard_normal(values.shape)
    elif how == "shapes":
        for axis in (1, 2):
            values = (np.roll(values, 1, axis) + 2 * values + np.roll(values, -1, axis)) / 4
    return values.clip(0, 255).astype(np.uint8)


@EACH_WORLD
def test_an_act_is_told_by_what_is_to_be_seen(world: World) -> None:
    beside = texture(real(world, 1))
    for how in ACTS:
        assert act(texture(spoilt(real(world, 2), how)), beside, world.clear) == how
    grey = np.full_like(real(world, 2), 128)  # what a network draws that was never trained
    assert act(texture(grey), beside, world.clear) == "noise"


@EACH_WORLD
def test_a_world_is_that_of_its_trainings_and_has_a_film(world: World) -> None:
    config = preset(world.preset).config()
    assert world_of(config) is world
    assert world_of(TrainConfig(dataset=config.dataset, method="vae")) is None
    with Image.open(FILMS / f"{world.name}.webp") as film:
        assert film.size == (FRAMES * config.dataset.shape[1], CELLS * config.dataset.shape[0])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A training of digits with its real pictures; nobody trains it."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    start_news._reached.clear()
    made = Run.create(tmp_path / "mine", preset("quick").config(), "quick")
    (made.path / "real.png").write_bytes(figures.png(figures.grid(real(WORLDS["digits"], 1), 10)))
    yield made
    engine().close()
    engine.cache_clear()


def saved(run: Run, step: int, how: str, state: str = "paused") -> None:
    sheet = figures.grid(spoilt(real(WORLDS["digits"], 2), how), 10)
    assert np.array_equal(figures.grid(cut(sheet, 28), 10), sheet)
    run.save(Checkpoint(step, step / 50, {}), figures.png(sheet))
    run.update(step=step, seconds=step / 50, state=state)


def test_what_is_said_follows_the_pictures_and_does_not_go_back(run: Run) -> None:
    digits = WORLDS["digits"]
    told = news("mine", -1, "en")
    assert told is not None
    assert (told["act"], told["caption"], told["picture"], told["over"]) == ("noise", digits.noise, "", False)
    assert not told["waits"]  # for no other training, since there is none
    for step, how, expected in (
        (20, "noise", "noise"),
        (60, "blobs", "blobs"),
        (300, "shapes", "shapes"),
        (400, "blobs", "shapes"),
    ):
        saved(run, step, how)
        told = news("mine", int(told["version"]), "en")
        assert told is not None
        assert (told["step"], told["act"], told["caption"]) == (step, expected, getattr(digits, expected))
        assert not told["over"]
    assert told["rests"]
    assert news("mine", int(told["version"]), "en") is None
    saved(run, 600, "there", "running")
    told = news("mine", int(told["version"]), "zh")
    assert told is not None
    assert told["over"]
    assert len(told["said"]) == 3
    assert "600" in told["said"][2]
    with Image.open(io.BytesIO(figures.png(figures.grid(real(digits, 2), 10)))) as sheet:
        assert sheet.width == 10 * (told["side"] + 2) - 2


def test_damaged_pictures_leave_a_training_in_the_act_that_it_was_in(run: Run) -> None:
    whole = (run.path / "real.png").read_bytes()
    saved(run, 60, "blobs")
    (run.path / "real.png").write_bytes(whole[:60] + b"damage" + whole[66:])
    told = news("mine", -1, "en")
    assert told is not None
    assert (told["act"], told["over"]) == ("noise", False)


def test_one_that_ends_early_has_its_doors_all_the_same(run: Run) -> None:
    saved(run, 60, "blobs", "stopped")
    told = news("mine", -1, "en")
    assert told is not None
    assert (told["act"], told["over"]) == ("blobs", True)


def test_of_another_training_and_of_none_a_sentence_comes(run: Run) -> None:
    run.set_config(TrainConfig(method="vae"))
    for name in ("mine", "nobody"):
        told = news(name, -1, "en")
        assert told is not None
        assert told["gone"]


@pytest.mark.parametrize(
    ("asked", "stays", "warned"),
    [
        ({"world": "creatures"}, {"world": "creatures"}, ""),
        ({"world": "cars"}, {"world": "digits"}, "cars"),
        ({"world": "creatures", "run": "mine"}, {"world": "digits", "run": "mine"}, ""),
        ({"world": "digits", "run": "gone"}, {"world": "digits"}, "not on this computer"),
    ],
)
def test_the_address_says_what_is_shown(run: Run, asked: dict[str, str], stays: dict[str, str], warned: str) -> None:
    page = visitor("start", **asked).run()
    assert not page.exception
    assert {
        name: "".join(page.query_params.get(name, [])) for name in ("world", "run") if name in page.query_params
    } == stays
    assert warned in refused(page)
    assert bool(refused(page)) == bool(warned)
