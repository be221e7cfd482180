"""Small sets of images for the tests of metrics."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from ganboard.metrics import ImageSet, Samples


def featured(
    features: np.ndarray, probabilities: np.ndarray | None = None, labels: np.ndarray | None = None
) -> ImageSet:
    """Images that are the same where their features are."""
    rows = np.ascontiguousarray(features)
    marks = [np.frombuffer(hashlib.blake2b(row.tobytes(), digest_size=8).digest(), np.uint8) for row in rows]
    return ImageSet(np.reshape(marks, (len(rows), 1, 8, 1)).astype(np.uint8), features, probabilities, labels)


def classified(probabilities: np.ndarray, labels: np.ndarray | None = None) -> ImageSet:
    """Black images of one pixel with given probabilities of classes."""
    return ImageSet(np.zeros((len(probabilities), 1, 1, 1), np.uint8), None, probabilities, labels)


def named(kinds: np.ndarray, classes: int = 10, labels: np.ndarray | None = None) -> ImageSet:
    """Images of which the classifier is sure."""
    return classified(np.eye(classes)[kinds], labels)


def pictured(count: int, seed: int, light: float = 128, contrast: float = 40, side: int = 6) -> ImageSet:
    """Images of noise."""
    values = np.random.default_rng(seed).normal(light, contrast, (count, side, side, 1))
    return ImageSet(np.clip(values, 0, 255).round().astype(np.uint8))


def full(count: int, seed: int, shift: float = 0.0, scale: float = 1.0, size: int = 4) -> ImageSet:
    """Images with all that can be said of them."""
    chance = np.random.default_rng(seed)
    probabilities = chance.dirichlet([0.1] * 10, count)
    return ImageSet(
        np.clip(chance.normal(128 + 20 * shift, 40 * scale, (count, 6, 6, 1)), 0, 255).astype(np.uint8),
        (shift + scale * chance.normal(size=(count, size))).astype(np.float32),
        probabilities.astype(np.float32),
        probabilities.argmax(axis=1),
    )


def usual(count: int = 300, **others: Any) -> Samples:
    """Samples with which every metric has a value."""
    names = {"extractor": "test", "extractor_title": "features of a test", "classes": tuple("0123456789")}
    sets = {"fake": full(count, 1, 0.3), "real": full(count, 2), "held_out": full(count // 2, 3)}
    return Samples(**{**names, **sets, **others})
