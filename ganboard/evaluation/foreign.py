"""Images from anywhere, another program's fakes, compared with a set of real ones."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from ganboard.datasets import DATASETS, Data, split
from ganboard.errors import ConfigError
from ganboard.evaluation.evaluator import FEWEST, MOST, samples_of
from ganboard.evaluation.reference import Looking, Reference
from ganboard.evaluation.report import Evaluation, evaluate
from ganboard.i18n import N_
from ganboard.metrics import Extractor, extractor_for
from ganboard.metrics.features import CLASSIFIERS, chance_extractor
from ganboard.metrics.inception import inception_extractor
from ganboard.storage import read_arrays

EXTRACTORS = ("auto", "inception")
"""Which features can be asked for; ``"auto"`` takes our classifier where it knows the images, and random features else."""


def read_images(file: str, field: str) -> Data:
    """Images from an ``.npz``.

    Args:
        file: Holds ``images``, uint8, (count, height, width) or (count, height, width, channels), and perhaps ``labels``.
        field: What the file was given for; an error begins with it.

    Raises:
        ConfigError: there is no such file, or it holds something else.
    """
    try:
        arrays = read_arrays(Path(file))
    except (OSError, ValueError):
        raise ConfigError(field, file, N_("an .npz file that can be read")) from None
    images, labels = arrays.get("images"), arrays.get("labels")
    if images is not None and images.ndim == 3:
        images = images[..., None]
    if images is None or images.ndim != 4 or images.dtype != np.uint8 or images.shape[3] not in (1, 3):
        raise ConfigError(
            field, file, N_("a file with an array images, uint8 of shape (count, height, width, 1 or 3 channels)")
        )
    if len(images) < FEWEST:
        raise ConfigError(field, len(images), N_("a file with at least {low} images"), low=FEWEST)
    if labels is not None and (labels.shape != (len(images),) or labels.dtype.kind not in "iu"):
        raise ConfigError(field, file, N_("labels that are whole numbers, one for each image"))
    return Data(images[:MOST], None if labels is None else labels[:MOST].astype(np.int32))


def evaluate_images(images: str, reference: str, extractor: str = "auto", seed: int = 0) -> Evaluation:
    """Score images that another program made.

    Args:
        images: The ``.npz`` with them.
        reference: ``"mnist"``, ``"fashion"``, or an ``.npz`` with real images; a tenth of them counts as held out.
        extractor: One of :data:`EXTRACTORS`.
        seed: Decides what is left to chance.

    Raises:
        ConfigError: a file cannot be used, or images are of another shape than the real ones.
        GANBoardError: the features cannot be had.
    """
    fakes = read_images(images, "images")
    if reference in CLASSIFIERS:
        dataset = DATASETS.create(reference)
        real, shape = dataset.load(), dataset.shape
        chosen = extractor_for(dataset, shape)
    else:
        real = read_images(reference, "reference")
        shape = real.images.shape[1:]
        chosen = chance_extractor(shape)
    if fakes.images.shape[1:] != shape:
        came, expected = fakes.images.shape[1:], shape
        raise ConfigError(
            "images", str(came), N_("images of the same shape as the real ones, {shape}"), shape=str(expected)
        )
    if extractor == "inception":
        chosen = inception_extractor(shape)
    return _compare(chosen, fakes, real, seed)


def _compare(extractor: Extractor, fakes: Data, real: Data, seed: int) -> Evaluation:
    training, held_out = split(real)
    side = Reference(extractor, training, held_out)
    order = np.random.default_rng(seed).permutation(len(fakes))
    labels = None if fakes.labels is None or not extractor.classes else fakes.labels[order]
    looking = Looking(extractor, fakes.images[order], labels)
    for part in (looking, side):
        while part.count < len(part):
            part.advance(math.inf)
    return evaluate(samples_of(side, looking.found(), *side.sets(), seed))
