"""How generated digits are judged: by the shipped classifier and the metrics that ship, against the digits trained on."""

from __future__ import annotations

import numpy as np

from ganboard.datasets import Data, split
from ganboard.datasets.mnist import MNIST
from ganboard.metrics import METRICS, ImageSet, Reading, Samples, extractor_for

NAMES = ("frechet", "frechet_limit", "asked")


class Judge:
    """Looks once at the real digits.

    Attributes:
        accuracy: Part of the digits it did not learn from that the classifier names rightly.
    """

    def __init__(self) -> None:
        dataset = MNIST()
        self._extractor = extractor_for(dataset, dataset.shape)
        self.accuracy = self._extractor.accuracy
        training, held_out = split(dataset.load())
        self._real = self._see(training)
        self._held_out = None if held_out is None else self._see(held_out)

    def _see(self, data: Data) -> ImageSet:
        order = np.random.default_rng(0).permutation(len(data))
        images = data.samples[order]
        labels = None if data.labels is None else data.labels[order]
        return ImageSet(images, *self._extractor.look(images), labels)

    def readings(self, images: np.ndarray, labels: np.ndarray | None) -> dict[str, Reading]:
        """Fréchet distance, as found and extrapolated, and how often the asked-for digit is seen.

        Args:
            images: uint8, (count, 28, 28, 1).
            labels: int32, (count,), which digits were asked for; None where none were.
        """
        fake = self._see(Data({"images": images} | ({} if labels is None else {"labels": labels})))
        samples = Samples(fake, self._real, self._held_out, self._extractor.name, self._extractor.title)
        return {name: METRICS.get(name)().measure(samples) for name in NAMES}
