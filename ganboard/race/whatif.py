"""What somebody may change in one of two futures: a few questions in plain words, or any setting that leaves the networks alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ganboard.branches import possible
from ganboard.config import TrainConfig
from ganboard.i18n import N_
from ganboard.race.fork import END
from ganboard.registry import Registry
from ganboard.settings import chosen, optional

Flat = Mapping[str, Any]
OFFERED = 6
"""Questions at most: more would be a list to be read, not to be asked."""
FIXED = ("dataset", "method", "start", "precision", "seed", *END)
"""What is the same in both futures: data, networks, chance and end."""


@dataclass(frozen=True)
class WhatIf:
    """A question, and the change that answers it.

    Attributes:
        name: Plain id.
        title: What is otherwise. Marked for translation.
        settings: The change by flat names, for the settings as they are; empty where there is nothing to change.
    """

    name: str
    title: str
    settings: Callable[[Flat], dict[str, Any]]


def _times(factor: float, *names: str) -> Callable[[Flat], dict[str, Any]]:
    """Some numbers so many times as large, where all of them are there; none of these goes beyond 1."""

    def settings(flat: Flat) -> dict[str, Any]:
        return {name: min(1.0, flat[name] * factor) for name in names} if all(name in flat for name in names) else {}

    return settings


def _other(name: str, value: Any, else_to: Any = None) -> Callable[[Flat], dict[str, Any]]:
    """Another value of a setting that is there; where it has that already, yet another, or nothing."""

    def settings(flat: Flat) -> dict[str, Any]:
        wanted = else_to if flat.get(name) == value else value
        return {} if name not in flat or wanted is None else {name: wanted}

    return settings


def _only_where(has: Any, name: str, value: Any) -> Callable[[Flat], dict[str, Any]]:
    """Another value of a setting that says something, or that says anything else than ``value`` where ``has`` is None."""

    def settings(flat: Flat) -> dict[str, Any]:
        fits = flat.get(name) == has if has is not None else flat.get(name) != value
        return {name: value} if name in flat and fits else {}

    return settings


WHAT_IFS: tuple[WhatIf, ...] = (
    WhatIf("judge", N_("The judge learns five times as fast"), _times(5, "discriminator_learning_rate")),
    WhatIf(
        "fast",
        N_("Both learn ten times as fast"),
        _times(10, "generator_learning_rate", "discriminator_learning_rate"),
    ),
    WhatIf("unbraked", N_("The judge has no brake"), _only_where(None, "penalty", "none")),
    WhatIf("braked", N_("The judge has a brake"), _only_where("none", "penalty", "r1")),
    WhatIf("score", N_("The score is kept another way"), _other("objective", "hinge", "nonsaturating")),
    WhatIf("lessons", N_("The judge has three lessons at each step"), _only_where(1, "discriminator_steps", 3)),
    WhatIf("labels", N_("Wrong labels do not matter"), _only_where(None, "mismatch", 0.0)),
    WhatIf("two", N_("Only two samples are looked at in each step"), _only_where(None, "batch_size", 2)),
    WhatIf("likeness", N_("It need not look like the real picture"), _only_where(None, "likeness", 0.0)),
    WhatIf("faster", N_("It learns ten times as fast"), _times(10, "learning_rate")),
    WhatIf("codes", N_("Codes may look like anything"), _only_where(None, "beta", 0.0)),
)


def offered(config: TrainConfig, dials: Flat) -> Iterator[tuple[WhatIf, dict[str, Any]]]:
    """The questions that can be asked of a training, each with its change.

    Args:
        config: Of the training.
        dials: What its dials say at the moment where the futures part.
    """
    flat, count = {**config.to_flat(), **dials}, 0
    for question in WHAT_IFS:
        settings = question.settings(flat)
        changes = any(flat.get(name) != value for name, value in settings.items())
        if changes and count < OFFERED and possible(config, settings):
            count += 1
            yield question, settings


@lru_cache(maxsize=64)
def changeable(config: TrainConfig) -> dict[str, tuple[FieldInfo, Registry[Any] | None]]:
    """The settings of which a future can have another value, by flat name, in the order of the training form."""
    flat = config.to_flat()
    return {
        name: (info, registry)
        for name, (info, registry) in chosen(TrainConfig, flat).items()
        if name.partition(".")[0] not in FIXED
        and any(possible(config, {name: value}) for value in _others(info, registry, flat[name]))
    }


def parts(config: TrainConfig, name: str, registry: Registry[Any]) -> list[str]:
    """The parts that a future can have in a place, the present one among them."""
    return [each for each in registry.names() if possible(config, {name: each})]


def _others(info: FieldInfo, registry: Registry[Any] | None, now: Any) -> list[Any]:
    """Some values that a setting might have otherwise."""
    if registry is not None:
        return [each for each in registry.names() if each != now]
    kinds = get_args(info.annotation) if optional(info.annotation) else (info.annotation,)
    if get_origin(kinds[0]) is Literal:
        return [each for each in get_args(kinds[0]) if each != now]
    if kinds[0] is bool:
        return [not now]
    if kinds[0] not in (int, float):
        return []
    step = 1 if kinds[0] is int else 0.5 * (now or 1.0)
    return [(now or 0) + step, (now or 0) - step]
