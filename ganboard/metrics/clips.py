"""What judges that ship see in clips of creatures: who is seen in each frame, and what is done."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.creatures.factors import NAMES
from ganboard.creatures.moving import MOTIONS
from ganboard.datasets.creatures import Creatures
from ganboard.device import configure
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.creatures import seen
from ganboard.metrics.features import FILES, WEIGHTS, extractor_for
from ganboard.metrics.networks import motion_reader
from ganboard.storage import read_arrays

FILE = FILES / "motions.npz"
BATCH = 100
"""Clips looked at at a time."""


def motions_in(clips: np.ndarray, path: Path = FILE) -> np.ndarray:
    """What is done in clips, as the judge of motions that ships sees it.

    Args:
        clips: uint8, (count, 8, 32, 32, 3).
        path: The judge's file.

    Returns:
        int64, (count,), by number as :data:`ganboard.creatures.moving.MOTIONS` lists them.

    Raises:
        GANBoardError: the clips are of another shape or type, or the judge's file is missing or damaged.
    """
    network = _reader(path)
    if clips.dtype != np.uint8 or clips.shape[1:] != network.input_shape[1:]:
        raise GANBoardError(
            N_("Expected clips as uint8 of shape {expected}, but got {found}."),
            expected=f"(count, {', '.join(map(str, network.input_shape[1:]))})",
            found=f"{clips.dtype} {clips.shape}",
        )
    found = [
        network(tf.cast(clips[start : start + BATCH], tf.float32) / 127.5 - 1.0, training=False).numpy()
        for start in range(0, len(clips), BATCH)
    ]
    return np.concatenate(found).argmax(axis=1) if found else np.zeros(0, np.int64)


def creatures_in(clips: np.ndarray) -> np.ndarray:
    """The factors that the judge of creatures sees in each frame of clips.

    Args:
        clips: uint8, (count, frames, height, width, 3).

    Returns:
        int32, (count, frames, 5).
    """
    shape = (int(clips.shape[2]), int(clips.shape[3]), int(clips.shape[4]))
    judge = extractor_for(Creatures(size=shape[0]), shape)
    return seen(judge.classify(clips.reshape(-1, *shape))).reshape(*clips.shape[:2], len(NAMES))


def stays_the_same(factors: np.ndarray) -> np.ndarray:
    """In which clips the same creature is seen in all frames: bool, (count,).

    Of real clips that is so in some seven of ten: with its eyes closed a creature's eyes cannot be counted, and what bounces high
    loses its horns at the edge. So a generator is compared with these.

    Args:
        factors: As :func:`creatures_in` gives them.
    """
    return np.asarray((factors == factors[:, :1]).all(axis=(1, 2)))


@cache
def _reader(path: Path) -> Any:
    configure()
    try:
        arrays = read_arrays(path)
        network = motion_reader(tuple(int(side) for side in arrays["shape"]), len(MOTIONS))
        for weight in network.weights:
            weight.assign(arrays[WEIGHTS + weight.path].astype(np.float32))
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise GANBoardError(
            N_("The file {name}, which comes with GANBoard, is missing or damaged. Install GANBoard again."),
            name=path.name,
        ) from None
    return network
