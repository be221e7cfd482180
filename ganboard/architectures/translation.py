"""Networks that turn one picture into another: a U that makes it, a judge of patches, and a reader of what is to be seen."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ganboard.architectures.base import NetworkSpec
from ganboard.backend import keras

DEPTH = 3
"""How often the U halves the first picture inside."""
SLOPE = 0.2
READER_FILTERS = (16, 32, 48, 48)
"""Of the reader's layers, each after the first of half the size of the one before."""


def u_net(spec: NetworkSpec, told: int | None, width: int) -> Any:
    """From [latents (batch, latent_size), labels int32 (batch,), sketches] to pictures in [-1, 1].

    Sketches are (batch, height, width, 1), from 0 for black to 255 for white.

    Reference: Isola et al. 2017, Section 3.2.1, arXiv:1611.07004: the way down is remembered on the way up.
    Differs from the paper: small; noise and the told value are added to every layer of the way up, instead of dropout; the
    finest layers work on 2×2 blocks of pixels.

    Args:
        spec: With factors.
        told: The number of the factor whose value it is told; of a label it sees nothing else. None: it is told nothing.
        width: Filters in the layers next to the picture.
    """
    layers = keras.layers
    margins = margin(spec.shape[0]), margin(spec.shape[1])
    height, side, channels = spec.shape[0] + 2 * margins[0], spec.shape[1] + 2 * margins[1], spec.shape[2]
    latents = keras.Input((spec.latent_size,), name="latents")
    labels = keras.Input((), dtype="int32", name="labels")
    sketches = keras.Input((*spec.shape[:2], 1), name="sketches")
    given = latents
    if told is not None:
        given = layers.Concatenate(name="generator_told")([latents, _value(spec, told, labels, "generator")])
    given = layers.Dense(32, name="generator_given")(given)
    given = layers.LeakyReLU(negative_slope=SLOPE, name="generator_given_relu")(given)
    ink = layers.Rescaling(-1 / 255, 1.0, name="generator_ink")(sketches)
    if any(margins):
        ink = layers.ZeroPadding2D(margins, name="generator_margins")(ink)
    x = inked = cut_into_blocks(ink, (height, side, 1), "generator")
    passed = []
    for level in range(DEPTH + 1):
        filters, stride = filters_at(width, level), 1 if level == 0 else 2
        x = layers.Conv2D(filters, 3, stride, "same", use_bias=False, name=f"generator_down_{level}")(x)
        x = layers.BatchNormalization(momentum=0.9, name=f"generator_down_norm_{level}")(x)
        x = layers.LeakyReLU(negative_slope=SLOPE, name=f"generator_down_relu_{level}")(x)
        passed.append(x)
    for level in reversed(range(DEPTH)):
        filters = filters_at(width, level)
        x = layers.Conv2DTranspose(filters, 4, 2, "same", use_bias=False, name=f"generator_up_{level}")(x)
        x = layers.BatchNormalization(momentum=0.9, name=f"generator_up_norm_{level}")(x)
        shift = layers.Dense(filters, name=f"generator_shift_{level}")(given)
        shift = layers.Reshape((1, 1, filters), name=f"generator_shift_{level}_flat")(shift)
        x = layers.Add(name=f"generator_up_told_{level}")([x, shift])
        x = layers.ReLU(name=f"generator_up_relu_{level}")(x)
        x = layers.Concatenate(name=f"generator_joined_{level}")([x, passed[level]])
    x = layers.Concatenate(name="generator_joined_ink")([x, inked])
    x = layers.Conv2D(4 * channels, 3, padding="same", name="generator_last")(x)
    x = whole_again(x, (height, side, channels), "generator")
    if any(margins):
        x = layers.Cropping2D(margins, name="generator_cut")(x)
    x = layers.Activation("tanh", name="generator_images", dtype="float32")(x)
    return keras.Model([latents, labels, sketches], x, name="generator")


def patch_judge(spec: NetworkSpec, told: int | None, width: int) -> Any:
    """A network from [pictures, labels, sketches] to a logit for each patch, (batch, height / 8, width / 8), rounded up.

    Reference: Isola et al. 2017, Section 3.2.2, arXiv:1611.07004; projection: Miyato & Koyama 2018, Eq. 3, arXiv:1802.05637.
    Differs from the papers: fewer and smaller layers; the told value is projected onto in every patch.

    Args:
        spec: With factors.
        told: The number of the factor whose value it is told; None: it is told nothing.
        width: Filters in the layers next to the picture.
    """
    layers = keras.layers
    height, side, channels = spec.shape
    pictures = keras.Input(spec.shape, name="images")
    labels = keras.Input((), dtype="int32", name="labels")
    sketches = keras.Input((height, side, 1), name="sketches")
    ink = layers.Rescaling(-1 / 255, 1.0, name="discriminator_ink")(sketches)
    x = layers.Concatenate(name="discriminator_pair")([pictures, ink])
    x = cut_into_blocks(x, (height, side, channels + 1), "discriminator")
    for level in range(DEPTH):
        filters, stride = filters_at(width, level), 1 if level == 0 else 2
        x = layers.Conv2D(filters, 3, stride, padding="same", name=f"discriminator_conv_{level}")(x)
        x = layers.LeakyReLU(negative_slope=SLOPE, name=f"discriminator_relu_{level}")(x)
    logits = layers.Conv2D(1, 1, name="discriminator_logit")(x)
    if told is not None:
        values = spec.factors[told]
        each = layers.Conv2D(values, 1, use_bias=False, kernel_initializer="zeros", name="discriminator_values")(x)
        value = layers.Reshape((1, 1, values), name="discriminator_told")(_value(spec, told, labels, "discriminator"))
        match = layers.Multiply(name="discriminator_match")([each, value])
        match = keras.ops.sum(match, axis=-1, keepdims=True)
        logits = layers.Add(name="discriminator_sum")([logits, match])
    patches = tuple(math.ceil(length / 2**DEPTH) for length in (height, side))
    logits = layers.Reshape(patches, name="discriminator_logits", dtype="float32")(logits)
    return keras.Model([pictures, labels, sketches], logits, name="discriminator")


def reader(spec: NetworkSpec) -> Any:
    """A network from pictures to a logit for each value of each factor, one factor after the other, (batch, values).

    It sees no drawing, from which all could be read that a picture lacks.

    Reference: Odena et al. 2017, Section 3, arXiv:1610.09585. Differs from the paper: a network of its own.

    Args:
        spec: With factors.
    """
    layers = keras.layers
    pictures = keras.Input(spec.shape, name="images")
    height, side, channels = spec.shape
    x = cut_into_blocks(pictures, (height, side, channels), "reader")
    for level, filters in enumerate(READER_FILTERS):
        x = layers.Conv2D(filters, 3, 1 if level == 0 else 2, padding="same", name=f"reader_conv_{level}")(x)
        x = layers.LeakyReLU(negative_slope=SLOPE, name=f"reader_relu_{level}")(x)
    x = layers.Flatten(name="reader_flatten")(x)
    values = layers.Dense(sum(spec.factors), name="reader_values", dtype="float32")(x)
    return keras.Model(pictures, values, name="reader")


def margin(length: int) -> int:
    """How much empty paper is put at both ends of a side of even length, so that the U can halve it, pixels."""
    return -length % 2 ** (DEPTH + 1) // 2


def filters_at(width: int, level: int) -> int:
    """How many filters a layer has: the smaller the picture inside, the more, up to four times as many."""
    return width * min(4, 2**level)


def _value(spec: NetworkSpec, told: int, labels: Any, network: str) -> Any:
    """Which value of the told factor a label has, 1 or 0 for each: a table that is not learnt."""
    before = sum(spec.factors[:told])
    table = keras.layers.Embedding(spec.classes, spec.factors[told], trainable=False, name=f"{network}_value")
    value = table(labels)
    table.set_weights([np.ascontiguousarray(spec.values()[:, before : before + spec.factors[told]])])
    return value


def cut_into_blocks(pictures: Any, shape: tuple[int, int, int], network: str) -> Any:
    """Pictures cut into 2×2 blocks: (batch, height / 2, width / 2, 4 * channels)."""
    layers = keras.layers
    height, side, channels = shape
    x: Any = layers.Reshape((height // 2, 2, side // 2, 2 * channels), name=f"{network}_blocks")(pictures)
    x = layers.Permute((1, 3, 2, 4), name=f"{network}_shuffle")(x)
    return layers.Reshape((height // 2, side // 2, 4 * channels), name=f"{network}_pixels")(x)


def whole_again(blocks: Any, shape: tuple[int, int, int], network: str) -> Any:
    """What :func:`cut_into_blocks` was given, from what it gave; arguments alike."""
    layers = keras.layers
    height, side, channels = shape
    x: Any = layers.Reshape((height // 2, side // 2, 2, 2 * channels), name=f"{network}_unblocks")(blocks)
    x = layers.Permute((1, 3, 2, 4), name=f"{network}_unshuffle")(x)
    return layers.Reshape((height, side, channels), name=f"{network}_whole")(x)
