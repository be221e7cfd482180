"""Small convolutional networks that learn in seconds on two CPU cores."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from ganboard.architectures.base import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.backend import keras
from ganboard.i18n import N_


@ARCHITECTURES.register
class Lean(Architecture):
    """A small DCGAN; with classes, G gets a class embedding and D ends in a projection onto one.

    Reference: Radford et al. 2016, Section 3, arXiv:1511.06434; projection: Miyato & Koyama 2018, Eq. 3,
    arXiv:1802.05637; pixel shuffle: Shi et al. 2016, Eq. 4, arXiv:1609.05158.
    Differs from the papers: few filters; batch normalisation in G only; images are cut into 2×2 blocks before D's first
    convolution and put together from them after G's last, which costs half as much as strided convolutions at full
    size; D has a dense layer of features, and the class embeddings are the columns of a dense layer that starts at zero; where
    classes are combinations of factors, a class's embedding is the sum of those of its factors' values.
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

    def generator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.generator`."""
        layers = keras.layers
        height, width, channels = spec.shape
        start, doublings = _start(height)
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
        filters = self.width * 2 ** (doublings - 1)
        biased = not self.normalise  # batch normalisation has a bias of its own
        x = layers.Dense(start * start * filters, use_bias=biased, name="generator_dense")(x)
        x = layers.Reshape((start, start, filters), name="generator_reshape")(x)
        x = self._normalised(x, 0)
        x = layers.ReLU(name="generator_relu_0")(x)
        for number in range(1, doublings):
            filters //= 2
            x = layers.Conv2DTranspose(filters, 4, 2, "same", use_bias=biased, name=f"generator_conv_{number}")(x)
            x = self._normalised(x, number)
            x = layers.ReLU(name=f"generator_relu_{number}")(x)
        x = layers.Conv2D(4 * channels, 3, padding="same", name=f"generator_conv_{doublings}")(x)
        x = layers.Reshape((height // 2, width // 2, 2, 2 * channels), name="generator_blocks")(x)
        x = layers.Permute((1, 3, 2, 4), name="generator_shuffle")(x)
        x = layers.Reshape(spec.shape, name="generator_pixels")(x)
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
        height, width, channels = spec.shape
        _, doublings = _start(height)
        x: Any = layers.Reshape((height // 2, 2, width // 2, 2 * channels), name=f"{network}_blocks")(images)
        x = layers.Permute((1, 3, 2, 4), name=f"{network}_shuffle")(x)
        x = layers.Reshape((height // 2, width // 2, 4 * channels), name=f"{network}_pixels")(x)
        for number in range(1, doublings + 1):
            filters, stride = self.width * 2 ** (number - 1), 1 if number == 1 else 2
            x = layers.Conv2D(filters, 3, stride, padding="same", name=f"{network}_conv_{number}")(x)
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


def _start(size: int) -> tuple[int, int]:
    """The side of the first image inside, 7 or 8 pixels, and how often it is doubled to reach ``size``."""
    start, doublings = size, 0
    while start > 8:
        start, doublings = start // 2, doublings + 1
    return start, doublings
