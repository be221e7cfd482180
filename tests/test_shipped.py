"""The makers that ship inside: small, as their README says, and as good as they are said to be."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from ganboard import figures, shipped
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.traits import creatures
from ganboard.errors import ConfigError, RunError
from ganboard.latent.swapper import Swapper
from ganboard.metrics.creatures import seen
from ganboard.metrics.kept import kept, read
from ganboard.presets import PRESETS
from ganboard.runs import all_runs, find_run
from ganboard.sampler import Sampler
from ganboard.shipped import SHIPPED, folder_of, sources


def test_they_are_small_and_as_their_readme_says() -> None:
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    files = sorted(SHIPPED.glob("*.zip"))
    assert [file.name for file in files] == re.findall(r"^\| `(\w+\.zip)`", readme, re.MULTILINE)
    for file in files:
        data = file.read_bytes()
        assert len(data) < 1_500_000
        assert f"{len(data):,} | `{hashlib.sha256(data).hexdigest()}`" in readme


@pytest.mark.parametrize("name", ["digits", "clips", "creatures", "sketch", "swap", "untold", "words"])
def test_the_readme_has_the_command_that_made_each(name: str) -> None:
    archive = shipped.shipped(name)
    made = archive.name
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    command = re.findall(rf"train (--preset {made} .+) --out {name}\n", readme)[0]
    flags = dict(re.findall(r"--(\S+) (\S+)", command.replace("--no-conditional", "--conditional false")))
    assert f"--run {name} --format archive --out ganboard/archives/{name}.zip" in readme
    assert (int(flags.pop("steps")), int(flags.pop("seed"))) == (archive.step, archive.config.seed)
    config = archive.config.to_dict()
    plain = PRESETS[flags.pop("preset")].config().to_dict()
    assert config["dataset"] == plain["dataset"]
    method, usual = config["method"], plain["method"]
    for flag, value in flags.items():  # what differs from the preset, and nothing else
        *parts, setting = flag.replace("-", "_").split(".")
        ours, theirs = (each[parts[0]] if parts else each for each in (method, usual))
        assert ours.pop(setting) == json.loads(value) != theirs.pop(setting)
    assert method == usual


def test_one_is_read_once_and_cannot_be_changed() -> None:
    archive = shipped.shipped()
    assert archive is shipped.shipped("digits")
    with pytest.raises(ValueError, match="read-only"):
        archive.checkpoint.arrays["average/generator_dense/kernel"][0] = 0
    with pytest.raises(ConfigError, match="digits"):
        shipped.shipped("../digits")


def test_they_are_found_by_what_they_can_be_asked() -> None:
    assert sources() == [
        "shipped",
        "shipped-clips",
        "shipped-creatures",
        "shipped-sketch",
        "shipped-swap",
        "shipped-words",
    ]
    assert shipped.archive_of("shipped-untold") is None  # a beginning, and no maker
    assert sources("make") == ["shipped", "shipped-clips", "shipped-creatures", "shipped-words"]
    assert sources("move") == ["shipped-clips"]
    assert sources("say") == ["shipped-words"]
    assert sources("translate") == ["shipped-sketch"]
    assert sources("swap") == ["shipped-swap"]
    assert sources("encode") == []


@pytest.mark.trial
def test_the_clips_move_as_asked_and_stay_who_they_are() -> None:
    from ganboard.evaluation.clips import measured

    archive = shipped.shipped("clips")
    fakes, real = measured(archive.config, archive.checkpoint, 200, seed=1)
    assert fakes.asked.value >= 0.95
    assert fakes.same.value >= 0.9 * real.same.value


def test_the_digits_are_as_asked() -> None:
    from ganboard.metrics.features import extractor_for

    archive = shipped.shipped()
    images, labels = Sampler.from_checkpoint(archive.config, archive.checkpoint).generate(500, seed=1)
    assert labels is not None
    found = extractor_for(archive.config.dataset, archive.config.dataset.shape).classify(images).argmax(axis=1)
    right = [float((found[labels == digit] == digit).mean()) for digit in range(10)]
    assert min(right) >= 0.9, right
    assert np.mean(right) >= 0.97
    for digit in range(10):  # 50 times the same picture would be right as well
        assert np.unique(images[labels == digit].reshape(50, -1), axis=0).shape[0] == 50
    assert figures.grid(images[:10], 10).max() > 200


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(("name", "least"), [("creatures", 0.93), ("sketch", 0.95), ("words", 0.95)])
def test_creatures_are_as_asked_one_of_each_kind(name: str, least: float) -> None:
    """Judged by the network that ships; those of drawings are made of drawings that no training saw."""
    from ganboard.metrics.features import extractor_for

    archive = shipped.shipped(name)
    dataset = archive.config.dataset
    images, labels = Sampler.from_checkpoint(archive.config, archive.checkpoint).generate(648, seed=1)
    asked = np.stack(np.unravel_index(labels, [len(factor) for factor in dataset.factors]), axis=1)
    right = (seen(extractor_for(dataset, dataset.shape).classify(images)) == asked).all(axis=1)
    assert right.mean() >= least
    assert np.unique(images.reshape(648, -1), axis=0).shape[0] == 648


@pytest.mark.trial
@pytest.mark.slow
def test_creatures_stay_the_same_by_night_and_by_day_and_come_home() -> None:
    """As the judges of both sides read creatures that no training saw; the factors of what is painted anew are known."""
    archive = shipped.shipped("swap")
    dataset, swapper = archive.config.dataset, Swapper(archive.config)
    swapper.load(archive.checkpoint)
    some = creatures(400, 1_234_567)
    for side, painted in enumerate((pictures(some, 32), night(some, 32))):
        away = swapper.changed(painted, side)
        home = swapper.changed(away, 1 - side)
        own, other = dataset.sides[side], dataset.sides[1 - side]
        assert kept(some.factors, read(dataset, other, away)).mean() >= 0.88
        assert kept(some.factors, read(dataset, own, home)).mean() >= 0.97
        true = (night, pictures)[side](some, 32).astype(float)
        assert np.abs(away - true).mean() < 0.4 * np.abs(painted - true).mean()  # it does look like the other side


def test_one_is_unpacked_into_a_run_that_no_list_holds(tmp_path: Path) -> None:
    run = folder_of("shipped-words", tmp_path)
    archive = shipped.shipped("words")
    assert run.config() == archive.config
    assert run.steps() == [archive.step] == [run.status()["step"]]
    arrays = run.load().arrays
    assert all(np.array_equal(arrays[name], array) for name, array in archive.checkpoint.arrays.items())
    assert list(all_runs(tmp_path)) == []
    with pytest.raises(RunError, match="no run called"):
        find_run(tmp_path, "shipped-words")
    with pytest.raises(RunError, match="no run called shipped-nothing"):
        folder_of("shipped-nothing", tmp_path)


def test_what_another_version_unpacked_gives_way(tmp_path: Path) -> None:
    run = folder_of("shipped-words", tmp_path)
    (file,) = run.path.glob("checkpoints/*.npz")
    file.rename(file.with_name("000000012.npz"))
    (run.path / "config.json").write_text("{")
    (run.path / "evaluations").mkdir()
    again = folder_of("shipped-words", tmp_path)
    assert again.config() == shipped.shipped("words").config
    assert again.steps() == [shipped.shipped("words").step]
    assert (run.path / "evaluations").is_dir()  # what was measured tells by itself of which checkpoint it is
