"""The training form: every field of the config as a widget, with its range and its help."""

from __future__ import annotations

import math
import types
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from ganboard.app import widgets
from ganboard.app.choices import choose, chosen, forget
from ganboard.app.session import _
from ganboard.config import REGISTRIES, TrainConfig, nested
from ganboard.errors import ConfigError
from ganboard.presets import PRESETS

PLAIN = ("dataset", "conditional", "steps")
"""The fields that stand in the open; all others are under "Advanced"."""
UPLOAD = "images"
"""The dataset whose images the visitor brings."""
FIELD = "train.field."
"""How the names of the form's choices begin."""


def flatten(config: TrainConfig) -> dict[str, Any]:
    """A config as one value per dotted field name."""
    flat: dict[str, Any] = {}
    for field, value in config.to_dict().items():
        if field in REGISTRIES:
            flat[field] = value["name"]
            flat |= {f"{field}.{name}": setting for name, setting in value.items() if name != "name"}
        else:
            flat[field] = value
    return flat


def start_with(config: TrainConfig) -> None:
    """Put a config into the form."""
    forget(FIELD)
    for name, value in flatten(config).items():
        choose(FIELD + name, value)


def prepare() -> None:
    """Fill the form once: from the link, or with the first preset."""
    if chosen("train.filled"):
        return
    choose("train.filled", True)
    linked = {k: v for k, v in st.query_params.items() if k.partition(".")[0] in TrainConfig.model_fields}
    if linked and linked.get("dataset") != UPLOAD:  # a link must not name files of this computer
        try:
            start_with(TrainConfig.from_query(linked))
            choose("train.preset", None)
        except ConfigError as error:
            st.session_state.problem = error.message


def choose_preset() -> None:
    """The presets, side by side."""
    preset = widgets.pills(
        "train.preset",
        _("Preset"),
        list(PRESETS),
        lambda name: _(PRESETS[name].title),
        preset_name(),
        lambda: forget(FIELD),
    )
    if preset:
        st.caption(_(PRESETS[preset].summary))


def preset_name() -> str | None:
    """The preset that was chosen; None where a link filled the form."""
    name: str | None = chosen("train.preset", next(iter(PRESETS)))
    return name if name in PRESETS else None


def plain_fields() -> None:
    """The few fields that everybody may want to change."""
    for name in _with_settings(PLAIN):
        _widget(name)


def advanced_fields() -> None:
    """All other fields, in three columns of one length."""
    names = _with_settings([name for name in TrainConfig.model_fields if name not in PLAIN])
    columns = st.columns(3)
    for index, name in enumerate(names):
        with columns[index * 3 // len(names)]:
            _widget(name)


def config() -> TrainConfig:
    """What the form says.

    Raises:
        ConfigError: two settings do not go together.
    """
    names = [name for field in TrainConfig.model_fields for name in (field, *_settings(field))]
    settings = {name: value(name) for name in names}
    settings["conditional"] &= bool(_part("dataset").classes)
    return TrainConfig(**nested(settings))


def value(name: str) -> Any:
    """What the form says of one field, by its dotted name.

    What the visitor chose, or else the preset; where that cannot be (another part has other settings), the field's default.
    """
    held = chosen(FIELD + name, _preset().get(name))
    if name in REGISTRIES:
        return held if held in REGISTRIES[name].names() else TrainConfig.model_fields[name].default
    field = _field(name)
    kind, optional = _kind(field.annotation)
    if held is None:
        return None if optional else field.default
    if get_origin(kind) is Literal:
        return held if held in get_args(kind) else field.default
    if kind not in (int, float):
        return held if isinstance(held, kind) else field.default
    low, high = _bounds(field)
    fits = isinstance(held, int | float) and not isinstance(held, bool) and (kind is float or held == int(held))
    fits = fits and (low is None or held >= low) and (high is None or held <= high)
    return kind(held) if fits else field.default


def _preset() -> dict[str, Any]:
    name = preset_name()
    return _flat(name) if name else {}


@cache
def _flat(preset: str) -> dict[str, Any]:
    return flatten(PRESETS[preset].config())


def _with_settings(names: Sequence[str]) -> list[str]:
    """Fields, each part followed by its own settings; what there is nothing to choose of is left out."""
    shown: list[str] = []
    for name in names:
        if name not in REGISTRIES:
            if name != "conditional" or _part("dataset").classes:
                shown.append(name)
            continue
        if len(REGISTRIES[name].names()) > 1:
            shown.append(name)
        shown += _settings(name)
    return shown


def _settings(name: str) -> list[str]:
    """The dotted names of the settings of the part that a field names."""
    if name not in REGISTRIES:
        return []
    # Uploads take the place of a path: a visitor must not name files of this computer.
    return [f"{name}.{setting}" for setting in _part(name).model_fields if (name, setting) != ("dataset", "path")]


def _part(field: str) -> Any:
    """The class of the part that the form names."""
    return REGISTRIES[field].get(value(field))


def _field(name: str) -> FieldInfo:
    part, dot, setting = name.partition(".")
    fields = _part(part).model_fields if dot else TrainConfig.model_fields
    found: FieldInfo = fields[setting or part]
    return found


def _widget(name: str) -> None:
    field, now = _field(name), value(name)
    label, about = _(field.title or name), _(field.description) if field.description else None
    kind, optional = _kind(field.annotation)
    bound = FIELD + name
    if name in REGISTRIES:
        titles = {option.name: _(option.title) for option in REGISTRIES[name]}
        widgets.select(bound, label, list(titles), titles.__getitem__, now, help=about)
    elif get_origin(kind) is Literal:
        names: Any = field.json_schema_extra["names"] if isinstance(field.json_schema_extra, dict) else {}
        shown = {option: _(names.get(option, str(option))) for option in get_args(kind)}
        widgets.select(bound, label, list(shown), shown.__getitem__, now, help=about)
    elif kind is bool:
        widgets.toggle(bound, label, now, help=about)
    elif kind in (int, float):
        widgets.number(
            bound,
            label,
            now,
            *_bounds(field),
            optional,
            step=1 if kind is int else 10.0 ** _exponent(now or 1.0),
            format="%d" if kind is int else "%.6g",
            placeholder=_("without end") if optional else None,
            help=about,
        )
    else:
        widgets.text(bound, label, now, help=about)


def _kind(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0], True
    return annotation, False


def _bounds(field: FieldInfo) -> tuple[Any, Any]:
    """The ends of the range that a widget may offer; an open end is left to the config's own check."""
    low = high = None
    for limit in field.metadata:
        low = getattr(limit, "ge", low)
        high = getattr(limit, "le", high)
    return low, high


def _exponent(value: float) -> int:
    """The power of ten by which plus and minus move a value."""
    return math.floor(math.log10(abs(value)))
