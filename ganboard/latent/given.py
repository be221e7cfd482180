"""What makers have in common that are given pictures: drawings, or those of another side."""

from __future__ import annotations

import numpy as np

from ganboard.sampler import Sampler


class Given:
    """A maker of pictures from pictures, which the explorer holds in a renderer's place."""

    _sampler: Sampler

    def fakes(self, latents: np.ndarray, labels: np.ndarray | None) -> np.ndarray:
        """What is made of what no training sees, as latents and labels choose it.

        Args:
            latents: float32, (count, latent_size).
            labels: int32, (count,).

        Returns:
            uint8, (count, height, width, channels).
        """
        return self._sampler.sample(latents, labels)

    def watched(self, seed: int, rows: int) -> np.ndarray:
        """What is watched during a training, see :meth:`Sampler.watched`: uint8, (count, height, width, channels)."""
        return self._sampler.show(self._sampler.watched(seed, rows))
