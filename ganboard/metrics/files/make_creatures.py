"""Train the shipped judges of creatures again, one by day and one by night; the README beside this file states what they reach.

``python -m ganboard.metrics.files.make_creatures [--only NAME] [--steps N] [--to FOLDER]``
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ganboard.backend import keras, tf
from ganboard.creatures.factors import NAMES, SIZES
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.traits import creatures
from ganboard.datasets.creatures import Creatures
from ganboard.device import configure
from ganboard.metrics.creatures import seen
from ganboard.metrics.features import WEIGHTS, read_classifier
from ganboard.metrics.networks import classifier
from ganboard.storage import write_arrays

PAINTED = {"creatures": pictures, "night": night}
"""How what a judge learns from is painted, by its file's name."""
SIDE = 32
"""Pixels along a side of what it learns from; others are brought to this."""
ROUND = {32: 3072, 64: 1536, 28: 1536}
"""Creatures drawn at a time, by the size in which they are drawn."""
BATCH = 64
UNSEEN = 5_000
"""Creatures of a seed of their own, in each size, by which it is judged."""
UNSEEN_SEED = 2_000_000_000


def brought(images: np.ndarray) -> np.ndarray:
    """Images of any size as the judge brings them to its own: float32 in [-1, 1], (count, 32, 32, 3)."""
    values = tf.constant(images, tf.float32) / 127.5 - 1.0
    if images.shape[1] == 2 * SIDE:
        values = tf.nn.avg_pool2d(values, 2, 2, "VALID")
    elif images.shape[1] != SIDE:
        values = tf.image.resize(values, (SIDE, SIDE))
    return np.asarray(values)


def batches(name: str = "creatures") -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Creatures without end, each drawn once, some of them a little blurred, noisy, paler or darker, as generators make them.

    Args:
        name: One of :data:`PAINTED`.
    """
    chance, seed = np.random.default_rng(0), 0
    while True:
        images, factors = [], []
        for size, count in ROUND.items():
            some = creatures(count, seed)
            images.append(brought(PAINTED[name](some, size)))
            factors.append(some.factors)
            seed += 1
        shown, told = np.concatenate(images), np.concatenate(factors)
        order = chance.permutation(len(shown))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            picked = order[start : start + BATCH]
            yield changed(shown[picked], chance), told[picked]


def changed(images: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Images as :func:`brought` gives them, half of them made worse by chance."""
    count = len(images)
    blurred = (np.roll(images, 1, axis=1) + np.roll(images, 1, axis=2) + 2 * images) / 4
    blur, noise, pale, bright = (chance.uniform(0, most, (count, 1, 1, 1)) for most in (0.8, 0.15, 0.2, 0.1))
    worse = images + blur * (blurred - images)
    worse = worse * (1 - pale) + bright * chance.choice((-1, 1), (count, 1, 1, 1))
    worse += noise * chance.standard_normal(images.shape, np.float32)
    return np.where(chance.random((count, 1, 1, 1)) < 0.5, images, worse).astype(np.float32)


def wrong(factors: np.ndarray, logits: np.ndarray) -> object:
    """The loss: cross-entropy, summed over the factors."""
    total, begin = 0.0, 0
    for column, size in enumerate(SIZES):
        part = logits[:, begin : begin + size]
        total += keras.losses.sparse_categorical_crossentropy(factors[:, column], part, from_logits=True)
        begin += size
    return total


def train(path: Path, steps: int, unseen: int = UNSEEN) -> dict[int, np.ndarray]:
    """Train the judge and write it, weights as float16.

    Args:
        path: An ``.npz`` file, which is replaced; its name without the ending is one of :data:`PAINTED`.
        steps: Of 64 creatures each.
        unseen: By how many it is judged, in each size.

    Returns:
        By size, the part of unseen creatures of which each factor, and last all five, are named rightly by what was written.
    """
    configure()
    keras.utils.set_random_seed(0)
    network = classifier((SIDE, SIDE, 3), sum(SIZES))
    naming = keras.Model(network.inputs, network.outputs[1])
    rate = keras.optimizers.schedules.CosineDecay(3e-3, steps, alpha=0.003)
    naming.compile(keras.optimizers.AdamW(rate, weight_decay=1e-3), wrong)
    epochs = max(1, steps // 500)
    naming.fit(batches(path.stem), steps_per_epoch=steps // epochs, epochs=epochs, shuffle=False, verbose=2)
    arrays = {WEIGHTS + weight.path: weight.numpy().astype(np.float16) for weight in network.weights}
    arrays |= {
        "shape": np.array((SIDE, SIDE, 3), np.int32),
        "factors": np.array(SIZES, np.int32),
        "held_out": np.zeros(0, np.int16),
        "accuracy": np.float64(0),
    }
    write_arrays(path, arrays)  # read back, so that what is measured is what ships
    reached = {}
    for size in ROUND:
        others = creatures(unseen, UNSEEN_SEED)
        judge = read_classifier(path, Creatures.classes, (size, size, 3))
        right = seen(judge.classify(PAINTED[path.stem](others, size))) == others.factors
        reached[size] = np.append(right.mean(axis=0), right.all(axis=1).mean())
    write_arrays(path, arrays | {"accuracy": np.float64(reached[SIDE][-1])})
    return reached


def main(arguments: list[str] | None = None) -> None:
    """Write ``creatures.npz`` and ``night.npz``."""
    parser = argparse.ArgumentParser(description="Train the shipped judges of creatures again.")
    parser.add_argument("--only", choices=tuple(PAINTED), help="one of them (default: both)")
    parser.add_argument("--steps", type=int, default=1_600, help="of 64 creatures each (default: 1,600)")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent, help="a folder; default: beside this file")
    options = parser.parse_args(arguments)
    for name in (options.only,) if options.only else PAINTED:
        path, begin = options.to / f"{name}.npz", time.monotonic()
        print(path.name)
        for size, right in train(path, options.steps).items():
            told = ", ".join(f"{factor} {part:.2%}" for factor, part in zip((*NAMES, "all five"), right, strict=True))
            print(f"{size}×{size}: {told} of {UNSEEN:,}")
        print(f"{time.monotonic() - begin:.0f} s, SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
