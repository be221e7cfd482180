"""Small convolutional networks that learn in seconds on two CPU cores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from ganboard.architectures.base import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.backend import keras
from ganboard.errors import CheckpointError
from ganboard.i18n import N_


def _from_text(value: Any) -> Any:
    """A URL and a flag give text, which Pydantic does not take for one of the numbers."""
    return int(value) if value in ("2", "4") else value


DETAILS = 64
"""Filters for details of pictures that have grown, where there were none before."""
Blocks = Annotated[Literal[2, 4], BeforeValidator(_from_text)]
"""Sides of the blocks that images are put together of, pixels."""


@ARCHITECTURES.register
class Lean(Architecture):
    """A small DCGAN; with classes, G gets a class embedding and D ends in a projection onto one.

    Reference: Radford et al. 2016, Section 3, arXiv:1511.06434; projection: Miyato & Koyama 2018, Eq. 3,
    arXiv:1802.05637; pixel shuffle: Shi et al. 2016, Eq. 4, arXiv:1609.05158.
    Differs from the papers: few filters; batch normalisation in G only; images are cut into blocks of 2×2 pixels before D's
    first convolution and put together from them after G's last, which costs half as much as strided convolutions at full
    size; with blocks of 4×4 pixels G adds details, a layer of their own from 0 on, to a picture of half the size (the sum of
    pictures: Karras et al. 2020, Section 4.1, arXiv:1912.04958), and D adds a layer for details to one that sees such a
    picture; with ``details`` G has one more layer for them, of a block alone, and D sees them four times as strongly; D has a
    dense layer of features, and the class embeddings are the columns of a dense layer that starts at zero;
    where classes are combinations of factors, a class's embedding is the sum of those of its factors' values.
    """

    name: ClassVar[str] = "lean"
    title: ClassVar[str] = N_("Lean convolutions")
    summary: ClassVar[str] = N_("Small and quick. Learns digits in seconds on a plain computer.")
    order: ClassVar[int] = 1
    conditional: ClassVar[bool] = True
    encodes: ClassVar[bool] = True

    width: int = Field(
        24,
        ge=4,
        le=256,
        title=N_("Width"),
        description=N_("Filters in the layers next to the image. More: finer, but slower."),
    )
    features: int = Field(
        64,
        ge=4,
        le=1024,
        title=N_("Features of the judge"),
        description=N_("In how many numbers the judge sums up what it sees before it judges."),
    )
    normalise: bool = Field(
        True,
        title=N_("Batch normalisation"),
        description=N_(
            "Each layer of the generator brings its numbers to the same size, counted over the samples of a step."
        ),
    )

    blocks: Blocks = Field(
        2,
        title=N_("Size of the blocks"),
        description=N_(
            "Pictures are put together from little squares this many pixels wide. 4: four times as many pixels, hardly slower, but "
            "pictures look coarse at first."
        ),
    )
    details: int = Field(
        0,
        ge=0,
        le=256,
        title=N_("Filters for details"),
        description=N_(
            "How many filters the generator has for what is finer than a coarse picture. More: sharper, but slower. Only where the "
            "blocks are of 4 pixels. 0: none of their own."
        ),
    )

    def sized(self, before: tuple[int, ...], after: tuple[int, ...]) -> Lean:
        """See :meth:`Architecture.sized`: blocks of such a size that there are as many layers, see :func:`grown`."""
        _, doublings = _start(before[0] // self.blocks)
        fits = [blocks for blocks in (self.blocks, 2, 4) if _start(after[0] // blocks)[1] == doublings]
        if not fits or fits[0] == self.blocks:
            return self
        details = self.details or DETAILS if fits[0] == 4 else 0
        return self.model_copy(update={"blocks": fits[0], "details": details})

    def generator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.generator`."""
        layers = keras.layers
        height, _, channels = spec.shape
        side = height // self.blocks
        start, doublings = _start(side)
        latents = keras.Input((spec.latent_size,), name="latents")
        inputs, x = [latents], latents
        if spec.classes:
            labels = keras.Input((), dtype="int32", name="labels")
            inputs.append(labels)
            small = keras.initializers.RandomNormal(
                stddev=0.05
            )  # large embeddings drown the noise: all samples look alike
            if spec.factors:
                values = _values(spec, labels, "generator")
                told = layers.Dense(32, use_bias=False, kernel_initializer=small, name="generator_class")(values)
            else:
                told = layers.Embedding(spec.classes, 32, embeddings_initializer=small, name="generator_class")(labels)
            x = layers.Concatenate(name="generator_told")([x, told])
        filters = self.width * 2**doublings
        biased = not self.normalise  # batch normalisation has a bias of its own
        x = layers.Dense(start * start * filters, use_bias=biased, name="generator_dense")(x)
        x = layers.Reshape((start, start, filters), name="generator_reshape")(x)
        x = self._normalised(x, 0)
        x = layers.ReLU(name="generator_relu_0")(x)
        for number in range(1, doublings + 1):
            filters //= 2
            x = layers.Conv2DTranspose(filters, 4, 2, "same", use_bias=biased, name=f"generator_conv_{number}")(x)
            x = self._normalised(x, number)
            x = layers.ReLU(name=f"generator_relu_{number}")(x)
        last = layers.Conv2D(4 * channels, 3, padding="same", name=f"generator_conv_{doublings + 1}")(x)
        if self.blocks == 4:
            doubled = _fixed(last, _doubling(channels), "generator_doubled")
            if self.details:
                x = layers.Conv2D(self.details, 1, name="generator_fine")(x)
                x = layers.ReLU(name="generator_fine_relu")(x)
            fine = layers.Conv2D(16 * channels, 1, kernel_initializer="zeros", use_bias=False, name="generator_detail")(
                x
            )
            last = layers.Add(name="generator_sharpened")([doubled, fine])
        x = _put_together(last, side, self.blocks, channels, "generator")
        x = layers.Activation("tanh", name="generator_images", dtype="float32")(x)
        return keras.Model(inputs if spec.classes else latents, x, name="generator")

    def _normalised(self, x: Any, number: int) -> Any:
        if not self.normalise:
            return x
        return keras.layers.BatchNormalization(momentum=0.9, name=f"generator_norm_{number}")(x)

    def encoder(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.encoder`. Built as D is, with a wider layer of features."""
        layers = keras.layers
        images = keras.Input(spec.shape, name="images")
        x = self._convolved(images, spec, "encoder")
        x = layers.Dense(256, name="encoder_dense")(x)
        inputs = [images]
        if spec.classes:
            labels = keras.Input((), dtype="int32", name="labels")
            inputs.append(labels)
            if spec.factors:
                told = layers.Dense(256, use_bias=False, name="encoder_class")(_values(spec, labels, "encoder"))
            else:
                told = layers.Embedding(spec.classes, 256, name="encoder_class")(labels)
            x = layers.Add(name="encoder_told")([x, told])
        x = layers.LeakyReLU(negative_slope=0.2, name="encoder_features")(x)
        code = layers.Dense(2 * spec.latent_size, name="encoder_code", dtype="float32")(x)
        return keras.Model(inputs if spec.classes else images, code, name="encoder")

    def _convolved(self, images: Any, spec: NetworkSpec, network: str) -> Any:
        """What convolutions make of images, flat."""
        layers = keras.layers
        height, _, channels = spec.shape
        side = height // self.blocks
        _, doublings = _start(side)
        pixels = x = _cut(images, side, self.blocks, channels, network)
        if self.blocks == 4:  # four pixels count as one
            scaled = layers.Rescaling(0.25, name=f"{network}_scaled")(pixels)
            x = _fixed(scaled, _doubling(channels).T, f"{network}_halved")
            pixels = pixels if self.details else scaled
        for number in range(1, doublings + 2):
            filters, stride = self.width * 2 ** (number - 1), 1 if number == 1 else 2
            x = layers.Conv2D(filters, 3, stride, padding="same", name=f"{network}_conv_{number}")(x)
            if number == 1 and self.blocks == 4:
                fine = layers.Conv2D(filters, 1, kernel_initializer="zeros", use_bias=False, name=f"{network}_detail")
                x = layers.Add(name=f"{network}_sharpened")([x, fine(pixels)])
            x = layers.LeakyReLU(negative_slope=0.2, name=f"{network}_relu_{number}")(x)
        return layers.Flatten(name=f"{network}_flatten")(x)

    def discriminator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.discriminator`."""
        layers = keras.layers
        images = keras.Input(spec.shape, name="images")
        x = self._convolved(images, spec, "discriminator")
        x = layers.Dense(self.features, name="discriminator_dense")(x)
        x = layers.LeakyReLU(negative_slope=0.2, name="discriminator_features")(x)
        logit = layers.Dense(1, name="discriminator_logit")(x)
        inputs = [images]
        if spec.classes:
            labels = keras.Input((), dtype="int32", name="labels")
            inputs.append(labels)
            count = sum(spec.factors) or spec.classes
            each = layers.Dense(count, use_bias=False, kernel_initializer="zeros", name="discriminator_classes")(x)
            if spec.factors:
                chosen = _values(spec, labels, "discriminator")
            else:
                chosen = layers.CategoryEncoding(count, output_mode="one_hot", name="discriminator_chosen")(labels)
            match = layers.Dot(axes=1, name="discriminator_projection")([each, chosen])
            logit = layers.Add(name="discriminator_sum")([logit, match])
        logits = layers.Reshape((), name="discriminator_logits", dtype="float32")(logit)
        return keras.Model(inputs if spec.classes else images, logits, name="discriminator")


def _values(spec: NetworkSpec, labels: Any, network: str) -> Any:
    """Which values of factors a class has: a table that is not learnt. So each value is learnt from all classes that have it."""
    table = keras.layers.Embedding(spec.classes, sum(spec.factors), trainable=False, name=f"{network}_values")
    values = table(labels)
    table.set_weights([spec.values()])
    return values


def _put_together(x: Any, side: int, block: int, channels: int, name: str) -> Any:
    """Images whose blocks are the pixels of ``x``, (count, side, side, block * block * channels)."""
    layers = keras.layers
    x = layers.Reshape((side, side, block, block * channels), name=f"{name}_blocks")(x)
    x = layers.Permute((1, 3, 2, 4), name=f"{name}_shuffle")(x)
    return layers.Reshape((side * block, side * block, channels), name=f"{name}_pixels")(x)


def _cut(images: Any, side: int, block: int, channels: int, name: str) -> Any:
    """The inverse of :func:`_put_together`."""
    layers = keras.layers
    x: Any = layers.Reshape((side, block, side, block * channels), name=f"{name}_blocks")(images)
    x = layers.Permute((1, 3, 2, 4), name=f"{name}_shuffle")(x)
    return layers.Reshape((side, side, block * block * channels), name=f"{name}_pixels")(x)


def _doubling(channels: int) -> np.ndarray:
    """Which pixel of a 2×2 block each of a 4×4 block shows, where the block is doubled: 1 or 0, (4 * channels, 16 * channels)."""
    pixels = np.eye(4 * channels, dtype=np.float32).reshape(-1, 2, 2, channels)
    return pixels.repeat(2, axis=1).repeat(2, axis=2).reshape(4 * channels, 16 * channels)


def _fixed(x: Any, table: np.ndarray, name: str) -> Any:
    """Other channels of each pixel, by a table that is not learnt: a 1×1 convolution is several times as fast as pooling."""
    layer = keras.layers.Conv2D(
        table.shape[1], 1, kernel_initializer="zeros", use_bias=False, trainable=False, name=name
    )
    x = layer(x)
    layer.set_weights([table[None, None]])
    return x


LAST = re.compile(r"^(.*/)generator_conv_(\d+)/kernel$")
FIRST = re.compile(r"^(.*/)(discriminator|encoder)_conv_1/kernel$")


def grown(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights of networks with 2×2 blocks, as those of networks with 4×4 blocks for pictures of twice the size.

    The generator makes the same pictures with each pixel four times, and the judge says of such a picture what it said of the
    small one: all weights stay as they are, and those of the details, which are new, are 0. A penalty on the judge's slope is a
    quarter of what it was there, as its slope by each pixel is: gamma four times as large is the same brake.

    Args:
        arrays: Weights by their names in a checkpoint, with or without what Adam remembers of them.

    Raises:
        CheckpointError: they are not of such networks.

    Reference: the idea to learn small pictures first and to grow both networks: Karras et al. 2018, Section 2, arXiv:1710.10196.
    Differs from the paper: no layer between the others is added, and the new pixels are not faded in.
    """
    last: dict[str, tuple[int, np.ndarray]] = {}
    found = dict(arrays)
    for name, array in arrays.items():
        if (place := LAST.match(name)) and int(place[2]) >= last.get(place[1], (0, array))[0]:
            last[place[1]] = int(place[2]), array
        if (place := FIRST.match(name)) and array.ndim == 4:
            _, _, before, after = array.shape
            found[f"{place[1]}{place[2]}_detail/kernel"] = _new(array, (1, 1, 4 * before, after), place[1])
            if "_adam/" not in name:
                found[f"{place[1]}{place[2]}_halved/kernel"] = _doubling(before // 4).T[None, None]
    for owner, (_, array) in last.items():
        _, _, before, after = array.shape
        found[f"{owner}generator_detail/kernel"] = _new(array, (1, 1, before, 4 * after), owner)
        if "_adam/" not in owner:
            found[f"{owner}generator_doubled/kernel"] = _doubling(after // 4)[None, None]
    if not last or len(found) == len(arrays):  # nothing is new: they are grown already
        raise CheckpointError(N_("Only “lean” networks with blocks of 2 pixels can grow. These are others."))
    return found


def _new(beside: np.ndarray, shape: tuple[int, ...], owner: str) -> np.ndarray:
    """What a new layer begins with, or what Adam remembers of it: of squares what it remembers of the layer beside.

    Else its first steps would be ten times as long as those of all the others.
    """
    return np.full(shape, beside.mean() if owner.endswith("/square/") else 0.0, np.float32)


def _start(size: int) -> tuple[int, int]:
    """The side of the first image inside, 7 or 8 pixels, and how often it is doubled to reach ``size``."""
    start, doublings = size, 0
    while start > 8:
        start, doublings = start // 2, doublings + 1
    return start, doublings
