"""Ten digits that somebody drew, each in many ways that are still that digit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import split
from ganboard.datasets.hand import WAYS, Hand, written
from ganboard.datasets.mnist import MNIST
from ganboard.datasets.prepared import load_prepared, save_prepared
from ganboard.datasets.writing import BEND, SHIFT, SIDE, in_many_ways
from ganboard.errors import DatasetError
from ganboard.run_data import parts
from ganboard.runs import Run
from ganboard.storage import write_arrays


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    """One digit of each class of the set that ships, in their order."""
    data = MNIST().load()
    assert data.labels is not None
    return data.samples[[int(np.flatnonzero(data.labels == digit)[3]) for digit in range(10)]]


def test_the_drawings_come_first_and_each_in_all_ways(drawn: np.ndarray) -> None:
    order = np.array([3, 1, 0, 2, 9, 8, 7, 6, 5, 4])
    data = written(drawn[order], order)
    assert data.labels is not None
    assert data.samples.shape == (10 * WAYS, 28, 28, 1)
    assert data.samples.dtype == np.uint8
    assert data.labels.dtype == np.int32
    assert np.array_equal(data.labels, np.tile(np.arange(10), WAYS))
    again = written(drawn, np.arange(10))
    assert np.array_equal(data.samples, again.samples)  # whatever came first
    assert np.array_equal(again.samples[:10], in_many_ways(again.samples[:10], 1)[0])


@pytest.mark.parametrize("side", [28, 56])
def test_a_mere_dot_is_no_digit(drawn: np.ndarray, side: int) -> None:
    """A pen put down once leaves 7% of the paper's side; a digit written small reaches over a quarter of it."""
    digits = np.repeat(np.repeat(drawn, side // 28, axis=1), side // 28, axis=2)
    digits[1] = digits[7] = 0
    middle, dot, line = side // 2, round(0.11 * side), round(0.25 * side)
    digits[7, middle : middle + dot, middle : middle + dot] = 255
    digits[1, middle : middle + line, middle : middle + 2] = 255
    with pytest.raises(DatasetError, match="larger") as error:
        written(digits, np.arange(10))
    assert error.value.message["values"] == {"small": "7"}
    digits[7, middle : middle + 2, middle : middle + line] = 255
    assert len(written(digits, np.arange(10))) == 10 * WAYS


def test_every_way_is_another_picture_of_the_same_digit(drawn: np.ndarray) -> None:
    data = written(drawn, np.arange(10))
    ways = data.samples.reshape(WAYS, 10, -1).astype(np.float64)
    assert len(np.unique(data.samples.reshape(len(data), -1), axis=0)) == len(data)
    distances = np.linalg.norm(ways[:, :, None] - ways[0][None, None], axis=3)  # (ways, digit, original)
    assert (distances.argmin(axis=2) == np.arange(10)).mean() > 0.9
    mass = ways.sum(axis=2)
    assert ((mass / mass[0] > 0.7) & (mass / mass[0] < 1.4)).all()


def test_a_way_moves_no_ink_further_than_it_may() -> None:
    """A dot in the middle is turned, slanted and stretched on the spot: only the shift and the bend move it."""
    dot = np.zeros((1, 28, 28, 1), np.uint8)
    dot[0, 13:15, 13:15] = 255
    for way in in_many_ways(dot, 60)[:, 0, ..., 0]:
        where = np.argwhere(way > 0).mean(axis=0)
        assert np.abs(where - 13.5).max() <= SHIFT + BEND + 1


def test_none_is_held_out_of_ten_drawings(drawn: np.ndarray) -> None:
    learned, held_out = split(written(drawn, np.arange(10)))
    assert held_out is None
    assert len(learned) == 10 * WAYS


def test_none_is_held_out_of_many_drawings_either(drawn: np.ndarray, tmp_path: Path) -> None:
    """Another way of a drawing that is learned from is nothing unseen."""
    write_arrays(tmp_path / "many.npz", {"images": np.tile(drawn, (4, 1, 1, 1)), "labels": np.arange(40) % 10})
    config = TrainConfig(dataset={"name": "hand", "path": str(tmp_path / "many.npz")})
    data = config.dataset.load()
    assert split(data, whole=bool(config.dataset.one_in_ways)) == (data, None)
    run = Run.create(tmp_path / "run", config, "hand")
    learned, held_out = parts(run)
    assert (len(learned), held_out) == (40 * WAYS, None)


def test_drawings_of_any_size_are_placed_as_the_digits_that_ship() -> None:
    large = np.zeros((10, 56, 56, 1), np.uint8)
    large[:, 2:30, 4:10] = 255  # in a corner
    data = written(large, np.arange(10))
    rows, columns = np.nonzero(data.samples[0, ..., 0])
    assert rows.max() - rows.min() + 1 == 20
    assert abs((rows.min() + rows.max()) / 2 - (SIDE - 1) / 2) <= 0.5
    assert abs((columns.min() + columns.max()) / 2 - (SIDE - 1) / 2) <= 0.5


def test_a_digit_that_is_missing_is_named(drawn: np.ndarray) -> None:
    some = drawn.copy()
    some[[4, 7]] = 0
    with pytest.raises(DatasetError, match=r"still missing: 4, 7\."):
        written(some, np.arange(10))
    with pytest.raises(DatasetError, match=r"still missing: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\."):
        written(np.zeros((0, 28, 28, 1), np.uint8), np.zeros(0, int))


def test_a_file_and_a_run_s_own_copy_give_the_same(drawn: np.ndarray, tmp_path: Path) -> None:
    write_arrays(tmp_path / "hand.npz", {"images": drawn})  # without labels: 0 to 9
    dataset = TrainConfig(dataset={"name": "hand", "path": str(tmp_path / "hand.npz")}).dataset
    data = dataset.load()
    assert np.array_equal(data.samples, written(drawn, np.arange(10)).samples)
    assert tuple(data.columns) == dataset.columns
    save_prepared(data, tmp_path / "data.npz")
    copied = load_prepared(tmp_path / "data.npz", dataset)
    assert np.array_equal(copied.samples, data.samples)
    assert np.array_equal(copied.columns["labels"], data.columns["labels"])


@pytest.mark.parametrize(
    ("arrays", "sentence"),
    [
        ({"pictures": np.zeros((10, 28, 28, 1), np.uint8)}, "has no array `images`"),
        ({"images": np.uint8(3)}, r"holds uint8 \(\)"),
        ({"images": np.zeros((10, 28, 28), np.uint8)}, r"holds uint8 \(10, 28, 28\)"),
        ({"images": np.zeros((10, 28, 28, 1), np.float32)}, "holds float32"),
        ({"images": np.zeros((10, 28, 28, 1), np.uint8), "labels": np.arange(9)}, r"int64 \(9,\)"),
        ({"images": np.zeros((101, 28, 28, 1), np.uint8)}, "at most 100 drawn digits"),
    ],
)
def test_another_file_is_refused_in_words(arrays: dict[str, np.ndarray], sentence: str, tmp_path: Path) -> None:
    write_arrays(tmp_path / "a.npz", arrays)
    with pytest.raises(DatasetError, match=sentence):
        Hand(path=str(tmp_path / "a.npz")).load()


def test_a_text_is_no_file_of_digits_and_nobody_is_told_how_to_run_it(tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_text("These are no digits.")
    with pytest.raises(DatasetError, match=r"it is no \.npz file, or only a part of one") as refused:
        Hand(path=str(tmp_path / "a.npz")).load()
    assert "pickle" not in str(refused.value)


@pytest.mark.parametrize(
    ("path", "sentence"), [("", "No digits have been written"), ("/nowhere.npz", "no file called")]
)
def test_nothing_to_read_is_said(path: str, sentence: str) -> None:
    with pytest.raises(DatasetError, match=sentence):
        Hand(path=path).load()
