"""The script of a training: with the same data and seed it comes to the very same weights as we do, and draws what it made."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ganboard import figures
from ganboard.backend import tf
from ganboard.changes import Changes
from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.creatures import Creatures
from ganboard.datasets.fashion import Fashion
from ganboard.export import export_script
from ganboard.export.script import script
from ganboard.recording import Recording
from ganboard.run_start import keep, provided
from ganboard.runs import Run
from ganboard.trainer import Trainer
from tests.alone import alone, companion
from tests.trials import again

LEAN, PLAIN, PLANE = {"name": "lean", "width": 4}, {"name": "mlp", "width": 16}, {"name": "plane", "width": 8}
ARRAYS = """
import runpy
import sys
import numpy as np
sys.modules["ganboard"] = None  # an import of it raises ImportError
data, *networks = sys.argv[1:]
sys.argv = ["run.py", *(["--data", data] if data else [])]
script = runpy.run_path("run.py", run_name="__main__")
columns = [("labels", "sketches"), ("images", "night")]
drawn = [np.load(data)[name] for names in columns if data and names[1] in np.load(data) for name in names]
arrays = {"samples": np.asarray(script["samples"](*drawn))}
for entry in networks:
    name, own, memory = entry.split("=")
    weights = script[own].weights
    arrays |= {f"{name} {number}": weight.value.numpy() for number, weight in enumerate(weights)}
    states = [state for state in script[own].variables if not any(state is weight for weight in weights)]
    arrays |= {f"{name} chance {number}": state.value.numpy() for number, state in enumerate(states)}
    for number, moments in enumerate(script[memory] if memory else ()):
        arrays |= {f"{name} {word} {number}": moment.numpy() for word, moment in zip(("mean", "square"), moments)}
for number, name in enumerate(("chance_of_change", "signs") if "signs" in script else ()):
    arrays[f"augmentation {number}"] = script[name].numpy()
remembered = [script[name] for name in ("real_anchor", "fake_anchor") if name in script]
arrays |= {f"penalty {number}": anchor.numpy() for number, anchor in enumerate(remembered)}
arrays |= {f"constraint {number}": vector.numpy() for number, vector in enumerate(script.get("directions", ()))}
np.savez("weights.npz", **arrays)
"""
NETWORKS = {
    "gan": (
        "generator=trained_generator=generator_memory",
        "discriminator=discriminator=discriminator_memory",
        "average=generator=",
    ),
    "words": (
        "generator=trained_generator=generator_memory",
        "discriminator=discriminator=discriminator_memory",
        "reader=reader=",
        "average=generator=",
    ),
    "acgan": (
        "generator=trained_generator=generator_memory",
        "discriminator=discriminator=discriminator_memory",
        "class_reader=reader=",
        "average=generator=",
    ),
    "vae": (
        "decoder=trained_decoder=decoder_memory",
        "trained_encoder=trained_encoder=encoder_memory",
        "average=decoder=",
        "encoder=encoder=",
    ),
    "clips": (
        "generator=trained_generator=generator_memory",
        "discriminator=discriminator=discriminator_memory",
        "average=generator=",
    ),
    "sketch": (
        "generator=trained_generator=generator_memory",
        "discriminator=discriminator=discriminator_memory",
        "reader=reader=reader_memory",
        "average=generator=",
    ),
    "swap": (
        "generator=trained_generator=generator_memory",
        "discriminator=discriminator=discriminator_memory",
        "average=back=",
        "there=there=",
    ),
}
"""Our networks, what the scripts call them, and what of them Adam remembers."""


AS_WRITTEN = {"disable_meta_optimizer": True}
"""TensorFlow computes what is written then. Else, when there is more around, it may add three gradients in another order or put
two factors into one, which changes a last bit; and it takes a second to think of that."""


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


def check_same_weights(
    settings: dict[str, Any],
    folder: Path,
    digits: Data | None = None,
    by_itself: bool = False,
    changes: Sequence[dict[str, Any]] = (),
) -> Trainer:
    """Train by the script and by ourselves; without digits on the dataset's data.

    By itself: in a process of its own, and as a visitor has it. Else after others, and computed as it is written.
    """
    usual: dict[str, Any] = {"batch_size": 8, "latent_size": 6, "seed": 11, "steps": 20}
    if "latent_size" not in type(TrainConfig(**settings).method).model_fields:
        del usual["latent_size"]
    config = TrainConfig(**usual | settings)
    run = Run.create(folder / "run", config, "test")
    run.set_changes(Changes(config, changes))
    start = provided(run, config)
    export_script(run, folder / "run.py")
    if not by_itself:
        text, place = (folder / "run.py").read_text(encoding="utf-8"), "from keras import layers\n"
        line = f"{place}tf.config.optimizer.set_experimental_options({AS_WRITTEN})\n"
        (folder / "run.py").write_text(text.replace(place, line), encoding="utf-8")
        tf.config.optimizer.set_experimental_options(AS_WRITTEN)
    try:
        trainer = Trainer(config, digits, changes, start)
        keep(run, trainer)
        trainer.advance(20)
    finally:
        tf.config.optimizer.set_experimental_options(dict.fromkeys(AS_WRITTEN, False))
    if config.start.warm:
        export_script(run, folder / "again.py")  # by now the run says of each weight how it began
        (folder / "again.start.npz").replace(folder / "run.start.npz")
    if digits is not None:
        told = {*config.method.needs, *(side.column for side in config.dataset.sides if config.method.name == "swap")}
        others = {name: np.asarray(digits.columns[name]) for name in told - {"factors", "labels", "images"}}
        np.savez(folder / "digits.npz", images=digits.samples, labels=digits.labels, **others)
    arguments = ["" if digits is None else "digits.npz", *NETWORKS[config.method.name]]
    if by_itself:
        status, printed, complaint = alone(["-c", ARRAYS, *arguments], folder)
        assert status == 0, complaint
    else:
        printed, complaint = companion().run(ARRAYS, arguments, folder)
        assert complaint == ""
    assert "step     20   " in printed
    assert "The samples are in samples.png." in printed
    ours = weights_of(trainer)
    with np.load(folder / "weights.npz") as theirs:
        assert set(theirs) == {*ours, "samples"}
        assert [name for name in ours if not np.array_equal(theirs[name], ours[name])] == []
        made = theirs["samples"]  # ours are drawn by a compiled function
    if config.method.name in ("sketch", "swap"):  # of drawings that no training saw, which a script does not have
        return trainer
    assert np.allclose(made, trainer.config.dataset.medium.learned(trainer.samples()), rtol=1e-4, atol=1.1 / 127.5)
    return trainer


def check_clips(method: dict[str, Any], folder: Path) -> None:
    """Train on clips, from a file that is made as the script says; the picture has a row for each of the samples."""
    dataset = {"name": "clips", "count": 220, "seed": 4}
    settings = {
        "dataset": dataset,
        "method": {"name": "clips", "width": 4, "judge_width": 4, "batch_size": 4, **method},
    }
    command = re.findall(r"^    python -m (ganboard data .+)$", script(TrainConfig(**settings), 1), re.MULTILINE)
    with contextlib.chdir(folder):
        assert main(command[0].split()[1:]) == 0
    trainer = check_same_weights(settings, folder)
    assert len(trainer.data) == 200  # as many held out of each motion
    assert np.abs(picture(folder) - trainer.config.dataset.medium.sheet(trainer.samples(), 4)).max() <= 1


def check_creatures(method: dict[str, Any], folder: Path) -> None:
    """Train on creatures, from a file that is made as the script says."""
    dataset = {"name": "creatures", "size": 28, "count": 220, "seed": 4}
    settings = {"dataset": dataset, "method": {"name": "gan", "conditional": True, "architecture": LEAN, **method}}
    command = re.findall(r"^    python -m (ganboard data .+)$", script(TrainConfig(**settings), 1), re.MULTILINE)
    with contextlib.chdir(folder):
        assert main(command[0].split()[1:]) == 0
    trainer = check_same_weights(settings, folder)
    assert len(trainer.data) == 198


def picture(folder: Path) -> np.ndarray:
    return np.asarray(Image.open(folder / "samples.png"), int)


def check_sheet(trainer: Trainer, folder: Path) -> None:
    """Its rows of samples look as ours do."""
    sheet = figures.grid(trainer.samples(), 10 if trainer.config.network_spec.classes else 8)
    written = picture(folder)
    rows = 10 if trainer.config.method.name == "vae" else 8  # of 28 pixels, with 2 between them
    assert written.shape == (30 * rows - 2, sheet.shape[1])
    assert np.abs(written[: len(sheet)] - sheet[:, :, 0]).max() <= 1


def check_cloud(trainer: Trainer, folder: Path) -> None:
    """Real points are blue and fill two thirds of it, unless an orange one of those that were made lies there."""
    written, real, orange = picture(folder), trainer.data.samples, [213, 94, 0]
    blue = np.argwhere((written[:, :320] == [0, 114, 178]).all(axis=2))
    assert written.shape == (320, 640 if trainer.config.method.name == "vae" else 320, 3)
    assert abs(np.ptp(blue, axis=0).max() - 320 * 2 / 3) < 16
    middle = (real.min(axis=0) + real.max(axis=0)) / 2
    reach = 1.5 * np.abs(real - middle).max()
    across, up = (160 + 160 * (trainer.samples() - middle) / reach).T
    seen = (np.abs(across - 160) < 158) & (np.abs(up - 160) < 158)
    assert seen.any()
    assert (written[np.round(320 - up[seen]).astype(int), across[seen].astype(int)] == orange).all()


@pytest.mark.slow
def test_a_script_trains_to_the_very_same_weights_without_us(digits: Data, tmp_path: Path) -> None:
    trainer = check_same_weights(
        {"architecture": PLAIN, "ema_decay": 0.5, "beta_1": 0.1}, tmp_path, digits, by_itself=True
    )
    check_sheet(trainer, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_clips(tmp_path: Path) -> None:
    check_clips({"objective": "relativistic", "constraint": "spectral"}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_clips_with_one_judge_alone(tmp_path: Path) -> None:
    method = {"penalty": {"name": "lecam"}, "frame_judge": False, "mismatch": 0.0, "decay_steps": 0}
    check_clips(method, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_outlines_where_noise_tells_how_light_it_is(tmp_path: Path) -> None:
    clothes = Fashion().load().take(np.arange(0, 10_000, 100))  # so few that none is held out
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
    check_same_weights({"dataset": Fashion(), "method": method}, tmp_path, clothes)
    assert picture(tmp_path).shape[:2] == (8 * 30 - 2, 8 * 30 - 2)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"penalty": "none", "decay_steps": 0, "objective": "minimax"}),
        {"penalty": {"name": "gradient", "every": 3}, "constraint": "spectral"},
    ],
    ids=str,
)
def test_so_does_that_of_drawings(settings: dict[str, Any], tmp_path: Path) -> None:
    dataset = Creatures(size=32, count=100)  # so few that none is held out
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4, **settings}
    check_same_weights({"dataset": dataset, "method": method}, tmp_path, dataset.load())
    assert picture(tmp_path).shape == (8 * 34 - 2, 8 * 34 - 2, 3)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {"mismatch": 0.3, "coarse_steps": 16},
        again({"conditional": False, "coarse_steps": 30, "augmentation": "fixed", "instance_noise": 0.1}),
        again({"name": "words", "coarse_steps": 16, "mismatch": 0.5}),
        again({"name": "acgan", "coarse_steps": 10}),
        again({"name": "vae"}),
    ],
    ids=str,
)
def test_so_does_that_of_large_blocks_which_begin_coarse(settings: dict[str, Any], tmp_path: Path) -> None:
    check_creatures({"architecture": {**LEAN, "blocks": 4}, **settings}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"mismatch": 0.3}, again({"name": "vae"})], ids=str)
def test_so_does_that_of_filters_for_details(settings: dict[str, Any], tmp_path: Path) -> None:
    check_creatures({"architecture": {**LEAN, "blocks": 4, "details": 12}, **settings}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({}),
        again({"penalty": "none", "decay_steps": 0, "objective": "relativistic"}),
        {"penalty": {"name": "gradient", "every": 3}, "constraint": "spectral", "cycle": 0.0, "batch_size": 2},
    ],
    ids=str,
)
def test_so_does_that_of_two_sides_without_pairs(settings: dict[str, Any], tmp_path: Path) -> None:
    dataset = Creatures(size=28, count=100)  # so few that none is held out
    method = {"name": "swap", "width": 4, "judge_width": 4, "batch_size": 4, **settings}
    trainer = check_same_weights({"dataset": dataset, "method": method}, tmp_path, dataset.load())
    assert picture(tmp_path).shape == (8 * 30 - 2, 8 * 30 - 2, 3)
    assert len(trainer.data) == 100


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {
            "mismatch": 1.0,
            "penalty": {"name": "r1", "gamma": 1.0},
            "augmentation": {"name": "adaptive", "full_after": 99},
            "instance_noise": 0.1,
        },
        again({"mismatch": 0.0, "penalty": "none", "decay_steps": 0}),
        again({"penalty": {"name": "gradient", "every": 2}, "constraint": "spectral"}),
        again({"penalty": "lecam", "discriminator_steps": 2, "objective": "relativistic_average", "mismatch": 0.5}),
    ],
    ids=str,
)
def test_so_does_that_of_words_which_never_sees_what_is_never_shown(settings: dict[str, Any], tmp_path: Path) -> None:
    check_creatures({"name": "words", **settings}, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"reading_fakes": 0.5, "penalty": "none", "decay_steps": 0}),
        again({"discriminator_steps": 2, "reading": 0.4, "augmentation": "adaptive"}),
    ],
    ids=str,
)
def test_so_does_that_of_a_judge_that_also_names(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    method = {"name": "acgan", "architecture": LEAN, **settings}
    check_sheet(check_same_weights({"method": method}, tmp_path, digits), tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_a_judge_that_names_each_factor(tmp_path: Path) -> None:
    check_creatures({"name": "acgan", "reading_fakes": 0.1}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_a_vae_with_points_that_stand_in_it(tmp_path: Path) -> None:
    points = np.random.default_rng(3).normal((40, -7), (0.3, 2), (60, 2)).astype(np.float32)
    np.savez(tmp_path / "own.npz", points=points)
    dataset = {"name": "points", "kind": "own", "path": str(tmp_path / "own.npz")}
    trainer = check_same_weights({"dataset": dataset, "method": {"name": "vae", "architecture": PLANE}}, tmp_path)
    check_cloud(trainer, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again(
            {
                "architecture": LEAN,
                "conditional": True,
                "penalty": {"name": "r1", "gamma": 0.7, "fraction": 0.5},
                "mismatch": 0.1,
            }
        ),
        again({"architecture": LEAN, "conditional": True, "decay_steps": 0, "penalty": "none"}),
        again({"architecture": LEAN, "objective": "minimax", "penalty": "none", "mismatch": 0.1}),
        {"architecture": {**LEAN, "normalise": False}, "objective": "printed", "conditional": True, "mismatch": 0.1},
        again({"architecture": PLAIN, "precision": "mixed_bfloat16"}),
        again(
            {
                "architecture": "article",
                "penalty": "none",
                "ema_decay": 0.0,
                "decay_steps": 0,
            }
        ),
        again({"method": "vae", "architecture": LEAN, "conditional": True}),
        again(
            {
                "method": "vae",
                "architecture": LEAN,
                "decay_steps": 0,
                "beta": 0.0,
                "deviation": 0.3,
                "precision": "mixed_bfloat16",
            }
        ),
        again({"method": "vae", "architecture": PLAIN, "beta": 4.0, "ema_decay": 0.0}),
    ],
    ids=lambda settings: "-".join(str(value) for value in settings.values()),
)
def test_scripts_of_other_choices_do_so_too(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    check_sheet(check_same_weights(settings, tmp_path, digits), tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "method",
    [{"mismatch": 0.3, "discriminator_steps": 2}, again({"conditional": False}), again({"name": "vae"})],
    ids=str,
)
def test_scripts_of_creatures_do_so_too(method: dict[str, Any], tmp_path: Path) -> None:
    """Told factors or not, neither of the two sees what the run holds out."""
    check_creatures(method, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"batch_size": 64, "latent_size": 2, "discriminator_steps": 3, "ema_decay": 0.5, "beta_1": 0.1}),
        {
            "penalty": {"name": "r1", "gamma": 2.0, "fraction": 1.0},
            "objective": "minimax",
            "instance_noise": 0.3,
            "noise_steps": 30,
        },
        again({"penalty": "none", "decay_steps": 0, "precision": "mixed_bfloat16"}),
        {"method": "vae", "precision": "mixed_bfloat16", "decay_steps": 0, "beta": 0.1, "deviation": 0.05},
    ],
    ids=lambda settings: "-".join(str(value) for value in settings.values()),
)
def test_scripts_of_points_do_so_too(settings: dict[str, Any], tmp_path: Path) -> None:
    dataset = {"name": "points", "kind": "ring" if "penalty" in settings else "moons"}
    settings = {"architecture": PLANE, "dataset": dataset, **settings}
    check_cloud(check_same_weights(settings, tmp_path), tmp_path)


CHANGES = {"translation": True, "cutout": True, "color": True, "flips": True}


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {
            "augmentation": {"name": "fixed", "strength": 0.7, **CHANGES},
            "conditional": True,
            "mismatch": 0.1,
            "objective": "hinge",
        },
        again(
            {
                "augmentation": {"name": "scheduled", "schedule_steps": 15, "falls": True},
                "instance_noise": 0.2,
                "objective": {"name": "leastsquares", "smoothing": 0.1},
            }
        ),
        again(
            {
                "augmentation": {"name": "adaptive", "full_after": 99, "target": -0.5, **CHANGES},
                "objective": "relativistic",
                "discriminator_steps": 2,
            }
        ),
    ],
    ids=lambda settings: settings["augmentation"]["name"],
)
def test_scripts_show_d_what_we_show_it(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    trainer = check_same_weights({"architecture": LEAN, **settings}, tmp_path, digits)
    variables = trainer.learner.variables
    assert float(variables.get("augmentation/chance", 1.0)) > 0.3


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"penalty": {"name": "r2", "gamma": 0.7, "every": 3}, "discriminator_steps": 2}),
        again({"penalty": {"name": "r1r2", "fraction": 0.5}, "objective": "relativistic", "mismatch": 0.2}),
        {
            "penalty": {"name": "gradient", "every": 2},
            "objective": "wasserstein",
            "discriminator_steps": 2,
            "mismatch": 0.1,
        },
        again({"penalty": "dragan", "architecture": "article"}),
        {"penalty": {"name": "lecam", "decay": 0.9}, "constraint": "spectral", "discriminator_steps": 2},
        again({"penalty": "none", "constraint": {"name": "clipping", "bound": 0.05}, "objective": "wasserstein"}),
    ],
    ids=lambda settings: str(settings["penalty"]),
)
def test_scripts_of_penalties_and_constraints_compute_what_we_do(
    settings: dict[str, Any], digits: Data, tmp_path: Path
) -> None:
    told = {} if "architecture" in settings else {"architecture": LEAN, "conditional": True}
    check_same_weights({**told, **settings}, tmp_path, digits)


@pytest.mark.trial  # those of r1 are in the networks' units, too, and a picture's D is held as this one
def test_so_does_that_of_points_in_the_networks_units(tmp_path: Path) -> None:
    settings = {"penalty": {"name": "gradient", "every": 2}, "discriminator_steps": 2, "constraint": "spectral"}
    dataset = {"name": "points", "kind": "ring"}
    check_same_weights({"architecture": PLANE, "dataset": dataset, **settings}, tmp_path)


def row(step: int, dial: str, value: float) -> dict[str, Any]:
    return {"step": step, "dial": dial, "value": value}


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        (
            {"penalty": {"name": "r1", "every": 2}, "augmentation": "fixed"},
            [
                row(0, "generator_learning_rate", 0.004),
                row(3, "penalty.gamma", 2.0),
                row(5, "discriminator_steps", 3),
                row(5, "instance_noise", 0.2),
                row(9, "augmentation.strength", 0.3),
                row(12, "discriminator_steps", 2),
                row(12, "instance_noise", 0.0),
                row(15, "discriminator_learning_rate", 0.001),
                row(50, "penalty.gamma", 9.0),
            ],
        ),
        again(
            {"method": {"name": "acgan", "architecture": LEAN, "discriminator_steps": 2, "decay_steps": 0}},
            [row(4, "reading", 0.5), row(4, "obedience", 1.0), row(6, "discriminator_steps", 1)],
        ),
        again(
            {"method": {"name": "vae", "architecture": PLAIN}}, [row(7, "beta", 0.1), row(9, "learning_rate", 0.0005)]
        ),
        again({"penalty": "gradient"}, [row(7, "penalty.weight", 1.0)]),
        again({"penalty": "lecam"}, [row(7, "penalty.weight", 1.0)]),
        again({"penalty": "dragan"}, [row(7, "penalty.weight", 3.0)]),
    ],
    ids=lambda value: "-".join(str(each) for each in value)[:60],
)
def test_so_does_that_of_a_training_in_which_something_changed(
    settings: dict[str, Any], changes: list[dict[str, Any]], digits: Data, tmp_path: Path
) -> None:
    settings = settings if "method" in settings else {"architecture": PLAIN, **settings}
    check_same_weights(settings, tmp_path, digits, changes=changes)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_drawings_in_which_something_changed(tmp_path: Path) -> None:
    dataset = Creatures(size=32, count=100)  # so few that none is held out
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4, "penalty": "lecam"}
    changes = [row(5, "likeness", 1.0), row(8, "penalty.weight", 1.0), row(8, "obedience", 0.0)]
    check_same_weights({"dataset": dataset, "method": method}, tmp_path, dataset.load(), changes=changes)


BEGINNERS: list[Any] = [
    again({"name": "gan", "conditional": True, "architecture": LEAN}, 1),
    again({"name": "vae", "conditional": True, "architecture": LEAN}, 0),
    again({"name": "acgan", "conditional": True, "architecture": LEAN}, 2),
    ({"name": "swap", "width": 4, "judge_width": 4, "batch_size": 4}, 1),
    again({"name": "clips", "width": 4, "judge_width": 4, "batch_size": 4}, 2),
    again({"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}, 1),
]


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(("method", "frozen"), BEGINNERS, ids=str)
def test_so_does_that_of_a_training_that_begins_with_what_another_learnt(
    method: dict[str, Any], frozen: int, digits: Data, tmp_path: Path
) -> None:
    """The script comes with those weights, in which what was not learnt there is fresh."""
    name = method["name"]
    settings: dict[str, Any] = {"seed": 3, "method": method}
    if name in ("gan", "vae", "acgan"):
        data = digits
        settings |= {"batch_size": 8, "latent_size": 6}
    else:
        kind = {"name": "clips", "count": 100} if name == "clips" else {"name": "creatures", "size": 32, "count": 100}
        settings["dataset"] = kind
        data = TrainConfig(**settings).dataset.load()
    told = {**method, "conditional": frozen != 1} if name == "gan" else method  # then the script has fresh rows
    before = TrainConfig(**settings | {"method": told})
    recording = Recording(Run.create(tmp_path / "source", before, "source"), data=data)
    recording.trainer.advance(5)
    recording.save()
    recording.close()
    start = {"name": "run", "run": "source", "frozen": frozen}
    trainer = check_same_weights({**settings, "start": start}, tmp_path, data)
    assert trainer.begun is not None
    assert trainer.begun.share > 0.3
    assert len(trainer.begun.frozen) == frozen * {"swap": 2, "clips": 2}.get(name, 1)
