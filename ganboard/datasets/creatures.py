"""Little monsters, drawn here, of which everything is known."""

from __future__ import annotations

from itertools import product
from typing import Any, ClassVar, cast

import numpy as np
from pydantic import Field

from ganboard.creatures.captions import captions
from ganboard.creatures.factors import FACTORS, Factor, kind_numbers, kinds, never_shown
from ganboard.creatures.moving import FRAMES, MOTIONS, clips, motions
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.sketching import sketches
from ganboard.creatures.traits import creatures
from ganboard.datasets.base import DATASETS, Data, Dataset, Progress, Size
from ganboard.datasets.drawn import Drawn
from ganboard.datasets.sides import Side
from ganboard.i18n import N_

SLICE = 500
"""Creatures drawn between two reports of progress."""


@DATASETS.register
class Creatures(Dataset):
    """Creatures of 648 kinds: six colours, three bodies, one to three eyes, three mouths, four things on the head.

    Reference: none; the drawing is our own.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "creatures"
    title: ClassVar[str] = N_("Creatures")
    summary: ClassVar[str] = N_(
        "Little monsters of 648 kinds, in colour. As everything about each is known, mistakes can be counted."
    )
    origin: ClassVar[str] = N_("Drawn here by a program, GANBoard's licence.")
    order: ClassVar[int] = 3
    endless: ClassVar[bool] = True
    drawing: ClassVar[str] = N_(
        "Draw a body, one to three eyes and a mouth; on its head horns, ears, antennae, or nothing. What the lines do not say, "
        "chance decides."
    )
    factors: ClassVar[tuple[Factor, ...]] = FACTORS
    sides: ClassVar[tuple[Side, ...]] = (
        Side("day", N_("by day"), "images", "creatures"),
        Side("night", N_("by night"), "night", "night"),
    )
    told: ClassVar[str] = N_("Tell them which creature it is")
    classes: ClassVar[tuple[str, ...]] = tuple(" ".join(values) for values in product(*(f.values for f in FACTORS)))

    size: Size = Field(
        32,
        title=N_("Size"),
        description=N_("Pixels along a side of a picture. Larger ones are prettier and take longer to learn."),
    )
    count: int = Field(
        6_000,
        ge=64,
        le=60_000,
        title=N_("Number of creatures"),
        description=N_("How many are drawn to learn from. More: less is learnt by heart."),
    )
    seed: int = Field(
        0,
        ge=0,
        lt=2**31,
        title=N_("Seed of the creatures"),
        description=N_("Another number, other creatures; the same one, the same creatures on every computer."),
    )

    @property
    def shape(self) -> tuple[int, int, int]:
        """(size, size, 3)."""
        return (self.size, self.size, 3)

    @property
    def columns(self) -> tuple[str, ...]:
        """See :attr:`Dataset.columns`."""
        return (
            "images",
            "labels",
            "factors",
            "captions",
            "captions_zh",
            "never_shown",
            "sketches",
            "night",
            "clips",
            "motions",
        )

    @property
    def meanings(self) -> dict[str, tuple[str, ...]]:
        """See :attr:`Dataset.meanings`."""
        return {**super().meanings, "motions": MOTIONS}

    def never_shown(self) -> np.ndarray:
        """See :meth:`Dataset.never_shown`."""
        return never_shown(kinds())

    def load(self, progress: Progress | None = None) -> Data:
        """Draw the creatures. Sketches, nights and clips are drawn when they are looked at, as ``np.asarray`` does."""
        data = self.some(self.count, self.seed)
        images = np.empty((self.count, *self.shape), np.uint8)
        for start in range(0, self.count, SLICE):
            images[start : start + SLICE] = data.samples[start : start + SLICE]
            if progress is not None:
                progress(min(1.0, (start + SLICE) / self.count))
        return Data({**data.columns, "images": images})

    def some(self, count: int | None = None, seed: int = 0, progress: Progress | None = None) -> Data:
        """See :meth:`Dataset.some`: as many as are asked for, of which those of a smaller count are the first."""
        some = creatures(self.count if count is None else count, seed)
        side, picture = self.size, self.shape
        columns: dict[str, Any] = {
            "images": Drawn(lambda few: pictures(few, side), some, picture),
            "labels": kind_numbers(some.factors).astype(np.int32),
            "factors": some.factors,
            "captions": np.array(captions(some, "en")),
            "captions_zh": np.array(captions(some, "zh")),
            "never_shown": never_shown(some.factors),
            "sketches": Drawn(lambda few: sketches(few, side), some, (side, side, 1)),
            "night": Drawn(lambda few: night(few, side), some, picture),
            "clips": Drawn(lambda few: clips(few, side), some, (FRAMES, *picture)),
            "motions": motions(some),
        }
        return Data(cast(dict[str, np.ndarray], columns))
