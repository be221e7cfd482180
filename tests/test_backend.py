"""Nothing that was set for other programs changes our weights, and a TensorFlow that cannot be loaded is a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.backend import FOREIGN, neutralise
from tests.surroundings import ABORTS, FOREIGN_VARIABLES, KERAS_SETTINGS, keras_home, plain, with_fake

TRAIN = """
import sys
import numpy as np
from ganboard import Sampler, TrainConfig, Trainer
from ganboard.datasets import Data
from ganboard.latent.renderer import Renderer
from ganboard.metrics.features import chance_extractor, extractor_for

CASES = [
    {"architecture": {"name": "lean", "width": 4}, "conditional": True, "method": {"name": "gan", "mismatch": 0.1}},
    {"architecture": {"name": "mlp", "width": 16}, "penalty": "none", "objective": "minimax", "precision": "mixed_bfloat16"},
    {"architecture": "article", "penalty": "none"},
]
images = np.random.default_rng(5).integers(0, 255, (40, 28, 28, 1)).astype(np.uint8)
data = Data({"images": images, "labels": np.arange(40, dtype=np.int32) % 10})
found = {}
for number, case in enumerate(CASES):
    config = TrainConfig(**case, batch_size=8, latent_size=6, seed=number)
    trainer = Trainer(config, data)
    trainer.advance(2)
    checkpoint = trainer.checkpoint()
    found |= {f"{number}/{name}": array for name, array in checkpoint.arrays.items()}
    found[f"{number}/sampled"] = Sampler.from_checkpoint(config, checkpoint).generate(8, 1)[0]
    renderer = Renderer(config)
    renderer.load(checkpoint)
    latents, classes = np.ones((2, 6), np.float32), np.eye(10, dtype=np.float32)[:2] if config.method.conditional else None
    found[f"{number}/rendered"] = renderer.samples(latents, classes)
    found[f"{number}/activations"] = renderer.activations(latents, classes)
for extractor in (extractor_for(config.dataset, (28, 28, 1)), chance_extractor((28, 28, 1))):
    found[extractor.name] = extractor.features(data.samples)
np.savez(sys.argv[1], **found)
"""
"""Trains all architectures and looks at the result in every way that builds networks."""

INSIDE = """
import keras
import numpy as np
keras.config.set_floatx("float64")
keras.config.set_epsilon(0.5)
keras.config.set_image_data_format("channels_first")
keras.config.set_dtype_policy("mixed_float16")
np.random.seed(7)
"""
STILL = """
config = keras.config
assert (config.floatx(), config.epsilon(), config.image_data_format()) == ("float64", 0.5, "channels_first")
assert config.dtype_policy().name == "mixed_float16"
"""


def arrays(path: Path, code: str, environment: dict[str, str]) -> dict[str, np.ndarray]:
    """What a process with these variables finds."""
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr[-2000:]
    with np.load(path) as found:
        return dict(found)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """What a process finds where nothing was set."""
    folder = tmp_path_factory.mktemp("expected")
    (folder / "home").mkdir()
    return arrays(folder / "arrays.npz", TRAIN, plain(KERAS_HOME=str(folder / "home")))


def same(found: dict[str, np.ndarray], expected: dict[str, np.ndarray]) -> None:
    assert found.keys() == expected.keys()
    assert len(expected) > 200
    assert [name for name in expected if not np.array_equal(found[name], expected[name])] == []


@pytest.mark.trial
@pytest.mark.slow
def test_variables_and_settings_of_other_programs_change_no_bit(expected: Any, tmp_path: Path) -> None:
    environment = plain(**FOREIGN_VARIABLES, KERAS_HOME=keras_home(tmp_path / "keras"), HOME="/proc/nowhere")
    same(arrays(tmp_path / "arrays.npz", TRAIN, environment), expected)


@pytest.mark.trial
@pytest.mark.slow
def test_settings_of_the_program_around_us_change_no_bit_and_stay(expected: Any, tmp_path: Path) -> None:
    same(arrays(tmp_path / "arrays.npz", INSIDE + TRAIN + STILL, plain()), expected)


def test_what_changes_numbers_is_dropped_and_nothing_else() -> None:
    kept = {"KERAS_HOME": "/k", "TF_FORCE_GPU_ALLOW_GROWTH": "true", "TF_NUM_INTRAOP_THREADS": "1", "HOME": "/h"}
    environment = {**FOREIGN_VARIABLES, "tf_enable_onednn_opts": "0", **kept}
    neutralise(environment)
    assert kept.items() <= environment.items()
    left = {name: value for name, value in environment.items() if name.upper().startswith(FOREIGN) and name not in kept}
    assert left == {"KERAS_BACKEND": "tensorflow", "KERAS_NNX_ENABLED": "0", "TF_CPP_MIN_LOG_LEVEL": "3"}


def told(environment: dict[str, str], before: str = "") -> str:
    """The sentence with which Keras cannot be had."""
    code = f"""{before}
from ganboard.backend import keras
from ganboard.errors import GANBoardError
try:
    keras.Model
except GANBoardError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    return done.stdout


@pytest.mark.parametrize("settings", [{**KERAS_SETTINGS, "floatx": "float8"}, [1]])
def test_a_settings_file_that_keras_refuses_is_named(settings: Any, tmp_path: Path) -> None:
    sentence = told(plain(KERAS_HOME=keras_home(tmp_path / "keras", settings)))
    assert sentence.startswith("Keras cannot be loaded: ")
    assert f"It reads {tmp_path / 'keras' / 'keras.json'}: correct that file, or delete it." in sentence


def test_a_library_that_does_not_load_is_a_sentence(tmp_path: Path) -> None:
    sentence = told(plain(PYTHONPATH=with_fake(tmp_path, "keras", "raise ImportError('no libfoo.so')")))
    assert sentence.startswith("keras cannot be loaded: ImportError: no libfoo.so. Install GANBoard again")


def test_a_program_with_another_backend_is_told_so() -> None:
    before = "import sys, types\nsys.modules['keras'] = keras = types.ModuleType('keras')\n"
    before += "keras.config = types.SimpleNamespace(backend=lambda: 'jax')"
    assert "this program loaded it with jax before. Set KERAS_BACKEND=tensorflow" in told(plain(), before)


@pytest.mark.trial
def test_the_words_of_a_tensorflow_that_aborts_reach_the_shell(tmp_path: Path) -> None:
    environment = plain(PYTHONPATH=with_fake(tmp_path / "fake", "tensorflow", ABORTS))
    command = [sys.executable, "-m", "ganboard", "train", "--preset", "quick", "--steps", "1", "--dry-run"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert done.stderr.startswith("error: TensorFlow ended this program while it was loaded.")
    assert done.stderr.endswith("The TensorFlow library was compiled to use AVX instructions\n")
    command = [*command[:-1], "--out", str(tmp_path / "folder" / "run")]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert done.stderr.endswith("The TensorFlow library was compiled to use AVX instructions\n")
    assert not (tmp_path / "folder").exists()


def test_a_tensorflow_that_loads_is_quiet_and_finds_no_tables(tmp_path: Path) -> None:
    noisy = "import os\nos.write(2, b'a note that looks like an error')\nTensor = Model = None\n"
    noisy += "try:\n    import pandas\nexcept ImportError:\n    pandas = None\n"  # as Keras does
    with_fake(tmp_path, "keras", noisy + "import types\nconfig = types.SimpleNamespace(backend=lambda: 'tensorflow')")
    environment = plain(PYTHONPATH=with_fake(tmp_path, "tensorflow", noisy))
    code = "import gc, os\nfrom ganboard.backend import load_quietly\nload_quietly()\n"
    code += "assert gc.isenabled()\nimport importlib.util, keras, tensorflow\n"
    code += "assert (keras.pandas, tensorflow.pandas) == (None, None)\nassert importlib.util.find_spec('pandas')\n"
    code += "os.write(2, b'heard again')"
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, timeout=60)
    assert done.stderr == b"heard again"
