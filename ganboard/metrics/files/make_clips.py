"""Train the shipped judge of motions again; the README beside this file states what it reaches.

``python -m ganboard.metrics.files.make_clips [--steps N] [--to FOLDER]``
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ganboard.backend import keras
from ganboard.creatures.moving import FRAMES, MOTIONS
from ganboard.datasets import Data
from ganboard.datasets.clips import SIDE, Clips
from ganboard.device import configure
from ganboard.metrics.clips import motions_in
from ganboard.metrics.features import WEIGHTS
from ganboard.metrics.networks import motion_reader
from ganboard.storage import write_arrays

SHAPE = (FRAMES, SIDE, SIDE, 3)
ROUND = 3_200
"""Clips drawn at a time."""
BATCH = 64
UNSEEN = 4_000
"""Clips of a seed of their own, by which it is judged."""
UNSEEN_SEED = 2_000_000_000


def drawn(count: int, seed: int) -> Data:
    """Clips with their motions."""
    data = Clips().some(count, seed)
    return Data({"clips": np.asarray(data.samples), "labels": np.asarray(data.labels)})


def batches() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Clips without end, each drawn once, some of them a little blurred, noisy, paler or darker, as generators make them."""
    chance, seed = np.random.default_rng(0), 0
    while True:
        data = drawn(ROUND, seed)
        seed += 1
        for start in range(0, ROUND - BATCH + 1, BATCH):
            some = data.take(slice(start, start + BATCH))
            yield changed(some.samples.astype(np.float32) / 127.5 - 1.0, chance), np.asarray(some.labels)


def changed(clips: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Clips in [-1, 1], half of them made worse by chance, each of a clip's frames in another way."""
    blurred = (np.roll(clips, 1, axis=2) + np.roll(clips, 1, axis=3) + 2 * clips) / 4
    shape = (*clips.shape[:2], 1, 1, 1)
    blur, noise, pale, bright = (chance.uniform(0, most, shape) for most in (0.8, 0.3, 0.2, 0.1))
    worse = clips + blur * (blurred - clips)
    worse = worse * (1 - pale) + bright * chance.choice((-1, 1), shape)
    worse += noise * chance.standard_normal(clips.shape, np.float32)
    return np.where(chance.random((len(clips), 1, 1, 1, 1)) < 0.5, clips, worse).astype(np.float32)


def train(path: Path, steps: int, unseen: int = UNSEEN) -> np.ndarray:
    """Train the judge and write it, weights as float16.

    Args:
        path: An ``.npz`` file, which is replaced.
        steps: Of 64 clips each.
        unseen: By how many it is judged.

    Returns:
        The part of unseen clips of each motion, and last of all, that are named rightly by what was written.
    """
    configure()
    keras.utils.set_random_seed(0)
    network = motion_reader(SHAPE, len(MOTIONS))
    rate = keras.optimizers.schedules.CosineDecay(2e-3, steps, alpha=0.01)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.Adam(rate), loss)
    network.fit(batches(), steps_per_epoch=steps, epochs=1, shuffle=False, verbose=2)
    arrays = {WEIGHTS + weight.path: weight.numpy().astype(np.float16) for weight in network.weights}
    arrays["shape"] = np.array(SHAPE, np.int32)
    write_arrays(path, arrays)  # read back, so that what is measured is what ships
    others = drawn(unseen, UNSEEN_SEED)
    labels = np.asarray(others.labels)
    right = motions_in(others.samples, path) == labels
    reached = np.array([*(right[labels == motion].mean() for motion in range(len(MOTIONS))), right.mean()])
    write_arrays(path, arrays | {"accuracy": np.float64(reached[-1])})
    return reached


def main(arguments: list[str] | None = None) -> None:
    """Write ``motions.npz``."""
    parser = argparse.ArgumentParser(description="Train the shipped judge of motions again.")
    parser.add_argument("--steps", type=int, default=300, help="of 64 clips each (default: 300)")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent, help="a folder; default: beside this file")
    options = parser.parse_args(arguments)
    path, begin = options.to / "motions.npz", time.monotonic()
    right = train(path, options.steps)
    told = ", ".join(f"{name} {part:.2%}" for name, part in zip((*MOTIONS, "all"), right, strict=True))
    print(f"{told} of {UNSEEN:,}")
    print(f"{time.monotonic() - begin:.0f} s, SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
