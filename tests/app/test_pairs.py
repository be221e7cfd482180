"""Two trainings that are compared differ in nothing but their method."""

from __future__ import annotations

from typing import Any

import pytest

from ganboard.app.pairs import SECONDS, pair
from ganboard.app.quality.comparing import sharper_and_wider
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.i18n import message
from ganboard.metrics.intervals import Interval
from ganboard.metrics.reading import Comparison
from ganboard.presets import PRESETS


@pytest.mark.parametrize("preset", [name for name in PRESETS if name not in ("images", "clips")])
def test_a_pair_shares_images_seed_and_seconds(preset: str) -> None:
    config = PRESETS[preset].config(seed=7, steps=500)
    found = pair(config)
    assert list(found) == ["gan", "vae"]
    for name, each in found.items():
        assert each.method.name == name
        assert (each.dataset, each.seed, each.seconds, each.steps) == (config.dataset, 7, SECONDS, None)
        assert each.network_spec.classes == config.network_spec.classes
    if config.method.name in found:
        assert found[config.method.name].method == config.method


def test_neither_learns_clips() -> None:
    with pytest.raises(ConfigError, match="networks for clips: lean makes single pictures"):
        pair(PRESETS["clips"].config())


def test_the_seconds_are_those_of_the_form() -> None:
    assert {each.seconds for each in pair(TrainConfig(seconds=5)).values()} == {5}


def test_the_other_has_the_same_networks_where_they_can_encode() -> None:
    part = {"name": "mlp"}
    assert {each.method.architecture.name for each in pair(TrainConfig(architecture=part)).values()} == {"mlp"}
    article = pair(PRESETS["article"].config())
    assert article["gan"].method.architecture.name == "article"
    assert article["vae"].method.architecture.encodes


def changed(low: float, high: float) -> Comparison:
    return Comparison(Interval((low + high) / 2, low, high), "better", message("x"))


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        (
            {"sharpness": changed(0.1, 0.3), "coverage": changed(-0.2, -0.1)},
            ["The second is sharper: its edges are stronger.", "The first covers more of the real images."],
        ),
        (
            {"sharpness": changed(-0.3, -0.1), "coverage": changed(0.1, 0.2)},
            ["The first is sharper: its edges are stronger.", "The second covers more of the real images."],
        ),
        (
            {"sharpness": changed(-0.1, 0.3), "coverage": changed(-0.2, 0.0)},
            ["Which is sharper cannot be told yet.", "Which covers more of the real images cannot be told yet."],
        ),
        ({"frechet": changed(1, 2)}, []),
    ],
)
def test_what_is_said_of_two_holds_for_the_whole_interval(changes: Any, sentences: list[str]) -> None:
    assert sharper_and_wider(changes) == sentences
