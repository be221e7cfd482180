"""Train the shipped classifiers again, on the sets that ship inside; the README beside this file states what they reach.

``python -m ganboard.metrics.files.make [--only digits|fashion] [--to FOLDER]``
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ganboard.backend import keras
from ganboard.datasets import DATASETS
from ganboard.datasets.split import drawn
from ganboard.device import configure
from ganboard.metrics.features import WEIGHTS, read_classifier
from ganboard.metrics.networks import classifier
from ganboard.storage import write_arrays

HELD_OUT = 1_000
"""Images that a classifier does not learn from; as many of each class."""
BATCH = 64
"""Images per step of training."""


@dataclass(frozen=True)
class Recipe:
    """How a classifier is trained.

    Attributes:
        dataset: The shipped set.
        epochs: How often each image is shown, every time a little changed.
        degrees: It is turned by up to so much,
        zoom: made larger or smaller by up to this part,
        shift: moved by up to so many pixels,
        mirrored: and every other time seen in a mirror.
    """

    dataset: str
    epochs: int
    degrees: float
    zoom: float
    shift: float
    mirrored: bool


RECIPES = {
    "digits": Recipe("mnist", epochs=40, degrees=12, zoom=0.12, shift=2, mirrored=False),
    "fashion": Recipe("fashion", epochs=30, degrees=2, zoom=0.04, shift=1, mirrored=True),
}


def changed(images: np.ndarray, recipe: Recipe, chance: np.random.Generator) -> np.ndarray:
    """Images turned, zoomed, moved and mirrored by chance, bilinear; what comes in from outside is black.

    Args:
        images: uint8 or float32, (count, height, width, 1).
        recipe: By how much.
        chance: Decides.

    Returns:
        float32, the same shape.
    """
    count, height, width, _ = images.shape
    angle, zoom = (chance.uniform(-limit, limit, count) for limit in (np.radians(recipe.degrees), recipe.zoom))
    shift = chance.uniform(-recipe.shift, recipe.shift, (2, count, 1, 1))
    mirror = np.where(chance.random(count) < 0.5 * recipe.mirrored, -1, 1)[:, None, None]
    cos, sin = ((turn(angle) * (1 + zoom))[:, None, None] for turn in (np.cos, np.sin))
    rows, columns = np.indices((height, width)) - np.array([height - 1, width - 1])[:, None, None] / 2
    y = cos * rows - sin * columns + shift[0] + (height - 1) / 2
    x = mirror * (sin * rows + cos * columns) + shift[1] + (width - 1) / 2
    # A black border of one pixel, onto which everything outside falls.
    padded = np.pad(images[..., 0].astype(np.float32), ((0, 0), (1, 1), (1, 1)))
    y, x = np.clip(y + 1, 0, height + 0.999), np.clip(x + 1, 0, width + 0.999)
    top, left = y.astype(int), x.astype(int)
    down, right = (y - top).astype(np.float32), (x - left).astype(np.float32)
    number = np.arange(count)[:, None, None]
    upper = padded[number, top, left] * (1 - right) + padded[number, top, left + 1] * right
    lower = padded[number, top + 1, left] * (1 - right) + padded[number, top + 1, left + 1] * right
    return (upper * (1 - down) + lower * down)[..., None]


def train(images: np.ndarray, labels: np.ndarray, recipe: Recipe, path: Path) -> float:
    """Train a classifier and write it: weights as float16, its accuracy, and which images it did not learn from.

    Args:
        images: All of them, uint8, (count, height, width, 1).
        labels: int32, (count,), from 0 on.
        recipe: How.
        path: An ``.npz`` file, which is replaced.

    Returns:
        Part of the held-out images that the written classifier names rightly.
    """
    configure()
    keras.utils.set_random_seed(0)
    unknown = drawn(labels, HELD_OUT)
    known = np.setdiff1d(np.arange(len(labels)), unknown)
    classes = tuple(str(kind) for kind in range(int(labels.max()) + 1))
    height, width, channels = images.shape[1:]
    network = classifier((height, width, channels), len(classes))
    steps = len(known) // BATCH

    def batches() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        chance = np.random.default_rng(0)
        while True:
            order = chance.permutation(known)
            shown = changed(images[order], recipe, chance) / 127.5 - 1
            for start in range(0, steps * BATCH, BATCH):
                yield shown[start : start + BATCH], labels[order[start : start + BATCH]]

    naming = keras.Model(network.inputs, network.outputs[1])
    rate = keras.optimizers.schedules.CosineDecay(3e-3, recipe.epochs * steps, alpha=0.003)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    naming.compile(keras.optimizers.AdamW(rate, weight_decay=1e-3), loss)
    naming.fit(batches(), steps_per_epoch=steps, epochs=recipe.epochs, shuffle=False, verbose=2)
    arrays = {WEIGHTS + weight.path: weight.numpy().astype(np.float16) for weight in network.weights}
    arrays |= {
        "shape": np.array(images.shape[1:], np.int32),
        "held_out": unknown.astype(np.int16),
        "accuracy": np.float32(0),
    }
    write_arrays(path, arrays)  # read back, so that what is measured is what ships
    found = read_classifier(path, classes).classify(images[unknown]).argmax(axis=1)
    accuracy = float((found == labels[unknown]).mean())
    write_arrays(path, arrays | {"accuracy": np.float64(accuracy)})
    return accuracy


def main(arguments: list[str] | None = None) -> None:
    """Write ``digits.npz`` and ``fashion.npz``."""
    parser = argparse.ArgumentParser(description="Train the shipped classifiers again.")
    parser.add_argument("--only", choices=list(RECIPES), help="one of them; default: both")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent, help="a folder; default: beside this file")
    options = parser.parse_args(arguments)
    for name in [options.only] if options.only else list(RECIPES):
        path, begin = options.to / f"{name}.npz", time.monotonic()
        data = DATASETS.create(RECIPES[name].dataset).load()
        accuracy = train(data.samples, np.asarray(data.labels), RECIPES[name], path)
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        print(
            f"{path.name}: {accuracy:.1%} of {HELD_OUT:,} right, {time.monotonic() - begin:.0f} s, SHA-256 {checksum}"
        )


if __name__ == "__main__":
    main()
