"""Small pictures of clothes."""

from __future__ import annotations

from typing import Any, ClassVar, cast

import numpy as np
from pydantic import Field

from ganboard.datasets.base import DATASETS, Data, Dataset, Progress, shipped
from ganboard.datasets.download import full_set
from ganboard.datasets.drawn import Drawn
from ganboard.datasets.outlines import outlines
from ganboard.datasets.spoilt import Mislabelled, Most, spoilt
from ganboard.i18n import N_

FILES = {
    "fashion-mnist/train-labels-idx1-ubyte.gz": 29_515,
    "fashion-mnist/train-images-idx3-ubyte.gz": 26_421_880,
    "fashion-mnist/t10k-labels-idx1-ubyte.gz": 5_148,
    "fashion-mnist/t10k-images-idx3-ubyte.gz": 4_422_102,
}
"""What Keras keeps of the full set, and the sizes in bytes."""


@DATASETS.register
class Fashion(Dataset):
    """10,000 clothes that ship inside, 1,000 of each class, or the 60,000 of the training set.

    Reference: Xiao et al. 2017, Section 2, arXiv:1708.07747.
    Differs from the paper: the 10,000 that ship inside are its test set.
    """

    name: ClassVar[str] = "fashion"
    title: ClassVar[str] = N_("Clothes (Fashion-MNIST)")
    summary: ClassVar[str] = N_("Shirts, shoes, bags and other clothes from a shop's catalogue, small and grey.")
    origin: ClassVar[str] = N_("Fashion-MNIST by Zalando SE, 2017, MIT licence; the 10,000 pictures are its test set.")
    order: ClassVar[int] = 2
    drawing: ClassVar[str] = N_(
        "Draw the outline of a shirt, trousers, a dress, a shoe or a bag, as large as the paper; seams and folds inside, if you "
        "like. How light it is, chance decides."
    )
    told: ClassVar[str] = N_("Tell them which piece of clothing it is")
    classes: ClassVar[tuple[str, ...]] = (
        N_("T-shirt"),
        N_("Trouser"),
        N_("Pullover"),
        N_("Dress"),
        N_("Coat"),
        N_("Sandal"),
        N_("Shirt"),
        N_("Sneaker"),
        N_("Bag"),
        N_("Ankle boot"),
    )

    full: bool = Field(
        False,
        title=N_("Full set"),
        description=N_("All 60,000 pictures instead of 10,000. Downloads 31 MB the first time."),
    )
    most: Most = None
    mislabelled: Mislabelled = 0.0

    @property
    def shape(self) -> tuple[int, int, int]:
        """(28, 28, 1)."""
        return (28, 28, 1)

    @property
    def columns(self) -> tuple[str, ...]:
        """See :attr:`Dataset.columns`."""
        return (*super().columns, "sketches")

    def load(self, progress: Progress | None = None) -> Data:
        """See :meth:`Dataset.load`. Outlines are drawn when they are looked at, as ``np.asarray`` does."""
        data = full_set("fashion_mnist", FILES, 10_000, progress) if self.full else shipped("fashion_10k.npz")
        data = spoilt(data, self.most, self.mislabelled, len(self.classes))
        columns: dict[str, Any] = {**data.columns, "sketches": Drawn(outlines, data.samples, self.shape)}
        return Data(cast(dict[str, np.ndarray], columns), data.report)

    def fallback(self) -> Dataset | None:
        """The clothes that ship inside."""
        return self.model_copy(update={"full": False}) if self.full else None
