"""What every architecture has: a generator and a discriminator for a shape of images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.registry import Part, Registry

COLUMNS = 20
"""Classes that have a column each where samples are shown, at most."""


@dataclass(frozen=True)
class NetworkSpec:
    """What the networks must fit.

    Attributes:
        shape: Of a sample: (height, width, channels) of an image, (2,) of a point.
        latent_size: Length of a latent vector.
        classes: Number of classes the networks are told; 0 for networks that are told none.
        factors: How many values each factor has, where a class is a combination of them and its number counts the last factor
            fastest; their product is ``classes``. Empty where classes have nothing in common.
    """

    shape: tuple[int, ...]
    latent_size: int
    classes: int = 0
    factors: tuple[int, ...] = ()

    @property
    def columns(self) -> int:
        """Samples in a row where each class has a column of its own; 0 where there are none or too many for that."""
        return self.classes if self.classes <= COLUMNS else 0

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values there are to tell apart: of each factor, or of the class where there are no factors."""
        return self.factors or (self.classes,)

    def values(self) -> np.ndarray:
        """Which of these values each class has: 1 or 0, float32, (classes, sum of ``sizes``)."""
        numbers = np.unravel_index(np.arange(self.classes), self.sizes)
        return np.concatenate(
            [np.eye(size, dtype=np.float32)[own] for own, size in zip(numbers, self.sizes, strict=True)], axis=1
        )

    def neighbours(self) -> np.ndarray:
        """The classes that differ from each by one factor alone, int32, (classes, neighbours)."""
        values = self.values()
        apart = len(self.factors) - values @ values.T
        return np.stack([np.flatnonzero(row == 1) for row in apart]).astype(np.int32)


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
    encodes: ClassVar[bool] = False
    """Whether it also builds an :meth:`encoder`."""

    def check(self, spec: NetworkSpec) -> None:
        """Raise a ConfigError where these networks cannot be built for ``spec``."""
        if len(spec.shape) > 3:
            raise ConfigError(
                "architecture", self.name, N_("networks for clips: {name} makes single pictures"), name=self.name
            )
        if len(spec.shape) != 3:
            raise ConfigError(
                "architecture", self.name, N_("networks for points in the plane: {name} makes pictures"), name=self.name
            )
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

    def sized(self, before: tuple[int, ...], after: tuple[int, ...]) -> Architecture:
        """The same networks for samples of another shape, such as can begin with the weights of these.

        Args:
            before: The shape for which these networks are.
            after: The other shape; :meth:`check` says whether networks can be built for it at all.
        """
        return self

    def build(self, spec: NetworkSpec) -> Networks:
        """The two networks with fresh weights, drawn from Keras' global seed, the generator's first."""
        return Networks(self.generator(spec), self.discriminator(spec))

    def generator(self, spec: NetworkSpec) -> Any:
        """See :class:`Networks`."""
        raise NotImplementedError

    def discriminator(self, spec: NetworkSpec) -> Any:
        """See :class:`Networks`."""
        raise NotImplementedError

    def encoder(self, spec: NetworkSpec) -> Any:
        """A Keras functional model from samples, and labels where the spec has classes, to (batch, 2 * latent_size).

        The first half are the means of the latents, the second the logarithms of their variances.
        """
        raise NotImplementedError

    def unit(self, samples: np.ndarray) -> float:
        """How long one of the networks' units is in those of the data: penalties and usual errors are measured in the former.

        Args:
            samples: Stored samples, (count, *shape).
        """
        return 1.0

    def fit(self, network: Any, samples: np.ndarray) -> None:
        """Set what a network must know of the data before it learns; most need nothing.

        Args:
            network: One that this architecture built.
            samples: Stored samples, (count, *shape).
        """


ARCHITECTURES: Registry[Architecture] = Registry("architecture", "ganboard.architectures", default="lean")
