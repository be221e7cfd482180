"""Every file that is read again says the number of its format; what is newer is refused in words, what is older opens."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ganboard.archive import read_archive, write_archive
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.images import Images
from ganboard.datasets.prepared import load_prepared, save_prepared
from ganboard.errors import FormatError, GANBoardError
from ganboard.formats import FORMATS, KEY, UPGRADES, numbered, upgraded
from ganboard.journal import Journal
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.storage import read_arrays, write_arrays

Small = Callable[..., TrainConfig]


@pytest.fixture
def run(tmp_path: Path, small: Small, digits: Data) -> Run:
    run = Run.create(tmp_path / "run", small("mlp"), "run")
    recording = Recording(run, data=digits)
    recording.turn(at_most=2)
    recording.snapshot()
    recording.save()
    recording.close()
    return run


def test_every_upgrade_leads_to_the_number_that_is_written() -> None:
    for kind, newest in FORMATS.items():
        assert {older for name, older in UPGRADES if name == kind} == set(range(1, newest))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_newer_number_is_refused_in_words(kind: str) -> None:
    with pytest.raises(FormatError, match="made by a newer GANBoard"):
        upgraded(kind, {KEY: FORMATS[kind] + 1})
    for number in (0, -1, "2", None, True, 1.0):
        with pytest.raises(ValueError, match="no number"):
            upgraded(kind, {KEY: number})
    assert upgraded(kind, numbered(kind, {"x": 1})) == {"x": 1}


def test_a_flat_config_becomes_one_whose_method_holds_its_parts() -> None:
    old = {"seed": 3, "method": {"name": "gan", "mismatch": 0.05}, "latent_size": 8, "penalty": {"name": "none"}}
    new = {"seed": 3, "method": {"name": "gan", "mismatch": 0.05, "latent_size": 8, "penalty": {"name": "none"}}}
    assert upgraded("config", old) == new
    assert TrainConfig.from_json(json.dumps(old)) == TrainConfig(**new)


def test_settings_by_hand_need_no_number_whatever_came_since() -> None:
    for name in TrainConfig.model_fields:
        assert set(upgraded("config", {name: None})) - {"method"} == {name} - {"method"}
    config = {"start": {"name": "shipped", "archive": "digits"}, "penalty": "none"}
    assert TrainConfig(**upgraded("config", config)).start.warm


@pytest.mark.slow
def test_every_file_of_a_run_says_its_number(run: Run, tmp_path: Path) -> None:
    assert json.loads((run.path / "config.json").read_text())[KEY] == FORMATS["config"]
    assert json.loads((run.path / "run.json").read_text())[KEY] == FORMATS["run"]
    assert json.loads((run.path / "history.jsonl").read_text().splitlines()[0]) == {KEY: FORMATS["journal"]}
    assert int(read_arrays(next((run.path / "checkpoints").glob("*.npz")))["meta/format"]) == FORMATS["checkpoint"]
    write_archive(run, tmp_path / "run.zip")
    with zipfile.ZipFile(tmp_path / "run.zip") as archive:
        assert json.loads(archive.read("run.json"))[KEY] == FORMATS["run"]
        assert json.loads(archive.read("config.json"))[KEY] == FORMATS["config"]
    assert read_archive(tmp_path / "run.zip").config == run.config()


def raised(path: Path, name: str, number: int) -> None:
    """Write a higher number into one file of a run."""
    file = path / name
    if file.suffix == ".npz":
        write_arrays(file, {**read_arrays(file), "meta/format": np.array(number, np.int64)})
    elif file.suffix == ".jsonl":
        file.write_text(json.dumps({KEY: number}) + "\n")
    else:
        file.write_text(json.dumps({**json.loads(file.read_text()), KEY: number}))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["config.json", "run.json", "history.jsonl", "checkpoints"])
def test_a_run_of_a_newer_version_is_told_as_such_and_left_as_it_is(run: Run, name: str) -> None:
    if name == "checkpoints":
        name = f"checkpoints/{run.steps()[-1]:09d}.npz"
    raised(run.path, name, 99)
    before = (run.path / name).read_bytes()
    with pytest.raises(GANBoardError, match="made by a newer GANBoard"):
        Recording(run)
    assert (run.path / name).read_bytes() == before
    run.acquire().release()


@pytest.mark.slow
def test_an_archive_of_a_newer_version_is_told_as_such(run: Run, tmp_path: Path) -> None:
    write_archive(run, tmp_path / "run.zip")
    for name in ("config.json", "run.json"):
        with zipfile.ZipFile(tmp_path / "run.zip") as archive:
            members = {each: archive.read(each) for each in archive.namelist()}
        members[name] = json.dumps({**json.loads(members[name]), KEY: 99}).encode()
        with zipfile.ZipFile(tmp_path / "newer.zip", "w") as archive:
            for each, data in members.items():
                archive.writestr(each, data)
        with pytest.raises(FormatError, match="made by a newer GANBoard"):
            read_archive(tmp_path / "newer.zip")


def test_own_pictures_and_journals_of_a_newer_version(tmp_path: Path) -> None:
    images = np.zeros((20, 28, 28, 1), np.uint8)
    save_prepared(Data({"images": images}), tmp_path / "data.npz")
    assert len(load_prepared(tmp_path / "data.npz", Images(size=28, color=False))) == 20
    np.savez(tmp_path / "data.npz", images=images, format=np.int64(99))
    with pytest.raises(FormatError, match="newer GANBoard"):
        load_prepared(tmp_path / "data.npz", Images(size=28, color=False))
    (tmp_path / "old.jsonl").write_text('{"step": 1}\n')
    assert Journal(tmp_path / "old.jsonl").rows() == [{"step": 1}]
