"""A small digit classifier whose features measure how alike real and generated digits are."""

from __future__ import annotations

import numpy as np

from ganboard.backend import keras
from ganboard.datasets.mnist import MNIST

HELD_OUT = 1_000
FEATURES = 64


class Judge:
    """Trained on 4,000 of the shipped digits from a fixed seed; 1,000 are held out.

    Attributes:
        accuracy: Part of the held-out digits that it names rightly.
        held_out: Fréchet distance between the held-out digits and the others: what the best generator could hope for.
    """

    def __init__(self) -> None:
        data = MNIST().load()
        order = np.random.default_rng(0).permutation(len(data))
        known, unknown = order[HELD_OUT:], order[:HELD_OUT]
        keras.utils.set_random_seed(0)
        layers = keras.layers
        self._model = keras.Sequential(
            [
                keras.Input((28, 28, 1)),
                layers.Rescaling(1 / 127.5, offset=-1),
                layers.Conv2D(24, 3, padding="same", activation="relu"),
                layers.MaxPooling2D(),
                layers.Conv2D(48, 3, padding="same", activation="relu"),
                layers.MaxPooling2D(),
                layers.Flatten(),
                layers.Dropout(0.25),
                layers.Dense(FEATURES, activation="relu", name="features"),
                layers.Dropout(0.25),
                layers.Dense(10, name="logits"),
            ]
        )
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self._model.compile("adam", loss)
        self._model.fit(data.images[known], data.labels[known], batch_size=64, epochs=10, verbose=0)
        outputs = [self._model.get_layer("features").output, *self._model.outputs]
        self._both = keras.Model(self._model.inputs, outputs)
        self._real, _ = self._look(data.images)
        real_known, _ = self._look(data.images[known])
        real_unknown, logits = self._look(data.images[unknown])
        self.accuracy = float((logits.argmax(1) == data.labels[unknown]).mean())
        self.held_out = frechet(real_unknown, real_known)

    def _look(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self._both.predict(images.astype(np.float32), batch_size=500, verbose=0)

    def distance(self, images: np.ndarray) -> float:
        """Fréchet distance between images, uint8 (count, 28, 28, 1), and all 5,000 real digits."""
        return frechet(self._look(images)[0], self._real)

    def agreement(self, images: np.ndarray, labels: np.ndarray) -> float:
        """Part of the images in which it sees the digit that was asked for."""
        return float((self._look(images)[1].argmax(1) == labels).mean())


def frechet(first: np.ndarray, second: np.ndarray) -> float:
    """Fréchet distance of two Gaussians fitted to features, (count, features).

    Reference: Heusel et al. 2017, Eq. 6, arXiv:1706.08500. Differs from the paper: another feature extractor; the trace of the
    matrix root from the eigenvalues of a symmetric product.
    """
    first, second = first.astype(np.float64), second.astype(np.float64)
    covariance_1, covariance_2 = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    values, vectors = np.linalg.eigh(covariance_1)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    product = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ covariance_2 @ root), 0)).sum()
    shift = first.mean(0) - second.mean(0)
    return float(shift @ shift + np.trace(covariance_1) + np.trace(covariance_2) - 2 * product)
