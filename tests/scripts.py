"""What tests of exported scripts share: the script of a training and ourselves come to the very same weights."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ganboard import figures
from ganboard.backend import tf
from ganboard.changes import Changes
from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.export import export_script
from ganboard.export.script import script
from ganboard.run_start import keep, provided
from ganboard.runs import Run
from ganboard.trainer import Trainer
from tests.alone import alone, companion

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


def row(step: int, dial: str, value: float) -> dict[str, Any]:
    return {"step": step, "dial": dial, "value": value}
