"""What the discriminator believes of an image, and which of its pixels the belief hangs on."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.errors import ConfigError
from ganboard.i18n import N_

BATCH = 250
"""Images judged at a time."""
MOST_COPIES = 64
"""Noisy copies that a smoothed saliency is averaged over, at most."""
_compiled: weakref.WeakKeyDictionary[Any, tuple[Callable[..., Any], Callable[..., Any]]] = weakref.WeakKeyDictionary()
"""For each discriminator that lives: logits of images, and their gradients."""


def score(discriminator: Any, images: np.ndarray, labels: np.ndarray | None = None) -> np.ndarray:
    """How far the discriminator believes that images are real.

    Args:
        discriminator: A Keras model from images in [-1, 1], or from [images, labels], to logits.
        images: uint8, (count, height, width, channels).
        labels: int32, (count,), the classes the images are shown as; None where the discriminator is told none.

    Returns:
        float32, (count,), from 0, surely a fake, to 1, surely real: the sigmoid of the logits.

    Raises:
        ConfigError: the images do not fit, or the discriminator needs labels and got none.
    """
    values = logits(discriminator, images, labels).astype(np.float64)
    return (0.5 * (1 + np.tanh(values / 2))).astype(np.float32)  # the sigmoid, without overflow far out


def logits(discriminator: Any, images: np.ndarray, labels: np.ndarray | None = None) -> np.ndarray:
    """What :func:`score` is the sigmoid of; tells apart what it rounds to 0 or 1. See there."""
    pixels, told = _inputs(discriminator, images, labels)
    parts = [
        _functions(discriminator)[0](*(tf.constant(each[start : start + BATCH]) for each in (pixels, *told))).numpy()
        for start in range(0, len(pixels), BATCH)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def saliency(
    discriminator: Any,
    image: np.ndarray,
    label: int | None = None,
    *,
    signed: bool = False,
    copies: int = 1,
    noise: float = 0.15,
    seed: int = 0,
) -> np.ndarray:
    """Which pixels the discriminator's belief hangs on.

    Args:
        discriminator: A Keras model from images in [-1, 1], or from [images, labels], to logits.
        image: uint8, (height, width, channels).
        label: The class the image is shown as; None where the discriminator is told none.
        signed: False: how fast the logit changes with each pixel, the largest of its channels, never negative. True: what
            each pixel speaks for as it is, more than 0 for real and less for fake: gradient times value, from middle grey,
            summed over channels.
        copies: With more than 1, gradients are averaged over so many copies with noise, up to ``MOST_COPIES``.
        noise: Standard deviation of that noise, as a part of the range between black and white.
        seed: Of that noise.

    Returns:
        float32, (height, width). Units: logits per unit of a pixel's value in [-1, 1]; signed: logits.

    Raises:
        ConfigError: the image does not fit, the label is missing, or there are too many copies.

    Reference: Simonyan et al. 2014, Section 3, arXiv:1312.6034; signed: gradient × input, Shrikumar et al. 2016,
    arXiv:1605.01713; copies: SmoothGrad, Smilkov et al. 2017, Section 3, arXiv:1706.03825.
    Differs from the papers: the gradient is of the discriminator's logit, not of a class's score; the input of gradient ×
    input counts from middle grey, because images lie in [-1, 1].
    """
    if not 1 <= copies <= MOST_COPIES:
        raise ConfigError("copies", copies, N_("a number from {ge} to {le}"), ge=1, le=MOST_COPIES)
    labels = None if label is None else np.array([label], np.int32)
    pixels, told = _inputs(discriminator, image[None], labels)
    views = np.repeat(pixels, copies, axis=0)
    if copies > 1:
        drawn = np.random.default_rng(seed).standard_normal(views.shape, np.float32)
        views += np.float32(2 * noise) * drawn  # from -1 to 1 is a range of 2
    told = [np.repeat(each, copies) for each in told]
    gradients = _functions(discriminator)[1](*(tf.constant(each) for each in (views, *told))).numpy()
    gradient = gradients.mean(axis=0)
    return (gradient * pixels[0]).sum(axis=-1) if signed else np.abs(gradient).max(axis=-1)


def _inputs(discriminator: Any, images: np.ndarray, labels: np.ndarray | None) -> tuple[np.ndarray, list[np.ndarray]]:
    """Images in [-1, 1], and the labels as a list of one array, or of none where the discriminator is told none."""
    shape = tuple(discriminator.inputs[0].shape[1:])
    if images.shape[1:] != shape or images.dtype != np.uint8:
        came = f"{images.dtype} {'×'.join(map(str, images.shape[1:]))}"
        raise ConfigError("images", came, N_("uint8 images of {shape}"), shape="×".join(map(str, shape)))
    pixels = images.astype(np.float32) / np.float32(127.5) - np.float32(1)
    if len(discriminator.inputs) == 1:
        return pixels, []
    if labels is None or len(labels) != len(images):
        raise ConfigError("labels", None if labels is None else len(labels), N_("a class for each image"))
    return pixels, [np.asarray(labels, np.int32)]


def _functions(discriminator: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Logits and gradients of a discriminator, compiled at its first use and let go of together with it."""
    if discriminator not in _compiled:
        signature = [tf.TensorSpec([None, *discriminator.inputs[0].shape[1:]], tf.float32)]
        if len(discriminator.inputs) > 1:
            signature.append(tf.TensorSpec([None], tf.int32))
        held = weakref.ref(discriminator)  # else the table would keep alive what it is about

        def judge(images: Any, *labels: Any) -> Any:
            model: Any = held()
            return tf.cast(model([images, *labels] if labels else images, training=False), tf.float32)

        def gradients(images: Any, *labels: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(images)
                values = judge(images, *labels)
            return tape.gradient(values, images)  # each logit depends on its own image alone

        compiled = [
            tf.function(function, input_signature=signature, autograph=False) for function in (judge, gradients)
        ]
        _compiled[discriminator] = (compiled[0], compiled[1])
    return _compiled[discriminator]
