"""What leaves a run: the film, and the Keras file, which is used without GANBoard at hand."""

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
from ganboard.export import export_gif, export_keras
from ganboard.runs import Run
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer


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
        whites.append(float(np.asarray(film.convert("L")).mean()))
    assert whites == sorted(set(whites))  # in the order of training, up to the last
    assert np.asarray(film.convert("L"))[:, :-1].min() >= 0
    if frames > 1:
        assert 7000 <= sum(durations) <= 8200
        assert durations[-1] == 1500
        assert film.info["loop"] == 0


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
