"""Takes the readings of one generator: makes images, has them looked at, and measures."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.evaluation.reference import Looking, Reference
from ganboard.evaluation.report import Evaluation, evaluate
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Samples
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint

FEWEST, MOST = 50, 50_000
"""How many fakes may be asked for."""
SLICE = 100
"""Images made between two looks at the clock."""
Make = Callable[[np.ndarray, "np.ndarray | None"], np.ndarray]
"""From latents, float32 (count, size), and labels, int32 (count,) or None, to images, uint8."""


class Evaluator:
    """One evaluation, done in slices, so that a training beside it goes on.

    First :meth:`advance` until :attr:`gathered`, where TensorFlow may be used; then :meth:`measure`, in any thread.

    Args:
        reference: The real side, which may have been looked at already.
        config: Of the generator.
        make: Makes images with it.
        count: How many fakes, :data:`FEWEST` to :data:`MOST`.
        seed: Decides which fakes.

    Raises:
        ConfigError: ``count`` is out of range.
    """

    def __init__(self, reference: Reference, config: TrainConfig, make: Make, count: int, seed: int = 0) -> None:
        if not FEWEST <= count <= MOST:
            raise ConfigError("count", count, N_("a whole number from {low} to {high}"), low=FEWEST, high=MOST)
        spec = config.network_spec
        self._reference, self._make = reference, make
        self._latents = latents(count, spec.latent_size, seed)
        self._labels = np.arange(count, dtype=np.int32) % spec.classes if spec.classes else None
        self._images = np.empty((count, *spec.shape), np.uint8)
        self._made = 0
        self._looking = Looking(reference.extractor, self._images, self._labels)
        self._seed = seed
        self._measured = 0.0

    @property
    def gathered(self) -> bool:
        """Whether all images were made and looked at."""
        return self._looking.done and self._reference.count == len(self._reference)

    @property
    def progress(self) -> float:
        """How far it is, 0 to 1. Measuring counts as a third."""
        count = len(self._images)
        whole = len(self._reference) + 2 * count
        return (self._reference.count + self._made + self._looking.count) / whole * 2 / 3 + self._measured / 3

    def advance(self, seconds: float) -> None:
        """Make and look at more images, for about so long, at least one slice."""
        until = time.perf_counter() + seconds
        while not self.gathered:
            if self._made < len(self._images):
                part = slice(self._made, min(self._made + SLICE, len(self._images)))
                labels = None if self._labels is None else self._labels[part]
                self._images[part] = self._make(self._latents[part], labels)
                self._made = part.stop
            elif not self._looking.done:
                self._looking.advance(until)
            else:
                self._reference.advance(until)
            if time.perf_counter() > until:
                return

    def measure(self, told: Callable[[], None] = lambda: None) -> Evaluation:
        """Take all readings. NumPy only.

        Args:
            told: Called whenever :attr:`progress` has changed.
        """
        real, held_out = self._reference.sets()

        def counted(done: int) -> None:
            self._measured = done / len(METRICS.names())
            told()

        samples = samples_of(self._reference, self._looking.found(), real, held_out, self._seed)
        return evaluate(samples, counted, self._reference.notes)


def samples_of(
    reference: Reference, fake: ImageSet, real: ImageSet, held_out: ImageSet | None, seed: int = 0
) -> Samples:
    """What metrics look at, all from the reference's extractor."""
    extractor = reference.extractor
    return Samples(
        fake, real, held_out, extractor.name, extractor.title, extractor.classes, seed, trained=reference.trained
    )


def evaluator_of(reference: Reference, config: TrainConfig, checkpoint: Checkpoint, count: int, seed: int) -> Evaluator:
    """An evaluation of a checkpoint, apart from any training.

    Raises:
        CheckpointError: it does not fit the config's networks.
        ConfigError: ``count`` is out of range.
    """
    sampler = Sampler.from_checkpoint(config, checkpoint)
    return Evaluator(reference, config, sampler.sample, count, seed)
