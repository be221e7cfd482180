"""A start whose pictures are there at step 0: of all that ships, of other sizes of the noise, told what the other was not told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import RunError
from ganboard.presets import PRESETS, preset
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.shipped import shipped
from ganboard.trainer import Trainer
from tests.starts.test_brought import OWN, begun_with
from tests.trials import again

UNTOLD: dict[str, Any] = {"dataset": "creatures", "conditional": False, "start": "shipped"}


def some(config: TrainConfig) -> Data:
    data = config.dataset.load()
    return data.take(slice(None, None, max(1, len(data) // 100)))


def made(trainer: Trainer, latents: np.ndarray, *given: np.ndarray) -> np.ndarray:
    """Pictures of a training's average: float32, in [-1, 1]."""
    inputs = [tf.constant(each) for each in (latents, *given)]
    return np.asarray(trainer.learner.maker.generator(inputs if given else inputs[0], training=False))


@pytest.mark.slow
@pytest.mark.parametrize("archive", [name if name == "digits" else again(name) for name in OWN if name != "untold"])
def test_the_first_pictures_are_those_of_what_ships(archive: str) -> None:
    """Chosen beside a preset of the like, bit for bit: nobody says a width."""
    config = begun_with(archive)
    trainer = Trainer(config, some(config))
    assert trainer.begun is not None
    assert trainer.begun.share == 1
    learnt = Sampler.from_checkpoint(shipped(archive).config, shipped(archive).checkpoint)
    np.testing.assert_array_equal(trainer.sampler.generate(6, seed=3)[0], learnt.generate(6, seed=3)[0])


@pytest.mark.slow
def test_what_is_told_more_than_before_changes_nothing_at_first() -> None:
    """Until it is learnt."""
    latents = np.random.default_rng(0).normal(size=(6, 32)).astype(np.float32)
    labels = np.arange(0, 600, 100, dtype=np.int32)
    start = {"name": "shipped", "archive": "untold"}
    data = some(TrainConfig(dataset="creatures"))
    before = Trainer(TrainConfig(dataset="creatures", start=start), data)
    wanted = made(before, latents[:, :32])

    told = Trainer(TrainConfig(dataset="creatures", conditional=True, start=start), data)
    np.testing.assert_allclose(made(told, latents[:, :32], labels), wanted, atol=1e-6)
    assert told.begun is not None
    assert {name for name in told.begun.fresh if name.startswith("average/")} == {
        "average/generator_class/kernel",
        "average/generator_values/embeddings",  # a table that never learns
    }
    trained = Trainer(told.config, data)
    trained.advance(2)
    assert np.isfinite(list(trained.snapshot().losses.values())).all()
    kernel = "generator/generator_class/kernel"
    assert (trained.learner.state()[kernel] != told.learner.state()[kernel]).any()  # from then on it is learnt


@pytest.mark.trial
@pytest.mark.slow
def test_another_size_of_the_noise_changes_only_what_it_must() -> None:
    """More numbers nothing at all; with fewer of them pictures are those of the first ones, of the same class."""
    latents = np.random.default_rng(0).normal(size=(6, 40)).astype(np.float32)
    labels = np.arange(0, 600, 100, dtype=np.int32)
    start = {"name": "shipped", "archive": "untold"}
    data = some(TrainConfig(dataset="creatures"))
    before = Trainer(TrainConfig(dataset="creatures", start=start), data)
    wanted = made(before, latents[:, :32])
    more = Trainer(TrainConfig(dataset="creatures", conditional=True, latent_size=40, start=start), data)
    np.testing.assert_allclose(made(more, latents, labels), wanted, atol=1e-6)
    fewer = Trainer(TrainConfig(dataset="creatures", latent_size=20, start=start), data)
    np.testing.assert_allclose(
        made(fewer, latents[:, :20]), made(before, latents[:, :32] * (np.arange(32) < 20)), atol=1e-6
    )

    both = {"dataset": "creatures", "start": "shipped"}  # told then and now: the class counts as before
    less = Trainer(TrainConfig(**both, latent_size=20), data)
    as_before = Trainer(TrainConfig(**both), data)
    expected = made(as_before, latents[:, :32] * (np.arange(32) < 20), labels)
    np.testing.assert_allclose(made(less, latents[:, :20], labels), expected, atol=1e-6)


@pytest.mark.slow
def test_a_judge_of_other_pictures_keeps_nothing_of_where_things_were() -> None:
    """Rows of its dense layer are places: the first ones of a longer list of places are others."""
    config = TrainConfig(dataset="mnist", start="shipped")
    narrow = config.replace(**{"architecture.width": 12, "conditional": True})
    trainer = Trainer(narrow, some(narrow))
    assert trainer.begun is not None
    assert "discriminator/discriminator_dense/kernel" in trainer.begun.fresh


def test_what_was_told_is_told_here_or_refused(tmp_path: Path) -> None:
    """Nothing holds what the class gave to each unit: pictures would be grey."""
    for name in [name for name in OWN if shipped(name).config.to_flat().get("conditional")]:
        learnt = shipped(name).config
        method = "gan" if name == "words" else learnt.method.name
        start = {"name": "shipped", "archive": name}
        config = TrainConfig(dataset=learnt.dataset.name, method=method, conditional=False, start=start)
        with pytest.raises(RunError, match=re.escape(f"Switch “{learnt.dataset.told}” on")):
            config.settled(tmp_path)
        config.replace(conditional=True).settled(tmp_path)
    mine = preset("images").config(start="shipped")
    for refuse in (mine.settled, mine.beginning, lambda: Trainer(mine, TrainConfig(**UNTOLD).dataset.load())):
        with pytest.raises(RunError, match="Choose “Creatures of any kind” instead"):
            refuse()
    with pytest.raises(RunError, match="Choose “From nothing” instead"):
        mine.replace(**{"dataset.color": False}).settled()
    for each in PRESETS.values():
        each.config().settled(tmp_path)
    assert TrainConfig.from_json(mine.to_json()) == mine  # a run of an earlier version can be opened


def test_a_run_that_was_told_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    source = TrainConfig(conditional=True, architecture={"name": "lean", "width": 4, "features": 8})
    Run.create(tmp_path / "source", source, "source")
    config = source.replace(conditional=False, start={"name": "run", "run": "source"})
    run = Run.create(tmp_path / "taken", config, "taken")
    with pytest.raises(RunError, match="Tell them which digit it is"):
        Recording(run)
    assert not (run.path / "start.npz").exists()
