"""What stays of a picture that was changed into one of another side: what classifiers read alike in both."""

from __future__ import annotations

from functools import cache

import numpy as np

from ganboard.creatures.factors import SIZES
from ganboard.datasets import DATASETS, Dataset
from ganboard.datasets.sides import Side
from ganboard.metrics.creatures import seen
from ganboard.metrics.features import FILES, Extractor, read_classifier


def kept(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """What was read alike.

    Args:
        before: What :func:`read` found in pictures, (count, factors).
        after: The same of what they became.

    Returns:
        bool, (count, factors). Their mean is the share of factors that stayed.
    """
    return np.asarray(before) == np.asarray(after)


def read(dataset: Dataset, side: Side, images: np.ndarray) -> np.ndarray:
    """What is to be seen in pictures, as the side's classifier reads them.

    Args:
        dataset: Whose things they show.
        side: On which side.
        images: uint8, (count, height, width, channels).

    Returns:
        int32, (count, factors): the value of each factor, or of the class alone where there are no factors.

    Raises:
        GANBoardError: the classifier's file is missing or damaged.
    """
    reader = _reader(dataset.name, side.reader, dataset.shape)
    if reader.shape[-1] == 1 != images.shape[-1]:  # it knows no colours: how light a place is in its strongest one
        images = images.max(axis=-1, keepdims=True)
    probabilities = reader.classify(images)
    if tuple(len(factor) for factor in dataset.factors) == SIZES:
        return seen(probabilities)
    return probabilities.argmax(axis=1).astype(np.int32)[:, None]


@cache
def _reader(dataset: str, name: str, shape: tuple[int, ...]) -> Extractor:
    return read_classifier(FILES / f"{name}.npz", DATASETS.get(dataset).classes, shape)
