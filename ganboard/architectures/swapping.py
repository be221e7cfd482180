"""Networks that learn from two heaps of pictures without pairs: one that changes pictures, and a judge of each side."""

from __future__ import annotations

import math
from typing import Any

from ganboard.architectures.translation import SLOPE, cut_into_blocks, filters_at, whole_again
from ganboard.backend import keras

KEPT = 1.5
"""What a picture counts in what it becomes, before tanh: an untrained network leaves pictures nearly as they are."""
ROUNDS = 2
"""Layers at the smallest size inside that add to what is there."""
LEVELS = 3
"""Of the judge: patches of 8 pixels have a logit each."""


def changer(shape: tuple[int, ...], width: int, name: str) -> Any:
    """A network from pictures, (batch, *shape) in [-1, 1], to pictures of the same shape in [-1, 1].

    It says by how much each pixel is to change, so that what need not change stays without being learnt.

    Reference: Zhu et al. 2017, Section 4, arXiv:1703.10593; the sum of change and picture: He et al. 2016, Section 3.1,
    arXiv:1512.03385.
    Differs from the papers: small; 2×2 blocks of pixels instead of the first halving; without normalisation, which would take
    away how light a picture is; one way down, which is remembered on the way up; the whole picture is added at the end.

    Args:
        shape: (height, width, channels), height and width multiples of 4.
        width: Filters in the layers next to the picture.
        name: Plain id, with which the names of its layers begin.
    """
    layers = keras.layers
    height, side, channels = shape

    def layer(x: Any, filters: int, stride: int, part: str) -> Any:
        x = layers.Conv2D(filters, 3, stride, "same", name=f"{name}_{part}")(x)
        return layers.LeakyReLU(negative_slope=SLOPE, name=f"{name}_{part}_relu")(x)

    pictures = keras.Input(shape, name=f"{name}_pictures")
    fine = layer(cut_into_blocks(pictures, (height, side, channels), name), width, 1, "fine")
    x = layer(fine, 2 * width, 2, "down")
    for number in range(ROUNDS):
        more = layer(x, 2 * width, 1, f"round_{number}")
        more = layers.Conv2D(2 * width, 3, padding="same", name=f"{name}_round_{number}_more")(more)
        x = layers.Add(name=f"{name}_round_{number}_sum")([x, more])
    x = layers.Conv2DTranspose(width, 4, 2, "same", name=f"{name}_up")(x)
    x = layers.LeakyReLU(negative_slope=SLOPE, name=f"{name}_up_relu")(x)
    x = layer(layers.Concatenate(name=f"{name}_joined")([x, fine]), width, 1, "joined_fine")
    change = layers.Conv2D(4 * channels, 3, padding="same", name=f"{name}_last")(x)
    change = whole_again(change, (height, side, channels), name)
    kept = layers.Rescaling(KEPT, name=f"{name}_kept")(pictures)
    x = layers.Add(name=f"{name}_changed")([kept, change])
    x = layers.Activation("tanh", name=f"{name}_images", dtype="float32")(x)
    return keras.Model(pictures, x, name=name)


def side_judge(shape: tuple[int, ...], width: int, name: str) -> Any:
    """A network from pictures to a logit for each patch, (batch, height / 8, width / 8), rounded up.

    Reference: Isola et al. 2017, Section 3.2.2, arXiv:1611.07004. Differs from the paper: fewer and smaller layers.

    Args:
        shape: (height, width, channels), height and width even.
        width: Filters in the layers next to the picture.
        name: Plain id, with which the names of its layers begin.
    """
    layers = keras.layers
    height, side, channels = shape
    pictures = keras.Input(shape, name=f"{name}_pictures")
    x = cut_into_blocks(pictures, (height, side, channels), name)
    for level in range(LEVELS):
        stride = 1 if level == 0 else 2
        x = layers.Conv2D(filters_at(width, level), 3, stride, padding="same", name=f"{name}_conv_{level}")(x)
        x = layers.LeakyReLU(negative_slope=SLOPE, name=f"{name}_relu_{level}")(x)
    logits = layers.Conv2D(1, 1, name=f"{name}_logit")(x)
    patches = tuple(math.ceil(length / 2**LEVELS) for length in (height, side))
    logits = layers.Reshape(patches, name=f"{name}_logits", dtype="float32")(logits)
    return keras.Model(pictures, logits, name=name)
