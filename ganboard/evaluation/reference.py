"""What generated images are compared with: the real ones, and what a network sees in them. Gathered a slice at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ganboard.datasets import Data, Dataset
from ganboard.metrics import Extractor, extractor_for

SLICE = 50
"""Images looked at between two looks at the clock."""
MOST = 5_000
"""Training images that are compared with, at most; drawn with a fixed seed where there are more."""
SEED = 0


@dataclass(frozen=True)
class Seen:
    """Images and what an extractor sees in them.

    Attributes:
        images: uint8, (count, height, width, channels).
        features: float32, (count, size).
        probabilities: float32, (count, classes); None where the extractor knows no classes.
        labels: int32, (count,): real ones of real images, the asked-for ones of fakes; None where there are none.
    """

    images: np.ndarray
    features: np.ndarray
    probabilities: np.ndarray | None
    labels: np.ndarray | None


class Looking:
    """Images that an extractor is shown, a slice at a time.

    Args:
        extractor: Shows what is in them.
        images: uint8, (count, height, width, channels).
        labels: int32, (count,), or None.
    """

    def __init__(self, extractor: Extractor, images: np.ndarray, labels: np.ndarray | None = None) -> None:
        self._extractor, self._images, self._labels = extractor, images, labels
        self._features = np.empty((len(images), extractor.size), np.float32)
        self._probabilities = np.empty((len(images), len(extractor.classes)), np.float32)
        self.count = 0
        """Images looked at so far."""

    def __len__(self) -> int:
        return len(self._images)

    @property
    def done(self) -> bool:
        """Whether all were looked at."""
        return self.count >= len(self)

    def advance(self, until: float) -> None:
        """Look at more of them, at least one slice.

        Args:
            until: When to stop, on the clock ``time.perf_counter``.
        """
        while not self.done:
            part = slice(self.count, self.count + SLICE)
            self._features[part], self._probabilities[part] = self._extractor.look(self._images[part])
            self.count = min(len(self), self.count + SLICE)
            if time.perf_counter() > until:
                return

    def seen(self) -> Seen:
        """What was found, once all were looked at."""
        probabilities = self._probabilities if self._extractor.classes else None
        return Seen(self._images, self._features, probabilities, self._labels)


class Reference:
    """The real side of an evaluation; one serves for every checkpoint of a run.

    Args:
        dataset: Where the images come from; decides the extractor.
        training: The images that the generator learned from.
        held_out: Images of the same kind that it never saw; None where there are none.

    Attributes:
        extractor: Whose features are compared.
    """

    def __init__(self, dataset: Dataset, training: Data, held_out: Data | None) -> None:
        height, width, channels = training.images.shape[1:]
        self.extractor = extractor_for(dataset, (height, width, channels))
        if len(training) > MOST:
            chosen = np.sort(np.random.default_rng(SEED).choice(len(training), MOST, replace=False))
            labels = None if training.labels is None else training.labels[chosen]
            training = Data(training.images[chosen], labels)
        self._training = Looking(self.extractor, training.images, training.labels)
        self._held_out = None if held_out is None else Looking(self.extractor, held_out.images, held_out.labels)

    @property
    def _parts(self) -> list[Looking]:
        return [self._training] + ([self._held_out] if self._held_out else [])

    @property
    def left(self) -> int:
        """Images still to be looked at."""
        return sum(len(part) - part.count for part in self._parts)

    def advance(self, until: float) -> None:
        """Look at more of the images, until a time of ``time.perf_counter`` or the end."""
        for part in self._parts:
            if not part.done:
                part.advance(until)
                return

    @property
    def training(self) -> Seen:
        """The images that the generator learned from."""
        return self._training.seen()

    @property
    def held_out(self) -> Seen | None:
        """Those that it never saw."""
        return self._held_out.seen() if self._held_out else None
