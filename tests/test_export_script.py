"""The script of a training: it trains as we do, without us, and is fit to be read."""

from __future__ import annotations

import os
import re
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
from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.export import export_script, unwritten
from ganboard.export.script import script
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.presets import PRESETS
from ganboard.runs import Run
from ganboard.trainer import Trainer

LEAN, PLAIN = {"name": "lean", "width": 4}, {"name": "mlp", "width": 16}
IMAGING = [part.name for part in ARCHITECTURES if part.sizes and part.name != "plane"]
NOTES = re.compile(r"absl::InitializeLog|^[IWE]0000 ")
"""What TensorFlow's libraries write to stderr before anyone can ask them not to."""


def alone(arguments: list[str], folder: Path) -> tuple[int, str, str]:
    """Run Python where GANBoard cannot be imported, on a computer that is set up for something else, without network.

    Returns:
        The exit status, what it printed, and what it wrote to stderr without TensorFlow's own notes.
    """
    (folder / "keras").mkdir(exist_ok=True)
    (folder / "keras" / "keras.json").write_text(
        '{"floatx": "float16", "epsilon": 1e-07, "backend": "jax", "image_data_format": "channels_first"}'
    )
    others = {"KERAS_BACKEND": "jax", "KERAS_HOME": str(folder / "keras"), "TF_ENABLE_ONEDNN_OPTS": "0"}
    refusing = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-I", *arguments],
        cwd=folder,
        env={**os.environ, **others, **refusing},
        check=False,
        capture_output=True,
        text=True,
        timeout=150,
    )
    notes = [line for line in done.stderr.splitlines() if not NOTES.search(line)]
    return done.returncode, done.stdout, "\n".join(notes)


ARRAYS = """
import runpy
import sys
import numpy as np
sys.modules["ganboard"] = None  # an import of it raises ImportError
sys.argv = ["gan.py", "--data", "digits.npz"]
script = runpy.run_path("gan.py", run_name="__main__")
networks = {"generator": "trained_generator", "discriminator": "discriminator", "average": "generator"}
arrays = {}
for name, own in networks.items():
    weights = script[own].weights
    arrays |= {f"{name} {number}": weight.value.numpy() for number, weight in enumerate(weights)}
    states = [state for state in script[own].variables if not any(state is weight for weight in weights)]
    arrays |= {f"{name} chance {number}": state.value.numpy() for number, state in enumerate(states)}
for name in ("generator", "discriminator"):
    for number, moments in enumerate(script[name + "_memory"]):
        arrays |= {f"{name} {word} {number}": moment.numpy() for word, moment in zip(("mean", "square"), moments)}
np.savez("weights.npz", **arrays)
"""


ALTERED = """
text = open("gan.py", encoding="utf-8").read().replace("from keras import layers", "from keras import layers\\n{line}")
open("gan.py", "w", encoding="utf-8").write(text)
"""


def weights_of(trainer: Trainer) -> dict[str, np.ndarray]:
    """A trainer's arrays under the names that ``ARRAYS`` gives them, which know no layers."""
    counts: dict[str, int] = {}
    named = {}
    for path, array in trainer.checkpoint().arrays.items():
        owner, kind = path.split("/")[:2]
        kind = kind if owner.endswith("_adam") else "chance" if kind.startswith("chance_") else ""
        prefix = " ".join(filter(None, (owner.removesuffix("_adam"), kind)))
        named[f"{prefix} {counts.setdefault(prefix, 0)}"] = array
        counts[prefix] += 1
    return named


def check_same_weights(settings: dict[str, Any], digits: Data, folder: Path) -> None:
    config = TrainConfig(**{"batch_size": 8, "latent_size": 6, "seed": 11, "steps": 20, **settings})
    np.savez(folder / "digits.npz", images=digits.samples, labels=digits.labels)
    export_script(Run.create(folder / "run", config, "test"), folder / "gan.py")
    trainer = Trainer(config, digits)
    trainer.advance(20)
    status, _, complaint = alone(["-c", ARRAYS], folder)
    assert status == 0, complaint
    ours = weights_of(trainer)
    with np.load(folder / "weights.npz") as theirs:
        assert set(theirs) == set(ours)
        assert [name for name in ours if not np.array_equal(theirs[name], ours[name])] == []
    sheet = figures.grid(trainer.samples(), 10 if config.network_spec.classes else 8)
    picture = np.asarray(Image.open(folder / "samples.png").convert("L"), int)
    assert picture.shape == sheet.shape[:2]
    assert np.abs(picture - sheet[:, :, 0]).max() <= 1  # the one is drawn by a compiled function


def test_a_script_trains_to_the_very_same_weights_without_us(digits: Data, tmp_path: Path) -> None:
    check_same_weights({"architecture": PLAIN, "ema_decay": 0.5, "beta_1": 0.1}, digits, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {
            "architecture": LEAN,
            "conditional": True,
            "penalty": {"name": "r1", "gamma": 0.7, "fraction": 0.5},
            "mismatch": 0.1,
        },
        {"architecture": LEAN, "conditional": True, "decay_steps": 0, "penalty": "none"},
        {"architecture": LEAN, "objective": "minimax", "penalty": "none", "mismatch": 0.1},
        {"architecture": LEAN, "objective": "minimax"},
        {"architecture": PLAIN, "objective": "minimax", "penalty": "none"},
        {"architecture": PLAIN, "precision": "mixed_bfloat16"},
        {
            "architecture": "article",
            "penalty": "none",
            "ema_decay": 0.0,
            "decay_steps": 0,
        },
        {"architecture": "article"},
    ],
    ids=lambda settings: "-".join(str(value) for value in settings.values()),
)
def test_scripts_of_other_choices_do_so_too(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    check_same_weights(settings, digits, tmp_path)


@pytest.mark.slow
def test_a_script_whose_discriminator_has_turns_of_its_own_computes_what_we_do(
    digits: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the optimizer that may add three gradients in another order, in another last bit, when there is more around."""
    settings = {"architecture": LEAN, "conditional": True, "mismatch": 0.1, "discriminator_steps": 3}
    as_added = "tf.config.optimizer.set_experimental_options({'arithmetic_optimization': False})"
    monkeypatch.setitem(globals(), "ARRAYS", ARRAYS.replace("script = ", f"{ALTERED.format(line=as_added)}\nscript = "))
    tf.config.optimizer.set_experimental_options({"arithmetic_optimization": False})
    try:
        check_same_weights(settings, digits, tmp_path)
    finally:
        tf.config.optimizer.set_experimental_options({"arithmetic_optimization": True})


def test_every_choice_makes_a_tidy_script(tmp_path: Path) -> None:
    """What is not used, not defined, not formatted or too long is found by the linter that reads our own code."""
    choices = product(IMAGING, OBJECTIVES.names(), PENALTIES.names(), (0, 100), ("float32", "mixed_bfloat16"))
    configs = [config for preset in PRESETS.values() if unwritten(config := preset.config()) is None]
    for architecture, objective, penalty, decay, precision in choices:
        settings = {"architecture": architecture, "objective": objective, "penalty": penalty, "decay_steps": decay}
        configs.append(TrainConfig(**settings, precision=precision, discriminator_steps=1 if decay else 3))
        if ARCHITECTURES.get(architecture).conditional:
            configs += [TrainConfig(**settings, conditional=True, mismatch=mismatch) for mismatch in (0, 0.5)]
    configs += [
        TrainConfig(dataset={"name": "images", "size": size, "color": color})
        for size, color in ((28, False), (64, True))
    ]
    for number, config in enumerate(configs):
        text = script(config, 7)
        assert not re.search(r"ganboard|\$|noqa|:meth:", text)
        constants = re.findall(r"^([A-Z_0-9]+) = ", text, re.MULTILINE)
        assert len(constants) == len(set(constants))
        assert config.network_spec.classes or not re.search("label|CLASSES", text)
        (tmp_path / f"gan{number}.py").write_text(text, encoding="utf-8")
    chosen = ["--isolated", "--no-cache", "--line-length=120", "--target-version=py311"]
    rules = "--select=E,W,F,I,N,UP,B,C4,SIM,D2,D3"
    for command in (["check", rules, "--ignore=E402,D203,D213", "--output-format=concise"], ["format", "--diff"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *chosen, str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[:3000] + done.stderr[:1000]


def test_script_takes_its_steps_from_the_run_and_nothing_from_odd_names(tmp_path: Path) -> None:
    run = Run.create(tmp_path / '"""; import shutil #', TrainConfig(seconds=5), "test")
    run.update(step=321)
    export_script(run, tmp_path / "gan.py")
    text = (tmp_path / "gan.py").read_text(encoding="utf-8")
    assert "--steps 321" in text
    assert "default=321" in text
    assert "import shutil" not in text


def test_without_network_a_sentence_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "gan.py").write_text(script(TrainConfig(), 5), encoding="utf-8")
    status, printed, complaint = alone(["gan.py"], tmp_path)
    assert (status, printed) == (1, "")
    assert re.fullmatch(
        r"error: The images cannot be had through Keras \(.+\)\. Try again .+ --data FILE\.npz", complaint
    )


BAD = """
import runpy
import sys
for arguments in sys.argv[1:]:
    sys.argv = ["gan.py", *arguments.split()]
    try:
        runpy.run_path("gan.py", run_name="__main__")
    except SystemExit as error:
        print(error.code)
"""


@pytest.mark.slow
def test_wrong_images_and_numbers_get_a_sentence_each(digits: Data, tmp_path: Path) -> None:
    (tmp_path / "gan.py").write_text(
        script(TrainConfig(conditional=True, architecture=LEAN, batch_size=2), 1), encoding="utf-8"
    )
    images, labels = digits.samples, digits.labels
    assert labels is not None
    (tmp_path / "text.npz").write_text("no zip")
    np.save(tmp_path / "array.npy", images)
    np.savez(tmp_path / "untold.npz", images=images)
    np.savez(tmp_path / "float.npz", images=images / 255, labels=labels)
    np.savez(tmp_path / "flat.npz", images=images[..., 0], labels=labels)
    np.savez(tmp_path / "none.npz", images=images[:0], labels=labels[:0])
    np.savez(tmp_path / "few.npz", images=images, labels=labels[:5])
    np.savez(tmp_path / "high.npz", images=images, labels=labels + 1)
    np.savez(tmp_path / "words.npz", images=images, labels=np.array(["a"] * len(images)))
    np.savez(tmp_path / "good.npz", images=images, labels=labels)
    files = (
        "nowhere.npz",
        "text.npz",
        "array.npy",
        "untold.npz",
        "float.npz",
        "flat.npz",
        "none.npz",
        "few.npz",
        "high.npz",
    )
    cases = [f"--data {name}" for name in (*files, "words.npz")] + ["--data good.npz --out text.npz/a.png"]
    status, printed, complaint = alone(["-c", BAD, *cases], tmp_path)
    assert status == 0, complaint
    sentences = [line for line in printed.splitlines() if line.startswith("error: ")]
    assert len(sentences) == len(cases), printed
    reading, shape, label = (
        "cannot be read",
        "Expected images of (count, 28, 28, 1), uint8",
        "Expected labels ",
    )
    for part, sentence in zip(
        [*[reading] * 4, *[shape] * 3, *[label] * 3, "cannot be written"], sentences, strict=True
    ):
        assert part in sentence
    assert "'words.npz'" not in printed
    assert alone(["gan.py", "--steps", "0"], tmp_path)[2].endswith(
        "--steps: expected a number of at least 1, but got 0"
    )


def test_own_images_have_to_be_named() -> None:
    text = script(TrainConfig(dataset="images"), 5)
    assert "required=True" in text
    assert "keras.datasets" not in text
    assert "IMAGE_SHAPE = (32, 32, 3)" in text
