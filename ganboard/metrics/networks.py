"""The small networks whose activations serve as features."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import keras, own_settings

FEATURES = 64
"""Numbers by which a network describes an image. Few, so that some hundred images tell their covariance."""


@own_settings()
def classifier(shape: tuple[int, ...], classes: int) -> Any:
    """An untrained classifier of small images: three convolutions, then features, then classes.

    Args:
        shape: (height, width, channels) of an image; multiples of 4 in height and width.
        classes: How many there are.

    Returns:
        A Keras model from images in [-1, 1], (batch, *shape), to [features, (batch, 64), not negative, and logits,
        (batch, classes)].
    """
    layers = keras.layers
    images = keras.Input(shape, name="images")
    values = images
    for number, (units, pooled) in enumerate(((24, True), (48, True), (64, False)), start=1):
        values = layers.Conv2D(units, 3, padding="same", use_bias=False, name=f"conv_{number}")(values)
        values = layers.BatchNormalization(momentum=0.95, name=f"norm_{number}")(values)
        values = layers.ReLU(name=f"relu_{number}")(values)
        if pooled:
            values = layers.MaxPooling2D(name=f"pool_{number}")(values)
    values = layers.Dropout(0.3, name="dropout_1")(layers.Flatten(name="flat")(values))
    # Normalised before the ReLU: without that two of three units had died, and a dead unit describes nothing.
    values = layers.Dense(FEATURES, use_bias=False, name="describe")(values)
    values = layers.BatchNormalization(momentum=0.95, name="norm_features")(values)
    features = layers.ReLU(name="features")(values)
    logits = layers.Dense(classes, name="logits")(layers.Dropout(0.3, name="dropout_2")(features))
    return keras.Model(images, [features, logits], name="classifier")


@own_settings()
def of_kinds(network: Any, sizes: tuple[int, ...], shape: tuple[int, ...]) -> Any:
    """A classifier of kinds from one of factors: a kind is as probable as all its factors together.

    Args:
        network: A :func:`classifier` whose classes are the values of all factors, one factor after the other.
        sizes: How many values each factor has; kinds are counted with the last factor changing fastest.
        shape: (height, width, channels) of the images that it is to take, which are brought to those of the network.

    Returns:
        A Keras model from images in [-1, 1], (batch, *shape), to [features, (batch, 64), and logits, (batch, kinds)].
    """
    layers, ops = keras.layers, keras.ops
    images = keras.Input(shape, name="images")
    height, width = network.input_shape[1:3]
    fitting = images
    if shape[0] == 2 * height:
        fitting = layers.AveragePooling2D(2, name="halved")(images)
    elif shape[0] != height:
        fitting = layers.Resizing(height, width, name="resized")(images)
    features, logits = network(fitting)
    ends = np.cumsum(sizes).tolist()
    each = [ops.log_softmax(logits[:, end - size : end]) for end, size in zip(ends, sizes, strict=True)]
    rows = NetworkSpec(shape, 0, math.prod(sizes), sizes).values()
    together = layers.Dense(len(rows), use_bias=False, trainable=False, name="kinds")
    logits = together(layers.Concatenate(name="values")(each))
    together.set_weights([rows.T])
    return keras.Model(images, [features, logits], name="kinds_classifier")


@own_settings()
def motion_reader(shape: tuple[int, ...], motions: int) -> Any:
    """An untrained network that names what is done in clips: it sees no colours, the first frame, and what changes after it.

    Args:
        shape: (frames, height, width, channels) of a clip.
        motions: How many there are.

    Returns:
        A Keras model from clips in [-1, 1], (batch, *shape), to logits, (batch, motions).
    """
    layers, ops = keras.layers, keras.ops
    clips = keras.Input(shape, name="clips")
    first, others = ops.split(ops.mean(clips, axis=-1), [1], axis=1)
    values = layers.Concatenate(axis=1, name="changes")([first, ops.subtract(others, first)])
    values = layers.Permute((2, 3, 1), name="channels")(values)
    for number, units in enumerate((24, 48, 64), start=1):
        values = layers.Conv2D(units, 3, 2, padding="same", name=f"conv_{number}")(values)
        values = layers.ReLU(name=f"relu_{number}")(values)
    values = layers.GlobalMaxPooling2D(name="largest")(values)
    values = layers.Dropout(0.2, name="dropout")(values)
    return keras.Model(clips, layers.Dense(motions, name="logits")(values), name="motion_reader")


@own_settings()
def chance_network(shape: tuple[int, ...], seed: int = 0) -> Any:
    """A network with fixed random weights, which knows nothing of any kind of images.

    Convolutions of stride 2 until 4×4 places are left, then a random projection. Random features compare sets of images
    that are unlike those on which known networks were trained.

    Args:
        shape: (height, width, channels) of an image.
        seed: The same seed gives the same weights on every computer.

    Returns:
        A Keras model from images in [-1, 1], (batch, *shape), to features, (batch, 64), most of them within ±2.

    Reference: Naeem et al. 2020, on randomly initialised embeddings, arXiv:2002.09797.
    Differs from the paper: three or four convolutions instead of VGG16, leaky, and a random projection of what is at
    the 4×4 places.
    """
    layers = keras.layers
    chance = np.random.default_rng(seed)
    images = keras.Input(shape, name="images")
    values, drawn = images, []
    units = 32
    while max(values.shape[1:3]) > 4:
        fan_in = 9 * values.shape[-1]
        drawn.append(chance.normal(0, np.sqrt(2 / fan_in), (3, 3, values.shape[-1], units)))
        values = layers.Conv2D(units, 3, strides=2, padding="same", use_bias=False)(values)
        values = layers.LeakyReLU(0.2)(values)
        units = min(2 * units, 128)
    values = layers.Flatten()(values)
    drawn.append(chance.normal(0, np.sqrt(1 / values.shape[-1]), (values.shape[-1], FEATURES)))
    values = layers.Dense(FEATURES, use_bias=False)(values)
    network = keras.Model(images, values, name="chance")
    network.set_weights([kernel.astype(np.float32) for kernel in drawn])
    return network
