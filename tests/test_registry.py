"""Every part of every registry: a new one is tested by being added."""

import json
import subprocess
import sys
from typing import Any, ClassVar, Literal, get_args, get_origin

import pytest
from pydantic import Field

from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.registry import Part, Registry
from ganboard.settings import registries, registry_of, settings_of

REGISTRIES = registries(TrainConfig)
PARTS = [
    pytest.param(kind, part, id=f"{kind}-{part.name}") for kind, registry in REGISTRIES.items() for part in registry
]
SETTINGS = [
    pytest.param(field, id=f"{owner}.{name}")
    for owner, part in [("config", TrainConfig)] + [(f"{p.values[0]}-{p.values[1].name}", p.values[1]) for p in PARTS]
    for name, field in settings_of(part).items()
    if registry_of(field) is None
]


def limits(field: Any) -> tuple[Any, Any]:
    """The least and the largest value of a setting's annotation and metadata."""
    low = [getattr(m, "ge", getattr(m, "gt", None)) for m in field.metadata]
    high = [getattr(m, "le", getattr(m, "lt", None)) for m in field.metadata]
    return next((v for v in low if v is not None), None), next((v for v in high if v is not None), None)


@pytest.mark.parametrize(("kind", "part"), PARTS)
def test_a_part_describes_itself(kind: str, part: type[Part]) -> None:
    assert part.name.isascii()
    assert part.name.replace("_", "").replace("-", "").isalnum()
    assert part.title
    assert part.summary.endswith(".")
    if kind in ("objective", "penalty", "constraint", "augmentation"):
        assert part.reference  # type: ignore[attr-defined]
    if kind == "objective":
        assert part.discriminator_formula  # type: ignore[attr-defined]
        assert part.generator_formula  # type: ignore[attr-defined]
    if kind in ("penalty", "constraint", "augmentation"):
        assert part.formula  # type: ignore[attr-defined]
    if kind == "dataset":
        assert part.origin  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "part"), PARTS)
def test_a_part_names_its_source(kind: str, part: type[Part]) -> None:
    if (kind, part.name) == ("dataset", "images"):
        return  # the visitor's own pictures come from no paper
    text = part.__doc__ or ""
    assert "Reference:" in text
    assert "Differs from" in text


@pytest.mark.parametrize(("kind", "part"), PARTS)
def test_a_part_can_be_made_from_its_name_and_travels_as_json(kind: str, part: type[Part]) -> None:
    registry = REGISTRIES[kind]
    made = registry.create(part.name)
    assert type(made) is part
    assert registry.get(part.name) is part
    assert registry.create(json.loads(json.dumps(made.to_dict()))) == made
    assert registry.create(made) == made


def test_a_part_without_a_name_is_the_default_one() -> None:
    assert REGISTRIES["penalty"].create({"gamma": 1.0}) == REGISTRIES["penalty"].create({"name": "r1", "gamma": 1.0})


@pytest.mark.parametrize("field", SETTINGS)
def test_a_setting_has_title_help_and_range(field: Any) -> None:
    assert field.title
    assert (field.description or "").endswith((".", "?"))
    kinds = [k for k in get_args(field.annotation) if k is not type(None)] or [field.annotation]
    if any(kind in (int, float) for kind in kinds):
        low, high = limits(field)
        assert low is not None
        assert high is not None
        assert field.default is None or low <= field.default <= high
    for kind in kinds:
        known = kind in (int, float, bool, str) or get_origin(field.annotation) is Literal
        assert known, f"the form knows no widget for {kind}"


def test_names_come_in_their_order_and_once() -> None:
    for registry in REGISTRIES.values():
        names = registry.names()
        assert len(names) == len(set(names)) > 0
        orders = [getattr(part, "order", 100) for part in registry]
        assert orders == sorted(orders)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        REGISTRIES["penalty"].create("r3")
    assert caught.value.field == "penalty"
    assert "r1" in str(caught.value)
    assert "none" in str(caught.value)


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ({"name": "r1", "gamma": -1}, "penalty.gamma"),
        ({"name": "r1", "gamma": float("nan")}, "penalty.gamma"),
        ({"name": "r1", "gamma": "much"}, "penalty.gamma"),
        ({"name": "r1", "gama": 1}, "penalty.gama"),
        ({"name": "none", "gamma": 1}, "penalty.gamma"),
        ({"name": 7}, "penalty"),
        (["r1"], "penalty"),
        (None, "penalty"),
        (7, "penalty"),
    ],
)
def test_a_wrong_part_names_the_setting(spec: Any, field: str) -> None:
    with pytest.raises(ConfigError) as caught:
        REGISTRIES["penalty"].create(spec)
    assert caught.value.field == field


def test_a_part_is_immutable() -> None:
    part = REGISTRIES["penalty"].create("r1")
    with pytest.raises(ValueError, match="frozen"):
        part.gamma = 2.0


def test_two_parts_of_one_name_are_refused() -> None:
    registry: Registry[Part] = Registry("thing", "ganboard.penalties")

    class One(Part):
        name: ClassVar[str] = "one"
        size: int = Field(1, ge=0)

    registry.register(One)
    with pytest.raises(ValueError, match="'one'"):
        registry.register(One)


AT_ONCE = """
import sys, threading
sys.setswitchinterval(1e-6)
from ganboard.metrics.base import METRICS
from ganboard.architectures import ARCHITECTURES
from ganboard.augmentations import AUGMENTATIONS
from ganboard.datasets import DATASETS
from ganboard.methods import METHODS
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.constraints import CONSTRAINTS
known = (METRICS, ARCHITECTURES, DATASETS, METHODS, OBJECTIVES, PENALTIES, CONSTRAINTS, AUGMENTATIONS)
registries = {registry.kind: registry for registry in known}
found, start = {}, threading.Barrier(4 * len(registries))
def ask(kind, number):
    start.wait()
    found[kind, number] = registries[kind].names()
threads = [threading.Thread(target=ask, args=(kind, number)) for kind in registries for number in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
for kind, registry in registries.items():
    for number in range(4):
        assert found[kind, number] == registry.names(), (kind, found[kind, number])
assert len(METRICS.names()) >= 16
"""


@pytest.mark.slow
def test_threads_that_ask_at_the_same_moment_all_get_all_parts() -> None:
    done = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_part_that_is_not_listed_is_had_by_its_name_alone() -> None:
    assert "printed" not in OBJECTIVES.names()
    assert "printed" in OBJECTIVES
    assert "printed" not in PENALTIES
    assert OBJECTIVES.create("printed").name == "printed"
    assert TrainConfig.from_query(TrainConfig(objective="printed").to_query()) == TrainConfig(objective="printed")
    with pytest.raises(ConfigError) as caught:
        OBJECTIVES.get("nothing")
    assert "printed" not in str(caught.value)
