"""What every architecture has: a generator and a discriminator for a shape of images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.registry import Part, Registry


@dataclass(frozen=True)
class NetworkSpec:
    """What the networks must fit.

    Attributes:
        shape: (height, width, channels) of an image.
        latent_size: Length of a latent vector.
        classes: Number of classes the networks are told; 0 for networks that are told none.
    """

    shape: tuple[int, int, int]
    latent_size: int
    classes: int = 0


@dataclass(frozen=True)
class Networks:
    """Two Keras functional models. Where the spec has classes, both take labels, int32 (batch,), as second input.

    Attributes:
        generator: From latents, float32 (batch, latent_size), to images, (batch, height, width, channels), in [-1, 1].
            Made of Keras' own layers alone, so that its ``.keras`` file loads anywhere.
        discriminator: From images to logits, (batch,).
    """

    generator: Any
    discriminator: Any


class Architecture(Part):
    """Builds the two networks. Every layer has a name, so that weights can be found again."""

    sizes: ClassVar[tuple[int, ...]] = (28, 32, 64)
    """Heights (equal to widths) of the images that it can make, pixels."""
    conditional: ClassVar[bool] = False
    """Whether it can be told the class of an image."""

    def check(self, spec: NetworkSpec) -> None:
        """Raise a ConfigError where these networks cannot be built for ``spec``."""
        height, width, _ = spec.shape
        if height != width or height not in self.sizes:
            raise ConfigError(
                "architecture",
                self.name,
                N_("networks for images of {size} pixels ({name} makes {sizes})"),
                size=f"{height}×{width}",
                name=self.name,
                sizes=", ".join(str(size) for size in self.sizes),
            )
        if spec.classes and not self.conditional:
            raise ConfigError(
                "conditional", True, N_("false: the networks called {name} cannot be told the class"), name=self.name
            )

    def build(self, spec: NetworkSpec) -> Networks:
        """The two networks with fresh weights, drawn from Keras' global seed."""
        raise NotImplementedError


ARCHITECTURES: Registry[Architecture] = Registry("architecture", "ganboard.architectures", default="lean")
