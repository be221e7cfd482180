"""A race before it has runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.race.entry import By, entered


@dataclass(frozen=True, eq=False)
class Lineup:
    """Who enters a race, and how it is run.

    Attributes:
        configs: Of the entrants; the race's end takes the place of their own.
        names: What their runs are called.
        by: Whose turn it is: ``"step"``, nobody is ahead by more than a turn in steps; ``"seconds"``, in seconds of training.
        length: Steps, or seconds of training, of each.
        data: Own images, copied into each run.
        told: What the entrants are called in the race, marked for translation; by what differs if left out.
        title: What the race is called, marked for translation.
    """

    configs: Sequence[TrainConfig]
    names: Sequence[str]
    by: By
    length: float
    data: Data | None = None
    told: Sequence[str] = ()
    title: str = ""

    def entrants(self) -> list[TrainConfig]:
        """Their settings with the race's end in place of their own.

        Raises:
            GANBoardError: they cannot race; the sentence says why.
        """
        return entered(self.configs, self.by, self.length)
