"""The Fréchet distance against SciPy's matrix root and closed forms; what extrapolation takes away."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import sqrtm

from ganboard.errors import GANBoardError
from ganboard.metrics.frechet import frechet_distance, variance
from ganboard.metrics.frechet_limit import frechet_limits


def by_scipy(first: np.ndarray, second: np.ndarray) -> float:
    first, second = first.astype(np.float64), second.astype(np.float64)
    one, two = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    shift = first.mean(axis=0) - second.mean(axis=0)
    return float(shift @ shift + np.trace(one + two - 2 * sqrtm(one @ two).real))


def with_moments(mean: np.ndarray, covariance: np.ndarray, seed: int = 0) -> np.ndarray:
    """2,000 vectors with exactly this mean and covariance."""
    values = np.random.default_rng(seed).normal(size=(2_000, len(mean)))
    values -= values.mean(axis=0)
    values = np.linalg.solve(np.linalg.cholesky(np.cov(values, rowvar=False)), values.T).T
    return values @ np.linalg.cholesky(covariance).T + mean


@pytest.mark.parametrize(("size", "count"), [(2, 40), (16, 300), (64, 500), (64, 5_000)])
def test_it_is_what_scipys_matrix_root_gives(size: int, count: int) -> None:
    chance = np.random.default_rng(size + count)
    mixed = chance.normal(size=(size, size)) / np.sqrt(size)
    first = np.maximum(chance.normal(size=(count, size)) @ mixed, 0).astype(np.float32)  # like features behind a ReLU
    second = np.maximum(chance.normal(size=(count + 7, size)) @ mixed.T + 0.2, 0).astype(np.float32)
    assert frechet_distance(first, second) == pytest.approx(by_scipy(first, second), rel=1e-6)


def test_identical_sets_are_at_distance_0() -> None:
    values = np.random.default_rng(0).normal(size=(100, 8))
    assert frechet_distance(values, values[::-1]) == pytest.approx(0, abs=1e-10)


def test_shifted_and_stretched_gaussians_are_as_far_apart_as_the_closed_form_says() -> None:
    mean, scales = np.array([0.5, -1.0, 2.0]), np.array([1.0, 4.0, 0.25])
    first = with_moments(np.zeros(3), np.eye(3))
    second = with_moments(mean, np.diag(scales), seed=1)
    expected = mean @ mean + np.square(1 - np.sqrt(scales)).sum()
    assert frechet_distance(first, second) == pytest.approx(expected, rel=1e-9)


def test_a_direction_in_which_fakes_do_not_differ_at_all_counts_fully() -> None:
    first = with_moments(np.zeros(2), np.diag([1.0, 9.0]))
    flat = first * [1.0, 0.0]
    assert frechet_distance(flat, first) == pytest.approx(9.0, rel=1e-6)
    assert variance(flat, first) > 0


def test_extrapolation_takes_away_what_few_images_add() -> None:
    found = []
    for seed in range(20):
        chance = np.random.default_rng(seed)
        found.append(frechet_limits(chance.normal(size=(400, 16)), chance.normal(size=(400, 16)), seed))
    whole, limit = np.mean(found, axis=0)
    assert whole > 0.3
    assert abs(limit) < 0.1 * whole


def test_extrapolation_is_not_misled_by_classes_that_come_equally_often() -> None:
    """Sets made class by class differ less than sets drawn by chance; so must their halves."""
    centres = 10 * np.eye(4)
    kinds = np.arange(200) % 4
    found = []
    for seed in range(20):
        sides = centres[kinds] + np.random.default_rng(seed).normal(size=(2, 200, 4))
        found.append([frechet_limits(*sides, seed, labels)[1] for labels in ((kinds, kinds), (None, None))])
    told, untold = np.mean(found, axis=0)
    assert abs(told) < 0.01
    assert untold < -0.5


def test_labels_that_come_by_chance_do_not_matter() -> None:
    chance = np.random.default_rng(0)
    first, second = chance.normal(size=(2, 200, 4))
    labels = np.repeat([0, 1], [90, 110])
    assert frechet_limits(first, second, 0, (labels, None)) == frechet_limits(first, second, 0)


def test_extrapolation_needs_four_images_a_feature() -> None:
    values = np.random.default_rng(0).normal(size=(31, 8))
    with pytest.raises(GANBoardError, match="at least 32 images"):
        frechet_limits(values, values)
