"""One setting as a widget, with its range and its help."""

from __future__ import annotations

import math
import types
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ganboard import settings
from ganboard.app import widgets
from ganboard.app.session import _


def field(
    bound: str, name: str, info: FieldInfo, now: Any, titles: dict[str, str] | None = None, title: str | None = None
) -> Any:
    """Draw a setting.

    Args:
        bound: The choice that holds it.
        name: Its flat name.
        info: Its description.
        now: Its value, as long as the visitor has not chosen.
        titles: Of a part: what can be chosen, and what a visitor reads of it.
        title: What a visitor reads of the setting, marked for translation; its own title if left out.

    Returns:
        The value that is chosen; None where the field is empty.
    """
    label, about = _(title or info.title or name), _(info.description) if info.description else None
    kind, optional = kind_of(info.annotation)
    if titles is not None:
        return widgets.select(bound, label, list(titles), titles.__getitem__, now, help=about)
    if get_origin(kind) is Literal:
        names: Any = info.json_schema_extra["names"] if isinstance(info.json_schema_extra, dict) else {}
        shown = {option: _(names.get(option, str(option))) for option in get_args(kind)}
        return widgets.select(bound, label, list(shown), shown.__getitem__, now, help=about)
    if kind is bool:
        return widgets.toggle(bound, label, now, help=about)
    if kind in (int, float):
        return widgets.number(
            bound,
            label,
            now,
            *bounds(info),
            optional,
            step=1 if kind is int else 10.0 ** _exponent(now or 1.0),
            format="%d" if kind is int else "%.6g",
            placeholder=_(settings.empty(info)) if optional else None,
            help=about,
        )
    return widgets.text(bound, label, now, help=about)


def kind_of(annotation: Any) -> tuple[Any, bool]:
    """What a setting holds, and whether it may also be None."""
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0], True
    return annotation, False


def bounds(info: FieldInfo) -> tuple[Any, Any]:
    """The ends of the range that a widget may offer; an open end is left to the config's own check."""
    low = high = None
    for limit in info.metadata:
        low = getattr(limit, "ge", low)
        high = getattr(limit, "le", high)
    return low, high


def _exponent(value: float) -> int:
    """The power of ten by which plus and minus move a value."""
    return math.floor(math.log10(abs(value)))
