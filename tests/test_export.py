"""What leaves a run: the film, the Keras file and the script, the last two without GANBoard at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ganboard import figures
from ganboard.architectures import ARCHITECTURES
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.export import export_gif, export_keras, export_script
from ganboard.export.bundle import plain
from ganboard.export.script import script
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.runs import Run
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer
from tests import surroundings


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
    trainer = Trainer(config, Data(np.zeros((20, *config.dataset.shape), np.uint8), np.arange(20, dtype=np.int32) % 10))
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


CASES: list[dict[str, Any]] = [
    {
        "architecture": {"name": "lean", "width": 4},
        "conditional": True,
        "penalty": {"name": "r1", "gamma": 0.7},
        "method": {"name": "gan", "mismatch": 0.1},
    },
    {"architecture": {"name": "lean", "width": 4}, "objective": "minimax", "penalty": "none"},
    {"architecture": {"name": "mlp", "width": 16}, "ema_decay": 0.5, "beta_1": 0.1},
    {"architecture": "article", "penalty": "none", "ema_decay": 0.0},
]


@pytest.mark.slow
def test_scripts_train_as_we_do_without_us(digits: Data, tmp_path: Path) -> None:
    np.savez(tmp_path / "digits.npz", images=digits.images, labels=digits.labels)
    ours = []
    for number, settings in enumerate(CASES):
        config = TrainConfig(**settings, batch_size=8, latent_size=6, seed=number, steps=(20, 20, 6, 2)[number])
        export_script(Run.create(tmp_path / f"run{number}", config, "test"), tmp_path / f"gan{number}.py")
        trainer = Trainer(config, digits)
        trainer.advance(config.steps or 0)
        ours.append(trainer.checkpoint().arrays)
    alone(
        f"""
import runpy
import sys
import numpy as np
for number in range({len(CASES)}):
    sys.argv = ["gan.py", "--data", "digits.npz", "--out", f"samples{{number}}.png"]
    learner = runpy.run_path(f"gan{{number}}.py", run_name="__main__")["learner"]
    np.savez(f"weights{{number}}.npz", **{{name: np.array(value) for name, value in learner.variables.items()}})
""",
        tmp_path,
    )
    for number, expected in enumerate(ours):
        with np.load(tmp_path / f"weights{number}.npz") as weights:
            assert {name: weights[name].shape for name in weights} == {
                name: array.shape for name, array in expected.items()
            }
            for name, array in expected.items():
                np.testing.assert_allclose(weights[name], array, rtol=1e-5, atol=1e-5, err_msg=f"{number} {name}")
        columns = 10 if number == 0 else 8
        assert Image.open(tmp_path / f"samples{number}.png").size == (columns * 30 - 2, 8 * 30 - 2)


@pytest.mark.parametrize(
    ("architecture", "objective", "penalty"),
    list(product(ARCHITECTURES.names(), OBJECTIVES.names(), PENALTIES.names())),
)
def test_every_choice_makes_a_script_that_holds_only_what_it_needs(
    architecture: str, objective: str, penalty: str
) -> None:
    config = TrainConfig(architecture=architecture, objective=objective, penalty=penalty, steps=7)
    text = script(config, 7)
    assert text.index('"TF_CPP_MIN_LOG_LEVEL", "3"') < text.index("import keras")  # else its notes bury the losses
    assert text.index('"KERAS_BACKEND": "tensorflow"') < text.index("import keras")
    assert not any(
        mark in text
        for mark in ("ganboard", "import pydantic", ":meth:", ":class:", "noqa", "N_(", "ClassVar", "self: ")
    )
    assert max(map(len, text.splitlines())) <= 140
    assert all(
        text.count(f"class {type(part).__name__}:") == 1
        for part in (config.architecture, config.objective, config.penalty)
    )
    namespace: dict[str, Any] = {"__name__": "gan", "__file__": "gan.py"}
    exec(
        compile(text, "gan.py", "exec", dont_inherit=True), namespace
    )  # our own text; builds the networks with the source that the script holds
    theirs = namespace["config"].architecture.build(namespace["config"].network_spec)
    ours = config.architecture.build(config.network_spec)
    for network in ("generator", "discriminator"):
        assert getattr(theirs, network).get_config() == getattr(ours, network).get_config()


def test_script_takes_its_steps_from_the_run_and_nothing_from_odd_names(tmp_path: Path) -> None:
    run = Run.create(tmp_path / '"""; import shutil #', TrainConfig(seconds=5), "test")
    run.update(step=321)
    export_script(run, tmp_path / "gan.py")
    text = (tmp_path / "gan.py").read_text(encoding="utf-8")
    assert "steps=321" in text
    assert "import shutil" not in text


def test_a_script_without_network_asks_for_images(tmp_path: Path) -> None:
    # An empty cache, and a proxy that refuses: a computer without network.
    (tmp_path / "gan.py").write_text(script(TrainConfig(), 5), encoding="utf-8")
    refusing = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-I", "gan.py"],
        cwd=tmp_path,
        env={**os.environ, **refusing, "KERAS_HOME": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert (done.returncode, done.stdout) == (1, "")
    notes = ("WARNING: All log messages before", "I0000 ")  # TensorFlow's, before any setting is read
    assert [line for line in done.stderr.splitlines() if not line.startswith(notes)] == [
        "The images could not be downloaded. Try again with a network connection, "
        "or name a file with images: --data FILE.npz"
    ]


@pytest.mark.slow
def test_a_script_trains_the_same_whatever_was_set_for_other_programs(digits: Data, tmp_path: Path) -> None:
    np.savez(tmp_path / "digits.npz", images=digits.images, labels=digits.labels)
    small = {"architecture": {"name": "lean", "width": 4}, "latent_size": 6, "batch_size": 8}
    (tmp_path / "gan.py").write_text(script(TrainConfig(**small, conditional=True), 5), encoding="utf-8")
    foreign = surroundings.plain(
        **surroundings.FOREIGN_VARIABLES, KERAS_HOME=surroundings.keras_home(tmp_path / "keras")
    )
    del foreign["KERAS_MAX_EPOCHS"]
    (tmp_path / "clean").mkdir()
    for name, environment in {
        "clean": surroundings.plain(KERAS_HOME=str(tmp_path / "clean")),
        "foreign": foreign,
    }.items():
        command = [sys.executable, "gan.py", "--data", "digits.npz", "--out", f"{name}.png"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, timeout=150)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "clean.png").read_bytes() == (tmp_path / "foreign.png").read_bytes()


@pytest.mark.slow
def test_a_file_that_holds_no_images_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "gan.py").write_text(script(TrainConfig(), 5), encoding="utf-8")
    command = [sys.executable, "gan.py", "--data", "none.npz"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=150)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Expected an .npz file with an array `images`, but got none.npz")
    assert "Traceback" not in done.stderr


def test_own_images_have_to_be_named(tmp_path: Path) -> None:
    text = script(TrainConfig(dataset="images"), 5)
    assert "required=True" in text
    assert "keras.datasets" not in text
    assert "shape=(32, 32, 3)" in text


def test_plain_takes_annotations_and_pointers_away_and_keeps_comments() -> None:
    source = '''def f(a: int, *, é: dict[str, int], b: str = "x") -> tuple[int, ...]:
    """See :meth:`g`."""
    x: Any = a  # why
    return x  # noqa: E731
'''
    assert plain(source) == 'def f(a, *, é, b="x"):\n    x = a  # why\n    return x\n'
