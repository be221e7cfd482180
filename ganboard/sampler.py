"""Images from a generator: fixed samples, seeded samples, asked-for classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import own_settings, tf
from ganboard.config import TrainConfig
from ganboard.device import configure
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods.maker import SHOWN, Maker
from ganboard.snapshot import Checkpoint

BATCH = 250
"""Images made at a time, so that thousands fit into memory."""
PIECE = 2_000
"""Images kept in memory where they are written as they are made."""


@dataclass(frozen=True)
class Watched:
    """What the samples shown during a training are made of.

    Attributes:
        latents: float32, (count, latent_size).
        labels: int32, (count,), or None.
        sketches: What each is made of: drawings, uint8, (count, height, width, 1), or pictures; or None.
        themselves: In the places of which samples these are shown as they are, bool, (count,); None without drawings.
        there: Which samples are made the other way, by a maker of both ways, bool, (count,); else None.
    """

    latents: np.ndarray
    labels: np.ndarray | None
    sketches: np.ndarray | None = None
    themselves: np.ndarray | None = None
    there: np.ndarray | None = None


class Sampler:
    """Draws images from a generator.

    Args:
        maker: What makes them.
        spec: What its generator was built for.
    """

    def __init__(self, maker: Maker, spec: NetworkSpec) -> None:
        self.spec = spec
        self.maker = maker
        self.draws = any(slot.kind == "picture" for slot in maker.slots)
        """Whether it is given a drawing for each image."""
        self._forward = tf.function(self._made, input_signature=self._signature())
        shape = [tf.TensorSpec([None, *spec.shape], tf.uint8)]
        self._there = tf.function(self._turned, input_signature=shape) if maker.both_ways else None

    @classmethod
    def from_checkpoint(cls, config: TrainConfig, checkpoint: Checkpoint) -> Sampler:
        """The generator of a checkpoint, apart from any training.

        Raises:
            CheckpointError: the checkpoint does not fit the config's networks.
        """
        configure()
        with own_settings():
            maker = config.method.maker(config.dataset)
        maker.load(checkpoint, SHOWN)
        return cls(maker, config.network_spec)

    def sample(
        self, latents: np.ndarray, labels: np.ndarray | None = None, sketches: np.ndarray | None = None
    ) -> np.ndarray:
        """Images of given latents.

        Args:
            latents: float32, (count, latent_size).
            labels: int32, (count,); None where the generator is told no class.
            sketches: uint8, (count, height, width, 1), for a generator that is given such, or pictures for one that is given
                these: if left out, some that no training sees, see :meth:`Maker.sketches`.

        Returns:
            uint8, (count, height, width, channels).
        """
        parts = []
        for start in range(0, len(latents), BATCH):
            some = slice(start, start + BATCH)
            part = [tf.constant(latents[some], tf.float32)]
            if self.spec.classes and labels is not None:
                part.append(tf.constant(labels[some], tf.int32))
                if self.draws:
                    given = self.maker.sketches(latents[some], labels[some]) if sketches is None else sketches[some]
                    part.append(tf.constant(given, tf.float32))
            parts.append(self._forward(*part).numpy())
        return np.concatenate(parts)

    def there(self, samples: np.ndarray) -> np.ndarray:
        """What samples become on the other side, of a maker of both ways; :meth:`sample` leads back.

        Args:
            samples: uint8, (count, height, width, channels).

        Returns:
            uint8 of the same shape.
        """
        if self._there is None:
            raise TypeError("this maker goes one way only")
        parts = [
            self._there(tf.constant(samples[start : start + BATCH])).numpy() for start in range(0, len(samples), BATCH)
        ]
        return np.concatenate(parts) if parts else samples

    def generate(self, count: int, seed: int, label: int | None = None) -> tuple[np.ndarray, np.ndarray | None]:
        """New images from a seed.

        Args:
            count: How many, at least 1.
            seed: The same seed gives the same images.
            label: The class to ask for; None: the classes take turns.

        Returns:
            Images, uint8, (count, height, width, channels), and labels, int32, (count,), or None without classes.

        Raises:
            ConfigError: ``count`` is below 1, or ``label`` is no class of this generator.
        """
        if count < 1:
            raise ConfigError("count", count, N_("a number of at least {ge}"), ge=1)
        labels = self.labels(count, label)
        return self.sample(latents(count, self.spec.latent_size, seed), labels), labels

    def watched(self, seed: int, rows: int = 8) -> Watched:
        """What is watched during training, see :func:`fixed_points`.

        A generator that is given drawings: the same drawing along a row, which begins with it, with one value of the told factor
        after the other. Where each class has a column: a row of drawings, and one of what is made of them below it. A maker of
        both ways: a row of real samples, one of what becomes of them, a row of the other side's, and one of what becomes of these.
        """
        noise, labels = fixed_points(self.spec, seed, rows)
        if not self.draws or labels is None:
            return Watched(noise, labels)
        places, columns = np.arange(len(labels)), self.spec.columns
        if self.maker.both_ways:
            row = places // (columns or rows)
            first = places - row % 2 * (columns or rows)
            noise, labels, there = noise[first], labels[first], row % 4 < 2
            given = self.maker.sketches(noise, labels)
            given[there] = self.maker.originals(noise[there], labels[there])
            return Watched(noise, labels, given, row % 2 == 0, there)
        if columns:
            themselves = places // columns % 2 == 0
            first = np.where(themselves, places, places - columns)
        else:
            themselves = places % rows == 0
            first = places - places % rows
            labels = self.maker.along(labels[first], rows)
        return Watched(noise, labels, self.maker.sketches(noise[first], labels[first]), themselves)

    def show(self, watched: Watched) -> np.ndarray:
        """The images of what is watched, with some of the drawings among them if it is given such."""
        images = self.sample(watched.latents, watched.labels, watched.sketches)
        if watched.sketches is not None:
            if watched.there is not None:
                images[watched.there] = self.there(watched.sketches[watched.there])
            images[watched.themselves] = watched.sketches[watched.themselves]
        return images

    def pieces(
        self, count: int, seed: int, label: int | None = None, labels: np.ndarray | None = None
    ) -> Iterator[np.ndarray]:
        """The images of :meth:`generate`, :data:`PIECE` at a time: uint8, (some, height, width, channels).

        Args:
            count: As for :meth:`generate`, like ``seed`` and ``label``.
            seed: See above.
            label: See above.
            labels: What each image is asked for, int32, (count,), in place of ``label``.

        Raises:
            ConfigError: as :meth:`generate`.
        """
        labels = self.labels(count, label) if labels is None else labels
        chance = np.random.default_rng(seed)
        for start in range(0, count, PIECE):
            some = min(PIECE, count - start)
            drawn = chance.standard_normal((some, self.spec.latent_size)).astype(np.float32)
            yield self.sample(drawn, None if labels is None else labels[start : start + some])

    def labels(self, count: int, label: int | None = None) -> np.ndarray | None:
        """``count`` labels: all the same, or the classes in turn; None for a generator that is told no class."""
        if not self.spec.classes:
            if label is not None:
                raise ConfigError("label", label, N_("no label: this generator was not told the class"))
            return None
        if label is None:
            return np.arange(count, dtype=np.int32) % self.spec.classes
        if not 0 <= label < self.spec.classes:
            raise ConfigError("label", label, N_("a class from 0 to {last}"), last=self.spec.classes - 1)
        return np.full(count, label, np.int32)

    def _signature(self) -> list[Any]:
        signature = [tf.TensorSpec([None, self.spec.latent_size], tf.float32)]
        signature += [tf.TensorSpec([None], tf.int32)] if self.spec.classes else []
        shapes = [slot.shape for slot in self.maker.slots if slot.kind == "picture"]
        return signature + [tf.TensorSpec([None, *shape], tf.float32) for shape in shapes]

    def _made(self, *given: Any) -> Any:
        made = self.maker.generator(given[0] if len(given) == 1 else list(given), training=False)
        return self.maker.medium.stored(made)

    def _turned(self, samples: Any) -> Any:
        return self.maker.medium.stored(self.maker.there(self.maker.medium.learned(samples)))


def latents(count: int, size: int, seed: int) -> np.ndarray:
    """Standard normal latents, float32, (count, size), from a seed; a longer draw begins with the shorter one."""
    return np.random.default_rng(seed).standard_normal((count, size)).astype(np.float32)


def fixed_points(spec: NetworkSpec, seed: int, rows: int = 8) -> tuple[np.ndarray, np.ndarray | None]:
    """The latents and labels that are watched during training.

    With classes: ``rows`` rows of all classes, the same latent along a row. Without: ``rows`` squared images; likewise where there
    are too many classes for a column each, of which some are drawn by chance.

    Returns:
        float32, (count, latent_size), and int32, (count,), or None.
    """
    if not spec.columns:
        labels = np.random.default_rng(seed).integers(spec.classes, size=rows * rows) if spec.classes else None
        return latents(rows * rows, spec.latent_size, seed), None if labels is None else labels.astype(np.int32)
    rows_of = latents(rows, spec.latent_size, seed)
    return np.repeat(rows_of, spec.classes, axis=0), np.tile(np.arange(spec.classes, dtype=np.int32), rows)
