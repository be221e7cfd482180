"""The networks that change pictures of one side into pictures of the other."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.architectures.swapping import changer, side_judge
from ganboard.backend import keras
from ganboard.datasets import Data, Dataset, split
from ganboard.methods.maker import SHOWN, Maker
from ganboard.methods.sketch_maker import UNSEEN

if TYPE_CHECKING:
    from ganboard.methods.swap import Swap

THERE = "there"
"""What the names of the weights of the network that leads to the second side begin with."""
PICTURES = 6_000
"""How many things there are to choose from that no training sees: of each kind of creature about nine."""


class SwapMaker(Maker):
    """Two networks, each of which changes pictures of one side into those of the other, and a judge of each side.

    Samples are of the first side, made of pictures of the second one; :meth:`there` leads the other way.

    Args:
        method: The settings.
        dataset: What kind of picture they make.

    Attributes:
        changers: Both that change pictures as one Keras model, from [first, second] to [second, first].
        to_second, to_first: They themselves.
        judges: Of the first and of the second side.
    """

    both_ways = True

    def __init__(self, method: Swap, dataset: Dataset) -> None:
        self.medium, self.slots = dataset.medium, method.slots(dataset)
        self._dataset, spec = dataset, method.network_spec(dataset)
        shape = spec.shape
        self.to_second, self.to_first = (changer(shape, method.width, name) for name in ("there", "back"))
        self.judges = tuple(side_judge(shape, method.judge_width, name) for name in ("judge_first", "judge_second"))
        first, second = keras.Input(shape, name="first"), keras.Input(shape, name="second")
        self.changers = keras.Model([first, second], [self.to_second(first), self.to_first(second)], name="changers")
        said = [judge(pictures) for judge, pictures in zip(self.judges, (first, second), strict=True)]
        # What is asked for decides which picture is given, and is no more to the network.
        latents = keras.Input((spec.latent_size,), name="latents")
        labels = keras.Input((), dtype="int32", name="labels")
        pictures = keras.Input(shape, name="pictures")
        seen = keras.layers.Rescaling(1 / 127.5, -1.0, name="generator_seen")(pictures)
        self.networks = {
            SHOWN: keras.Model([latents, labels, pictures], self.to_first(seen), name="generator"),
            THERE: self.to_second,
            "discriminator": keras.Model([first, second], said, name="discriminator"),
        }

    def there(self, samples: Any) -> Any:
        """See :meth:`Maker.there`."""
        return self.to_second(samples, training=False)

    def sketches(self, latents: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """See :meth:`Maker.sketches`: pictures of the second side, each of its label."""
        return self._of_side(1, latents, labels)

    def originals(self, latents: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """See :meth:`Maker.originals`."""
        return self._of_side(0, latents, labels)

    def _of_side(self, number: int, latents: np.ndarray, labels: np.ndarray) -> np.ndarray:
        data, picks = strangers(self._dataset), np.empty(len(labels), np.int64)
        own = np.asarray(data.labels)
        for place, (noise, wanted) in enumerate(zip(latents[:, -1], labels, strict=True)):
            fitting = np.flatnonzero(own == wanted)
            fitting = fitting if len(fitting) else np.arange(len(own))
            part = 0.5 * (1 + math.erf(float(noise) / math.sqrt(2)))  # from 0 to 1, all equally likely
            picks[place] = fitting[min(int(part * len(fitting)), len(fitting) - 1)]
        return np.array(data.columns[self._dataset.sides[number].column][picks])


@cache
def strangers(dataset: Dataset) -> Data:
    """Labels and both sides of things that no training on a dataset sees, at least one."""
    if dataset.endless:
        data = dataset.some(PICTURES, UNSEEN)
    else:  # what lies inside is there without a network, and is no part of a full set
        everything = type(dataset)().load()
        data = split(everything)[1] or everything
    columns = {side.column: data.columns[side.column] for side in dataset.sides}
    return Data({**columns, "labels": np.asarray(data.labels)})
