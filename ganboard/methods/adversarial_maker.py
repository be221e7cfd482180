"""The two networks of a GAN, to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ganboard.datasets import Dataset
from ganboard.methods.maker import SHOWN, Maker

if TYPE_CHECKING:
    from ganboard.methods.adversarial import Adversarial


class AdversarialMaker(Maker):
    """A generator and its discriminator.

    Args:
        method: The settings.
        dataset: What kind of thing they make.

    Attributes:
        spec: What the networks fit.
    """

    def __init__(self, method: Adversarial, dataset: Dataset) -> None:
        self.medium, self.slots = dataset.medium, method.slots(dataset)
        self.spec = method.network_spec(dataset)
        networks = method.architecture.build(self.spec)
        self.networks = {SHOWN: networks.generator, "discriminator": networks.discriminator}

    @property
    def discriminator(self) -> Any:
        """The network that judges samples."""
        return self.networks["discriminator"]

    @property
    def judging(self) -> Any:
        """What learns on the judge's side, one model: the discriminator."""
        return self.discriminator
