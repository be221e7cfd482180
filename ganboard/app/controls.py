"""The training form: every field of the config as a widget, with its range and its help."""

from __future__ import annotations

import math
import types
from collections.abc import Sequence
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from ganboard.app.session import _
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.presets import PRESETS
from ganboard.settings import registries

PLAIN = ("dataset", "conditional", "steps")
"""The fields that stand in the open; all others are under "Advanced"."""
REGISTRIES = registries(TrainConfig)
UPLOAD = "images"
"""The dataset whose images the visitor brings."""


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
    for key in [key for key in st.session_state if str(key).startswith("field.")]:
        del st.session_state[key]
    st.session_state.settings = flatten(config)


def prepare() -> None:
    """Fill the form once: from the link, or with the first preset."""
    if "settings" in st.session_state:
        return
    st.session_state.preset = next(iter(PRESETS))
    start_with(PRESETS[st.session_state.preset].config())
    linked = {k: v for k, v in st.query_params.items() if k.partition(".")[0] in TrainConfig.model_fields}
    if linked and linked.get("dataset") != UPLOAD:  # a link must not name files of this computer
        try:
            start_with(TrainConfig.from_query(linked))
            st.session_state.preset = None
        except ConfigError as error:
            st.session_state.problem = error.message


def choose_preset() -> None:
    """The presets, side by side."""

    def chosen() -> None:
        if st.session_state.preset:
            start_with(PRESETS[st.session_state.preset].config())

    st.pills(
        _("Preset"),
        list(PRESETS),
        format_func=lambda name: _(PRESETS[name].title),
        key="preset",
        on_change=chosen,
        label_visibility="collapsed",
    )
    if st.session_state.get("preset"):
        st.caption(_(PRESETS[st.session_state.preset].summary))


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
    settings = dict(st.session_state.settings)
    chosen = {field: type(REGISTRIES[field].create(settings[field])) for field in REGISTRIES}
    known = {
        name: value
        for name, value in settings.items()
        if "." not in name or name.partition(".")[2] in chosen[name.partition(".")[0]].model_fields
    }
    return TrainConfig(**known)


def _with_settings(names: Sequence[str]) -> list[str]:
    """Fields, each part followed by its own settings; what there is nothing to choose of is left out."""
    settings, shown = st.session_state.settings, []
    for name in names:
        if name not in REGISTRIES:
            if name != "conditional" or _chosen("dataset").classes:
                shown.append(name)
            continue
        if len(REGISTRIES[name].names()) > 1:
            shown.append(name)
        # Uploads take the place of a path: a visitor must not name files of this computer.
        shown += [
            f"{name}.{setting}" for setting in _chosen(name).model_fields if (name, setting) != ("dataset", "path")
        ]
    if not _chosen("dataset").classes:
        settings["conditional"] = False
    return shown


def _chosen(field: str) -> Any:
    """The class of the part that the form names; the widget knows a new choice before the settings do."""
    name = st.session_state.get(f"field.{field}") or st.session_state.settings[field]
    return REGISTRIES[field].get(name)


def _widget(name: str) -> None:
    settings = st.session_state.settings
    part, dot, setting = name.partition(".")
    if part in REGISTRIES and not dot:
        registry = REGISTRIES[part]
        titles = {option.name: _(option.title) for option in registry}
        settings[name] = _select(name, TrainConfig.model_fields[name], list(titles), settings[name], titles.get)
    else:
        field = _chosen(part).model_fields[setting] if dot else TrainConfig.model_fields[name]
        settings[name] = _input(name, field, settings.get(name, field.default))


def _input(name: str, field: FieldInfo, value: Any) -> Any:
    kind, optional = _kind(field.annotation)
    if get_origin(kind) is Literal:
        return _select(name, field, list(get_args(kind)), value, str)
    key, words = _words(name, field)
    st.session_state.setdefault(key, value)
    if kind is bool:
        return st.toggle(**words, key=key)
    if kind not in (int, float):
        return st.text_input(**words, key=key)
    low, high = (None if end is None else kind(end) for end in _bounds(field))
    number_input: Any = st.number_input  # its overloads tell whole numbers from others, which we know only here
    return number_input(
        **words,
        key=key,
        value=None if optional else "min",  # what counts is the session's value, set above
        min_value=low,
        max_value=high,
        step=1 if kind is int else 10.0 ** _exponent(value or 1.0),
        format="%d" if kind is int else "%.6g",
        placeholder=_("without end") if optional else None,
    )


def _select(name: str, field: FieldInfo, options: list[Any], value: Any, shown: Any) -> Any:
    key, words = _words(name, field)
    st.session_state.setdefault(key, value)
    return st.selectbox(**words, options=options, format_func=shown, key=key)


def _words(name: str, field: FieldInfo) -> tuple[str, dict[str, Any]]:
    return f"field.{name}", {
        "label": _(field.title or name),
        "help": _(field.description) if field.description else None,
    }


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
