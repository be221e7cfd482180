"""Short clips: pictures of one size that follow one another."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ganboard import figures
from ganboard.i18n import N_
from ganboard.media.base import Words
from ganboard.media.image import PixelMedium

MILLISECONDS = 120
"""How long a frame stays."""
TIMES = 4
"""How often a picture that nobody can stop shows its clips: below five seconds."""


class ClipMedium(PixelMedium):
    """Clips, (frames, height, width, 1 or 3), to be shown in a loop.

    Attributes:
        frames: Of each clip.
    """

    name: ClassVar[str] = "clips"
    filed: ClassVar[str] = "images"
    words: ClassVar[Words] = Words(
        real=N_("Real clips"),
        such=N_("real clips"),
        preview=N_("Some of the real clips that the generator will learn to imitate."),
        seen=N_("{count} clips seen"),
        laid_out=N_("Real clips from the data, laid out like those that are made."),
        made=N_("Clips that the generator makes from fixed noise, at step {step}. Each row shows one creature."),
        rebuilt=N_("The real clips as the networks rebuild them from a few numbers each, at step {step}."),
        believed=N_("How real do the clips look to the judges? (dashed: pure guessing)"),
    )
    rows: ClassVar[int] = 5

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__(shape)
        self.frames = shape[0]

    def sheet(self, samples: np.ndarray, columns: int, role: str = "fake") -> np.ndarray:
        """Each clip's frames side by side, one clip below the other, whatever ``columns`` says: what moves must be seen."""
        frames = samples.reshape(-1, *self.shape[1:])
        return figures.grid(frames, self.frames)

    def picture(self, samples: np.ndarray, columns: int, role: str = "fake") -> bytes:
        """The clips side by side, row after row, all of which move :data:`TIMES` times."""
        sheets = [figures.grid(samples[:, frame], columns) for frame in range(self.frames)]
        return figures.moving_png(sheets, MILLISECONDS, TIMES)
