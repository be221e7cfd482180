"""Whether a picture has come to the other side is told by how it looks, not by what it shows."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.datasets.creatures import Creatures
from ganboard.datasets.digits_two import DigitsTwo
from ganboard.methods.swap_maker import strangers
from ganboard.metrics.turned import SEEN, turned

SETS = [Creatures(size=32), Creatures(size=64), DigitsTwo()]


@pytest.mark.parametrize("dataset", SETS, ids=lambda dataset: f"{dataset.name} {dataset.shape[0]}")
def test_real_pictures_are_on_their_own_side_and_half_changed_ones_no_more_than_half(dataset) -> None:
    data = strangers(dataset)
    others = np.setdiff1d(np.arange(len(data)), np.arange(SEEN) * len(data) // SEEN)[:300]
    others = others if len(others) else np.arange(300)  # digits: all of them told the sides apart
    first, second = (np.asarray(data.columns[side.column][others]) for side in dataset.sides)
    assert turned(dataset, 0, first).mean() >= 0.99
    assert turned(dataset, 1, second).mean() >= 0.99
    assert np.array_equal(turned(dataset, 0, second), ~turned(dataset, 1, second))
    for own, other, side in ((first, second, 1), (second, first, 0)):
        a_little = np.round(0.8 * own.astype(float) + 0.2 * other).astype(np.uint8)
        nearly = np.round(0.1 * own.astype(float) + 0.9 * other).astype(np.uint8)
        assert turned(dataset, side, a_little).mean() < 0.05
        assert turned(dataset, side, nearly).mean() > 0.95


def test_what_is_neither_is_told_without_an_error() -> None:
    dataset = DigitsTwo()
    black, white = (np.full((3, 28, 28, 3), level, np.uint8) for level in (0, 255))
    for images in (black, white, black[:0]):
        assert turned(dataset, 1, images).shape == (len(images),)
