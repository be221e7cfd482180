"""The judges of clips that ship: right on real clips, and what they say is counted rightly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganboard.creatures.moving import MOTIONS, clips, motions
from ganboard.creatures.traits import creatures
from ganboard.datasets.clips import Clips
from ganboard.errors import GANBoardError
from ganboard.evaluation.clips import ClipCounts, counts_of, in_words, numbers_of, of_real
from ganboard.i18n import render
from ganboard.metrics.clips import motions_in, stays_the_same

pytestmark = pytest.mark.slow


def test_the_judge_of_motions_names_those_of_clips_that_it_never_saw() -> None:
    data = Clips().some(400, seed=1_999_999_999)
    assert (motions_in(np.asarray(data.samples)) == data.labels).mean() >= 0.99


def test_it_names_what_moves_and_not_who_is_seen() -> None:
    """The same creatures with each motion in turn."""
    some = creatures(40, seed=1_999_999_998)
    for motion in range(len(MOTIONS)):
        shown = clips(some, 32, np.full(40, motion))
        assert (motions_in(shown) == motion).all(), MOTIONS[motion]


def test_it_says_what_it_expects(tmp_path: Path) -> None:
    with pytest.raises(GANBoardError, match="Expected clips"):
        motions_in(np.zeros((2, 7, 32, 32, 3), np.uint8))
    (tmp_path / "motions.npz").write_bytes(b"nothing")
    with pytest.raises(GANBoardError, match="missing or damaged"):
        motions_in(np.zeros((2, 8, 32, 32, 3), np.uint8), tmp_path / "motions.npz")
    assert motions_in(np.zeros((0, 8, 32, 32, 3), np.uint8)).shape == (0,)


def test_a_creature_stays_the_same_where_all_its_frames_say_so() -> None:
    seen = np.zeros((3, 8, 5), int)
    seen[1, 4, 2] = 1
    seen[2] = 2
    assert stays_the_same(seen).tolist() == [True, False, True]


def test_real_clips_are_as_asked_and_swapped_labels_are_not() -> None:
    some = creatures(120, seed=1_999_999_997)
    shown, labels = clips(some, 32), motions(some)
    right = numbers_of(shown, labels, some.factors)
    wrong = numbers_of(shown, (labels + 1) % 4, some.factors[::-1])
    assert right.asked.value >= 0.99
    assert right.creature.value >= 0.99
    assert wrong.asked.value <= 0.01
    assert wrong.creature.value <= 0.1
    assert wrong.same == right.same  # whatever was asked for
    halves = [
        counts_of(shown[some_of], labels[some_of], some.factors[some_of]) for some_of in (slice(50), slice(50, None))
    ]
    assert (halves[0] + halves[1]).numbers() == right
    assert ClipCounts.from_dict(halves[0].to_dict()) == halves[0]


def test_a_mixture_of_creatures_is_not_one() -> None:
    some = creatures(60, seed=1_999_999_996)
    shown = clips(some, 32, np.full(60, MOTIONS.index("look")))
    mixed = shown.copy()
    mixed[:, 4:] = np.roll(shown, 1, axis=0)[:, 4:]
    labels = np.full(60, MOTIONS.index("look"))
    assert numbers_of(shown, labels, some.factors).same.value > 0.9
    assert numbers_of(mixed, labels, some.factors).same.value < 0.1


def test_what_is_said_depends_on_what_real_clips_reach() -> None:
    real = of_real(100)
    assert "stay who they are: 100%" in render(in_words(real, real))
    some = creatures(100, seed=1_999_999_995)
    shown, labels = clips(some, 32), motions(some)
    mixed = shown.copy()
    mixed[:, 4:] = np.roll(shown, 1, axis=0)[:, 4:]
    melting = replace(real, same=numbers_of(mixed, labels, some.factors).same)
    assert "not yet as the same creature" in render(in_words(melting, real))
    grey = np.repeat(np.random.default_rng(0).integers(120, 136, (100, 1, 32, 32, 3), np.uint8), 8, axis=1)
    noise = numbers_of(grey, labels, some.factors)
    assert noise.same.value > real.same.value  # a judge sees one and the same in all of them
    assert "Who is seen in them cannot be told yet" in render(in_words(noise, real))
    assert "stay who they are: 100%" in render(in_words(replace(real, same=noise.same), real))
    lazy = numbers_of(shown, (labels + 1) % 4, some.factors)
    assert "0% of its clips move as asked" in render(in_words(lazy, real))
