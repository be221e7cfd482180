"""What a start brings besides weights: in the shell, in Python and on the page the networks are those of what is begun with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ganboard.cli import main
from ganboard.cli.options import settings
from ganboard.cli.train import _resumed
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.methods import METHODS, Method
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.settings import settings_of
from ganboard.shipped import shipped
from ganboard.starts import may_bring
from ganboard.starts.shipped import TITLES
from tests.methods.test_every_method import PAIRS

OWN = {
    "creatures": "creatures",
    "digits": "quick",
    "words": "words",
    "sketch": "sketch",
    "swap": "swap",
    "clips": "clips",
    "untold": "images",
}
"""For each shipped archive the preset that learns from the like."""


def begun_with(archive: str, name: str = "", **settings: Any) -> TrainConfig:
    return preset(name or OWN[archive]).config(start={"name": "shipped", "archive": archive}, **settings)


def sizes(config: TrainConfig) -> dict[str, Any]:
    return {name: value for name, value in config.to_flat().items() if name.partition(".")[0] in config.method.sized_by}


@pytest.mark.parametrize("archive", TITLES)
def test_networks_are_those_of_what_is_begun_with(archive: str) -> None:
    config, learnt = begun_with(archive), shipped(archive).config
    assert sizes(config) == sizes(learnt)
    if config.dataset.name == learnt.dataset.name:
        assert config.method.blueprint(config.dataset) == learnt.method.blueprint(learnt.dataset)
    assert TrainConfig.from_json(config.to_json()) == config
    assert TrainConfig.from_query(config.to_query()) == config


def test_without_a_preset_too() -> None:
    config = TrainConfig(dataset="creatures", start="shipped")
    assert (config.method.architecture.width, config.method.conditional) == (20, True)  # type: ignore[attr-defined]
    assert TrainConfig.from_query(config.to_query()) == config
    assert TrainConfig(dataset="creatures").method.architecture.width == 24  # type: ignore[attr-defined]


def test_what_somebody_asks_for_counts() -> None:
    config = begun_with("clips", width=30)
    assert (config.method.width, config.method.judge_width) == (30, 12)  # type: ignore[attr-defined]
    config = begun_with("creatures", architecture={"name": "lean", "width": 8}, conditional=False)
    assert config.method.architecture.to_dict() == {**TrainConfig().method.architecture.to_dict(), "width": 8}  # type: ignore[attr-defined]
    assert config.method.conditional is False  # type: ignore[attr-defined]
    assert begun_with("digits", architecture="mlp", conditional=False).method.latent_size == 32  # type: ignore[attr-defined]
    # Whatever a query says, also what one would have had without a start.
    wide = TrainConfig(**{"dataset": "creatures", "start": "shipped", "architecture.width": 24})
    assert TrainConfig.from_query(wide.to_query()) == wide


def test_other_networks_are_left_as_they_are() -> None:
    """Of another method, or for what they cannot make."""
    assert sizes(begun_with("swap", "sketch")) == sizes(preset("sketch").config())
    assert sizes(begun_with("digits", "points")) == sizes(preset("points").config())
    missing = preset("quick").config(start={"name": "run", "run": "nowhere"})
    assert sizes(missing) == sizes(preset("quick").config())


@pytest.mark.parametrize("archive", ["creatures", "digits"])
def test_for_larger_pictures_they_grow(archive: str) -> None:
    """Blocks of 4 pixels instead of 2: as many layers as before, of which each fits."""
    networks = begun_with(archive, "creatures64").method.architecture  # type: ignore[attr-defined]
    assert (networks.blocks, networks.details) == (4, 64)
    assert networks.sized((64, 64, 3), (32, 32, 3)).blocks == 2


@pytest.mark.parametrize("method", [*METHODS], ids=METHODS.names())
def test_a_method_names_all_that_decides_how_large_its_networks_are(method: type[Method]) -> None:
    """And nothing else: a setting that leaves the networks alone must not follow what is begun with."""
    config = next(config for (name, _), config in PAIRS.items() if name == method.name)
    before = config.method.blueprint(config.dataset)
    flat = config.to_flat()
    for name in settings_of(method):
        if type(flat[name]) is int:
            other = config.replace(**{name: flat[name] + 1})
            changed = other.method.blueprint(other.dataset) != before
            assert changed == (name in may_bring(method)), name
    assert set(method.sized_by) <= set(settings_of(method))


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> TrainConfig:
    """What the shell would train."""
    assert main(["train", *arguments, "--dry-run"]) == 0
    return TrainConfig(**json.loads(capsys.readouterr().out)["config"])


@pytest.mark.slow
def test_the_shell_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of what ships, and of a run beside the new one."""
    clips = ["--preset", "clips", "--start", "shipped", "--start.archive", "clips"]
    assert shown(capsys, *clips) == begun_with("clips")
    (tmp_path / "config.json").write_text('{"width": 9}')
    config = shown(capsys, *clips, "--config", str(tmp_path / "config.json"))
    assert (config.method.width, config.method.judge_width) == (9, 12)  # type: ignore[attr-defined]
    source = Run.create(tmp_path / "source", TrainConfig(architecture={"name": "lean", "width": 5}), "source")
    config = shown(capsys, "--start", "run", "--start.run", "source", "--out", str(tmp_path / "new"))
    assert sizes(config) == sizes(source.config())


def test_what_was_begun_is_resumed_by_the_same_words(tmp_path: Path) -> None:
    """Where the source is gone, too; but not with other networks."""
    asked = {"start": "run", "start.run": "gone"}
    begun = preset("words").config(**asked, **{"architecture.width": 16, "architecture.features": 64})
    run = Run.create(tmp_path / "run", begun, "run")
    base = settings("words", None)
    assert _resumed(run, base, {**asked, "steps": 9}) == begun.replace(steps=9)
    with pytest.raises(ConfigError, match="expected 16, as this run was begun"):
        _resumed(run, base, {**asked, "architecture.width": 8})
