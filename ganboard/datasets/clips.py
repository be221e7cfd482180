"""Little monsters that move: short clips, of which everything is known."""

from __future__ import annotations

from typing import Any, ClassVar, cast

import numpy as np
from pydantic import Field

from ganboard.creatures.factors import FACTORS, Factor, kind_numbers
from ganboard.creatures.moving import FRAMES, MOTION_TITLES, clips, manners, motions
from ganboard.creatures.traits import creatures
from ganboard.datasets.base import DATASETS, Data, Dataset, Progress
from ganboard.datasets.drawn import Drawn
from ganboard.i18n import N_
from ganboard.media import ClipMedium

SIDE = 32
"""Pixels along a side of a frame."""
SLICE = 200
"""Clips drawn between two reports of progress."""


@DATASETS.register
class Clips(Dataset):
    """Creatures of 648 kinds in clips of eight frames, each of which blinks, bounces, waves or looks around.

    The first frame shows the creature at rest. How far it moves, and to which side, differs from clip to clip.

    Reference: none; the drawing is our own.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "clips"
    title: ClassVar[str] = N_("Moving creatures")
    summary: ClassVar[str] = N_("Short clips of little monsters: they blink, bounce, wave or look around.")
    origin: ClassVar[str] = N_("Drawn here by a program, GANBoard's licence.")
    order: ClassVar[int] = 4
    endless: ClassVar[bool] = True
    told: ClassVar[str] = N_("Tell them what the creature does")
    classes: ClassVar[tuple[str, ...]] = MOTION_TITLES
    beings: ClassVar[tuple[Factor, ...]] = FACTORS

    count: int = Field(
        3_000,
        ge=64,
        le=6_000,  # 24,576 bytes each, several times in memory while they are learned from
        title=N_("Number of clips"),
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
    def shape(self) -> tuple[int, int, int, int]:
        """(8, 32, 32, 3)."""
        return (FRAMES, SIDE, SIDE, 3)

    @property
    def medium(self) -> ClipMedium:
        """See :attr:`Dataset.medium`."""
        return ClipMedium(self.shape)

    @property
    def columns(self) -> tuple[str, ...]:
        """See :attr:`Dataset.columns`."""
        return ("clips", "labels", "kinds", "factors")

    def load(self, progress: Progress | None = None) -> Data:
        """Draw the clips."""
        data = self.some(self.count, self.seed)
        frames = np.empty((self.count, *self.shape), np.uint8)
        for start in range(0, self.count, SLICE):
            frames[start : start + SLICE] = data.samples[start : start + SLICE]
            if progress is not None:
                progress(min(1.0, (start + SLICE) / self.count))
        return Data({**data.columns, "clips": frames})

    def some(self, count: int | None = None, seed: int = 0, progress: Progress | None = None) -> Data:
        """See :meth:`Dataset.some`: as many as are asked for, of which those of a smaller count are the first.

        ``labels`` are motions, and ``kinds`` the creatures' kinds, int32, (count,), from 0 to 647.
        """
        some = creatures(self.count if count is None else count, seed)
        columns: dict[str, Any] = {
            "clips": Drawn(lambda few: clips(few, SIDE, motions(few), manners(few)), some, self.shape),
            "labels": motions(some),
            "kinds": kind_numbers(some.factors).astype(np.int32),
            "factors": some.factors,
        }
        return Data(cast(dict[str, np.ndarray], columns))
