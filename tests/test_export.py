"""What leaves a run: pictures, the film, and the Keras file, which is used without GANBoard at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganboard import figures
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.export import export_gif, export_grid, export_keras, gif
from ganboard.export.lettering import LETTERS, has, named, strip_height, with_strip, writable
from ganboard.runs import Run
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer
from tests import letters


def alone(code: str, folder: Path) -> str:
    """What a Python process prints that cannot import GANBoard."""
    guard = "import sys\nsys.modules['ganboard'] = None  # an import of it raises ImportError\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", guard + code], cwd=folder, check=False, capture_output=True, text=True, timeout=150
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def made(path: Path, config: TrainConfig) -> Run:
    """A run with one checkpoint, at step 0."""
    run = Run.create(path, config, "test")
    columns = {"images": np.zeros((20, *config.dataset.shape), np.uint8), "labels": np.arange(20, dtype=np.int32) % 10}
    trainer = Trainer(config, Data(columns))
    run.save(trainer.checkpoint(), figures.png(figures.grid(trainer.samples(), 8)))
    return run


def filmed(path: Path, count: int) -> Run:
    """A run with pictures of a growing white bar."""
    run = Run.create(path, TrainConfig(), "test")
    for step in range(count):
        picture = np.zeros((10, count + 1, 1), np.uint8)
        picture[:, : step + 1] = 255
        run.save(Checkpoint(step, 0.0, {}), figures.png(picture))
    run.update(step=count - 1)
    return run


def test_the_film_ends_where_the_training_stands(tmp_path: Path) -> None:
    run = filmed(tmp_path / "run", 12)
    run.update(step=4)
    export_gif(run, tmp_path / "film.gif")
    assert Image.open(tmp_path / "film.gif").n_frames == 5


@pytest.mark.trial
@pytest.mark.parametrize(("count", "frames"), [(1, 1), (12, 12), (300, 216)])
def test_film_has_a_frame_for_each_checkpoint_and_takes_its_time(count: int, frames: int, tmp_path: Path) -> None:
    run = filmed(tmp_path / "run", count)
    export_gif(run, tmp_path / "film.gif")
    film = Image.open(tmp_path / "film.gif")
    assert getattr(film, "n_frames", 1) == frames
    durations, whites = [], []
    for frame in range(frames):
        film.seek(frame)
        durations.append(film.info.get("duration", 0))
        samples = np.asarray(film.convert("L"))[: -strip_height(film.width)]
        whites.append(float((samples > 128).mean()))
    assert whites == sorted(set(whites))  # in the order of training, up to the last
    assert max(samples.shape) >= 512
    if frames > 1:
        assert 7000 <= sum(durations) <= 8200
        assert durations[-1] == 1500
        assert film.info["loop"] == 0


def test_each_frame_says_its_step_and_the_seconds_where_they_are_known(tmp_path: Path) -> None:
    run = filmed(tmp_path / "run", 3)
    run.record({"step": 1, "seconds": 12.3})
    export_gif(run, tmp_path / "film.gif")
    film = Image.open(tmp_path / "film.gif")
    for step, seconds in enumerate(("", "12.3 s", "")):
        film.seek(step)
        blank = Image.new("L", (film.width, film.height - strip_height(film.width)))
        expected = np.asarray(with_strip(blank, f"step {step}", seconds).convert("L"), int)
        found = np.asarray(film.convert("L"), int)
        assert np.abs(found - expected)[-strip_height(film.width) :].max() < 16  # but for GIF's colours


@pytest.mark.slow
def test_a_film_that_is_too_large_goes_without_every_second_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = filmed(tmp_path / "run", 33)
    export_gif(run, tmp_path / "whole.gif")
    monkeypatch.setattr(gif, "MOST_BYTES", (tmp_path / "whole.gif").stat().st_size * 2 // 3)
    export_gif(run, tmp_path / "film.gif")
    film, last = Image.open(tmp_path / "film.gif"), Image.open(tmp_path / "whole.gif")
    assert film.n_frames == 17
    assert (tmp_path / "film.gif").stat().st_size <= gif.MOST_BYTES
    film.seek(16)
    last.seek(32)
    assert np.array_equal(np.asarray(film.convert("L")), np.asarray(last.convert("L")))
    assert film.info["duration"] == 1500


def test_samples_as_a_large_picture_keep_their_pixels_and_say_what_they_are(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "quick")
    samples = np.random.default_rng(0).integers(0, 256, (30, 70, 3), np.uint8)
    run.save(Checkpoint(7, 0.0, {}), figures.png(samples))
    for language, name, words in (
        ("en", "Handwritten digits (fast)", "step 7 · made by a generator"),
        ("zh", "手写数字（快）", "第 7 步 · 生成器画的"),
    ):
        export_grid(run, tmp_path / "grid.png", language=language)
        picture = np.asarray(Image.open(tmp_path / "grid.png"))
        strip = strip_height(picture.shape[1])
        assert picture.shape[1] == 1050
        assert np.array_equal(picture[:-strip], figures.enlarge(samples, 15))
        assert np.array_equal(picture, np.asarray(with_strip(Image.fromarray(picture[:-strip]), name, words)))


def test_words_in_pictures_are_shortened_and_nothing_is_written_as_a_box() -> None:
    assert writable("quick \N{GRINNING FACE} · λ = 1") == "quick · λ = 1"
    assert writable("我的龘 run") == ""  # half a name would say something else
    assert named("我的龘 run", "Creatures", "en") == "Creatures"
    long = np.asarray(with_strip(Image.new("RGB", (512, 8)), "W" * 200, "step 1").convert("L"))
    columns = (long[8:] < 128).any(axis=0)
    end = np.flatnonzero(columns)[-1]
    gaps = np.diff(np.flatnonzero(columns))
    assert end < 512 - 5
    assert gaps.max() > 5  # between the name and the step


def test_all_that_we_write_on_pictures_can_be_written_with_letters_of_a_small_file() -> None:
    assert not {text for text in letters.words() if not all(map(has, text.replace(" ", "")))}, "run `make letters`"
    assert LETTERS.stat().st_size < 60_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in LETTERS.with_name("OFL.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_keras_file_loads_without_us_and_gives_the_same_images(tmp_path: Path) -> None:
    points, labels = latents(10, 6, 1), np.arange(10, dtype=np.int32)
    np.savez(tmp_path / "points.npz", latents=points, labels=labels)
    small = {"latent_size": 6, "architecture": {"name": "lean", "width": 4}}
    expected = {}
    for name, settings in {"told": {"conditional": True}, "untold": {}}.items():
        run = made(tmp_path / name, TrainConfig(**small, **settings))
        export_keras(run, tmp_path / f"{name}.keras")
        sampler = Sampler.from_checkpoint(run.config(), run.load())
        expected[name] = sampler.sample(points, labels if settings else None)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "points.npz",
        "told.keras",
        "untold.keras",
    ]
    alone(
        """
import keras
import numpy as np
points = np.load("points.npz")
for name, inputs in {"told": [points["latents"], points["labels"]], "untold": points["latents"]}.items():
    images = np.asarray(keras.saving.load_model(name + ".keras")(inputs))
    np.save(name + ".npy", np.clip(np.round((images + 1) * 127.5), 0, 255).astype(np.uint8))
""",
        tmp_path,
    )
    for name, images in expected.items():
        assert np.array_equal(np.load(tmp_path / f"{name}.npy"), images)
