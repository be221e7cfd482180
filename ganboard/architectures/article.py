"""The networks of the article that this project follows, corrected so that they can be built and learn."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.architectures.base import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.backend import keras
from ganboard.i18n import N_


@ARCHITECTURES.register
class Article(Architecture):
    """Transposed convolutions 128-64-1 against convolutions 64-128.

    Reference: Radford et al. 2016, Section 3, arXiv:1511.06434, in the sizes of the article.
    Differs from the paper: fewer and smaller layers, dropout in D, batch normalisation in G only.
    Differs from the article: ``Dense`` makes 7·7·128 numbers, not 256, so that they can be reshaped to an image;
    the first transposed convolution has stride 1, so that 7 becomes 28 and not 56 pixels; the slope of LeakyReLU is
    called ``negative_slope`` in Keras 3; D ends in a logit.
    """

    name: ClassVar[str] = "article"
    title: ClassVar[str] = N_("The classic GAN's networks")
    summary: ClassVar[str] = N_("As in the article, corrected. Large for this task, and therefore slow on a CPU.")
    order: ClassVar[int] = 2
    sizes: ClassVar[tuple[int, ...]] = (28,)

    def generator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.generator`."""
        layers = keras.layers
        latents = keras.Input((spec.latent_size,), name="latents")
        x: Any = layers.Dense(7 * 7 * 128, name="generator_dense")(latents)
        x = layers.LeakyReLU(negative_slope=0.2, name="generator_relu_0")(x)
        x = layers.BatchNormalization(momentum=0.8, name="generator_norm_0")(x)
        x = layers.Reshape((7, 7, 128), name="generator_reshape")(x)
        for number, (filters, stride) in enumerate(((128, 1), (64, 2)), start=1):
            x = layers.Conv2DTranspose(filters, 4, stride, padding="same", name=f"generator_conv_{number}")(x)
            x = layers.LeakyReLU(negative_slope=0.2, name=f"generator_relu_{number}")(x)
            x = layers.BatchNormalization(momentum=0.8, name=f"generator_norm_{number}")(x)
        x = layers.Conv2DTranspose(spec.shape[2], 4, 2, padding="same", name="generator_conv_3")(x)
        x = layers.Activation("tanh", name="generator_images", dtype="float32")(x)
        return keras.Model(latents, x, name="generator")

    def discriminator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.discriminator`."""
        layers = keras.layers
        images = keras.Input(spec.shape, name="images")
        x: Any = images
        for number, filters in enumerate((64, 128), start=1):
            x = layers.Conv2D(filters, 4, 2, padding="same", name=f"discriminator_conv_{number}")(x)
            x = layers.LeakyReLU(negative_slope=0.2, name=f"discriminator_relu_{number}")(x)
            x = layers.Dropout(0.3, name=f"discriminator_dropout_{number}")(x)
        x = layers.Flatten(name="discriminator_flatten")(x)
        x = layers.Dense(1, name="discriminator_logit")(x)
        logits = layers.Reshape((), name="discriminator_logits", dtype="float32")(x)
        return keras.Model(images, logits, name="discriminator")
