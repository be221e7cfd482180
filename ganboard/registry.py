"""Parts that can be chosen by name: datasets, objectives, penalties, augmentations, architectures, methods.

A part is one class in one file of its package. Its class attributes describe it and its fields are its settings, each
with range, unit and help; the training form, the command line and the JSON check all follow from these.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from ganboard.errors import ConfigError
from ganboard.i18n import N_


class Part(BaseModel):
    """Base of everything that has a name in a registry. Immutable; equal if name and settings are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: ClassVar[str]
    """Plain id, as in JSON, a URL and a flag."""
    title: ClassVar[str]
    """What a visitor reads in a list. Marked for translation."""
    summary: ClassVar[str]
    """One or two plain sentences. Marked for translation."""
    listed: ClassVar[bool] = True
    """Whether it stands among those that there are to choose from. One that does not is had by its name alone."""

    def to_dict(self) -> dict[str, Any]:
        """``{"name": ..., setting: value, ...}``, JSON types only."""
        return {"name": self.name, **self.model_dump(mode="json")}


P = TypeVar("P", bound=Part)


class Registry(Generic[P]):
    """The parts of one kind, found by importing every module of a package.

    A model's field that holds such a part is annotated ``Annotated[Objective, OBJECTIVES]``: it then takes what
    :meth:`create` takes, and is written as :meth:`Part.to_dict` says.

    Args:
        kind: What a part is called in messages and in the config, for example ``"objective"``.
        package: The package whose modules hold one part each.
        default: The name of the part that is meant where none is named; None where one must be.
        implied: Whether ``kind`` is left out before the names of its settings; see :mod:`ganboard.settings`.
    """

    def __init__(self, kind: str, package: str, default: str | None = None, implied: bool = False) -> None:
        self.kind, self.default = kind, default
        self._prefix = "" if implied else f"{kind}."
        self._package = package
        self._parts: dict[str, type[P]] = {}
        self._discovered = False

    def __repr__(self) -> str:
        return f"<the {self.kind}s of {self._package}>"

    def register(self, part: type[P]) -> type[P]:
        """Class decorator that enters a part under its ``name``."""
        if part.name in self._parts:
            raise ValueError(f"two {self.kind}s are called {part.name!r}")
        self._parts[part.name] = part
        return part

    def _discover(self) -> dict[str, type[P]]:
        if not self._discovered:
            package = importlib.import_module(self._package)
            for module in pkgutil.iter_modules(package.__path__):
                importlib.import_module(f"{self._package}.{module.name}")
            self._discovered = True  # only now: another thread that comes meanwhile waits for the same imports
        return self._parts

    def __iter__(self) -> Iterator[type[P]]:
        listed = [part for part in self._discover().values() if part.listed]
        return iter(sorted(listed, key=lambda part: (getattr(part, "order", 100), part.name)))

    def __contains__(self, name: object) -> bool:
        """Whether there is a part of this name, listed or not."""
        return name in self._discover()

    def names(self) -> list[str]:
        """All names, in the order in which they are shown."""
        return [part.name for part in self]

    def get(self, name: str) -> type[P]:
        """The class of a part.

        Raises:
            ConfigError: there is no part of this name; the message lists those there are.
        """
        part = self._discover().get(name)
        if part is None:
            raise ConfigError(self.kind, name, N_("one of {choices}"), choices=", ".join(self.names()))
        return part

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How a field that holds a part of this registry is checked and written."""
        return core_schema.no_info_plain_validator_function(
            self.create,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda part: part.to_dict(), return_schema=core_schema.dict_schema()
            ),
        )

    def create(self, spec: str | dict[str, Any] | Part) -> P:
        """A part from its name, from ``{"name": ..., settings}``, or from itself; without a name the default one.

        Raises:
            ConfigError: unknown name, unknown setting, or a value out of range; ``field`` is ``"kind.setting"``.
        """
        if isinstance(spec, str):
            spec = {"name": spec}
        if isinstance(spec, Part):
            spec = spec.to_dict()
        if not isinstance(spec, dict) or not isinstance(spec.get("name", self.default), str):
            raise ConfigError(self.kind, spec, N_("a name, or an object with a name and settings"))
        settings = {key: value for key, value in spec.items() if key != "name"}
        part = self.get(str(spec.get("name", self.default)))
        try:
            return part(**settings)
        except ValidationError as error:
            raise config_error(error, prefix=self._prefix) from None


def config_error(error: ValidationError, prefix: str = "") -> ConfigError:
    """The first complaint of Pydantic as one of ours: which field, what it got, what it wants."""
    detail = error.errors()[0]
    field = prefix + ".".join(str(place) for place in detail["loc"])
    context = detail.get("ctx", {})
    expected: dict[str, str] = {
        "greater_than_equal": N_("a number of at least {ge}"),
        "greater_than": N_("a number above {gt}"),
        "less_than_equal": N_("a number of at most {le}"),
        "less_than": N_("a number below {lt}"),
        "int_parsing": N_("a whole number"),
        "int_parsing_size": N_("a whole number"),
        "int_type": N_("a whole number"),
        "int_from_float": N_("a whole number"),
        "float_parsing": N_("a number"),
        "float_type": N_("a number"),
        "finite_number": N_("a finite number"),
        "bool_parsing": N_("true or false"),
        "bool_type": N_("true or false"),
        "literal_error": N_("one of {choices}"),
        "extra_forbidden": N_("no setting of this name; look at the spelling"),
        "missing": N_("a value"),
        "string_type": N_("a text"),
    }
    template = expected.get(detail["type"])
    if template is None:
        return ConfigError(field, detail["input"], "{problem}", problem=detail["msg"])
    values = {key: value for key, value in context.items() if key in ("ge", "gt", "le", "lt")}
    if "expected" in context:  # "'a' or 'b'"
        values["choices"] = context["expected"].replace(" or ", ", ").replace("'", "")
    return ConfigError(field, detail["input"], template, **values)
