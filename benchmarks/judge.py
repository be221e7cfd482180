"""How generated samples are judged: by the shipped classifier and the metrics that ship, against the images trained on."""

from __future__ import annotations

import numpy as np

from ganboard.datasets import Data, Dataset, split
from ganboard.datasets.mnist import MNIST
from ganboard.metrics import METRICS, ImageSet, Reading, Samples, extractor_for

NAMES = ("frechet", "frechet_limit", "asked")


class Judge:
    """Looks once at the real images.

    Args:
        dataset: Of what; the digits if left out.
        names: Which metrics.

    Attributes:
        accuracy: Part of the images it did not learn from that the classifier names rightly.
    """

    def __init__(self, dataset: Dataset | None = None, names: tuple[str, ...] = NAMES) -> None:
        dataset, self._names = MNIST() if dataset is None else dataset, names
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
        """What its metrics find, by name.

        Args:
            images: uint8, (count, height, width, channels).
            labels: int32, (count,), which classes were asked for; None where none were.
        """
        fake = self._see(Data({"images": images} | ({} if labels is None else {"labels": labels})))
        samples = Samples(fake, self._real, self._held_out, self._extractor.name, self._extractor.title)
        return {name: METRICS.get(name)().measure(samples) for name in self._names}
