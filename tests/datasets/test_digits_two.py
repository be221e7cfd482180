"""Digits with two sides: thin and white, fat and coloured."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.creatures.painting import COLOURS
from ganboard.datasets import DATASETS, Data, split
from ganboard.datasets.base import shipped
from ganboard.datasets.digits_two import Coloured, DigitsTwo, fat, thin
from ganboard.datasets.sides import halves
from ganboard.metrics.kept import read


@pytest.fixture(scope="module")
def data() -> Data:
    return DigitsTwo().load()


def line(width: int) -> np.ndarray:
    digit = np.zeros((1, 28, 28, 1), np.uint8)
    digit[0, 5:23, 10 : 10 + width] = 255
    return digit


@pytest.mark.parametrize("width", [2, 3, 5])
def test_a_broad_line_becomes_one_pixel_wide_and_stays_one_line(width: int) -> None:
    found = thin(line(width))
    assert found.shape == (1, 28, 28, 3)
    assert (found[..., 0] == found[..., 1]).all()
    across = (found[0, 10:18, :, 0] == 255).sum(axis=1)
    assert (across == 1).all()


def test_a_ring_stays_a_ring() -> None:
    rows, columns = np.mgrid[0:28, 0:28]
    far = np.hypot(rows - 14, columns - 14)
    ring = (255 * ((far > 5) & (far < 9)))[None, ..., None].astype(np.uint8)
    middle = (thin(ring)[0, ..., 0] == 255) & (far > 0)
    assert middle.sum() > 25
    assert (far[middle] > 5).all()
    angles = np.sort(np.arctan2(rows[middle] - 14, columns[middle] - 14))
    assert np.diff(angles).max() < 0.35  # without a gap


def test_fat_strokes_reach_a_pixel_farther_in_one_colour_each() -> None:
    digits = np.concatenate([line(2), line(2)])
    found = fat(digits, np.array([0, 4]))
    inked = found.max(axis=3) > 0
    assert inked[0, 14].nonzero()[0].tolist() == [9, 10, 11, 12]
    assert (found[0, 14, 10] == COLOURS[0]).all()
    assert (found[1, 14, 10] == COLOURS[4]).all()


def test_nothing_stays_nothing() -> None:
    empty = np.zeros((2, 28, 28, 1), np.uint8)
    assert not thin(empty).any()
    assert not fat(empty, np.array([1, 2])).any()
    assert thin(empty[:0]).shape == (0, 28, 28, 3)


@pytest.mark.slow
def test_it_has_the_columns_that_it_says_and_the_same_ones_each_time(data: Data) -> None:
    dataset = DigitsTwo()
    assert DATASETS.get("digits_two") is DigitsTwo
    assert tuple(data.columns) == dataset.columns
    assert data.samples.shape == (5000, *dataset.shape)
    assert data.labels is not None
    assert (data.labels == shipped("mnist_5k.npz").labels).all()
    some = data.take(np.arange(0, 5000, 500))
    column = np.asarray(some.columns["fat"])
    assert column.shape == some.samples.shape
    assert (column == np.asarray(data.columns["fat"][0:5000:500])).all()
    assert (column == np.asarray(DigitsTwo().load().columns["fat"][0:5000:500])).all()
    assert len(Coloured(data.samples[..., :1], np.zeros(5000, int))[:7]) == 7


def test_classifiers_read_both_sides(data: Data) -> None:
    dataset, some = DigitsTwo(), data.take(np.arange(0, 5000, 10))
    for side in dataset.sides:
        found = read(dataset, side, np.asarray(some.columns[side.column]))[:, 0]
        assert (found == some.labels).mean() > 0.93, side.name


def test_no_digit_is_seen_on_both_sides_and_both_hold_every_digit(data: Data) -> None:
    learned, _ = split(data)
    own = Data({"images": np.arange(len(learned)), "fat": np.arange(len(learned))})
    first, second = halves(DigitsTwo(), own)
    assert set(first).isdisjoint(second)
    assert learned.labels is not None
    for half in (first, second):
        assert (np.bincount(learned.labels[half]) > 200).all()
