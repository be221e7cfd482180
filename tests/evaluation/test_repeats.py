"""What is nearly one of the pictures counts as such; what is new, or a mixture, does not."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets.creatures import Creatures
from ganboard.evaluation.repeats import REPEATED, Repeats, measured, shares
from ganboard.i18n import render


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    return Creatures(size=32, count=120, seed=3).load().samples


def test_pictures_are_repeats_of_themselves_and_new_ones_are_not(pictures: np.ndarray) -> None:
    chance = np.random.default_rng(0)
    known, new = pictures[:80], pictures[80:]
    repeats = Repeats(known)
    assert repeats.repeated(known).all()
    trembling = np.clip(known + chance.normal(0, 20, known.shape), 0, 255).astype(np.uint8)
    assert repeats.repeated(trembling).all()
    assert repeats.repeated(new).mean() < 0.05
    half = ((known[:40].astype(int) + known[40:]) // 2).astype(np.uint8)
    assert repeats.repeated(half).mean() <= 0.05
    half = half[~repeats.repeated(half)]
    assert repeats.share(np.concatenate([known[:10], half[:30]])) == 0.25
    assert not repeats.repeated(chance.integers(0, 256, known.shape, np.uint8)).any()


def test_a_picture_that_is_there_twice_is_no_other_one(pictures: np.ndarray) -> None:
    repeats = Repeats(np.concatenate([pictures[:20], pictures[:20]]))
    assert repeats.repeated(pictures[:20]).all()


def test_noise_repeats_nothing_even_where_all_pictures_are_the_same(pictures: np.ndarray) -> None:
    chance = np.random.default_rng(0)
    noise = np.clip(128 + chance.normal(0, 12, pictures[:20].shape), 0, 255).astype(np.uint8)
    for one in (pictures[:1], np.full_like(pictures[:1], 255)):
        repeats = Repeats(np.repeat(one, 40, axis=0))
        assert repeats.repeated(one).all()
        assert not repeats.repeated(noise).any()


def test_one_picture_in_several_ways_is_no_other_one(pictures: np.ndarray) -> None:
    ways = np.concatenate([np.roll(pictures[:20], shift, axis=2) for shift in (0, 1, 2)])
    between = ((ways[:20].astype(int) + ways[20:40]) // 2).astype(np.uint8)
    assert not Repeats(ways).repeated(between).all()
    assert Repeats(ways, groups=np.tile(np.arange(20), 3)).repeated(between).all()


def test_a_mirrored_one_is_a_repeat_where_pictures_are_mirrored() -> None:
    one_sided = np.zeros((16, 28, 28, 1), np.uint8)
    for number in range(16):
        one_sided[number, number : number + 8, 2:9] = 255
    mirrored = one_sided[:, :, ::-1]
    assert not Repeats(one_sided).repeated(mirrored).any()
    assert Repeats(one_sided, mirrored=True).repeated(mirrored).all()


def test_the_bar_stands_for_own_pictures_alone() -> None:
    own, digits = TrainConfig(dataset="images").dataset, TrainConfig().dataset
    assert measured(own)
    assert not measured(digits)
    assert shares(digits, {REPEATED: 0.5}) == ()
    (bar,) = shares(own, {REPEATED: 0.184})
    assert render(bar.sentence) == "Of 100 pictures drawn, 18 are nearly one of yours"
    (unknown,) = shares(own, {})
    assert unknown.part is None
    (written,) = shares(TrainConfig(dataset="hand").dataset, {REPEATED: 0.9})
    assert render(written.sentence) == "Of 100 digits written, 90 are nearly as you wrote them"
    (one,) = shares(own, {REPEATED: 0.012})
    assert render(one.sentence) == "Of 100 pictures drawn, 1 is nearly one of yours"
