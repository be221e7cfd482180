"""What every dataset has: a shape known before loading, an origin, a licence, and images with or without labels."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ganboard.errors import DatasetError
from ganboard.i18n import N_
from ganboard.media import ImageMedium, Medium
from ganboard.registry import Part, Registry

if TYPE_CHECKING:
    from ganboard.datasets.report import Report

FILES = Path(__file__).parent / "files"
"""Where the sets lie that ship inside."""

Progress = Callable[[float], None]
"""Told the part of a long load that is done, from 0 to 1."""


@dataclass(frozen=True)
class Data:
    """Images in memory.

    Attributes:
        images: uint8, (count, height, width, channels), channels 1 or 3.
        labels: int32, (count,), from 0 to the number of classes less one; None where there are none.
        report: What came of a visitor's files; None for named sets.
    """

    images: np.ndarray
    labels: np.ndarray | None = None
    report: Report | None = None

    def __len__(self) -> int:
        return len(self.images)


class Dataset(Part):
    """A set of images."""

    classes: ClassVar[tuple[str, ...]] = ()
    """The names of the labels, in their order; empty where the images have none. Marked for translation."""
    origin: ClassVar[str]
    """Where the images come from and under which licence, one sentence. Marked for translation."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one sample, known without loading: (height, width, channels) of an image, (2,) of a point."""
        raise NotImplementedError

    @property
    def medium(self) -> Medium:
        """What kind of sample it holds."""
        return ImageMedium(self.shape)

    def check(self) -> None:
        """What can be told at once about where the images should come from.

        Raises:
            DatasetError: they are not there.
        """

    def load(self, progress: Progress | None = None) -> Data:
        """Read the images.

        Raises:
            DatasetError: they cannot be had; the sentence says why and what to do.
        """
        raise NotImplementedError

    def fallback(self) -> Dataset | None:
        """The same kind of images from a source that is always there, for where :meth:`load` fails; None: none is."""
        return None


DATASETS: Registry[Dataset] = Registry("dataset", "ganboard.datasets", default="mnist")


def resolve(dataset: Dataset, progress: Progress | None = None) -> tuple[Dataset, Data, dict[str, Any] | None]:
    """Load a dataset, or its fallback.

    Returns:
        The dataset that was used (a run records this one), its images, and a message where it is not the one asked for.

    Raises:
        DatasetError: neither can be had.
    """
    try:
        return dataset, dataset.load(progress), None
    except DatasetError as error:
        other = dataset.fallback()
        if other is None:
            raise
        return other, other.load(progress), error.message


def shipped(name: str) -> Data:
    """A set that lies in ``datasets/files``; its origin, licence and checksum stand in the README there.

    Args:
        name: The file's name, such as ``"mnist_5k.npz"``.

    Raises:
        DatasetError: the file is missing or damaged.
    """
    try:
        with np.load(FILES / name, allow_pickle=False) as arrays:
            return Data(arrays["images"], arrays["labels"].astype(np.int32))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        raise DatasetError(
            N_("The file {name}, which comes with GANBoard, is missing or damaged. Install GANBoard again."), name=name
        ) from None
