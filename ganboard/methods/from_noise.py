"""What methods have in common whose generator makes something of noise and, where it is told one, of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganboard.architectures import Architecture, NetworkSpec
from ganboard.datasets import Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods.base import Method, Slot


class FromNoise(Method):
    """A method whose networks an architecture builds. The settings stand in the method itself, in its own order."""

    if TYPE_CHECKING:
        architecture: Architecture
        conditional: bool
        latent_size: int

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if self.conditional and not dataset.classes:
            raise ConfigError("conditional", True, N_("false: what is learned here has no labels"))

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """See :meth:`Method.network_spec`."""
        if not self.conditional:
            return NetworkSpec(dataset.shape, self.latent_size)
        factors = tuple(len(factor) for factor in dataset.factors)
        return NetworkSpec(dataset.shape, self.latent_size, len(dataset.classes), factors)

    def blueprint(self, dataset: Dataset) -> str:
        """See :meth:`Method.blueprint`."""
        return f"{self.name} {self.architecture!r} {self.network_spec(dataset)!r}"

    def slots(self, dataset: Dataset) -> tuple[Slot, ...]:
        """See :meth:`Method.slots`."""
        noise = Slot("latents", "noise", self.latent_size)
        return (noise, Slot("labels", "classes", len(dataset.classes))) if self.conditional else (noise,)
