"""What every dataset has: a shape and columns known before loading, an origin, a licence, and samples."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import BeforeValidator

from ganboard.creatures.factors import Factor
from ganboard.datasets.sides import Side
from ganboard.errors import ConfigError, DatasetError
from ganboard.i18n import N_, message
from ganboard.media import ImageMedium, Medium
from ganboard.registry import Part, Registry

if TYPE_CHECKING:
    from ganboard.datasets.report import Report

FILES = Path(__file__).parent / "files"
"""Where the sets lie that ship inside."""


def _from_text(value: Any) -> Any:
    """A URL and a flag give text, which Pydantic does not take for one of the numbers."""
    return int(value) if value in ("28", "32", "64") else value


Size = Annotated[Literal[28, 32, 64], BeforeValidator(_from_text)]
"""Heights and widths that can be chosen of pictures, pixels."""
Progress = Callable[[float], None]
"""Told the part of a long load that is done, from 0 to 1."""


@dataclass(frozen=True)
class Data:
    """Samples in memory, with all that is known of each.

    Attributes:
        columns: Arrays of equal length by name. The first holds the samples and is called as their medium is: "images", uint8,
            (count, height, width, channels), or "points", float32, (count, 2). "labels" are int32, (count,), from 0 to the
            number of classes less one.
        report: What came of a visitor's files; None for named sets.
        larger: The same pictures, in the same order, at a larger size, where they are kept to go on with: uint8,
            (count, height, width, channels). Not among the columns, for nothing learns from it here.

    Raises:
        DatasetError: the columns are not equally long.
    """

    columns: dict[str, np.ndarray]
    report: Report | None = None
    larger: np.ndarray | None = None

    def __post_init__(self) -> None:
        lengths = {name: len(column) for name, column in self.columns.items()}
        if self.larger is not None:
            lengths["larger"] = len(self.larger)
        if len(set(lengths.values())) != 1:
            told = ", ".join(f"{name}: {length}" for name, length in lengths.items())
            raise DatasetError(N_("Expected columns of equal length, but got {lengths}."), lengths=told or "–")

    def __len__(self) -> int:
        return len(self.samples)

    @property
    def samples(self) -> np.ndarray:
        """What is learned and made, (count, ...)."""
        return next(iter(self.columns.values()))

    @property
    def labels(self) -> np.ndarray | None:
        """The class of each sample; None where there are none."""
        return self.columns.get("labels")

    def take(self, index: Any) -> Data:
        """Some of the samples, with all that is known of them; in their own size alone.

        Args:
            index: Numbers, a slice, or bools, (count,).
        """
        return Data({name: column[index] for name, column in self.columns.items()}, self.report)


class Dataset(Part):
    """A set of samples of one medium."""

    told: ClassVar[str] = N_("Tell them which kind it is")
    """What a visitor reads of the switch that tells the networks the class. Marked for translation."""
    kept: ClassVar[bool] = False
    """Whether a run keeps a copy of them, since they may be gone or others later."""

    classes: ClassVar[tuple[str, ...]] = ()
    """The names of the labels, in their order; empty where the images have none. Marked for translation."""
    factors: ClassVar[tuple[Factor, ...]] = ()
    """What its samples differ by, where that is known of each; each class is then a combination of values, the last factor changing
    fastest, and the column "factors", int32, (count, factors), tells them one by one."""
    beings: ClassVar[tuple[Factor, ...]] = ()
    """What those differ by that its samples show, where classes say what they do: the column "kinds", int32, (count,), gives the
    number of each one's combination of values, the last factor changing fastest, and "factors" its values."""
    endless: ClassVar[bool] = False
    """Whether :meth:`some` makes others for every seed, instead of choosing among those that there are."""
    one_in_ways: ClassVar[str] = ""
    """The column that is equal where samples are one and the same picture in several ways; "" where each stands for itself."""
    drawing: ClassVar[str] = ""
    """What somebody draws for whom these are learned from drawings, a sentence or two. Marked for translation."""
    sides: ClassVar[tuple[Side, ...]] = ()
    """The two ways in which its things are pictured, where networks can learn to change one into the other; else none."""
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

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its :class:`Data`, in their order, known without loading."""
        return (self.medium.name, "labels") if self.classes else (self.medium.name,)

    @classmethod
    def titles(cls) -> list[dict[str, Any]]:
        """What the classes are called on screen, messages."""
        if not cls.factors:
            return [message(name) for name in cls.classes]
        template = " · ".join(f"{{{factor.name}}}" for factor in cls.factors)
        names = [factor.name for factor in cls.factors]
        each = product(*(factor.titles for factor in cls.factors))
        return [message(template, **dict(zip(names, map(message, titles), strict=True))) for titles in each]

    def never_shown(self) -> np.ndarray:
        """Which classes are kept from a method that is to make what it was never shown: bool, (classes,)."""
        return np.zeros(len(self.classes), bool)

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

    @property
    def meanings(self) -> dict[str, tuple[str, ...]]:
        """What the numbers of a column stand for, in their order, by the column's name."""
        return {"labels": self.classes} if self.classes else {}

    def some(self, count: int | None = None, seed: int = 0, progress: Progress | None = None) -> Data:
        """So many of the samples.

        Args:
            count: How many; all if left out.
            seed: Decides which, where these are not all.
            progress: Told how far a long load is.

        Raises:
            DatasetError: they cannot be had.
            ConfigError: there are not so many.
        """
        data = self.load(progress)
        if count is None or count == len(data):
            return data
        if count > len(data):
            raise ConfigError("count", count, N_("at most {most}: there are no more"), most=len(data))
        return data.take(np.sort(np.random.default_rng(seed).permutation(len(data))[:count]))

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
            return Data({"images": arrays["images"], "labels": arrays["labels"].astype(np.int32)})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        raise DatasetError(
            N_("The file {name}, which comes with GANBoard, is missing or damaged. Install GANBoard again."), name=name
        ) from None
