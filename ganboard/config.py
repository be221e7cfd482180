"""Everything that decides a run."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, SerializeAsAny, ValidationError

from ganboard.architectures import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.datasets import DATASETS, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods import METHODS, Method
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.penalties import PENALTIES, Penalty
from ganboard.registry import Part, Registry, config_error

_AS_DICT = PlainSerializer(lambda part: part.to_dict(), return_type=dict)
REGISTRIES: dict[str, Registry[Any]] = {
    "dataset": DATASETS,
    "method": METHODS,
    "architecture": ARCHITECTURES,
    "objective": OBJECTIVES,
    "penalty": PENALTIES,
}
"""The fields of a config that name a part, and where the parts are found."""


class TrainConfig(BaseModel):
    """A training, complete: the same config gives the same run, bit for bit on one CPU.

    Round-trips through JSON (:meth:`to_json`, :meth:`from_json`) and through a URL query (:meth:`to_query`,
    :meth:`from_query`). Parts are given by name, or as ``{"name": ..., setting: value}``.

    Raises:
        ConfigError: a setting is unknown or out of range, or two settings do not go together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)

    dataset: Annotated[SerializeAsAny[Dataset], BeforeValidator(DATASETS.create), _AS_DICT] = Field(
        "mnist",
        validate_default=True,
        title=N_("Images to learn from"),
        description=N_("What the generator learns to imitate."),
    )
    method: Annotated[SerializeAsAny[Method], BeforeValidator(METHODS.create), _AS_DICT] = Field(
        "gan", validate_default=True, title=N_("Method"), description=N_("How the networks learn.")
    )
    architecture: Annotated[SerializeAsAny[Architecture], BeforeValidator(ARCHITECTURES.create), _AS_DICT] = Field(
        "lean",
        validate_default=True,
        title=N_("Networks"),
        description=N_("The build of the generator and the discriminator."),
    )
    objective: Annotated[SerializeAsAny[Objective], BeforeValidator(OBJECTIVES.create), _AS_DICT] = Field(
        "nonsaturating",
        validate_default=True,
        title=N_("Objective"),
        description=N_("What each of the two networks tries to achieve."),
    )
    penalty: Annotated[SerializeAsAny[Penalty], BeforeValidator(PENALTIES.create), _AS_DICT] = Field(
        "r1",
        validate_default=True,
        title=N_("Penalty"),
        description=N_("What keeps the discriminator from becoming too steep."),
    )
    conditional: bool = Field(
        False,
        title=N_("Tell the networks the class"),
        description=N_("With labels, you can ask for one kind of image, such as the digit 7, and learning is faster."),
    )
    latent_size: int = Field(
        32,
        ge=1,
        le=512,
        title=N_("Size of the noise"),
        description=N_("How many random numbers the generator turns into one image."),
    )
    batch_size: int = Field(
        20,
        ge=2,
        le=1024,
        title=N_("Images per step"),
        description=N_("How many images are looked at before the networks change once."),
    )
    generator_learning_rate: float = Field(
        2e-3, gt=0, le=1, title=N_("Learning rate of G"), description=N_("How far the generator moves at each step.")
    )
    discriminator_learning_rate: float = Field(
        2e-3,
        gt=0,
        le=1,
        title=N_("Learning rate of D"),
        description=N_("How far the discriminator moves at each step."),
    )
    decay_steps: int = Field(
        2000,
        ge=0,
        le=10_000_000,
        title=N_("Slow down over"),
        description=N_(
            "Steps after which the learning rates have fallen to 71%, and after three times as many to half. 0: never."
        ),
    )
    beta_1: float = Field(
        0.0,
        ge=0,
        lt=1,
        title=N_("Adam β₁"),
        description=N_("How much of the last direction the optimizer keeps. GANs like little."),
    )
    beta_2: float = Field(
        0.99,
        ge=0,
        lt=1,
        title=N_("Adam β₂"),
        description=N_("How long the optimizer remembers how large the gradients were."),
    )
    ema_decay: float = Field(
        0.999,
        ge=0,
        lt=1,
        title=N_("Averaging of G"),
        description=N_(
            "The pictures shown come from a running average of the generator. Closer to 1: calmer, but later."
        ),
    )
    precision: Literal["float32", "mixed_bfloat16"] = Field(
        "float32",
        title=N_("Number format"),
        description=N_("mixed_bfloat16 is faster on new GPUs and a few new CPUs, and slower elsewhere."),
    )
    steps: int | None = Field(
        None, ge=1, le=100_000_000, title=N_("End after this many steps"), description=N_("Empty: until you stop it.")
    )
    seconds: float | None = Field(
        None,
        gt=0,
        le=31_536_000,
        title=N_("End after this many seconds"),
        description=N_("Seconds of training; empty: until you stop it."),
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
            super().__init__(**settings)
        except ValidationError as error:
            raise config_error(error) from None
        if self.conditional and not self.dataset.classes:
            raise ConfigError("conditional", True, N_("false: these images have no labels"))
        self.architecture.check(self.network_spec)

    @property
    def network_spec(self) -> NetworkSpec:
        """What the networks must fit."""
        classes = len(self.dataset.classes) if self.conditional else 0
        return NetworkSpec(self.dataset.shape, self.latent_size, classes)

    def replace(self, **changes: Any) -> TrainConfig:
        """A config with some settings changed, checked anew."""
        return TrainConfig(**{**self.to_dict(), **changes})

    def to_dict(self) -> dict[str, Any]:
        """All settings, JSON types only."""
        return self.model_dump(mode="json")

    def to_json(self) -> str:
        """All settings as JSON, indented for people."""
        return self.model_dump_json(indent=2)

    @staticmethod
    def from_json(text: str) -> TrainConfig:
        """The inverse of :meth:`to_json`; settings left out get their defaults.

        Raises:
            ConfigError: this is no JSON object, or a setting is wrong.
        """
        try:
            settings = json.loads(text)
        except json.JSONDecodeError as error:
            raise ConfigError("config", text.strip()[:40], N_("JSON ({problem})"), problem=str(error)) from None
        if not isinstance(settings, dict):
            raise ConfigError("config", settings, N_("a JSON object of settings"))
        return TrainConfig(**settings)

    def to_query(self) -> dict[str, str]:
        """The settings that differ from the defaults, flat: ``{"penalty": "r1", "penalty.gamma": "0.2"}``."""
        default, query = TrainConfig().to_dict(), {}
        for field, value in self.to_dict().items():
            if value == default[field]:
                continue
            if field in REGISTRIES:
                query[field] = value["name"]
                query |= {f"{field}.{key}": _to_text(v) for key, v in value.items() if key != "name"}
            else:
                query[field] = _to_text(value)
        return query

    @staticmethod
    def from_query(query: dict[str, str]) -> TrainConfig:
        """The inverse of :meth:`to_query`.

        Raises:
            ConfigError: a setting is unknown or wrong.
        """
        return TrainConfig(**nested(query))


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Settings by dotted name, as in a query or in flags, as :class:`TrainConfig` takes them."""
    settings: dict[str, Any] = {}
    for key, value in flat.items():
        field, dot, setting = key.partition(".")
        if field in REGISTRIES:
            default = TrainConfig.model_fields[field].default
            part = settings.setdefault(field, {"name": flat.get(field, default)})
            if dot:
                part[setting] = value
        else:
            settings[key] = None if value == "" else value
    return settings


def settings_of(part: type[Part] | type[TrainConfig]) -> dict[str, Any]:
    """The settings of a part or config: name -> Pydantic's ``FieldInfo`` (range, title, description)."""
    return dict(part.model_fields)


def _to_text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
