"""What came with a question, looked at before it is answered: what goes wrong later is no fault of who asked."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from ganboard.errors import ConfigError, EngineError
from ganboard.i18n import N_


def read_arguments(function: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a question, each of the type that its function states.

    Args:
        function: Whose first parameter is what it is asked of; the others are the arguments.
        given: JSON types by name.

    Raises:
        EngineError: some are missing, unknown or of another type, which no page of this version sends.
    """
    try:
        read = _form(function).model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise EngineError(
            N_("The page asked “{question}” with what the engine does not know ({problem}). Reload the page."),
            question=function.__name__,
            problem=f"{where}: {first['msg']}",
        ) from error
    return {name: getattr(read, name) for name in type(read).model_fields}


def number(name: str, value: Any, lowest: float, highest: float) -> float:
    """A number from JSON.

    Raises:
        ConfigError: it is none, or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not lowest <= value <= highest:
        raise ConfigError(name, value, N_("a number from {ge} to {le}"), ge=lowest, le=highest)
    return float(np.float32(value))


@cache
def _form(function: Callable[..., Any]) -> type[BaseModel]:
    hints = typing.get_type_hints(function)
    _, *parameters = inspect.signature(function).parameters.values()
    fields: dict[str, Any] = {
        each.name: (hints[each.name], ... if each.default is each.empty else each.default) for each in parameters
    }
    strict = ConfigDict(strict=True, extra="forbid")
    return create_model(function.__name__, __config__=strict, **fields)
