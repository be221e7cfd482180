"""What was changed while a training ran: another value of a dial from a step on. Together with the config it decides a run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods.standing import Standing

LAST = 10**9
"""Steps are below this number."""


@dataclass(frozen=True)
class Change:
    """One dial, turned.

    Attributes:
        step: The first step that it holds for: so many were done before.
        dial: Flat name of the setting.
        value: What it says from there on, until it is turned again.
    """

    step: int
    dial: str
    value: float

    def to_dict(self) -> dict[str, Any]:
        """``{"step", "dial", "value"}``, JSON types."""
        return asdict(self)


def checked(config: TrainConfig, row: Change | Mapping[str, Any]) -> Change:
    """A change that can be made in a training.

    Args:
        config: The training's.
        row: The change, or its three values by name.

    Raises:
        ConfigError: there is no such dial, or it does not go so far.
    """
    told = row.to_dict() if isinstance(row, Change) else row
    if not isinstance(told, Mapping) or told.keys() != {"step", "dial", "value"}:
        raise ConfigError("changes", told, N_("a step, a dial and a value"))
    step, dial, value = told["step"], told["dial"], told["value"]
    if isinstance(step, bool) or not isinstance(step, int) or not 0 <= step < LAST:
        raise ConfigError("step", step, N_("a whole number from 0 to {last}"), last=LAST - 1)
    dials = config.method.dials
    if dial not in dials:
        raise ConfigError(
            str(dial), value, N_("a setting that can be changed while this trains: {choices}"), choices=", ".join(dials)
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigError(dial, value, N_("a number"))
    return Change(step, dial, config.replace(**{dial: value}).to_flat()[dial])


class Changes:
    """The changes of one training, in the order of their steps. Immutable.

    Of one dial at one step the last change counts. A change takes the dial over: what it was to be turned to later is forgotten,
    so that the order in which changes were made decides; who plans several gives them by their steps.

    Args:
        config: The training's.
        rows: In the order in which they were made; see :func:`checked`.

    Raises:
        ConfigError: one of them cannot be made.
    """

    def __init__(self, config: TrainConfig, rows: Iterable[Change | Mapping[str, Any]] = ()) -> None:
        self.config = config
        flat = config.to_flat()
        self.begun: dict[str, float] = {dial: flat[dial] for dial in config.method.dials}
        """What each dial said at the start."""
        turned: dict[str, list[Change]] = {dial: [] for dial in self.begun}
        for row in rows:
            change = checked(config, row)
            earlier = [each for each in turned[change.dial] if each.step < change.step]
            before = earlier[-1].value if earlier else self.begun[change.dial]
            turned[change.dial] = [*earlier, change] if change.value != before else earlier
        self._turned = turned
        every = [change for changes in turned.values() for change in changes]
        self._rows = tuple(sorted(every, key=lambda change: change.step))

    @classmethod
    def readable(cls, config: TrainConfig, rows: Iterable[Any]) -> Changes:
        """Those that can be made of rows that may be damaged."""
        kept = []
        for row in rows:
            with suppress(ConfigError):
                kept.append(checked(config, row))
        return cls(config, kept)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Changes) and (self.config, self._rows) == (other.config, other._rows)

    __hash__ = None  # type: ignore[assignment]

    def to_list(self) -> list[dict[str, Any]]:
        """JSON types."""
        return [change.to_dict() for change in self]

    def plus(self, change: Change | Mapping[str, Any]) -> Changes:
        """The same with one more.

        Raises:
            ConfigError: it cannot be made.
        """
        return Changes(self.config, (*self, change))

    def until(self, step: int) -> Changes:
        """Those up to a step, with that step's own."""
        return Changes(self.config, [change for change in self if change.step <= step])

    def next(self, step: int) -> int | None:
        """The first step after this one at which something changes."""
        return next((change.step for change in self if change.step > step), None)

    def at(self, step: int) -> dict[str, float]:
        """What each dial says at a step."""
        return {dial: standing.value for dial, standing in self.standing(step).items()}

    def standing(self, step: int) -> dict[str, Standing]:
        """The same, and since when."""
        return {dial: self._standing(dial, step) for dial in self._turned}

    def _standing(self, dial: str, step: int) -> Standing:
        changes = self._turned[dial]
        found = Standing(self.begun[dial])
        for change in changes[: bisect_right(changes, step, key=lambda change: change.step)]:
            before = found.before + (change.step - found.since) * found.value
            found = Standing(change.value, change.step, before)
        return found
