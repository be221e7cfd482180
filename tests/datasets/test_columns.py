"""All that is known of the samples goes along with them: parted, saved, loaded and told apart column by column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from ganboard import run_data
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data, Dataset, split
from ganboard.datasets.base import Progress
from ganboard.datasets.points import Points
from ganboard.datasets.prepared import load_prepared, save_prepared
from ganboard.errors import ConfigError, DatasetError
from ganboard.i18n import N_
from ganboard.methods.adversarial import Adversarial
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from ganboard.storage import write_arrays
from ganboard.trainer import Trainer

COUNT = 300


def told(seed: int = 0) -> Data:
    """Pictures that hold their own numbers, and all that is known of them holds them too."""
    numbers = np.arange(COUNT)
    images = np.stack([numbers // 256, numbers % 256], axis=1).astype(np.uint8)
    images = np.tile(images[:, None, :, None], (1, 28, 14, 1))  # of a size that networks take
    captions = np.array([f"number {number} of {seed}" for number in numbers])
    factors = numbers[:, None] * np.ones(3, np.float32)
    return Data({"images": images, "labels": (numbers % 3).astype(np.int32), "captions": captions, "factors": factors})


class Told(Dataset):
    """A set with captions and factors."""

    name: ClassVar[str] = "told"
    title: ClassVar[str] = N_("Told")
    summary: ClassVar[str] = N_("Told.")
    origin: ClassVar[str] = N_("Made here.")
    classes: ClassVar[tuple[str, ...]] = ("a", "b", "c")
    kept: ClassVar[bool] = True

    seed: int = 0

    @property
    def shape(self) -> tuple[int, ...]:
        return (28, 28, 1)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*super().columns, "captions", "factors")

    def load(self, progress: Progress | None = None) -> Data:
        return told(self.seed)


class Words(Adversarial):
    """A method that learns from captions and smells, which nothing has."""

    name: ClassVar[str] = "words"
    needs: ClassVar[tuple[str, ...]] = ("captions", "smells")


class Facts(Adversarial):
    """A method that learns from captions and factors."""

    name: ClassVar[str] = "facts"
    needs: ClassVar[tuple[str, ...]] = ("captions", "factors")


@pytest.fixture
def registered() -> Iterator[None]:
    DATASETS.names()
    DATASETS.register(Told)
    yield
    del DATASETS._parts["told"]


def whole(data: Data) -> bool:
    """Whether each sample still has what belongs to it."""
    numbers = data.samples[:, 0, :2, 0] @ np.array([256, 1])
    return (
        np.array_equal(data.labels, numbers % 3)
        and [text.split()[1] for text in data.columns["captions"]] == [str(number) for number in numbers]
        and np.array_equal(data.columns["factors"], numbers[:, None] * np.ones(3))
    )


@pytest.mark.parametrize("index", [slice(3, 9), [5, 5, 2], np.arange(COUNT) % 2 == 1])
def test_some_are_taken_with_all_that_is_known_of_them(index: object) -> None:
    some = told().take(index)
    assert 0 < len(some) < COUNT
    assert list(some.columns) == list(told().columns)
    assert whole(some)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(DatasetError, match="equal length, but got images: 2, labels: 3"):
        Data({"images": np.zeros((2, 1, 1, 1), np.uint8), "labels": np.zeros(3, np.int32)})
    with pytest.raises(DatasetError, match="equal length"):
        Data({})


def test_every_column_is_parted_by_the_content_of_the_samples() -> None:
    data = told().take(np.arange(2 * COUNT) % COUNT)  # each picture twice, with two captions
    data.columns["captions"][COUNT:] = np.char.add(data.columns["captions"][COUNT:], "!")
    training, held_out = split(data)
    assert held_out is not None
    assert whole(training)
    assert whole(held_out)
    assert not {each.tobytes() for each in training.samples} & {each.tobytes() for each in held_out.samples}
    assert len(training) + len(held_out) == len(data)


def test_every_column_is_kept_and_read_again(tmp_path: Path) -> None:
    save_prepared(told(), tmp_path / "a.npz")
    again = load_prepared(tmp_path / "a.npz", Told())
    assert tuple(again.columns) == Told().columns
    assert whole(again)
    some = {name: column for name, column in told().columns.items() if name != "captions"}
    write_arrays(tmp_path / "b.npz", some)  # as somebody gave them who has no captions
    assert list(load_prepared(tmp_path / "b.npz", Told()).columns) == ["images", "labels", "factors"]
    del some["images"]
    write_arrays(tmp_path / "b.npz", some)
    with pytest.raises(DatasetError, match="holds images, labels, captions, factors"):
        load_prepared(tmp_path / "b.npz", Told())
    write_arrays(tmp_path / "c.npz", {**told().columns, "captions": told().columns["captions"][1:]})
    with pytest.raises(DatasetError, match=r"c\.npz"):
        load_prepared(tmp_path / "c.npz", Told())


@pytest.mark.usefixtures("registered")
def test_a_run_goes_on_with_its_own_columns_or_not_at_all(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(dataset="told", architecture="mlp"), "told")
    assert whole(run_data.load(run))
    run.save(Checkpoint(5, 1.0, {"a": np.zeros(3, np.float32)}), b"")
    assert whole(run_data.load(run))
    assert all(whole(part) for part in run_data.parts(run) if part is not None)
    (run.path / run_data.COPY).unlink()
    run.set_config(run.config().replace(dataset={"name": "told", "seed": 1}))  # the same pictures, other captions
    with pytest.raises(DatasetError, match="is gone"):
        run_data.load(run)


def test_points_that_an_older_version_kept_open(tmp_path: Path) -> None:
    points = np.arange(40, dtype=np.float32).reshape(20, 2)
    for more in ({}, {"format": np.int64(1)}):
        np.savez(tmp_path / "old.npz", images=points, **more)
        data = load_prepared(tmp_path / "old.npz", Points())
        assert list(data.columns) == ["points"]
        assert np.array_equal(data.samples, points)
    # What tells a run's samples from others is the same as it was.
    assert run_data.fingerprint(data) == "5d36b45bcd0e98b8e8e3fca5e39b8f0b"


@pytest.mark.parametrize("name", ["mnist", "fashion", "points"])
def test_columns_are_known_before_loading(name: str) -> None:
    dataset = DATASETS.create(name)
    assert tuple(dataset.load().columns) == dataset.columns
    assert dataset.columns[0] == dataset.medium.name


@pytest.mark.usefixtures("registered")
def test_a_method_that_lacks_a_column_says_which_and_where_it_is() -> None:
    with pytest.raises(
        ConfigError, match=r"^dataset: expected a dataset with captions, smells, .* words .*: –, but got 'mnist'"
    ):
        Words().check(DATASETS.create("mnist"))
    with pytest.raises(ConfigError, match=r"with captions, factors, .*: creatures, told, but got 'points'"):
        Facts().check(DATASETS.create("points"))
    Facts(architecture="mlp").check(DATASETS.create("told"))


@pytest.mark.usefixtures("registered")
def test_data_that_lack_what_the_method_learns_from_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    config = TrainConfig(dataset="told", architecture="mlp")
    monkeypatch.setattr(type(config.method), "needs", ("captions", "factors"))
    lacking = Data({name: column for name, column in told().columns.items() if name != "factors"})
    with pytest.raises(DatasetError, match="gan learns from factors"):
        Trainer(config, lacking)
