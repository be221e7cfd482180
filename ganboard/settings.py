"""Settings by flat names, and back: the one place that form, flags, links and JSON share.

A model holds plain settings and parts, and a part may hold parts again. The full name of a setting is its path, such as
``method.penalty.gamma``. What belongs to the method is called by the rest of it, ``penalty.gamma``: that is how names are
given back, and both are understood.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ganboard.registry import Part, Registry

IMPLIED = "method"
"""The part whose name is left out before those of its settings."""


@dataclass(frozen=True)
class Setting:
    """One setting that can be made, or one part that can be chosen.

    Attributes:
        name: Flat name, such as ``"penalty.gamma"`` or ``"penalty"``.
        registry: Where the choices are, of a part; None for a plain setting.
        group: The kind of part that it belongs to, such as ``"penalty"``; ``""`` where it belongs to no part.
        owners: The description of the setting for each part that has it, by that part's name; ``""`` where no part does.
    """

    name: str
    registry: Registry[Any] | None
    group: str
    owners: dict[str, FieldInfo] = field(default_factory=dict)


def settings_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """A model's own settings: name -> Pydantic's description (range, title, help)."""
    return dict(model.model_fields)


def registry_of(info: FieldInfo) -> Registry[Any] | None:
    """Where the part that a field holds is chosen from; None for a plain setting."""
    return next((mark for mark in info.metadata if isinstance(mark, Registry)), None)


def registries(root: type[BaseModel]) -> dict[str, Registry[Any]]:
    """Where the parts are chosen from that a model and its parts hold, by kind."""
    return {setting.registry.kind: setting.registry for setting in every(root).values() if setting.registry}


def every(root: type[BaseModel]) -> dict[str, Setting]:
    """All settings of a model and of every part that can be chosen for it, by flat name, each part before its settings."""
    found: dict[str, Setting] = {}

    def walk(model: type[BaseModel], path: str, group: str, owner: str) -> None:
        for name, info in settings_of(model).items():
            registry = registry_of(info)
            setting = found.setdefault(path + name, Setting(path + name, registry, group))
            if owner not in setting.owners:
                setting.owners[owner] = info
            if registry is not None:
                for part in registry:
                    walk(part, _inside(path, name), registry.kind, part.name)

    walk(root, "", "", "")
    return found


def chosen(root: type[BaseModel], flat: Mapping[str, Any]) -> dict[str, tuple[FieldInfo, Registry[Any] | None]]:
    """The settings that the parts chosen in ``flat`` have, by flat name, each part before its settings.

    Raises:
        ConfigError: ``flat`` names a part that is not there.
    """

    def walk(model: type[BaseModel], path: str) -> Iterator[tuple[str, tuple[FieldInfo, Registry[Any] | None]]]:
        for name, info in settings_of(model).items():
            registry = registry_of(info)
            yield path + name, (info, registry)
            if registry is not None:
                yield from walk(registry.get(str(flat.get(path + name) or registry.default)), _inside(path, name))

    return dict(walk(root, ""))


def flattened(nested: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Settings as a config's ``to_dict`` gives them, one value by each flat name; a part's value is its name."""
    flat: dict[str, Any] = {}
    for name, value in nested.items():
        if isinstance(value, dict):
            flat[path + name] = value["name"]
            flat |= flattened({key: each for key, each in value.items() if key != "name"}, _inside(path, name))
        else:
            flat[path + name] = value
    return flat


def nested(root: type[BaseModel], *layers: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as a model takes them, from layers of which each overrules the one before it.

    Args:
        root: The model.
        layers: Settings by flat names or as nested objects, also mixed. A part that is only named keeps its other settings
            unless that is another name than before; one that is given as an object is replaced, but for the method, of
            which the settings given are replaced. An empty text means None where the model allows that.
    """
    result: dict[str, Any] = {}
    for layer in layers:
        paths = {name: _path(root, name) for name in layer}
        for name in sorted(layer, key=lambda name: len(paths[name])):  # a part before its settings
            *outside, last = paths[name]
            node = result
            for step in outside:
                node[step] = node = _as_object(node.get(step, {}))
            node[last] = _laid(node.get(last), _plain(root, name, layer[name]), merge=paths[name] == [IMPLIED])
    return result


def _inside(path: str, name: str) -> str:
    return "" if (path, name) == ("", IMPLIED) else f"{path}{name}."


def _path(root: type[BaseModel], name: str) -> list[str]:
    path = name.split(".")
    return path if path[0] in root.model_fields else [IMPLIED, *path]


def _plain(root: type[BaseModel], name: str, value: Any) -> Any:
    if isinstance(value, Part):
        return value.to_dict()
    if value != "":
        return value
    setting = every(root).get(".".join(_path(root, name)).removeprefix(f"{IMPLIED}."))
    return None if setting is not None and any(optional(info.annotation) for info in setting.owners.values()) else value


def _as_object(part: Any) -> dict[str, Any]:
    return dict(part) if isinstance(part, dict) else {"name": part}


def _laid(before: Any, value: Any, merge: bool) -> Any:
    if merge and isinstance(value, dict) and before is not None:
        same = "name" not in value or _as_object(before).get("name", value["name"]) == value["name"]
        return {**_as_object(before), **value} if same else value
    if isinstance(before, dict) and isinstance(value, str) and before.get("name", value) == value:
        return {**before, "name": value}
    return value


def optional(annotation: Any) -> bool:
    """Whether a setting may also be None."""
    return get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)


def empty(info: FieldInfo) -> str:
    """What it means that a setting which may be None is left empty. Marked for translation."""
    extra = info.json_schema_extra
    return str(extra["empty"]) if isinstance(extra, dict) else ""
