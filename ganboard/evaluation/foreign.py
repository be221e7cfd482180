"""Images from anywhere, another program's fakes, compared with a set of real ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.datasets import DATASETS, Data, Dataset, split
from ganboard.errors import ConfigError
from ganboard.evaluation.evaluator import FEWEST, MOST, samples_of
from ganboard.evaluation.files import MOST_BYTES, ImageFile, check_images
from ganboard.evaluation.reference import Looking, Reference, different_images
from ganboard.evaluation.report import Evaluation, evaluate
from ganboard.i18n import N_, message
from ganboard.metrics import METRICS, Extractor, extractor_for
from ganboard.metrics.features import CLASSIFIERS, chance_extractor
from ganboard.metrics.inception import inception_extractor

EXTRACTORS = ("auto", "inception")
"""Which features can be asked for; ``"auto"`` takes our classifier where it knows the images, and random features else."""
DARK = 4
"""Fakes whose largest value is so many times smaller than that of real images are probably on another scale."""
Told = Callable[[float], None]
"""Told how far something is, 0 to 1."""


def silent(part: float) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Given:
    """Images from a file.

    Attributes:
        data: The images.
        notes: What was left out of them, messages.
    """

    data: Data
    notes: tuple[dict[str, Any], ...] = ()


def read_images(file: str, field: str, most: int | None = None, seed: int = 0, told: Told = silent) -> Given:
    """Images from an ``.npz``, read piece by piece.

    Args:
        file: Holds ``images``, uint8, (count, height, width) or (count, height, width, channels), and perhaps ``labels``.
        field: What the file was given for; an error begins with it.
        most: How many are kept where there are more, or None for as many as fit into memory; they are drawn by chance, since
            files are often sorted.
        seed: Decides which.
        told: Told how far it is.

    Raises:
        ConfigError: there is no such file, or it holds something else.
    """
    found = ImageFile(file, field)
    check_images(found)
    shape, labels = found.arrays["images"].shape, found.arrays.get("labels")
    count = shape[0]
    if count < FEWEST:
        raise ConfigError(field, count, N_("a file with at least {low} images"), low=FEWEST)
    if labels is not None and (labels.shape != (count,) or labels.kind.kind not in "iu"):
        raise found.refused(N_("The labels must be whole numbers, one for each image."))
    kept = min(count, MOST_BYTES // math.prod(shape[1:]), most or count)
    numbers = np.sort(np.random.default_rng(seed).permutation(count)[:kept])
    images = found.rows("images", numbers, told)
    brightest = int(images.max())
    if brightest == 1:
        raise found.refused(
            N_("The largest value is 1, and 255 is white. If 1 means white, turn it with images * 255.")
        )
    notes = (message(DRAWN, file=file, count=f"{count:,}", kept=f"{kept:,}"),) if kept < count else ()
    columns = {"images": images if images.ndim == 4 else images[..., None]}
    if labels is not None:
        columns["labels"] = found.rows("labels", numbers).astype(np.int64)
    return Given(Data(columns), notes)


DRAWN = N_("{file} holds {count} images. {kept} of them were drawn by chance and looked at.")


def evaluate_images(
    images: str, reference: str, extractor: str = "auto", seed: int = 0, told: Told = silent
) -> Evaluation:
    """Score images that another program made.

    Args:
        images: The ``.npz`` with them.
        reference: ``"mnist"``, ``"fashion"``, ``"creatures"``, or an ``.npz`` with real images; a tenth of them counts as held out.
        extractor: One of :data:`EXTRACTORS`.
        seed: Decides what is left to chance.
        told: Told how far it is.

    Raises:
        ConfigError: a file cannot be used, or images are of another shape than the real ones.
        GANBoardError: the features cannot be had.
    """
    fakes = read_images(images, "images", MOST, seed, lambda part: told(READING * part / 2))
    if reference in CLASSIFIERS:
        dataset = _named(reference, fakes.data.samples.shape[1])
        real, shape = Given(dataset.load()), dataset.shape
        chosen = extractor_for(dataset, shape)
    else:
        real = _different(read_images(reference, "reference", None, seed, lambda part: told(READING * (1 + part) / 2)))
        shape = real.data.samples.shape[1:]
        chosen = chance_extractor(shape)
    _check_shape(fakes.data.samples.shape[1:], shape)
    _check_labels(fakes.data.labels, len(chosen.classes))
    if extractor == "inception":
        chosen = inception_extractor(shape)
    notes = (*fakes.notes, *real.notes, *_scale(fakes.data.samples, real.data.samples))
    return _compare(chosen, fakes.data, real.data, seed, notes, told)


READING = 0.1
"""The part of the progress that is reading; looking at the images and measuring are the rest."""


def _named(name: str, side: int) -> Dataset:
    """A dataset by its name, of the images' size where it comes in that size."""
    try:
        return DATASETS.create({"name": name, "size": side})
    except ConfigError:  # it comes in one size, or not in this one
        return DATASETS.create(name)


def _different(real: Given) -> Given:
    """Real images without repeats and labels: what is held out must differ from what is not."""
    data, notes = different_images(Data({"images": real.data.samples}))
    if len(data) < FEWEST:
        raise ConfigError("reference", len(data), N_("a file with at least {low} different images"), low=FEWEST)
    return Given(data, (*real.notes, *notes))


def _check_shape(came: tuple[int, ...], shape: tuple[int, ...]) -> None:
    if came == shape:
        return
    if came[:2] != shape[:2]:
        expected = N_(
            "images of the same shape as the real ones, {shape}; enlarge, shrink or cut them to {size} pixels"
        )
    elif shape[2] == 1:
        expected = N_("images of the same shape as the real ones, {shape}; make them grey with {grey}")
    else:
        expected = N_("images of the same shape as the real ones, {shape}; make them coloured with {coloured}")
    raise ConfigError(
        "images",
        tuple(map(int, came)),
        expected,
        shape=str(tuple(map(int, shape))),
        size=f"{shape[0]}×{shape[1]}",
        grey="np.uint8(images.mean(axis=3, keepdims=True).round())",
        coloured="images.repeat(3, axis=3)",
    )


def _check_labels(labels: np.ndarray | None, classes: int) -> None:
    """Labels are compared with what the classifier sees, so they must be its classes."""
    if labels is not None and classes and (labels.min() < 0 or labels.max() >= classes):
        ends = f"{labels.min()} … {labels.max()}"
        raise ConfigError("images", ends, N_("labels from 0 to {last}, or none"), last=classes - 1)


def _scale(fakes: np.ndarray, real: np.ndarray) -> tuple[dict[str, Any], ...]:
    """A message where fakes are so much darker that they seem to be on another scale."""
    ours, theirs = int(fakes.max()), int(real.max())
    return (message(DARKER, ours=ours, theirs=theirs),) if DARK * ours < theirs else ()


DARKER = N_(
    "The largest value in the fakes is {ours}, in the real images {theirs}. If {ours} means white there, multiply the fakes and "
    "measure again: these numbers are then wrong."
)


def _compare(
    extractor: Extractor, fakes: Data, real: Data, seed: int, notes: tuple[dict[str, Any], ...], told: Told
) -> Evaluation:
    training, held_out = split(real)
    side = Reference(extractor, training, held_out)
    order = np.random.default_rng(seed).permutation(len(fakes))  # files are often sorted
    labels = fakes.labels[order] if extractor.classes and fakes.labels is not None else None
    looking = Looking(extractor, fakes.samples[order], labels)
    whole, steps = len(looking) + len(side), len(METRICS.names())
    for part in (looking, side):
        while part.count < len(part):
            part.advance(0.0)  # a slice
            told(READING + (0.6 - READING) * (looking.count + side.count) / whole)
    samples = samples_of(side, looking.found(), *side.sets(), seed)
    found = evaluate(samples, lambda done: told(0.6 + 0.4 * done / steps), (*notes, *side.notes))
    told(1.0)
    return found
