"""A training that begins with what another has learnt: the same pictures at step 0, layers that stay, a source that is deleted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from ganboard.app.larger import larger
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.engine.client import EngineClient
from ganboard.errors import ConfigError, RunError
from ganboard.i18n import render
from ganboard.methods import METHODS
from ganboard.methods.begin import FRESH
from ganboard.recording import Recording
from ganboard.run_start import BEGUN, COPY, PASSED_OVER
from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.shipped import shipped
from ganboard.starts import STARTS
from ganboard.starts.base import NETWORKS
from ganboard.starts.shipped import TITLES
from ganboard.storage import read_arrays
from ganboard.trainer import Trainer

SMALL: dict[str, Any] = {
    "dataset": "mnist",
    "conditional": True,
    "architecture": {"name": "lean", "width": 4, "features": 8},
    "batch_size": 8,
    "seed": 5,
}


@pytest.fixture(scope="module")
def digits() -> Data:
    return TrainConfig(**SMALL).dataset.load().take(slice(None, None, 12))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, digits: Data) -> Run:
    """A run of six steps."""
    return record(tmp_path_factory.mktemp("runs") / "source", TrainConfig(**SMALL), digits, 6)


def record(path: Path, config: TrainConfig, data: Data, steps: int) -> Run:
    """A run, trained for so many steps and saved."""
    run = Run.create(path, config, path.name)
    recording = Recording(run, data=data)
    try:
        recording.save()
        if steps:
            recording.trainer.advance(steps)
            recording.save()
    finally:
        recording.close()
    return run


def beside(source: Run, name: str, digits: Data, steps: int = 0, **settings: Any) -> Run:
    """A run that begins with another one, in the same folder."""
    start = {"name": "run", "run": source.id, **settings.pop("start", {})}
    return record(
        source.path.parent / name, TrainConfig(**{**SMALL, "seed": 9, **settings, "start": start}), digits, steps
    )


@pytest.mark.slow
def test_the_first_pictures_are_those_of_the_start(source: Run, digits: Data) -> None:
    """Of what ships inside too: generator, judge and average are taken over, bit for bit."""
    run = beside(source, "same", digits)
    learnt, begun = source.load(6).arrays, run.load(0).arrays
    for name, array in begun.items():
        owner, _, path = name.partition("/")
        if owner in ("average", "discriminator"):
            np.testing.assert_array_equal(array, learnt[name])
        elif owner == "generator":
            np.testing.assert_array_equal(array, learnt[f"average/{path}"])
        elif owner.endswith("_adam"):
            assert not array.any(), "what an optimizer remembers is of other pictures"
    status = run.status()[BEGUN]
    assert status["share"] == 1
    assert not status["fresh"]
    assert not status["frozen"]
    assert render(run.status()["notices"][-1]) == "All of the networks' weights come from what others have learned."

    archive = shipped("digits")
    warm = Trainer(archive.config.replace(start={"name": "shipped", "archive": "digits"}), digits)
    made = Trainer(archive.config, digits)
    made.learner.begin(archive.checkpoint.arrays)
    assert warm.begun is not None
    assert warm.begun.share == 1
    np.testing.assert_array_equal(warm.samples(), made.samples())
    fresh = Trainer(archive.config, digits).samples()
    assert (warm.samples() != fresh).mean() > 0.2


def test_whatever_the_method_each_of_its_networks_is_of_use_to_another_training() -> None:
    assert {name.rstrip("/") for name in NETWORKS} == {name for method in METHODS for name in method.networks}


def test_an_earlier_step_of_the_source_is_another_start(source: Run, digits: Data) -> None:
    run = beside(source, "earlier", digits, start={"step": 0})
    np.testing.assert_array_equal(
        run.load(0).arrays["average/generator_dense/kernel"], source.load(0).arrays["average/generator_dense/kernel"]
    )


def test_the_newest_is_where_the_source_stands_and_a_new_run_says_which_that_was(source: Run, digits: Data) -> None:
    """After a rewind later checkpoints are of a past that was given up; one that cannot be read is passed over."""
    gone_back = Run(Path(shutil.copytree(source.path, source.path.parent / "gone-back")))
    gone_back.update(step=0)
    newest = TrainConfig(**{**SMALL, "start": {"name": "run", "run": gone_back.id}})
    assert newest.settled(source.path.parent).start.to_dict()["step"] == 0
    np.testing.assert_array_equal(
        newest.start.arrays(source.path.parent)["average/generator_dense/kernel"],
        source.load(0).arrays["average/generator_dense/kernel"],
    )
    gone_back.update(step=6)
    (file,) = (gone_back.path / "checkpoints").glob("*6.npz")
    file.write_bytes(file.read_bytes()[:100])
    config = newest.settled(source.path.parent)
    assert config.start.to_dict()["step"] == 0
    run = Run.create(source.path.parent / "from-the-one-before", config, "test")
    Recording(run, data=digits).close()
    told = [notice for notice in run.status()["notices"] if notice["template"] == PASSED_OVER]
    assert [notice["values"] for notice in told] == [{"steps": "6"}]
    assert TrainConfig().settled() == TrainConfig()
    assert TrainConfig().start.passed_over() == ()


def test_only_what_was_learnt_is_frozen(source: Run, digits: Data) -> None:
    """Of others, wider, the judge's first layers would stay as chance made them for ever."""
    wide = {"name": "lean", "width": 8, "features": 8}
    assert beside(source, "wide", digits, architecture=wide, start={"frozen": 2}).status()[BEGUN]["frozen"] == []


def test_what_was_begun_with_comes_from_a_run_like_it_where_the_source_is_gone(source: Run, digits: Data) -> None:
    root = source.path.parent
    gone = Run(Path(shutil.copytree(source.path, root / "gone-too")))
    first = beside(gone, "first", digits)
    shutil.rmtree(gone.path)
    client = EngineClient(root)
    with pytest.raises(RunError, match="gone-too"):
        client._create([], first.config(), "alone", None)
    again = client._create([], first.config(), "again", None, first)
    assert (again.path / COPY).read_bytes() == (first.path / COPY).read_bytes()
    assert again.config() == first.config()


@pytest.mark.slow
def test_frozen_layers_do_not_change(source: Run, digits: Data) -> None:
    run = beside(source, "frozen", digits, steps=5, start={"frozen": 2})
    before, after = source.load(6).arrays, run.load(5).arrays
    frozen = {f"discriminator/{layer}" for layer in run.status()[BEGUN]["frozen"]}
    assert frozen == {"discriminator/discriminator_conv_1", "discriminator/discriminator_conv_2"}
    for name in after:
        if name.startswith("discriminator/"):
            same = bool((before[name] == after[name]).all())
            assert same == (name.rpartition("/")[0] in frozen), name
    assert not any("discriminator_adam" in name and "conv" in name for name in after), (
        "what does not learn needs no memory"
    )


@pytest.mark.slow
def test_what_does_not_fit_begins_fresh_and_is_told(source: Run, digits: Data) -> None:
    """Of wider networks nothing fits but what is as wide whatever the width."""
    other = beside(source, "wider", digits, architecture={"name": "lean", "width": 8, "features": 8})
    status = other.status()[BEGUN]
    assert "average/generator_conv_1/kernel" in status["fresh"]
    layers = [{name.rpartition("/")[0] for name in status[part]} for part in ("taken", "fresh")]
    assert not layers[0] & layers[1]  # no layer is half one, half the other
    assert 0 < status["share"] < 0.1
    assert render(other.status()["notices"][-1]) in {
        f"Only {round(100 * status['share'])}% of the networks' weights come from what others have learned. The rest does not "
        "fit here, and begins from nothing.",
        "Nothing that the other networks have learned fits here: all begins from nothing.",
    }
    kept = read_arrays(other.path / COPY)
    assert FRESH + "average/generator_conv_1/kernel" in kept
    assert "discriminator/discriminator_logit/kernel" in kept


@pytest.mark.trial
@pytest.mark.slow
def test_a_run_goes_on_where_its_source_was_deleted(source: Run, digits: Data) -> None:
    """Before its first step, and after; bit for bit as if nothing had happened."""
    gone = Run(Path(shutil.copytree(source.path, source.path.parent / "gone")))
    whole = beside(source, "whole", digits, steps=4, start={"frozen": 1})
    config = whole.config().replace(start={"name": "run", "run": "gone", "frozen": 1})
    run = Run.create(source.path.parent / "orphan", config, "orphan")
    recording = Recording(run, data=digits)  # its beginning is in its folder now
    recording.close()
    shutil.rmtree(gone.path)
    for steps in (2, 2):
        recording = Recording(run, data=digits)
        recording.trainer.advance(steps)
        recording.save()
        recording.close()
    first, second = whole.load(4).arrays, run.load(4).arrays
    assert first.keys() == second.keys()
    for name, array in first.items():
        np.testing.assert_array_equal(array, second[name], err_msg=name)
    (run.path / COPY).unlink()
    Recording(run, data=digits).close()  # a run with checkpoints does not need it any more


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ({"run": "nowhere"}, "nowhere"),
        ({"run": ""}, "Name the training to begin with"),
        ({"run": "../source"}, "source"),
        ({"run": "source", "step": 3}, "It has: 0, 6"),
    ],
)
def test_a_start_that_is_not_there_is_told(source: Run, digits: Data, start: dict[str, Any], told: str) -> None:
    config = TrainConfig(**{**SMALL, "start": {"name": "run", **start}})
    assert TrainConfig.from_json(config.to_json()) == config, "a run whose source is gone can be opened"
    with pytest.raises(RunError, match=told):
        config.start.arrays(source.path.parent)


def test_every_shipped_archive_can_be_begun_with() -> None:
    assert set(get_args(STARTS.get("shipped").model_fields["archive"].annotation)) == set(TITLES)
    for name in TITLES:
        arrays = STARTS.create({"name": "shipped", "archive": name}).arrays()
        assert any(each.startswith("average/") for each in arrays)
        assert any("discriminator/" in each for each in arrays)
    with pytest.raises(ConfigError, match="creatures, digits"):
        STARTS.create({"name": "shipped", "archive": "cats"})


def test_settings_of_a_start_are_flags_and_queries() -> None:
    config = TrainConfig(**{"start": "shipped", "start.archive": "digits", "start.frozen": 3})
    assert config.start.to_dict() == {"name": "shipped", "archive": "digits", "frozen": 3}
    assert TrainConfig.from_query(config.to_query()) == config
    assert "start" not in TrainConfig().to_query()


@pytest.mark.trial
@pytest.mark.slow
def test_small_creatures_go_on_as_large_ones_with_the_same_pictures(tmp_path: Path) -> None:
    config = TrainConfig(
        **SMALL | {"dataset": {"name": "creatures", "count": 80}, "method": {"name": "gan", "mismatch": 0.1}}
    )
    small = record(tmp_path / "small", config, config.dataset.load(), 4)
    asked = larger(config, small.id)
    assert asked is not None
    assert (asked.dataset.shape, asked.method.architecture.blocks, asked.start.run) == ((64, 64, 3), 4, small.id)
    assert asked.method.architecture.details == 64
    assert asked.method.penalty.gamma == pytest.approx(4 * config.method.penalty.gamma)  # the same brake
    large = record(tmp_path / "large", asked, asked.dataset.load(), 0)
    before, after = (
        Sampler.from_checkpoint(run.config(), run.load()).generate(12, seed=3)[0].astype(int) for run in (small, large)
    )
    assert np.abs(after - before.repeat(2, axis=1).repeat(2, axis=2)).max() <= 1
    fresh = large.status()[BEGUN]["fresh"]  # what paints details, of which there are none at first
    assert set(fresh) == {f"average/generator_{name}" for name in ("fine/kernel", "fine/bias", "detail/kernel")}
    recording = Recording(large)  # resumed from its own copy, which holds what was grown
    try:
        recording.trainer.advance(2)
    finally:
        recording.close()
    frozen = asked.replace(**{"start.frozen": 1})
    trainer = Trainer(frozen, asked.dataset.load().take(slice(0, 40)), start=frozen.start.arrays(tmp_path))
    assert trainer.begun is not None
    assert trainer.begun.frozen == ("discriminator_conv_1",)  # what halves pictures never learns, and does not count
    assert larger(asked, large.id) is None
    assert larger(TrainConfig(**SMALL), small.id) is None  # of 28 pixels
