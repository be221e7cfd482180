"""Everything that decides a run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ganboard.architectures import ARCHITECTURES, NetworkSpec
from ganboard.datasets import DATASETS, Dataset
from ganboard.errors import ConfigError
from ganboard.formats import KEY, numbered, upgraded
from ganboard.i18n import N_
from ganboard.methods import METHODS, Method
from ganboard.registry import Part, config_error
from ganboard.settings import IMPLIED, chosen, flattened, nested
from ganboard.starts import STARTS, Start, brought, check_told, may_bring


class TrainConfig(BaseModel):
    """A training, complete: the same config gives the same run, bit for bit on one CPU.

    Round-trips through JSON (:meth:`to_json`, :meth:`from_json`) and through a URL query (:meth:`to_query`,
    :meth:`from_query`). Parts are given by name, or as ``{"name": ..., setting: value}``; what belongs to the method may be
    given by flat names, as :mod:`ganboard.settings` has them: ``TrainConfig(penalty="none", latent_size=64)``. Where it begins
    with what others have learnt, sizes of networks that are left out are theirs: see :func:`with_start`.

    Raises:
        ConfigError: a setting is unknown or out of range, or two settings do not go together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)

    dataset: Annotated[Dataset, DATASETS] = Field(
        "mnist",
        validate_default=True,
        title=N_("What to learn from"),
        description=N_("What the generator learns to imitate."),
    )
    method: Annotated[Method, METHODS] = Field(
        "gan", validate_default=True, title=N_("Method"), description=N_("How the networks learn.")
    )
    start: Annotated[Start, STARTS] = Field(
        "fresh",
        validate_default=True,
        title=N_("Begin"),
        description=N_(
            "With nothing, or with what other networks have learned: that may help where there is little to learn from."
        ),
    )
    precision: Literal["float32", "mixed_bfloat16"] = Field(
        "float32",
        title=N_("Number format"),
        description=N_("mixed_bfloat16 is faster on new GPUs and a few new CPUs, and slower elsewhere."),
    )
    steps: int | None = Field(
        None,
        ge=1,
        le=100_000_000,
        title=N_("End after this many steps"),
        description=N_("Empty: until you stop it."),
        json_schema_extra={"empty": N_("without end")},
    )
    seconds: float | None = Field(
        None,
        gt=0,
        le=31_536_000,
        title=N_("End after this many seconds"),
        description=N_("Seconds of training; empty: until you stop it."),
        json_schema_extra={"empty": N_("without end")},
    )
    seed: int = Field(
        0,
        ge=0,
        lt=2**31,
        title=N_("Seed"),
        description=N_("The start of all chance. The same seed gives the same training again."),
    )

    def __init__(self, **settings: Any) -> None:
        try:
            super().__init__(**with_start({}, settings))
        except ValidationError as error:
            raise config_error(error) from None
        self.method.check(self.dataset)

    @property
    def network_spec(self) -> NetworkSpec:
        """What the networks must fit."""
        return self.method.network_spec(self.dataset)

    def settled(self, beside: Path | None = None) -> TrainConfig:
        """The same for a new run, which shall begin with what is there now, see :meth:`ganboard.starts.base.Start.settled`.

        Raises:
            RunError: what it begins with cannot be had, or draws nothing here, see :func:`ganboard.starts.check_told`.
        """
        check_told(self.start, self.method, self.dataset, beside)
        start = self.start.settled(beside)
        return self if start == self.start else self.replace(start=start.to_dict())

    def beginning(self, beside: Path | None = None) -> dict[str, np.ndarray]:
        """The weights that networks of a new run begin with, see :meth:`ganboard.starts.base.Start.arrays`.

        Raises:
            RunError: as for :meth:`settled`.
        """
        check_told(self.start, self.method, self.dataset, beside)
        return self.start.arrays(beside)

    def replace(self, **changes: Any) -> TrainConfig:
        """A config with some settings changed, checked anew."""
        return TrainConfig(**nested(type(self), self.to_dict(), changes))

    def to_dict(self) -> dict[str, Any]:
        """All settings, JSON types only."""
        return self.model_dump(mode="json")

    def to_json(self) -> str:
        """All settings as JSON, indented for people, with the number of the format."""
        return json.dumps(numbered("config", self.to_dict()), indent=2)

    @staticmethod
    def from_json(text: str) -> TrainConfig:
        """The inverse of :meth:`to_json`; settings left out get their defaults.

        Raises:
            ConfigError: this is no JSON object, or a setting is wrong.
            FormatError: it was made by a newer GANBoard.
        """
        try:
            settings = json.loads(text)
        except (ValueError, RecursionError) as error:  # also nested too deeply, and numbers of too many digits
            raise ConfigError("config", text.strip()[:40], N_("JSON ({problem})"), problem=str(error)) from None
        if not isinstance(settings, dict):
            raise ConfigError("config", settings, N_("a JSON object of settings"))
        return TrainConfig(**of_this_format(settings))

    def to_flat(self) -> dict[str, Any]:
        """All settings by flat name, JSON types only; a part's value is its name. See :mod:`ganboard.settings`."""
        return flattened(self.to_dict())

    def to_query(self) -> dict[str, str]:
        """The settings that differ from the defaults, by flat name: ``{"penalty.gamma": "0.2", "seed": "4"}``."""
        flat = self.to_flat()
        parts = {name: flat[name] for name, (_, registry) in chosen(TrainConfig, flat).items() if registry}
        usual = TrainConfig().to_flat() | {
            name: value
            for name, value in TrainConfig(**parts | {"start": "fresh"}).to_flat().items()
            if name not in parts
        }
        usual |= flattened({"start": STARTS.create(self.start.name).to_dict()}) | {"start": usual["start"]}
        brought = may_bring(type(self.method)) if self.start.warm else ()  # else what it begins with would decide these
        return {
            name: in_query(value)
            for name, value in flat.items()
            if value != usual.get(name, in_query) or name.partition(".")[0] in brought
        }

    @staticmethod
    def from_query(query: dict[str, str]) -> TrainConfig:
        """The inverse of :meth:`to_query`.

        Raises:
            ConfigError: a setting is unknown or wrong.
        """
        return TrainConfig(**query)


def with_start(usual: Mapping[str, Any], *asked: Mapping[str, Any], beside: Path | None = None) -> dict[str, Any]:
    """Settings as :class:`TrainConfig` takes them, from layers, with what its start brings: see :func:`ganboard.starts.brought`.

    What the start brings overrules what is usual, such as a preset, and is overruled by what somebody asked for.

    Args:
        usual: Settings as :func:`ganboard.settings.nested` takes them.
        asked: More of them, each of which overrules the one before it.
        beside: The folder in which runs lie; where they usually do, if left out.
    """
    told = nested(TrainConfig, usual, *asked)
    said = {name: value for layer in asked for name, value in _said(layer)}
    try:
        start = STARTS.create(told.get("start", {}))
        method = METHODS.get(_name(told.get("method"), METHODS.default))
        if not start.warm or all(name in said and not isinstance(said[name], str) for name in may_bring(method)):
            return told
        found = brought(start, method, DATASETS.create(told.get("dataset", {})), beside)
    except ConfigError:  # which is told where the config is made
        return told
    networks = said.get("architecture", found.get("architecture"))
    if _name(networks, ARCHITECTURES.default) != _name(found.get("architecture"), ARCHITECTURES.default):
        return told
    return nested(
        TrainConfig,
        told,
        {
            name: value
            for name, value in found.items()
            if name not in said and not isinstance(said.get(name.partition(".")[0]), dict)
        },
    )


def _said(layer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The settings of a layer; those of the method by the rest of their names, whichever way they were given."""
    for name, given in layer.items():
        value = given.to_dict() if isinstance(given, Part) else given
        if name == IMPLIED and isinstance(value, dict):
            yield from value.items()
        else:
            yield name.removeprefix(f"{IMPLIED}."), value


def _name(part: Any, usual: str | None) -> str:
    """Of a part that was given by its name, as an object, or not at all."""
    return str((part.get("name", usual) if isinstance(part, dict) else part) or usual)


def of_this_format(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings from a file of any known format, as this version has them.

    Raises:
        ConfigError: the number of the format is none.
        FormatError: it was made by a newer GANBoard.
    """
    try:
        return upgraded("config", settings)
    except ValueError as error:
        raise ConfigError("config", settings.get(KEY), "{problem}", problem=str(error)) from None


def in_query(value: Any) -> str:
    """A setting's value as an address says it: ``"true"``, ``"0.2"``, and nothing for None."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
