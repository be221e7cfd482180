"""Plain layers, no convolution: the networks of the first GAN paper."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from pydantic import Field

from ganboard.architectures.base import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.backend import keras
from ganboard.i18n import N_


@ARCHITECTURES.register
class MLP(Architecture):
    """Two hidden layers in each network.

    Reference: Goodfellow et al. 2014, Section 5, arXiv:1406.2661.
    Differs from the paper: LeakyReLU instead of ReLU and maxout, no dropout, tanh output.
    """

    name: ClassVar[str] = "mlp"
    title: ClassVar[str] = N_("Plain layers (MLP)")
    summary: ClassVar[str] = N_("Every number is connected to every other. Knows nothing of neighbouring pixels.")
    order: ClassVar[int] = 3
    encodes: ClassVar[bool] = True

    width: int = Field(256, ge=8, le=2048, title=N_("Width"), description=N_("Neurons in each hidden layer."))

    def generator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.generator`."""
        layers = keras.layers
        latents = keras.Input((spec.latent_size,), name="latents")
        x: Any = self._hidden(latents, "generator")
        x = layers.Dense(math.prod(spec.shape), activation="tanh", name="generator_pixels")(x)
        images = layers.Reshape(spec.shape, name="generator_images", dtype="float32")(x)
        return keras.Model(latents, images, name="generator")

    def discriminator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.discriminator`."""
        layers = keras.layers
        images = keras.Input(spec.shape, name="images")
        x = self._hidden(layers.Flatten(name="discriminator_flatten")(images), "discriminator")
        x = layers.Dense(1, name="discriminator_logit")(x)
        logits = layers.Reshape((), name="discriminator_logits", dtype="float32")(x)
        return keras.Model(images, logits, name="discriminator")

    def encoder(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.encoder`."""
        images = keras.Input(spec.shape, name="images")
        x = self._hidden(keras.layers.Flatten(name="encoder_flatten")(images), "encoder")
        code = keras.layers.Dense(2 * spec.latent_size, name="encoder_code", dtype="float32")(x)
        return keras.Model(images, code, name="encoder")

    def _hidden(self, x: Any, network: str) -> Any:
        for number in (1, 2):
            x = keras.layers.Dense(self.width, name=f"{network}_dense_{number}")(x)
            x = keras.layers.LeakyReLU(negative_slope=0.2, name=f"{network}_relu_{number}")(x)
        return x
