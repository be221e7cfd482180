"""The two networks of a VAE, to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.backend import tf
from ganboard.datasets import Dataset
from ganboard.methods.maker import SHOWN, Maker, inputs

if TYPE_CHECKING:
    from ganboard.methods.vae import VAE


class VAEMaker(Maker):
    """A decoder, which makes samples, and the encoder that belongs to it.

    Args:
        method: The settings.
        dataset: What kind of thing they make.

    Attributes:
        spec: What the networks fit.
    """

    def __init__(self, method: VAE, dataset: Dataset) -> None:
        self.medium, self.slots = dataset.medium, method.slots(dataset)
        self.spec = method.network_spec(dataset)
        decoder = method.architecture.generator(self.spec)
        self.networks = {SHOWN: decoder, "encoder": method.architecture.encoder(self.spec)}

    @property
    def encoder(self) -> Any:
        """The network that says which latents fit a sample."""
        return self.networks["encoder"]

    def encode(self, samples: np.ndarray, labels: np.ndarray | None = None) -> np.ndarray:
        """See :meth:`Maker.encode`."""
        seen = self.medium.learned(tf.constant(samples))
        told = None if labels is None else tf.constant(labels, tf.int32)
        code = self.encoder(inputs(seen, told), training=False)
        return np.asarray(code[:, : self.spec.latent_size], np.float32)
