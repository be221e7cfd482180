"""What makes some runs a race, and who may enter it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.i18n import N_

By = Literal["step", "seconds"]
"""Whose turn it is: that of the entrant with the fewest steps, or with the fewest seconds of training."""
ORDERS: tuple[By, ...] = get_args(By)
LEAST, MOST = 2, 4
"""Entrants of a race."""
LETTERS = "ABCD"
"""What they are called, in their order."""
KEY = "race"
"""Where a run's status says that it is in a race."""


@dataclass(frozen=True)
class Race:
    """Runs that take turns. Each of them says so in its status, in the same words, so that any of them leads to all.

    Attributes:
        runs: Their ids, in the order of their letters. The first one's is the race's, too.
        by: Whose turn it is.
        names: What the entrants are called, marked for translation; empty where they are named by what differs.
        title: What the race is called, marked for translation; empty where the visitor made it.
        start: The step up to which the entrants are one, as two futures of one training are; None where each begins anew.
    """

    runs: tuple[str, ...]
    by: By
    names: tuple[str, ...] = ()
    title: str = ""
    start: int | None = None

    @property
    def id(self) -> str:
        """What a link calls it."""
        return self.runs[0]

    def letter(self, run_id: str) -> str:
        """The letter of one of its runs."""
        return LETTERS[self.runs.index(run_id)]

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return asdict(self)

    @staticmethod
    def of(status: dict[str, Any]) -> Race | None:
        """The race that a run's status tells of; None where it tells of none, or of one that cannot be."""
        told = status.get(KEY)
        if not isinstance(told, dict):
            return None
        runs, names = _texts(told.get("runs")), _texts(told.get("names"))
        by, title, start = told.get("by"), told.get("title"), told.get("start")
        if not LEAST <= len(set(runs)) == len(runs) <= MOST or status.get("id") not in runs:
            return None
        if not isinstance(title, str) or len(names) not in (0, len(runs)):
            return None
        if start is not None and (isinstance(start, bool) or not isinstance(start, int) or start < 0):
            return None
        return next((Race(runs, each, names, title, start) for each in ORDERS if each == by), None)


def _texts(told: Any) -> tuple[str, ...]:
    """A list of texts; an empty one for anything else."""
    fine = isinstance(told, list | tuple) and all(isinstance(each, str) for each in told)
    return tuple(told) if fine else ()


def entered(configs: Sequence[TrainConfig], by: By, length: float) -> list[TrainConfig]:
    """The entrants' settings with the race's end in place of their own.

    Args:
        configs: Of the entrants, in the order of their letters.
        by: Whose turn it is.
        length: Steps of each, or seconds of training of each.

    Raises:
        GANBoardError: they cannot race; the sentence says why.
    """
    end: dict[str, Any] = (
        {"steps": int(length), "seconds": None} if by == "step" else {"steps": None, "seconds": length}
    )
    found = [config.replace(**end) for config in configs]
    check(found)
    if len(found) < LEAST:
        raise GANBoardError(N_("A race needs at least two entrants. Add another one that differs in something."))
    return found


def check(configs: Sequence[TrainConfig]) -> None:
    """See that entrants can be told apart by nothing but what they shall be compared in.

    Raises:
        GANBoardError: there are too many, two are the same, or they differ in data, seed or number format.
    """
    if len(configs) > MOST:
        raise GANBoardError(N_("A race has at most four entrants. Take one out first."))
    first = configs[0] if configs else None
    for number, config in enumerate(configs):
        letter = LETTERS[number]
        if first is None or number == 0:
            continue
        if config.dataset != first.dataset:
            raise GANBoardError(
                N_(
                    "{letter} learns from other data than A. A race is fair only on the same data: choose the same for both."
                ),
                letter=letter,
            )
        if config.seed != first.seed:
            raise GANBoardError(
                N_(
                    "{letter} has the seed {seed}, A has {first}. With another seed another chance would decide: "
                    "give both the same."
                ),
                letter=letter,
                seed=config.seed,
                first=first.seed,
            )
        if config.precision != first.precision:
            raise GANBoardError(
                N_(
                    "{letter} calculates in another number format than A, which is another speed. Choose the same for both."
                ),
                letter=letter,
            )
        for other, before in enumerate(configs[:number]):
            if _alike(before, config):
                raise GANBoardError(
                    N_(
                        "{letter} is the same as {other}: the same seed gives the same training again. "
                        "Change a setting first."
                    ),
                    letter=letter,
                    other=LETTERS[other],
                )


def _alike(one: TrainConfig, two: TrainConfig) -> bool:
    """Whether two settings are one training, wherever each would end."""
    return one.replace(steps=None, seconds=None) == two.replace(steps=None, seconds=None)
