"""What is to be seen of a training's samples: their picture, what they rebuild, and what is around them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard import figures
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.evaluation.points import PlaneReference, in_words
from ganboard.metrics.intervals import Interval
from ganboard.run_data import real_picks
from ganboard.sampler import latents
from ganboard.trainer import Trainer

POINTS = 2_000
"""Fakes that are compared at the end of a race in the plane."""


class Showing:
    """The samples of a trainer as they are shown.

    Args:
        config: Of the training.
        data: What it learns from.
        trainer: Asked for its networks.
    """

    def __init__(self, config: TrainConfig, data: Data, trainer: Trainer) -> None:
        self._config, self._trainer = config, trainer
        self.medium = config.dataset.medium.fitted(data.samples)
        self._plane = PlaneReference.of(config.dataset, data.samples)
        self._surroundings = self.medium.surroundings(trainer.learner)
        encodes = "encode" in config.method.abilities
        self._real = data.take(real_picks(data, config)) if encodes else None

    def picture(self, samples: np.ndarray) -> bytes:
        """The PNG of a snapshot's samples."""
        columns = figures.columns_for(self._config.network_spec.columns, len(samples))
        return self.medium.picture(samples, columns)

    def rebuilt(self) -> bytes | None:
        """What the networks make of the real samples that are shown, PNG; None where they cannot encode any."""
        if self._real is None:
            return None
        labels = self._real.labels if self._config.network_spec.classes else None
        codes = self._trainer.learner.maker.encode(self._real.samples, labels)
        return self.picture(self._trainer.sampler.sample(codes, labels))

    def scene(self, samples: np.ndarray) -> dict[str, np.ndarray]:
        """A snapshot's samples and what is around them, see :meth:`Medium.surroundings`; empty where the picture is all."""
        return {} if self._surroundings is None else self._surroundings(samples)

    def told(self, samples: np.ndarray) -> list[dict[str, Any]]:
        """What a snapshot's samples amount to, messages; nothing where the method's sentence says it all."""
        return [] if self._plane is None else in_words(self._plane.numbers(samples), self._trainer.step)

    def distance(self) -> tuple[Interval | None, int]:
        """How far the samples are from real ones in the plane, and of how many; none of pictures, which the watch measures."""
        if self._plane is None:
            return None, 0
        noise = latents(POINTS, self._config.network_spec.latent_size, self._config.seed)
        sampler = self._trainer.sampler
        return self._plane.distance(sampler.sample(noise, sampler.labels(POINTS))), POINTS
