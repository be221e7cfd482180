"""A run that has begun goes on with the pictures that it learned from, or not at all; who looks changes nothing."""

import json
from pathlib import Path

import numpy as np
import pytest

from ganboard.changes import Changes
from ganboard.common_past import JOURNALS, run_from
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.images import Images
from ganboard.errors import DatasetError
from ganboard.figures import png
from ganboard.i18n import render
from ganboard.run_data import brought, keep, larger, load, parts
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint


def paint(folder: Path, count: int, seed: int) -> None:
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for number in range(count):
        values = np.random.default_rng((seed, number)).integers(0, 256, (28, 28, 3))
        (folder / f"{number:03d}.png").write_bytes(png(values.astype(np.uint8)))


def begin(run: Run) -> Data:
    """As a training begins: the images are read, and soon there is a checkpoint."""
    data = load(run)
    run.update(images=len(data))
    run.save(Checkpoint(5, 1.0, {"a": np.zeros(3, np.float32)}), b"")
    return data


@pytest.fixture
def source(tmp_path: Path) -> Path:
    paint(tmp_path / "pictures", 20, seed=1)
    return tmp_path / "pictures"


@pytest.fixture
def run(tmp_path: Path, source: Path) -> Run:
    dataset = {"name": "images", "path": str(source), "size": 28}
    return Run.create(tmp_path / "run", TrainConfig(dataset=dataset), "images")


def lose(copy: Path) -> None:
    copy.unlink()


def cut(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:500])


def exchange(copy: Path) -> None:
    np.savez(copy, images=np.zeros((20, 28, 28, 3), np.uint8))


HARM = pytest.mark.parametrize("harm", [lose, cut, exchange])


@HARM
def test_other_pictures_are_refused(run: Run, source: Path, harm) -> None:
    begin(run)
    harm(run.path / "data.npz")
    for count, seed in ((43, 1), (20, 2)):
        paint(source, count, seed)
        for ask in (load, parts):
            with pytest.raises(DatasetError, match="something else is in"):
                ask(run)


@HARM
def test_the_same_pictures_are_taken_again_and_that_is_said(run: Run, harm) -> None:
    before = begin(run)
    harm(run.path / "data.npz")
    np.testing.assert_array_equal(load(run).samples, before.samples)
    assert "the same as before" in render(run.status()["notices"][-1])
    np.testing.assert_array_equal(load(run).samples, before.samples)
    assert len(run.status()["notices"]) == 1  # its own copy is whole again


def test_pictures_that_are_gone_are_told(run: Run, source: Path) -> None:
    begin(run)
    lose(run.path / "data.npz")
    paint(source, 0, seed=1)
    with pytest.raises(
        DatasetError, match=r"data\.npz is missing or damaged.*cannot be read again: There are no files"
    ):
        load(run)


def test_a_run_of_an_older_version_is_known_by_the_number_of_its_pictures(run: Run, source: Path) -> None:
    begin(run)
    status = json.loads((run.path / "run.json").read_text())
    del status["pictures"]
    (run.path / "run.json").write_text(json.dumps(status))
    lose(run.path / "data.npz")
    paint(source, 43, seed=1)
    with pytest.raises(DatasetError, match="something else is in"):
        load(run)
    paint(source, 20, seed=1)
    load(run)
    assert "cannot be checked" in render(run.status()["notices"][-1])


def test_a_run_that_has_not_begun_takes_what_is_there(run: Run, source: Path) -> None:
    paint(source, 25, seed=3)
    assert len(load(run)) == 25
    assert run.status()["notices"] == []


def test_a_set_that_cannot_be_had_any_more_is_not_replaced_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: object) -> Data:
        raise DatasetError("no network")

    run = Run.create(tmp_path / "run", TrainConfig(dataset={"name": "mnist", "full": True}), "x")
    run.save(Checkpoint(5, 1.0, {"a": np.zeros(3, np.float32)}), b"")
    monkeypatch.setattr("ganboard.datasets.mnist.full_set", offline)
    for ask in (load, parts):
        with pytest.raises(DatasetError, match="no network"):
            ask(run)
    assert run.config().dataset.full


def test_who_looks_writes_nothing(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_: object) -> Data:
        raise DatasetError("no network")

    monkeypatch.setattr("ganboard.datasets.mnist.full_set", offline)
    full = Run.create(tmp_path / "full", TrainConfig(dataset={"name": "mnist", "full": True}), "x")
    for looked_at in (run, full):
        before = {file: file.read_bytes() for file in looked_at.path.rglob("*") if file.is_file()}
        parts(looked_at)
        assert {file: file.read_bytes() for file in looked_at.path.rglob("*") if file.is_file()} == before


def grown(run: Run) -> Images:
    return Images(**{**vars(run.config().dataset), "path": "", "size": 64})


def test_small_pictures_are_kept_large_beside_the_copy(tmp_path: Path, source: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(dataset={"name": "images", "path": str(source)}), "images")
    data = begin(run)
    run.update(report=data.report.to_dict() if data.report else None)
    large = larger(run, grown(run))
    assert large is not None
    np.testing.assert_array_equal(large.samples, Images(path=str(source), size=64).load().samples)
    assert [render(line) for line in large.report.lines()] == ["20 images were read."] if large.report else False
    assert data.larger is None, "a training holds no more in memory than it learns from"
    again = brought(run, run.config().dataset)
    assert again is not None
    np.testing.assert_array_equal(again.samples, data.samples)
    np.testing.assert_array_equal(again.larger, large.samples)
    other = Run.create(tmp_path / "other", run.config(), "images")
    keep(other, again)
    assert {file.name for file in other.path.glob("*.npz")} == {"data.npz", "larger.npz"}


def test_a_branch_has_the_large_ones_too(tmp_path: Path, source: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(dataset={"name": "images", "path": str(source)}), "images")
    begin(run)
    rows = {name: [] for name in JOURNALS}
    branch = run_from(run, tmp_path / "branch", [5], rows, Changes(run.config()), {"step": 5})
    assert (branch.path / "larger.npz").samefile(run.path / "larger.npz")


@pytest.mark.parametrize("harm", [lose, cut])
def test_without_a_sound_copy_there_are_no_large_ones(tmp_path: Path, source: Path, harm) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(dataset={"name": "images", "path": str(source)}), "images")
    data = begin(run)
    run.update(report=data.report.to_dict() if data.report else None)
    harm(run.path / "larger.npz")
    assert larger(run, grown(run)) is None
    again = brought(run, run.config().dataset)
    assert again is not None
    assert again.larger is None


def test_large_ones_of_others_are_not_taken(tmp_path: Path, source: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(dataset={"name": "images", "path": str(source)}), "images")
    data = begin(run)
    run.update(report=data.report.to_dict() if data.report else None)
    np.savez(run.path / "larger.npz", images=np.zeros((21, 64, 64, 3), np.uint8))
    assert larger(run, grown(run)) is None


def test_a_run_of_before_has_no_large_ones(run: Run) -> None:
    begin(run)
    assert not (run.path / "larger.npz").exists()
    assert larger(run, grown(run)) is None
