"""Digits in a visitor's own hand."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from ganboard.datasets.base import DATASETS, Data, Dataset, Progress
from ganboard.datasets.writing import SIDE, centred, in_many_ways, large_enough
from ganboard.errors import DatasetError, reason
from ganboard.i18n import N_
from ganboard.storage import read_arrays

WAYS = 18
"""In how many ways each drawing is learned from. Of ten drawings none is held out then (``split.FEWEST``): unseen ones would be the
same drawings once more, and tell nothing."""
MOST = 100
"""Drawings in one file."""


@DATASETS.register
class Hand(Dataset):
    """Ten digits that somebody drew, each in 18 ways: as it was drawn, and turned, slanted, stretched and bent a little.

    Reference: Simard et al. 2003, Section 2, doi:10.1109/ICDAR.2003.1227801, for the ways.
    Differs from the paper: see :func:`ganboard.datasets.writing.in_many_ways`.
    """

    name: ClassVar[str] = "hand"
    title: ClassVar[str] = N_("My handwriting")
    summary: ClassVar[str] = N_("Write each of the ten digits once: it learns to write like you.")
    origin: ClassVar[str] = N_("Written by you. They stay on the computer that runs this program.")
    order: ClassVar[int] = 80
    told: ClassVar[str] = N_("Tell them which digit it is")
    classes: ClassVar[tuple[str, ...]] = tuple("0123456789")
    kept: ClassVar[bool] = True
    one_in_ways: ClassVar[str] = "labels"

    path: str = Field(
        "",
        title=N_("File with the digits"),
        description=N_(
            "An .npz file with an array images, uint8, (count, 28, 28, 1), light on black, and their labels; without labels they "
            "are 0 to 9."
        ),
    )

    @property
    def shape(self) -> tuple[int, int, int]:
        """(28, 28, 1)."""
        return (SIDE, SIDE, 1)

    def check(self) -> None:
        """See :meth:`Dataset.check`."""
        if not self.path.strip():
            raise DatasetError(N_("No digits have been written yet. Write all ten on the Train page, or name a file."))
        if not Path(self.path).expanduser().is_file():
            raise DatasetError(N_("There is no file called {path}."), path=self.path)

    def load(self, progress: Progress | None = None) -> Data:
        """Read drawings from a file.

        Raises:
            DatasetError: there are none, or not of all ten digits.
        """
        self.check()
        try:
            arrays = read_arrays(Path(self.path).expanduser())
            images = arrays["images"]
            labels = arrays.get("labels", np.arange(len(images) if images.ndim else 0))
        except KeyError:
            raise DatasetError(N_("The file {path} has no array `images` of drawn digits."), path=self.path) from None
        except (OSError, ValueError) as error:
            raise DatasetError(
                N_("The file {path} cannot be read as drawn digits: {problem}."), path=self.path, problem=reason(error)
            ) from None
        fits = images.dtype == np.uint8 and images.shape[1:] == self.shape and len(images) <= MOST
        if not fits or labels.shape != images.shape[:1] or labels.dtype.kind not in "iu":
            raise DatasetError(
                N_(
                    "Expected at most {most} drawn digits as uint8, (count, 28, 28, 1), with a whole number as label of each, but "
                    "{path} holds {found}."
                ),
                most=MOST,
                path=self.path,
                found=f"{images.dtype.name} {images.shape}, {labels.dtype.name} {labels.shape}",
            )
        return written(images, labels)


def written(images: np.ndarray, labels: np.ndarray) -> Data:
    """What is learned from drawings.

    Args:
        images: uint8, (count, height, width, 1): light on black, of any size.
        labels: int, (count,): which digit each is.

    Returns:
        uint8 images (18 × count, 28, 28, 1) and their labels; the drawings as they are come first, by their digits.

    Raises:
        DatasetError: one of the ten digits is missing, or only a dot.
    """
    drawn = images.max(axis=(1, 2, 3), initial=0) > 0
    missing = sorted({*range(10)} - {int(label) for label in labels[drawn]})
    if missing:
        raise DatasetError(
            N_("Write all ten digits. These are still missing: {missing}."), missing=", ".join(map(str, missing))
        )
    known = drawn & (labels >= 0) & (labels < 10)
    images, labels = images[known], labels[known]
    dots = sorted({int(label) for label, image in zip(labels, images, strict=True) if not large_enough(image[..., 0])})
    if dots:
        raise DatasetError(
            N_("Write these digits larger, as a line: {small}. So far there is only a dot."),
            small=", ".join(map(str, dots)),
        )
    order = np.argsort(labels, kind="stable")
    small = np.stack([centred(images[number, ..., 0]) for number in order])[..., None]
    ways = in_many_ways(small, WAYS)
    repeated = np.tile(labels[order].astype(np.int32), WAYS)
    return Data({"images": ways.reshape(-1, SIDE, SIDE, 1), "labels": repeated})
