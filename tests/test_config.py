import json
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode

import pytest
from pydantic import ValidationError

from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS
from ganboard.errors import ConfigError
from ganboard.methods import METHODS
from ganboard.presets import PRESETS, preset
from ganboard.settings import every, nested, registries


def values_of(field: Any) -> list[Any]:
    """Values of a setting: its limits or next to them, something between, and nothing where that is allowed."""
    kinds = get_args(field.annotation) or (field.annotation,)
    if bool in kinds:
        return [True, False]
    if int not in kinds and float not in kinds:
        return [kind for kind in kinds if isinstance(kind, str)] or [field.default]
    ends = [v for m in field.metadata for v in (getattr(m, "ge", None), getattr(m, "le", None)) if v is not None]
    inside = [field.default, *ends]
    if float in kinds:
        top = next(
            getattr(m, "le", getattr(m, "lt", None)) for m in field.metadata if hasattr(m, "le") or hasattr(m, "lt")
        )
        inside += [top / 3, top * 1e-7, 0.1 + 0.2 if top >= 0.4 else top / 7]
    return [*dict.fromkeys(inside), *([None] if type(None) in kinds else [])]


PARTS = [(kind, part) for kind, registry in registries(TrainConfig).items() for part in registry]
SETTINGS = {name: setting for name, setting in every(TrainConfig).items() if setting.registry is None}
CHANGES: list[dict[str, Any]] = [
    *({name: value} for name, setting in SETTINGS.items() if "" in setting.owners for value in values_of(setting.owners[""])),
    *({kind: part.name} for kind, part in PARTS),
    *({setting.group: {"name": owner, name.rpartition(".")[2]: value}} for name, setting in SETTINGS.items() if setting.group
      for owner, info in setting.owners.items() for value in values_of(info) if "conditional" not in name),
    {"conditional": True},
    {"penalty": {"name": "r1", "gamma": 0.2}, "seed": 9, "steps": 12, "conditional": True},
    {"method": {"name": "gan", "penalty": {"name": "r1", "gamma": 0.2}, "latent_size": 8}, "penalty.fraction": 0.5},
]  # fmt: skip


def with_data(changes: dict[str, Any]) -> dict[str, Any]:
    """The same, with a dataset that has what the method needs, and without a penalty where a constraint allows none."""
    held = changes.get("constraint", "none")
    if (held["name"] if isinstance(held, dict) else held) == "clipping":
        changes = {"penalty": "none", **changes}
    named = changes.get("method", METHODS.default)
    method = METHODS.get(named if isinstance(named, str) else named["name"])()
    able = next(part.name for part in DATASETS if not method.missing(part()))
    return {"dataset": able, **changes} if method.needs else changes


def made(changes: dict[str, Any]) -> TrainConfig | None:
    """A config; None where two settings do not go together, which has tests of its own."""
    try:
        return TrainConfig(**with_data(changes))
    except ConfigError as error:
        if error.field not in ("architecture", "conditional"):
            raise
        return None


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_json_and_query_give_the_same_config_back(changes: dict[str, Any]) -> None:
    config = made(changes)
    if config is None:
        assert set(changes) <= {"architecture", "dataset"}
        return
    assert TrainConfig.from_json(config.to_json()) == config
    assert TrainConfig(**json.loads(json.dumps(config.to_dict()))) == config
    through_a_url = dict(parse_qsl(urlencode(config.to_query()), keep_blank_values=True))
    assert TrainConfig.from_query(through_a_url) == config
    assert config.replace() == config


def test_the_changes_above_reach_every_setting() -> None:
    reached = {name for changes in CHANGES for name in changes}
    reached |= {
        f"{part}.{name}"
        for changes in CHANGES
        for part, value in changes.items()
        if isinstance(value, dict)
        for name in value
    }
    assert {name.removeprefix("method.") for name in reached} >= set(every(TrainConfig))
    assert sum(made(changes) is not None for changes in CHANGES) > 0.8 * len(CHANGES)


def test_the_default_needs_no_query_and_a_query_holds_what_differs() -> None:
    assert TrainConfig().to_query() == {}
    assert TrainConfig(seed=4, conditional=True).to_query() == {"seed": "4", "conditional": "true"}
    query = TrainConfig(penalty={"name": "r1", "gamma": 0.25}).to_query()
    assert query == {"penalty.gamma": "0.25"}
    assert TrainConfig.from_query({}) == TrainConfig()


def test_a_setting_of_the_default_part_needs_no_name() -> None:
    config = TrainConfig.from_query({"architecture.width": "12"})
    wanted = {"name": "lean", "width": 12, "features": 64, "normalise": True, "blocks": 2, "details": 0}
    assert config.method.architecture.to_dict() == wanted
    assert nested(TrainConfig, {"penalty.gamma": 1, "seed": 2, "steps": ""}) == {
        "method": {"penalty": {"gamma": 1}}, "seed": 2, "steps": None,
    }  # fmt: skip


def test_numbers_to_choose_from_are_understood_as_text() -> None:
    config = TrainConfig.from_query({"dataset": "creatures", "dataset.size": "64", "architecture.blocks": "4"})
    assert config.method.architecture.to_dict()["blocks"] == 4
    assert TrainConfig.from_query(config.to_query()) == config
    with pytest.raises(ConfigError, match=r"architecture\.blocks"):
        TrainConfig(**{"architecture.blocks": 3})


def test_a_layer_overrules_the_one_before_it() -> None:
    base = {"penalty": {"name": "r1", "gamma": 0.5}, "conditional": True, "steps": 9}

    def laid(*layers: dict[str, Any]) -> TrainConfig:
        return TrainConfig(**nested(TrainConfig, base, *layers))

    assert laid({"penalty": "r1"}).method.penalty.gamma == 0.5  # the same name: its settings stay
    assert laid({"penalty": "none"}).method.penalty.name == "none"
    assert laid({"penalty": "none"}, {"penalty": "r1"}).method.penalty.gamma == 0.1
    assert laid({"penalty": {"name": "r1", "fraction": 1.0}}).method.penalty.gamma == 0.1  # an object replaces all
    assert laid({"penalty.fraction": 1.0}).method.penalty.to_dict() == {
        "name": "r1",
        "gamma": 0.5,
        "fraction": 1.0,
        "every": 1,
    }
    assert laid(
        {"method": {"name": "gan", "mismatch": 0.5}}
    ).method.conditional  # but for the method, as older files have it
    assert laid({"method.mismatch": 0.5}) == laid({"mismatch": 0.5})
    assert laid({"steps": None}).steps is None


@pytest.mark.parametrize(
    ("settings", "field", "words"),
    [
        ({"seed": -1}, "seed", "at least 0"),
        ({"seed": 2**31}, "seed", "below"),
        ({"seed": "x"}, "seed", "whole number"),
        ({"seed": 1.5}, "seed", "whole number"),
        ({"batch_size": 1}, "batch_size", "at least 2"),
        ({"batch_size": 1025}, "batch_size", "at most 1024"),
        ({"generator_learning_rate": 0}, "generator_learning_rate", "above 0"),
        ({"generator_learning_rate": float("nan")}, "generator_learning_rate", "got nan"),
        ({"generator_learning_rate": float("inf")}, "generator_learning_rate", "got inf"),
        ({"ema_decay": 1}, "ema_decay", "below 1"),
        ({"precision": "float8"}, "precision", "float32"),
        ({"speed": 3}, "speed", "spelling"),
        ({"dataset": "minst"}, "dataset", "mnist"),
        ({"penalty": {"name": "r1", "gamma": 101}}, "penalty.gamma", "at most 100"),
        ({"architecture": {"name": "lean", "width": 3}}, "architecture.width", "at least 4"),
        ({"architecture": "article", "conditional": True}, "conditional", "article"),
        ({"architecture": "mlp", "conditional": True}, "conditional", "mlp"),
        ({"dataset": "images", "conditional": True}, "conditional", "no labels"),
        ({"steps": 0}, "steps", "at least 1"),
        ({"seconds": 0}, "seconds", "above 0"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(settings: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        TrainConfig(**settings)
    assert caught.value.field == field
    assert words in str(caught.value)


DEEP, LONG = "[" * 100_000, '{"seed": ' + "1" * 6000 + "}"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", "3", "null", '{"seed": }', '{"seed": -1}', '{"x": 1}', '{"seed": NaN}', DEEP, LONG],
    ids=lambda text: text[:20],
)
def test_damaged_json_is_a_config_error(text: str) -> None:
    with pytest.raises(ConfigError):
        TrainConfig.from_json(text)


@pytest.mark.parametrize(
    "query", [{"seed": "x"}, {"penalty.gamma": "x"}, {"a.b": "1"}, {"penalty": "r9"}, {"steps": "0"}]
)
def test_a_wrong_query_is_a_config_error(query: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        TrainConfig.from_query(query)


def test_settings_left_out_of_json_get_their_defaults() -> None:
    assert TrainConfig.from_json('{"seed": 8}') == TrainConfig(seed=8)


def test_a_config_is_immutable_and_a_change_is_checked() -> None:
    config = TrainConfig()
    with pytest.raises(ValidationError, match="frozen"):
        config.seed = 1  # type: ignore[misc]
    assert config.replace(seed=1).seed == 1
    with pytest.raises(ConfigError):
        config.replace(seed=-1)


def test_the_networks_are_told_classes_only_where_asked() -> None:
    assert TrainConfig(latent_size=7).network_spec.classes == 0
    spec = TrainConfig(conditional=True, latent_size=7).network_spec
    assert (spec.shape, spec.latent_size, spec.classes) == ((28, 28, 1), 7, 10)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_can_be_used_and_changed(name: str) -> None:
    assert preset(name).name == name
    assert preset(name).title
    assert preset(name).summary
    assert preset(name).config(seed=5).seed == 5
    assert TrainConfig.from_query(preset(name).config().to_query()) == preset(name).config()


def test_an_unknown_preset_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="quick"):
        preset("slow")


def test_the_articles_preset_has_the_articles_numbers() -> None:
    config = preset("article").config()
    assert (
        config.method.latent_size,
        config.method.batch_size,
        config.method.beta_1,
        config.method.generator_learning_rate,
    ) == (
        100,
        128,
        0.5,
        2e-4,
    )
    assert (config.method.architecture.name, config.method.penalty.name) == ("article", "none")
