"""The networks that make pictures of drawings."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ganboard.architectures.translation import patch_judge, reader, u_net
from ganboard.datasets import Data, Dataset, split
from ganboard.methods.maker import SHOWN, Maker

if TYPE_CHECKING:
    from ganboard.methods.sketch import Sketch

UNSEEN = 2**31
"""The seed of drawings that no training sees: no dataset's own seed may be so large."""
DRAWINGS = 1_000
"""How many of them there are to choose from: of each kind about nine."""


class SketchMaker(Maker):
    """A generator that is given a drawing, the judge of pairs, and the reader of pictures.

    Args:
        method: The settings.
        dataset: What kind of picture they make.

    Attributes:
        spec: What the networks fit.
    """

    paired = "sketches"

    def __init__(self, method: Sketch, dataset: Dataset) -> None:
        self.medium, self.slots = dataset.medium, method.slots(dataset)
        self.spec = method.network_spec(dataset)
        self._dataset, self._told = dataset, method.told(dataset)
        self.networks = {
            SHOWN: u_net(self.spec, self._told, method.width),
            "discriminator": patch_judge(self.spec, self._told, method.judge_width),
            "reader": reader(self.spec),
        }

    def sketches(self, latents: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """See :meth:`Maker.sketches`."""
        data = unseen(self._dataset)
        drawn = self._shown(np.asarray(data.labels))
        picks = np.empty(len(labels), np.int64)
        for number, (noise, wanted) in enumerate(zip(latents[:, -1], self._shown(labels), strict=True)):
            fitting = np.flatnonzero(drawn == wanted)
            fitting = fitting if len(fitting) else np.arange(len(drawn))
            part = 0.5 * (1 + math.erf(float(noise) / math.sqrt(2)))  # from 0 to 1, all equally likely
            picks[number] = fitting[min(int(part * len(fitting)), len(fitting) - 1)]
        return np.asarray(data.columns["sketches"])[picks]

    def along(self, labels: np.ndarray, width: int) -> np.ndarray:
        """See :meth:`Maker.along`."""
        if self._told is None:
            return labels
        values = list(np.unravel_index(labels, self.spec.factors))
        values[self._told] = (np.arange(len(labels)) % width - 1) % self.spec.factors[self._told]
        return np.asarray(np.ravel_multi_index(values, self.spec.factors)).astype(np.int32)

    def _shown(self, labels: np.ndarray) -> np.ndarray:
        """Labels without the told factor, which a drawing does not show."""
        if self._told is None:
            return labels
        values = list(np.unravel_index(labels, self.spec.factors))
        values[self._told] = np.zeros_like(values[self._told])
        return np.asarray(np.ravel_multi_index(values, self.spec.factors))


@cache
def unseen(dataset: Dataset) -> Data:
    """Labels and drawings that no training on a dataset sees, at least one."""
    if dataset.endless:
        data = dataset.some(DRAWINGS, UNSEEN)
    else:  # what lies inside is there without a network, and is no part of a full set
        everything = type(dataset)().load()
        data = split(everything)[1] or everything
    return Data({"sketches": np.asarray(data.columns["sketches"]), "labels": np.asarray(data.labels)})


def left_open(latents: np.ndarray, labels: np.ndarray, factors: tuple[int, ...], told: int) -> np.ndarray:
    """Labels whose told factor the noise decides: its largest of the first numbers, all values equally likely.

    Args:
        latents: float32, (count, latent_size). Where there are fewer numbers than values, only so many values come up.
        labels: int32, (count,).
        factors: How many values each factor has.
        told: The number of the factor.

    Returns:
        int32, (count,).
    """
    values = list(np.unravel_index(labels, factors))
    values[told] = latents[:, : factors[told]].argmax(axis=1)
    return np.asarray(np.ravel_multi_index(values, factors)).astype(np.int32)
