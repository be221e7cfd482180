"""Samples that no training sees, so that there is something to judge by: a tenth of every set."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from ganboard.datasets.base import Data

PART = 10
"""One in so many images is held out."""
FEWEST = 200
"""A set of fewer different images is trained on whole: a tenth of it would tell nothing."""
SEED = 2014


def digests(images: np.ndarray) -> list[bytes]:
    """A short text for each image; two are equal where the images are, pixel for pixel.

    Args:
        images: Or other samples, (count, ...).
    """
    return [blake2b(np.ascontiguousarray(image).data, digest_size=16).digest() for image in images]


def contents(images: np.ndarray) -> np.ndarray:
    """Which images are the same, pixel for pixel.

    Args:
        images: Or other samples, (count, ...).

    Returns:
        int64, (count,): numbers from 0 to the number of different images less one, the same for repeats.
    """
    numbers: dict[bytes, int] = {}
    return np.array([numbers.setdefault(digest, len(numbers)) for digest in digests(images)], np.int64)


def first_of_each(images: np.ndarray) -> np.ndarray:
    """The numbers of the different images, int64, ascending: of those that are the same the first."""
    return np.unique(contents(images), return_index=True)[1]


def drawn(labels: np.ndarray, count: int, content: np.ndarray | None = None) -> np.ndarray:
    """Which images are kept apart: the same number of each class, with a fixed seed; repeats all or none.

    Those of a smaller count are among those of a larger one, where no image is there twice.

    Args:
        labels: int, (count of all,).
        count: How many are kept apart.
        content: What :func:`contents` says of the images; None: all are different. An image that is there more often
            than its class has places left is not kept apart.

    Returns:
        int64, ascending, (count,) where the classes divide it, and fewer where they do not or a class is too small.
    """
    chance = np.random.default_rng(SEED)
    content = np.arange(len(labels)) if content is None else content
    times, kinds = np.bincount(content), np.unique(labels)
    apart = np.zeros(len(times), bool)
    for kind in kinds:
        own = chance.permutation(np.flatnonzero(labels == kind))
        places = min(count // len(kinds), len(own) // 2)
        for each in content[own]:
            if not apart[each] and times[each] <= places:
                apart[each] = True
                places -= times[each]
    return np.flatnonzero(apart[content])


def split(data: Data, whole: bool = False) -> tuple[Data, Data | None]:
    """Part a set, the same way every time. No image of one part is in the other, however often it is there.

    Args:
        data: All images of a set.
        whole: Whether nothing is held out, as where one and the same thing is there in many ways (``Dataset.one_in_ways``).

    Returns:
        Those to train on, and those held out; None for the latter where there are fewer than ``FEWEST`` different images.
    """
    content = contents(data.samples)
    if whole or len(data) == 0 or content.max() + 1 < FEWEST:
        return data, None
    labels = np.zeros(len(data), np.int32) if data.labels is None else data.labels
    if len(np.unique(labels)) > len(data) // PART:  # too many classes for one of each
        labels = np.zeros(len(data), np.int32)
    apart = np.zeros(len(data), bool)
    apart[drawn(labels, len(data) // PART, content)] = True
    return (data.take(~apart), data.take(apart)) if apart.any() else (data, None)
