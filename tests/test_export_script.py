"""The script of a training: fit to be read, and to be run by whoever has none of us."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image

from ganboard.architectures import ARCHITECTURES
from ganboard.config import TrainConfig
from ganboard.constraints import CONSTRAINTS
from ganboard.datasets import Data, split
from ganboard.datasets.creatures import Creatures
from ganboard.datasets.points import Points
from ganboard.export import export_script
from ganboard.export.script import FEW, script
from ganboard.methods import METHODS
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES, Steep
from ganboard.presets import PRESETS
from ganboard.run_data import COPY, load
from ganboard.runs import Run
from tests.alone import alone, companion

LEAN = {"name": "lean", "width": 4}
SHAPES = get_args(Points.model_fields["kind"].annotation)
IMAGING = [part.name for part in ARCHITECTURES if part.sizes]


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


def told_by_script(cases: list[str], folder: Path) -> str:
    """What ``gan.py`` says when it is called with each of these arguments, one call after another."""
    printed, complaint = companion().run(BAD, cases, folder)
    assert complaint == ""
    return printed


@pytest.mark.trial
@pytest.mark.slow
def test_a_script_of_many_points_of_ones_own_reads_them_from_the_run(tmp_path: Path) -> None:
    points = np.random.default_rng(3).normal((0, 500), (9, 2), (FEW * 2, 2)).astype(np.float32)
    np.savez(tmp_path / "own.npz", points=points)
    config = TrainConfig(
        dataset={"name": "points", "kind": "own", "path": str(tmp_path / "own.npz")}, architecture="plane"
    )
    run = Run.create(tmp_path / "run", config, "test")
    export_script(run, tmp_path / "gan.py")
    assert told_by_script(["--steps 1"], tmp_path).startswith("error: The points cannot be read from data.npz: ")
    load(run)  # as a training does, which keeps them
    shutil.copy(run.path / COPY, tmp_path)
    status, printed, complaint = alone(["gan.py", "--steps", "1", "--out", "a.png"], tmp_path)
    assert (status, complaint) == (0, "")
    assert "step      1   " in printed
    assert Image.open(tmp_path / "a.png").size == (320, 320)
    np.savez(tmp_path / "data.npz", points=points[:, :1])
    said = told_by_script([""], tmp_path)
    assert said == "error: Expected points of (count, 2), finite numbers, but got (800, 1), float32.\n"


@pytest.mark.parametrize("kind", [shape for shape in SHAPES if shape != "own"])
def test_a_script_draws_the_points_that_a_run_learns_from(kind: str) -> None:
    config = TrainConfig(dataset={"name": "points", "kind": kind}, architecture="plane")
    section = re.split(r"# -{100,}\n# (.+)\n", script(config, 7))
    drawn: dict[str, Any] = {"np": np}
    exec(section[section.index("Points") + 1], drawn)
    learned = split(config.dataset.load())[0].samples
    assert drawn["points"].dtype == learned.dtype
    assert np.array_equal(drawn["points"], learned)


@pytest.mark.parametrize(
    ("count", "conditional"), [(64, True), (199, False), (200, True), (3_001, False), (6_479, True), (7_000, False)]
)
def test_a_script_of_creatures_says_how_they_are_made_and_leaves_out_those_held_out(
    count: int, conditional: bool
) -> None:
    dataset = Creatures(size=64, count=count, seed=5)
    section = re.split(r"# -{100,}\n# (.+)\n", script(TrainConfig(dataset=dataset, conditional=conditional), 7))
    found: dict[str, Any] = {"np": np, "os": os}
    exec(section[section.index("Data") + 1], found)
    with pytest.raises(SystemExit) as complaint:
        found["read"](found["FILE"])
    assert complaint.value.code == (
        "error: There is no file creatures.npz. GANBoard draws the images and writes one: "
        f"python -m ganboard data --dataset creatures --size 64 --count {count} --seed 5 --out creatures.npz"
    )
    labels = dataset.some(count, 5).labels
    assert labels is not None
    numbers = np.arange(count)  # instead of pictures, of which no two are the same
    learned = found["learned"](labels)
    assert np.array_equal(learned, split(Data({"images": numbers[:, None], "labels": labels}))[0].samples[:, 0])
    assert (len(learned) < count) == (count >= 200)


def tidy(configs: list[TrainConfig], texts: list[str], folder: Path) -> None:
    """What is not used, not defined, not formatted or too long is found by the linter that reads our own code."""
    for number, (config, text) in enumerate(zip(configs, texts, strict=True)):
        assert not re.search(r"ganboard|\$|noqa|:meth:", text.replace("python -m ganboard data --", ""))
        constants = re.findall(r"^([A-Z_0-9]+) = ", text, re.MULTILINE)
        assert len(constants) == len(set(constants))
        told = config.network_spec.classes
        fewer = getattr(config.dataset, "most", None)  # the first ones of each class
        assert (
            told
            or fewer
            or not re.search("CLASSES" if config.dataset.name == "creatures" else "label(?! smoothing)|CLASSES", text)
        )
        assert config.dataset.shape != (2,) or not re.search("(?i)image", text)
        assert config.method.name != "vae" or not re.search("(?i)discriminator|\\bG\\b|fake", text)
        (folder / f"gan{number}.py").write_text(text, encoding="utf-8")
    chosen = ["--isolated", "--no-cache", "--line-length=120", "--target-version=py311"]
    rules = "--select=E,W,F,I,N,UP,B,C4,SIM,D2,D3"
    for command in (["check", rules, "--ignore=E402,D203,D213", "--output-format=concise"], ["format", "--diff"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *chosen, str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[:3000] + done.stderr[:1000]


def test_the_scripts_of_the_presets_are_tidy(tmp_path: Path) -> None:
    configs = [preset.config() for preset in PRESETS.values()]
    tidy(configs, [script(config, 7) for config in configs], tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_every_choice_makes_a_tidy_script(tmp_path: Path) -> None:
    choices = product(IMAGING, OBJECTIVES.names(), ("none", "r1"), (0, 100), ("float32", "mixed_bfloat16"))
    configs = [preset.config() for preset in PRESETS.values()]
    configs += [
        TrainConfig(dataset={"name": "points", "kind": kind}, method={"name": method, "architecture": "plane"})
        for kind, method in product(SHAPES, METHODS.names())
        if not METHODS.get(method).needs  # of which points have nothing
    ]
    plain, told = ("lean", "mlp"), ("lean",)
    configs += [
        TrainConfig(method={"name": "vae", "architecture": name, "conditional": conditional, "decay_steps": decay})
        for conditional, names in ((False, plain), (True, told))
        for name, decay in product(names, (0, 100))
    ]
    poor = {"dataset.most": 50, "dataset.mislabelled": 0.5, "architecture.normalise": False}
    configs += [TrainConfig(conditional=told, objective="printed", **poor) for told in (False, True)]
    for architecture, objective, penalty, decay, precision in choices:
        settings = {"architecture": architecture, "objective": objective, "penalty": penalty, "decay_steps": decay}
        configs.append(TrainConfig(**settings, precision=precision, discriminator_steps=1 if decay else 3))
        if ARCHITECTURES.get(architecture).conditional:
            configs += [TrainConfig(**settings, conditional=True, mismatch=mismatch) for mismatch in (0, 0.5)]
    configs += [
        TrainConfig(dataset="creatures", method={"name": method, "conditional": True, **settings})
        for method, settings in (
            ("vae", {}),
            ("gan", {"mismatch": 0.3}),
            ("gan", {"mismatch": 0.3, "discriminator_steps": 2}),
            ("gan", {"architecture": "lean"}),
            ("words", {}),
            ("words", {"mismatch": 1.0, "discriminator_steps": 2}),
            ("words", {"objective": "minimax", "penalty": "none", "decay_steps": 0}),
        )
    ]
    configs += [
        TrainConfig(objective={"name": name, "smoothing": 0.1}, decay_steps=0)
        for name in ("minimax", "nonsaturating", "leastsquares")
    ]
    changes = {"translation": True, "cutout": False, "color": True, "flips": False}
    configs += [
        TrainConfig(
            augmentation={"name": name, **used}, objective=objective, instance_noise=noise, discriminator_steps=turns
        )
        for name in ("fixed", "scheduled", "adaptive")
        for used, objective, noise, turns in (
            (changes, "relativistic", 0.1, 1),
            ({key: not value for key, value in changes.items()}, "nonsaturating", 0, 2),
        )
    ]
    configs += [PRESETS["words"].config(augmentation=name, discriminator_steps=2) for name in ("fixed", "adaptive")]
    configs += [
        TrainConfig(dataset="points", architecture="plane", instance_noise=0.1, noise_steps=fading) for fading in (0, 9)
    ]
    lazy = [{"name": part.name, "every": 4} for part in PENALTIES if issubclass(part, Steep)]
    ring = {"dataset": {"name": "points", "kind": "ring"}, "architecture": "plane"}
    drawn = {"name": "creatures", "size": 32}
    for penalty, turns in product([*lazy, *PENALTIES.names()], (1, 2)):
        settings = {"penalty": penalty, "constraint": "spectral", "discriminator_steps": turns}
        configs += [TrainConfig(**settings), TrainConfig(**ring, **settings)]
        configs.append(TrainConfig(dataset=drawn, method={"name": "words", **settings}))
        told = {"penalty": penalty, "constraint": "spectral"}
        configs.append(TrainConfig(dataset=drawn, method={"name": "sketch", **told}))
    configs += [TrainConfig(penalty="none", constraint=name) for name in CONSTRAINTS.names()]
    configs += [
        TrainConfig(dataset={"name": "images", "size": size, "color": color}, method=method)
        for size, color, method in ((28, False, "gan"), (64, True, "gan"), (32, True, "vae"))
    ]
    few = np.random.default_rng(0).normal(0, 1e-3, (FEW, 2)).astype(np.float32)
    own = TrainConfig(dataset={"name": "points", "kind": "own"}, architecture="plane", discriminator_steps=2)
    texts = [script(config, 7) for config in configs]
    tidy([*configs, own], [*texts, script(own, 7, points=few)], tmp_path)


def test_script_takes_its_steps_from_the_run_and_nothing_from_odd_names(tmp_path: Path) -> None:
    run = Run.create(tmp_path / '"""; import shutil #', TrainConfig(seconds=5), "test")
    run.update(step=321)
    export_script(run, tmp_path / "gan.py")
    text = (tmp_path / "gan.py").read_text(encoding="utf-8")
    assert "--steps 321" in text
    assert "default=321" in text
    assert "import shutil" not in text


@pytest.mark.trial
@pytest.mark.slow
def test_without_network_a_sentence_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "gan.py").write_text(script(TrainConfig(), 5), encoding="utf-8")
    status, printed, complaint = alone(["gan.py"], tmp_path)
    assert (status, printed) == (1, "")
    assert re.fullmatch(
        r"error: The images cannot be had through Keras \(.+\)\. Try again .+ --data FILE\.npz", complaint
    )


@pytest.mark.trial
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
    printed = told_by_script(cases, tmp_path)
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
