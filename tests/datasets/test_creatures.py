"""The dataset of creatures: what is known of each goes along with it, and is drawn only when it is looked at."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.creatures import factors, moving, painting, sketching
from ganboard.creatures.parsing import parse
from ganboard.creatures.traits import creatures
from ganboard.datasets import DATASETS, split
from ganboard.datasets.creatures import Creatures, Drawn
from ganboard.errors import ConfigError
from ganboard.i18n import render


@pytest.mark.slow
@pytest.mark.parametrize("size", [28, 32, 64])
def test_pictures_and_all_that_is_known_of_them_belong_together(size: int) -> None:
    data = Creatures(size=size, count=64, seed=3).load()
    some = creatures(64, 3)
    assert tuple(data.columns) == Creatures().columns
    np.testing.assert_array_equal(data.samples, painting.pictures(some, size))
    np.testing.assert_array_equal(data.columns["factors"], some.factors)
    np.testing.assert_array_equal(data.columns["sketches"], sketching.sketches(some, size))
    np.testing.assert_array_equal(data.columns["night"], painting.night(some, size))
    np.testing.assert_array_equal(data.columns["clips"], moving.clips(some, size))
    np.testing.assert_array_equal(data.columns["never_shown"], factors.never_shown(some.factors))
    for language in ("captions", "captions_zh"):
        for text, own in zip(data.columns[language], some.factors, strict=True):
            assert factors.named(parse(str(text)).check().said) == dict(zip(factors.NAMES, own, strict=True))


def test_what_nobody_looks_at_is_not_drawn() -> None:
    data = Creatures(count=3_000, size=64).some()
    clips = data.columns["clips"]
    assert isinstance(clips, Drawn)  # 300 MB if it were drawn
    assert clips.shape == (3_000, 8, 64, 64, 3)
    few = data.take(np.array([7, 2_999]))
    assert np.asarray(few.columns["clips"]).shape == (2, 8, 64, 64, 3)
    np.testing.assert_array_equal(np.asarray(few.columns["clips"])[:, 0], few.samples)
    nobody = data.take(np.zeros(0, int))
    assert np.asarray(nobody.columns["sketches"]).shape == (0, 64, 64, 1)


def test_held_out_creatures_keep_what_is_known_of_them() -> None:
    training, held_out = split(Creatures(count=400).load())
    assert held_out is not None
    assert (len(training), len(held_out)) == (360, 40)
    np.testing.assert_array_equal(np.asarray(held_out.columns["clips"])[:, 0], held_out.samples)


def test_progress_is_told_and_ends() -> None:
    told: list[float] = []
    Creatures(count=1200).load(told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2


def test_kinds_are_named_in_the_order_of_their_numbers() -> None:
    names, titles = Creatures.classes, Creatures.titles()
    assert len(names) == len(set(names)) == len(titles) == factors.KINDS
    number = int(factors.kind_numbers(np.array([5, 2, 0, 1, 3])))
    assert names[number] == "purple drop 1 frown antenna"
    assert render(titles[number]) == "purple · drop · one eye · sad · antennae"
    assert [render(title) for title in DATASETS.get("mnist").titles()] == list("0123456789")
    data = Creatures(count=64).load()
    np.testing.assert_array_equal(factors.kinds()[data.labels], data.columns["factors"])


def test_a_seed_decides_which_of_another_dataset() -> None:
    mnist = DATASETS.create("mnist")
    one, same, other = (mnist.some(30, seed).labels for seed in (1, 1, 2))
    assert one.tolist() == same.tolist() != other.tolist()
    assert len(mnist.some(None).samples) == 5_000
    with pytest.raises(ConfigError, match="at most 5000: there are no more"):
        mnist.some(5_001)
