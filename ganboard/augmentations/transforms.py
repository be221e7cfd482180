"""Differentiable changes of pictures: each sample with numbers of its own, and nothing changed where the amount is 0."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ganboard.backend import tf

REACH, HOLE = 0.125, 0.5
"""At full strength: the farthest shift and the side of the hole, as parts of the picture's."""
LIGHT, PALE = 0.25, 0.5
"""At full strength: the largest part of white or black, and of its own mean brightness, that is mixed into a picture."""


def mirrored(images: Any, amount: Any, numbers: Any) -> Any:
    """Left and right swapped, in half of the samples where the amount is 1.

    Arguments as for all transforms here:

    Args:
        images: float32 in [-1, 1], (count, height, width, channels).
        amount: How far to go for each sample, from 0 to 1, float32, (count,).
        numbers: Each sample's chance, evenly from 0 to 1, float32, (count, numbers).

    Returns:
        float32 in [-1, 1], of the same shape.

    Reference: Karras et al. 2020, Appendix B, arXiv:2006.06676. Differs from the paper: nothing.
    """
    return tf.where((numbers[:, 0] < 0.5 * amount)[:, None, None, None], images[:, :, ::-1], images)


def translated(images: Any, amount: Any, numbers: Any) -> Any:
    """Shifted by whole pixels, up to an eighth of the side, along both axes.

    Written as products with matrices of zeros and ones, whose gradient is the product with the transposed ones.

    Reference: Zhao et al. 2020, Section 3.2, arXiv:2006.10738.
    Differs from the paper: what moves in repeats the picture's edge instead of grey, so that a picture stays one.
    """
    _, height, width, _ = images.shape
    rows, columns = _sources(amount, numbers[:, 0], height), _sources(amount, numbers[:, 1], width)
    return tf.einsum("nij,njkc->nikc", rows, tf.einsum("nkj,nijc->nikc", columns, images))


def _sources(amount: Any, number: Any, side: int) -> Any:
    """From where each pixel of an axis comes: a 1 in each row, (count, side, side)."""
    reach = tf.round(REACH * amount * side)
    shift = tf.floor(number * (2.0 * reach + 1.0)) - reach
    source = tf.clip_by_value(tf.range(side, dtype=tf.float32) - shift[:, None], 0.0, side - 1.0)
    return tf.one_hot(tf.cast(source, tf.int32), side)


def recolored(images: Any, amount: Any, numbers: Any) -> Any:
    """Lighter or darker, paler and, where there is colour, less colourful.

    A picture is mixed with white or black, with its own mean, and with itself in grey: so it stays within the range without
    being clipped, which would leave G without a gradient where it happens.

    Reference: Zhao et al. 2020, Section 3.2, arXiv:2006.10738.
    Differs from the paper: mixed instead of added and multiplied, so that contrast and colour never rise.
    """
    light = LIGHT * amount * (2.0 * numbers[:, 0] - 1.0)
    mixed = (light, PALE * amount * numbers[:, 1], amount * numbers[:, 2])
    light, pale, grey = (part[:, None, None, None] for part in mixed)
    images = (1.0 - tf.abs(light)) * images + light
    images += pale * (tf.reduce_mean(images, axis=(1, 2, 3), keepdims=True) - images)
    if images.shape[-1] > 1:
        images += grey * (tf.reduce_mean(images, axis=-1, keepdims=True) - images)
    return images


def holed(images: Any, amount: Any, numbers: Any) -> Any:
    """A grey square of half the side, anywhere, also partly outside.

    Reference: Zhao et al. 2020, Section 3.2, arXiv:2006.10738; DeVries & Taylor 2017, Section 3, arXiv:1708.04552.
    Differs from the papers: nothing.
    """
    _, height, width, _ = images.shape
    rows, columns = _hidden(amount, numbers[:, 0], height), _hidden(amount, numbers[:, 1], width)
    return images * (1.0 - rows[:, :, None, None] * columns[:, None, :, None])


def _hidden(amount: Any, number: Any, side: int) -> Any:
    """Which pixels of an axis the hole covers: 1 there and 0 elsewhere, (count, side)."""
    size = tf.round(HOLE * amount * side)
    start = tf.floor(number * (side + 1.0 - size % 2.0)) - size // 2.0
    place = tf.range(side, dtype=tf.float32)
    return tf.cast((place >= start[:, None]) & (place < (start + size)[:, None]), tf.float32)


TRANSFORMS = {"flips": (mirrored, 1), "translation": (translated, 2), "color": (recolored, 3), "cutout": (holed, 2)}
"""In the order in which they are applied, each with how many numbers it takes for a sample."""
NUMBERS = sum(1 + count for _, count in TRANSFORMS.values())
"""Numbers for each sample: for each transform one that says whether it happens at all, and its own."""


def augmented(images: Any, names: Iterable[str], chance: Any, strength: Any, numbers: Any) -> Any:
    """Pictures changed by some of the transforms, each with its own chance for each sample.

    Args:
        images: float32 in [-1, 1], (count, height, width, channels).
        names: Which of ``TRANSFORMS``.
        chance: How often each happens, from 0 to 1, a scalar.
        strength: How far each goes, from 0 to 1, a scalar.
        numbers: Evenly from 0 to below 1, float32, (count, ``NUMBERS``): what one transform takes is the same whichever others
            there are.

    Returns:
        float32 in [-1, 1], of the same shape.
    """
    start = 0
    for name, (transform, count) in TRANSFORMS.items():
        if name in names:
            amount = strength * tf.cast(numbers[:, start] < chance, tf.float32)
            images = transform(images, amount, numbers[:, start + 1 : start + 1 + count])
        start += 1 + count
    return images
