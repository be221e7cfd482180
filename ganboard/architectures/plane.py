"""Small plain networks for points in the plane."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.architectures.base import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.backend import keras
from ganboard.errors import ConfigError
from ganboard.i18n import N_


@ARCHITECTURES.register
class Plane(Architecture):
    """Plain layers between the noise and a point, and between a point and D's verdict.

    The last layer of G and the first of D turn the data's units into those of the networks and back. They are set from the data
    before training, belong to the weights of a checkpoint, and never learn.

    Reference: Goodfellow et al. 2014, Section 5, arXiv:1406.2661.
    Differs from the paper: LeakyReLU instead of ReLU and maxout, no dropout, points instead of pictures.
    """

    name: ClassVar[str] = "plane"
    title: ClassVar[str] = N_("Points in the plane")
    summary: ClassVar[str] = N_("Plain layers for points in the plane. Thousands of steps a second.")
    order: ClassVar[int] = 4
    sizes: ClassVar[tuple[int, ...]] = ()
    encodes: ClassVar[bool] = True

    width: int = Field(64, ge=4, le=1024, title=N_("Width"), description=N_("Neurons in each hidden layer."))
    depth: int = Field(2, ge=1, le=8, title=N_("Hidden layers"), description=N_("In each of the two networks."))

    def check(self, spec: NetworkSpec) -> None:
        """See :meth:`Architecture.check`."""
        if spec.shape != (2,):
            raise ConfigError(
                "architecture", self.name, N_("networks for pictures: {name} makes points in the plane"), name=self.name
            )
        if spec.classes:
            raise ConfigError(
                "conditional", True, N_("false: the networks called {name} cannot be told the class"), name=self.name
            )

    def generator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.generator`."""
        latents = keras.Input((spec.latent_size,), name="latents")
        made = keras.layers.Dense(2, name="generator_plane")(self._hidden(latents, "generator"))
        return keras.Model(latents, self._units("generator_points")(made), name="generator")

    def discriminator(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.discriminator`."""
        points = keras.Input((2,), name="points")
        x = self._hidden(self._units("discriminator_units")(points), "discriminator")
        verdict = keras.layers.Dense(1, name="discriminator_logit")(x)
        logits = keras.layers.Reshape((), name="discriminator_logits", dtype="float32")(verdict)
        return keras.Model(points, logits, name="discriminator")

    def encoder(self, spec: NetworkSpec) -> Any:
        """See :meth:`Architecture.encoder`."""
        points = keras.Input((2,), name="points")
        x = self._hidden(self._units("encoder_units")(points), "encoder")
        code = keras.layers.Dense(2 * spec.latent_size, name="encoder_code", dtype="float32")(x)
        return keras.Model(points, code, name="encoder")

    def unit(self, samples: np.ndarray) -> float:
        """See :meth:`Architecture.unit`. Networks see points from -2 to 2."""
        reach = float(np.abs(samples - _middle(samples)).max())
        return reach / 2 if reach > 0 else 1.0

    def fit(self, network: Any, samples: np.ndarray) -> None:
        """See :meth:`Architecture.fit`."""
        centre, scale = _middle(samples), self.unit(samples)
        for layer in network.layers:
            if layer.name == "generator_points":
                layer.set_weights([scale * np.eye(2), centre])
            elif layer.name.endswith("_units"):
                layer.set_weights([np.eye(2) / scale, -centre / scale])

    def _hidden(self, x: Any, network: str) -> Any:
        for number in range(1, self.depth + 1):
            x = keras.layers.Dense(self.width, name=f"{network}_dense_{number}")(x)
            x = keras.layers.LeakyReLU(negative_slope=0.2, name=f"{network}_relu_{number}")(x)
        return x

    def _units(self, name: str) -> Any:
        return keras.layers.Dense(2, kernel_initializer="identity", trainable=False, dtype="float32", name=name)


def _middle(samples: np.ndarray) -> np.ndarray:
    return (samples.min(axis=0) + samples.max(axis=0)) / 2
