"""What networks see in images: features for distances between sets of images, and classes."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.datasets import DATASETS, Dataset
from ganboard.device import configure
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.metrics.networks import chance_network, classifier, of_kinds
from ganboard.storage import read_arrays

FILES = Path(__file__).parent / "files"
"""Where the classifiers lie that ship inside."""
BATCH = 250
"""Images looked at at a time."""
BATCH_VALUES = 4_000_000
"""Pixels times channels looked at at a time, at most: large images need memory."""
WEIGHTS = "weights/"
"""What the names of weights begin with in a classifier's file."""
CLASSIFIERS = {"mnist": "digits", "fashion": "fashion", "creatures": "creatures"}
"""The dataset whose images a classifier knows, and the classifier's name."""
TITLES = {
    "digits": N_("features of our digit classifier"),
    "fashion": N_("features of our clothes classifier"),
    "creatures": N_("features of our judge of creatures"),
}


class Extractor:
    """Describes images by numbers; :func:`extractor_for` gives the one that suits a dataset.

    Numbers from one extractor cannot be compared with those from another.

    Args:
        name: A plain id; two extractors of the same name give the same features.
        title: For the screen. Marked for translation.
        network: A Keras model from images in [-1, 1] to features, or to [features, logits].
        classes: Names of the classes. Marked for translation; empty where it knows none.
        accuracy: Part of the held-out images that it names rightly, 0 to 1; None where it knows no classes.
        held_out: int64, the images of the shipped set that it did not learn from; None where it learnt nothing.

    Attributes:
        shape: (height, width, channels) of the images it takes.
        size: Numbers in the features of an image.
    """

    def __init__(
        self,
        name: str,
        title: str,
        network: Any,
        classes: tuple[str, ...] = (),
        accuracy: float | None = None,
        held_out: np.ndarray | None = None,
    ) -> None:
        self.name, self.title, self.classes = name, title, classes
        self.accuracy, self.held_out = accuracy, held_out
        self.shape: tuple[int, ...] = tuple(network.input_shape[1:])
        self.size = int(network.outputs[0].shape[-1])
        self._network = network
        self._forward = tf.function(self._see, input_signature=[tf.TensorSpec([None, *self.shape], tf.uint8)])

    def features(self, images: np.ndarray) -> np.ndarray:
        """Features of images.

        Args:
            images: uint8, (count, height, width, channels).

        Returns:
            float32, (count, size).

        Raises:
            GANBoardError: the images are of another shape or type.
        """
        return self.look(images)[0]

    def classify(self, images: np.ndarray) -> np.ndarray:
        """How probable each class is, for images as of :meth:`features`.

        Returns:
            float32, (count, classes); each row sums to 1.

        Raises:
            GANBoardError: the images are of another shape or type, or there are no classes.
        """
        if not self.classes:
            raise GANBoardError(
                N_("These are {title}, which know no classes. Choose handwritten digits or clothes for that."),
                title=message(self.title),
            )
        return self.look(images)[1]

    def look(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Features and classes in one go.

        Args:
            images: uint8, (count, height, width, channels).

        Returns:
            float32, (count, size), and float32, (count, classes): how probable each class is. The latter has no columns
            where the network knows no classes.

        Raises:
            GANBoardError: the images are of another shape or type.
        """
        self._check(images)
        found = np.empty((len(images), self.size), np.float32), np.empty((len(images), len(self.classes)), np.float32)
        batch = max(1, min(BATCH, BATCH_VALUES // math.prod(self.shape)))
        for start in range(0, len(images), batch):
            seen = self._forward(tf.constant(images[start : start + batch]))
            for array, part in zip(found, seen, strict=False):  # the classes are not seen where there are none
                array[start : start + batch] = part.numpy()
        return found

    def _see(self, images: Any) -> list[Any]:
        outputs = self._network(tf.cast(images, tf.float32) / 127.5 - 1.0, training=False)
        return [outputs[0], tf.nn.softmax(outputs[1])] if self.classes else [outputs]

    def _check(self, images: np.ndarray) -> None:
        images = np.asarray(images)
        if images.shape[1:] == self.shape and images.dtype == np.uint8:
            return
        found = f"{images.dtype} {images.shape}"
        if images.dtype.kind == "f" and not np.isfinite(images).all():
            raise GANBoardError(
                N_("Among the values of the images ({found}) are some that are no numbers. Leave such images out."),
                found=found,
            )
        raise GANBoardError(
            N_("Expected images as uint8 of shape {expected}, 0 for black to 255 for white, but got {found}."),
            expected=f"(count, {', '.join(map(str, self.shape))})",
            found=found,
        )


def extractor_for(dataset: Dataset, shape: tuple[int, ...]) -> Extractor:
    """The extractor that suits a dataset; built once per process.

    Args:
        dataset: Where the real images come from.
        shape: (height, width, channels) of an image.

    Returns:
        Our classifier where the images are those of a dataset that it knows, else fixed random features.

    Raises:
        GANBoardError: a classifier's file is missing or damaged.
    """
    shape = (int(shape[0]), int(shape[1]), int(shape[2]))
    if dataset.name in CLASSIFIERS and shape == dataset.shape:
        return _shipped(dataset.name, shape)
    return chance_extractor(shape)


def read_classifier(path: Path, classes: tuple[str, ...], shape: tuple[int, ...] | None = None) -> Extractor:
    """The classifier that :mod:`ganboard.metrics.files.make` wrote.

    Args:
        path: An ``.npz`` file; its name without the ending is the classifier's.
        classes: Names of the classes. Marked for translation.
        shape: (height, width, channels) of the images that it is to take, where it knows factors and not classes; those that it
            learned from if left out.

    Raises:
        GANBoardError: the file is missing or damaged.
    """
    configure()
    try:
        arrays = read_arrays(path)
        height, width, channels = (int(side) for side in arrays["shape"])
        sizes = tuple(int(size) for size in arrays.get("factors", ()))
        network = classifier((height, width, channels), sum(sizes) if sizes else len(classes))
        for weight in network.weights:
            weight.assign(arrays[WEIGHTS + weight.path].astype(np.float32))
        if sizes:
            network = of_kinds(network, sizes, shape or (height, width, channels))
        accuracy, held_out = float(arrays["accuracy"]), arrays["held_out"].astype(np.int64)
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise GANBoardError(
            N_("The file {name}, which comes with GANBoard, is missing or damaged. Install GANBoard again."),
            name=path.name,
        ) from None
    title = TITLES.get(path.stem, N_("features of a classifier"))
    return Extractor(path.stem, title, network, classes, accuracy, held_out)


@cache
def _shipped(dataset: str, shape: tuple[int, ...]) -> Extractor:
    return read_classifier(FILES / f"{CLASSIFIERS[dataset]}.npz", DATASETS.get(dataset).classes, shape)


@cache
def chance_extractor(shape: tuple[int, ...]) -> Extractor:
    """Fixed random features of images of any shape (height, width, channels); built once per process."""
    configure()
    name = f"random_{shape[0]}x{shape[1]}x{shape[2]}"
    return Extractor(name, N_("fixed random features"), chance_network(shape))
