"""What generated images are compared with: the real ones, and what a network sees in them. Gathered a slice at a time."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from ganboard.datasets import Data
from ganboard.datasets.split import digests, first_of_each
from ganboard.i18n import N_, message
from ganboard.metrics import Extractor, extractor_for
from ganboard.metrics.base import ImageSet
from ganboard.run_data import parts
from ganboard.runs import Run

SLICE = 50
"""Images looked at between two looks at the clock."""
MOST = 5_000
"""Training images that are compared with, at most; drawn with a fixed seed where there are more."""
SEED = 0


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

    def found(self) -> ImageSet:
        """The images with what was seen in them, once all were looked at."""
        probabilities = self._probabilities if self._extractor.classes else None
        return ImageSet(self._images, self._features, probabilities, self._labels)


class Reference:
    """The real side of an evaluation; one serves for every checkpoint of a run.

    Repeats count once, and what is among the training images is not unseen: copies of one picture are each other's nearest
    neighbours, and would make every other picture look far away.

    Args:
        extractor: Whose features are compared.
        training: The images that the generator learned from.
        held_out: Images of the same kind that it never saw; None where there are none.

    Attributes:
        extractor: The same.
        trained: Digests of all training images, of which only a part may be compared.
        notes: What was left out, messages.
    """

    def __init__(self, extractor: Extractor, training: Data, held_out: Data | None) -> None:
        self.extractor = extractor
        different, self.notes = different_images(training)
        self.trained = frozenset(digests(different.samples))
        self._training = self._shuffled(different)
        self._held_out = None if held_out is None else self._unseen(held_out)
        self._parts = [self._training] + ([self._held_out] if self._held_out else [])
        self._sets: tuple[ImageSet, ImageSet | None] | None = None

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    @property
    def count(self) -> int:
        """Images looked at so far."""
        return sum(part.count for part in self._parts)

    def advance(self, until: float) -> None:
        """Look at more of the images, until a time of ``time.perf_counter`` or the end."""
        for part in self._parts:
            if not part.done:
                part.advance(until)
                return

    def sets(self) -> tuple[ImageSet, ImageSet | None]:
        """Training images and held-out ones, in chance order, once all were looked at.

        The same two every time, so that distances among them are computed once.
        """
        if self._sets is None:
            self._sets = self._training.found(), self._held_out.found() if self._held_out else None
        return self._sets

    def _unseen(self, held_out: Data) -> Looking | None:
        apart = held_out.take(first_of_each(held_out.samples))
        new = [number for number, digest in enumerate(digests(apart.samples)) if digest not in self.trained]
        if len(new) < len(apart):
            seen = len(apart) - len(new)
            self.notes += (message(SEEN if seen > 1 else ONE_SEEN, count=f"{len(apart):,}", seen=f"{seen:,}"),)
        return self._shuffled(apart.take(np.array(new, np.int64))) if new else None

    def _shuffled(self, data: Data) -> Looking:
        drawn = data.take(np.random.default_rng(SEED).permutation(len(data))[:MOST])
        return Looking(self.extractor, drawn.samples, drawn.labels)


def different_images(data: Data) -> tuple[Data, tuple[dict[str, Any], ...]]:
    """A set without its repeats, and a message where there were some."""
    first = first_of_each(data.samples)
    if len(first) == len(data):
        return data, ()
    note = message(REPEATS, count=f"{len(data):,}", different=f"{len(first):,}")
    return data.take(first), (note,)


REPEATS = N_("Of the {count} real images only {different} are different pictures. Each was counted once.")
SEEN = N_(
    "Of the {count} real images that were kept apart {seen} are also among the training images. They are not unseen, and "
    "were left out."
)
ONE_SEEN = N_(
    "One of the {count} real images that were kept apart is also among the training images. It is not unseen, and was left out."
)


def reference_of(run: Run, extractor: Extractor | None = None) -> Reference:
    """The real side of a run.

    Args:
        run: Its folder.
        extractor: Another than the one that suits its images.

    Raises:
        DatasetError: the images cannot be had any more.
    """
    training, held_out = parts(run)
    height, width, channels = training.samples.shape[1:]
    return Reference(extractor or extractor_for(run.config().dataset, (height, width, channels)), training, held_out)
