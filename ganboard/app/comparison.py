"""Some runs beside each other: what a page shows of each, and in which settings they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ganboard.app.connection import config_of, engine
from ganboard.app.pictures import data_url
from ganboard.app.routes import MOVING
from ganboard.app.wording import STATE_NAMES
from ganboard.config import TrainConfig
from ganboard.engine.protocol import View
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.media import PixelMedium
from ganboard.registry import Registry
from ganboard.runs import find_run
from ganboard.settings import Setting, empty, every

MOST = 4
"""Runs that are compared at most: more are too small on a phone."""
LETTERS = "ABCD"
"""What the runs of a comparison are called, in the order in which they were chosen."""
MISSING = "–"
"""Stands for a setting that a run does not have."""
NAMED = 3
"""Settings by which a run is named at most."""
Flat = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """One of the runs.

    Attributes:
        run_id: Which.
        title: What it is called.
        view: What there is to be seen; None where the run is gone or damaged.
        config: Its config; None where that cannot be read.
        problem: Why one of the two is None, a message.
    """

    run_id: str
    title: str
    view: View | None = None
    config: TrainConfig | None = None
    problem: dict[str, Any] | None = None


def look_at(run_id: str, title: str) -> Side:
    """The newest of a run; one that is gone or damaged is told and not raised."""
    view = None
    try:
        run = find_run(engine().root, run_id)
        view = engine().watch(run_id)
        return Side(run_id, title, view, config_of(run))
    except GANBoardError as error:
        return Side(run_id, title, view, problem=error.message)


def facts(side: Side, translate: Callable[[str], str]) -> dict[str, Any]:
    """What a page shows of a run that can be seen, by the names that the live feed has for the same, see ``moments.describe``."""
    view = side.view
    if view is None:
        raise ValueError(f"nothing is to be seen of {side.run_id}")
    return {
        "run": view.run_id,
        "title": side.title,
        "created": view.created,
        "version": str(view.version),
        "state": view.state,
        "stateName": translate(STATE_NAMES[view.state]),
        "step": view.step,
        "picture": data_url(view.picture) if view.picture and view.state in MOVING else "",
        "rebuilt": data_url(view.rebuilt) if view.rebuilt and view.state in MOVING else "",
        "rebuilds": side.config is not None and "encode" in side.config.method.abilities,
        "seconds": round(view.seconds, 3),
        "checkpoints": [
            {
                "step": step,
                "seconds": round(view.moments.get(step, {}).get("seconds", 0.0), 3),
                "stamp": view.moments.get(step, {}).get("stamp", ""),
            }
            for step in view.checkpoints
        ],
        "cells": _cells(side.config),
        "explores": side.config is not None and "make" in side.config.method.abilities,
    }


def _cells(config: TrainConfig | None) -> dict[str, int] | None:
    """How the samples stand in the picture, so that the gaps between them can take the page's colour; None where there are none."""
    if config is None or not isinstance(config.dataset.medium, PixelMedium):
        return None
    spec, rows = config.network_spec, config.dataset.medium.rows
    return {"columns": spec.columns or rows, "rows": rows, "side": spec.shape[-2]}


def differing(flats: Sequence[Flat]) -> list[str]:
    """The settings in which some runs differ.

    Args:
        flats: The settings of each by flat names, as ``TrainConfig.to_flat`` gives them.

    Returns:
        Flat names: of values that are not all equal, and of settings that not all of them have.
    """
    names = dict.fromkeys(name for flat in flats for name in flat)
    return [name for name in names if any(name not in flat or flat[name] != flats[0].get(name) for flat in flats)]


def table(flats: Sequence[Flat], names: Sequence[str], translate: Callable[[str], str]) -> list[tuple[str, list[str]]]:
    """Settings of some runs as a table to be read.

    Args:
        flats: As for :func:`differing`.
        names: The flat names of the settings that are wanted.
        translate: Into the visitor's language.

    Returns:
        What each setting is called, and its value in each run, :data:`MISSING` where a run has no such setting. In the order of
        the training form.
    """
    known = every(TrainConfig)
    order = {name: number for number, name in enumerate(known)}
    rows = []
    for name in sorted(names, key=lambda name: order.get(name, len(order))):
        setting = known.get(name)
        values = [_written(setting, flat, flat[name], translate) if name in flat else MISSING for flat in flats]
        owner = next(flat for flat in flats if name in flat)
        rows.append((_called(setting, owner, translate) if setting else name, values))
    return rows


def apart(flats: Sequence[Flat], translate: Callable[[str], str]) -> list[str]:
    """What each of some runs is called by what differs from the first: titles and values, three at most.

    What only follows from another part or method is left out: who chose another penalty need not hear of its strength.

    Args:
        flats: As for :func:`differing`, at least one.
        translate: Into the visitor's language.
    """
    names = [_own_changes(flats[0], flat) for flat in flats]
    names[0] = list(dict.fromkeys(name for others in names[1:] for name in others))
    told = []
    for flat, changed in zip(flats, names, strict=True):
        rows = [table([flat], [name], translate)[0] for name in changed[:NAMED] if name in flat]
        more = ["…"] if len(changed) > NAMED else []
        told.append(", ".join([*(f"{title}: {values[0]}" for title, values in rows), *more]))
    return told


def _own_changes(first: Flat, flat: Flat) -> list[str]:
    """The settings that both have and that differ, but for those of a part that is another one."""
    changed = [name for name in differing([first, flat]) if name in first and name in flat]
    return [name for name in changed if not name.rpartition(".")[0] or name.rpartition(".")[0] not in changed]


def _described(setting: Setting, flat: Flat) -> Any:
    """Pydantic's description of a setting in the part that a run has."""
    return setting.owners.get(str(flat.get(_part(setting))), next(iter(setting.owners.values())))


def _part(setting: Setting) -> str:
    """The flat name of the part that a setting belongs to; ``""`` where it belongs to none."""
    return setting.name.rpartition(".")[0] or ("method" if setting.group else "")


def _called(setting: Setting, flat: Flat, translate: Callable[[str], str]) -> str:
    """A setting's title, below that of its part where the part is one of several."""
    title = translate(_described(setting, flat).title or setting.name)
    part = every(TrainConfig).get(_part(setting))
    if part is None or part.name == "method":
        return title
    return translate(N_("{part}: {setting}")).format(part=translate(_described(part, flat).title), setting=title)


def _written(setting: Setting | None, flat: Flat, value: Any, translate: Callable[[str], str]) -> str:
    if value is None:
        return translate(empty(_described(setting, flat))) if setting is not None else MISSING
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"))
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, int):
        return str(value) if setting is not None and setting.name == "seed" else f"{value:,}"
    if setting is not None and setting.registry is not None:
        return translate(_title_of(setting.registry, value))
    extra = _described(setting, flat).json_schema_extra if setting is not None else None
    names: Any = extra.get("names", {}) if isinstance(extra, dict) else {}
    return translate(str(names[value])) if value in names else str(value)


def _title_of(registry: Registry[Any], name: str) -> str:
    return str(registry.get(name).title) if name in registry.names() else name
