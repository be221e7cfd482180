"""Copied training images trip the alarm; images that are only as near as unseen ones do not."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ganboard.i18n import render
from ganboard.metrics import METRICS, Samples
from ganboard.metrics.memorisation import middles, rank_score
from tests.metrics.sets import featured

REAL, UNSEEN, FRESH = (
    np.random.default_rng(seed).normal(size=(count, 8)) for seed, count in ((0, 800), (1, 300), (2, 500))
)


def samples(fakes: np.ndarray) -> Samples:
    return Samples(featured(fakes), featured(REAL), featured(UNSEEN))


@pytest.mark.parametrize("name", ["memorisation", "copies"])
def test_copied_training_images_trip_it(name: str) -> None:
    reading = METRICS.get(name)().measure(samples(REAL[:500]))
    assert reading.verdict == "worse"
    assert reading.value is not None
    assert reading.value < -3 if name == "memorisation" else reading.value == 1


@pytest.mark.parametrize("name", ["memorisation", "copies"])
def test_images_of_the_same_kind_do_not(name: str) -> None:
    reading = METRICS.get(name)().measure(samples(FRESH))
    assert reading.verdict == "cannot tell yet"
    assert "no sign of cop" in render(reading.sentence)


def test_a_few_copies_among_many_fakes_are_seen_as_such() -> None:
    fakes = np.concatenate([FRESH[:450], REAL[:100]])
    reading = METRICS.get("copies")().measure(samples(fakes))
    assert reading.value == pytest.approx((100 + 0.05 * 450) / 550, abs=0.02)
    assert reading.verdict == "worse"


def test_copies_with_a_little_noise_are_still_copies() -> None:
    reading = METRICS.get("memorisation")().measure(samples(REAL[:500] + 0.05 * FRESH))
    assert reading.verdict == "worse"
    assert "are copies" in render(reading.sentence)


def test_fakes_far_from_everything_are_no_copies() -> None:
    reading = METRICS.get("memorisation")().measure(samples(FRESH + 5))
    assert reading.value is None or reading.value > 3
    farther = METRICS.get("memorisation")().measure(samples(1.3 * FRESH))
    assert farther.value is not None
    assert farther.value > 3
    assert "no copies" in render(farther.sentence)
    assert METRICS.get("copies")().measure(samples(1.3 * FRESH)).verdict == "better"


def test_the_score_of_ranks_is_scipys() -> None:
    chance = np.random.default_rng(4)
    first, second = chance.integers(0, 30, 60).astype(float), chance.integers(3, 33, 45).astype(float)  # with ties
    expected = stats.mannwhitneyu(first, second).statistic
    deviation = np.sqrt(60 * 45 * 106 / 12)
    assert rank_score(first, second)[0] == pytest.approx((expected - 60 * 45 / 2) / deviation)
    assert rank_score(second, first)[0] == pytest.approx(-rank_score(first, second)[0])


def test_middles_of_regions_are_found() -> None:
    centres = 50 * np.eye(4)
    values = np.repeat(centres, 100, axis=0) + np.random.default_rng(0).normal(size=(400, 4))
    found = middles(values, 4, seed=1)
    assert len(found) == 4
    error = np.square(values[:, None] - found).sum(axis=-1).min(axis=1).mean()
    start = np.square(values[:, None] - values[:4]).sum(axis=-1).min(axis=1).mean()
    assert error < start


def test_regions_follow_from_the_training_images_alone() -> None:
    one, two = samples(FRESH), samples(REAL[:500])
    assert METRICS.get("memorisation")().measure(one) == METRICS.get("memorisation")().measure(samples(FRESH))
    shared = Samples(two.fake, one.real, one.held_out)
    assert METRICS.get("memorisation")().measure(shared) == METRICS.get("memorisation")().measure(two)


@pytest.mark.parametrize("name", ["memorisation", "copies"])
def test_without_unseen_images_nothing_is_said(name: str) -> None:
    alone = Samples(featured(FRESH), featured(REAL))
    reading = METRICS.get(name)().measure(alone)
    assert reading.value is None
    assert render(reading.sentence).startswith("This compares with real images that were kept apart")


def test_too_few_unseen_images_are_named() -> None:
    few = Samples(featured(FRESH), featured(REAL), featured(UNSEEN[:30]))
    reading = METRICS.get("copies")().measure(few)
    assert reading.value is None
    assert "at least 100 images" in render(reading.sentence)
