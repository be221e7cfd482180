"""A copy is what is far nearer to one training picture than to the next: known answers."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.evaluation.copied import NEAR, copied, copies

CHANCE = np.random.default_rng(0)
TRAINING = CHANCE.integers(0, 256, (40, 8, 8, 1), np.uint8)


def between(part: float) -> np.ndarray:
    """Pictures on the way from each of two plain ones to the other."""
    return np.full((1, 8, 8, 1), round(200 * part), np.uint8)


def test_training_pictures_are_copies_and_others_of_their_kind_are_none() -> None:
    others = np.random.default_rng(1).integers(0, 256, (40, 8, 8, 1), np.uint8)
    assert copies(TRAINING, TRAINING).all()
    assert not copies(others, TRAINING).any()
    found = copied(np.concatenate([TRAINING[:10], others[:30]]), TRAINING)
    assert found.value == 0.25
    assert found.low < 0.25 < found.high


def test_a_copy_with_a_little_noise_is_one() -> None:
    noise = np.random.default_rng(2).integers(-9, 10, TRAINING.shape)
    assert copies(np.clip(TRAINING + noise, 0, 255).astype(np.uint8), TRAINING).all()


@pytest.mark.parametrize(("part", "is_one"), [(0.0, True), (0.32, True), (0.35, False), (0.5, False), (0.68, True)])
def test_the_border_is_where_it_is_twice_as_far_to_the_next(part: float, is_one: bool) -> None:
    ends = np.concatenate([between(0), between(1)])
    assert NEAR == 0.5
    assert copies(between(part), ends)[0] == is_one


def test_the_same_picture_in_several_ways_or_twice_counts_as_one() -> None:
    ends = np.concatenate([between(0), between(0), between(1)])
    assert copies(between(0.1), ends)[0]  # twice the same: the next one is the other
    ways = np.concatenate([between(0), between(0.1), between(1)])
    assert not copies(between(0.05), ways)[0]
    assert copies(between(0.05), ways, np.array([0, 0, 1]))[0]


def test_with_one_picture_nothing_can_be_compared() -> None:
    assert not copies(TRAINING, TRAINING[:1]).any()
    assert not copies(TRAINING, np.repeat(TRAINING[:1], 3, axis=0)).any()
