"""Diversity, sharpness and the sliced distance by known answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ganboard.i18n import render
from ganboard.metrics import METRICS, ImageSet, Samples
from ganboard.metrics.diversity import mean_distances
from ganboard.metrics.sharpness import edges
from ganboard.metrics.sliced import directions, projections, sliced_distance
from tests.metrics.sets import featured, pictured


def test_mean_distances_by_hand() -> None:
    assert mean_distances(np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 2.0]])).tolist() == pytest.approx(
        [(5 + 2) / 2, (5 + 13**0.5) / 2, (2 + 13**0.5) / 2]
    )


@pytest.mark.parametrize(("scale", "verdict", "word"), [(0.7, "worse", "more alike"), (1.5, "worse", "scattered")])
def test_diversity_is_how_widely_features_are_spread(scale: float, verdict: str, word: str) -> None:
    real, unseen = np.random.default_rng(0).normal(size=(2, 400, 6))
    reading = METRICS.get("diversity")().measure(Samples(featured(scale * real + 9), featured(real), featured(unseen)))
    assert reading.value == pytest.approx(scale, rel=1e-6)
    assert reading.verdict == verdict
    assert word in render(reading.sentence)


def test_an_edge_by_hand() -> None:
    image = np.zeros((1, 3, 4, 1), np.uint8)
    image[0, 1, 1] = 10  # the Laplacian at the two inner pixels: -40 and 10
    assert edges(image).tolist() == [25**2]
    assert edges(np.full((2, 5, 5, 3), 200, np.uint8)).tolist() == [0, 0]


def test_blurred_images_are_less_sharp_and_noisy_ones_more() -> None:
    real, unseen = pictured(200, 1), pictured(100, 2)
    values = real.images.astype(float)
    blurred = (values + np.roll(values, 1, axis=1) + np.roll(values, 1, axis=2)) / 3
    metric = METRICS.get("sharpness")()
    soft = metric.measure(Samples(ImageSet(blurred.astype(np.uint8)), real, unseen))
    hard = metric.measure(Samples(pictured(200, 3, contrast=60), real, unseen))
    assert soft.value is not None
    assert hard.value is not None
    assert soft.value < 0.5
    assert "blurred" in render(soft.sentence)
    assert hard.value > 1.5
    assert "noisy" in render(hard.sentence)
    assert metric.measure(Samples(pictured(200, 4), real, unseen)).verdict == "cannot tell yet"


@pytest.mark.parametrize(("count", "others"), [(30, 30), (30, 47), (5, 200)])
def test_along_each_direction_it_is_scipys_distance(count: int, others: int) -> None:
    chance = np.random.default_rng(count)
    first, second = chance.normal(size=(count, 6)), chance.normal(0.5, 2, size=(others, 6))
    second[:3] = first[:3]  # ties
    expected = np.mean([stats.wasserstein_distance(*pair) for pair in zip(first.T, second.T, strict=True)])
    assert sliced_distance(first, second).value == pytest.approx(expected)


def test_identical_images_in_another_order_are_at_distance_0() -> None:
    real = pictured(60, 1)
    reading = METRICS.get("sliced")().measure(Samples(ImageSet(real.images[::-1].copy()), real))
    assert reading.value == pytest.approx(0, abs=1e-4)


def test_lighter_images_are_as_far_as_they_are_lighter() -> None:
    real = pictured(60, 1, contrast=20)
    lighter = Samples(ImageSet(real.images + np.uint8(10)), real)
    reading = METRICS.get("sliced")().measure(lighter)
    assert reading.value == pytest.approx(10 * np.abs(directions(36).sum(axis=0)).mean(), rel=1e-4)


def test_directions_are_of_length_1_and_always_the_same() -> None:
    np.testing.assert_allclose(np.linalg.norm(directions(50), axis=0), 1, rtol=1e-6)
    image = np.arange(50, dtype=np.uint8).reshape(1, 5, 5, 2)
    np.testing.assert_allclose(projections(image)[0], np.arange(50) @ directions(50), rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("name", ["diversity", "sharpness"])
def test_constant_real_images_have_nothing_to_compare_with(name: str) -> None:
    flat = ImageSet(np.full((60, 6, 6, 1), 7, np.uint8), np.ones((60, 4)))
    fake = ImageSet(pictured(60, 1).images, np.random.default_rng(0).normal(size=(60, 4)))
    reading = METRICS.get(name)().measure(Samples(fake, flat))
    assert reading.value is None
    assert "nothing to compare with" in render(reading.sentence)


@pytest.mark.parametrize("name", ["diversity", "sharpness"])
def test_constant_fakes_are_at_0(name: str) -> None:
    flat = ImageSet(np.full((60, 6, 6, 1), 7, np.uint8), np.ones((60, 4)))
    real = ImageSet(pictured(60, 1).images, np.random.default_rng(0).normal(size=(60, 4)))
    assert METRICS.get(name)().measure(Samples(flat, real)).value == pytest.approx(0, abs=1e-6)
