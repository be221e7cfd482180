"""Precision, recall, density and coverage: as the package prdc counts, by their definition, and what a dropped mode does."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.metrics import METRICS, Samples, distances
from ganboard.metrics.distances import nearest, squared_distances, squared_radii
from ganboard.metrics.neighbourhoods import density_coverage, neighbourhoods, precision_recall
from tests.metrics.prdc_numbers import NUMBERS, clouds
from tests.metrics.sets import featured, usual


def by_definition(real: np.ndarray, fake: np.ndarray, k: int) -> tuple[float, float, float, float]:
    """All differences at once, nothing clever."""

    def apart(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return np.sqrt(np.square(first[:, None] - second[None]).sum(axis=-1))

    radii = [np.sort(apart(each, each), axis=1)[:, k] for each in (real, fake)]
    across = apart(real, fake)
    inside = across < radii[0][:, None]
    precision, recall = inside.any(axis=0).mean(), (across < radii[1]).any(axis=1).mean()
    return float(precision), float(recall), float(inside.sum(axis=0).mean() / k), float(inside.any(axis=1).mean())


@pytest.mark.parametrize("k", [3, 5])
@pytest.mark.parametrize("name", NUMBERS)
def test_it_counts_exactly_as_the_package_prdc(name: str, k: int) -> None:
    real, fake = clouds()[name]
    found = precision_recall(real, fake, k) + density_coverage(real, fake, k)
    assert found == pytest.approx(NUMBERS[name][k], rel=1e-12)
    assert found == pytest.approx(by_definition(real, fake, k), rel=1e-12)


def test_every_cloud_has_its_numbers() -> None:
    assert clouds().keys() == NUMBERS.keys()


def test_identical_sets_have_everything_in_common() -> None:
    values = np.random.default_rng(0).normal(size=(500, 64)).astype(np.float32)
    assert precision_recall(values, values[::-1]) == (1, 1)
    assert density_coverage(values, values[::-1]) == (1, 1)


def test_rounding_moves_nothing_across_a_border() -> None:
    """Copies lie exactly on the borders of neighbourhoods; sums in another order must not count them as inside."""
    values = 100 + np.random.default_rng(0).normal(size=(400, 33))
    turned, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(33, 33)))
    assert density_coverage(values @ turned, (values @ turned)[np.random.default_rng(2).permutation(400)]) == (1, 1)


def test_a_dropped_mode_lowers_recall_and_coverage_but_not_precision() -> None:
    chance = np.random.default_rng(0)
    centres = 20 * np.eye(5)
    kinds = chance.integers(0, 5, (2, 1_000))
    real, whole = (centres[each] + chance.normal(size=(1_000, 5)) for each in kinds)
    dropped = centres[np.maximum(kinds[1], 1)] + chance.normal(size=(1_000, 5))
    before, after = neighbourhoods(real, whole), neighbourhoods(real, dropped)
    assert after.recall < before.recall - 0.15
    assert after.coverage < before.coverage - 0.15
    assert abs(after.precision - before.precision) < 0.03


def test_one_kind_of_fake_far_away_lowers_precision_and_density_but_hardly_coverage() -> None:
    chance = np.random.default_rng(1)
    real, fake = chance.normal(size=(2, 1_000, 6))
    stray = np.where(np.arange(1_000)[:, None] < 300, fake + 30, fake)
    before, after = neighbourhoods(real, fake), neighbourhoods(real, stray)
    assert after.precision < 0.75 * before.precision
    assert after.density < 0.75 * before.density
    assert after.coverage > before.coverage - 0.1


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(2)
    real, fake = chance.normal(size=(130, 7)), chance.normal(0.3, 1, size=(90, 7))
    whole = neighbourhoods(real, fake), nearest(fake, real)
    monkeypatch.setattr(distances, "BLOCK_BYTES", 5_000)
    assert len(list(squared_distances(real, fake))) > 10
    assert neighbourhoods(real, fake) == whole[0]
    for one, two in zip(nearest(fake, real), whole[1], strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-12)


def test_a_copy_is_another_point() -> None:
    points = np.array([[0.0], [0.0], [3.0], [7.0]])
    first, second = squared_radii(points, (1, 2))
    assert first.tolist() == [0, 0, 9, 16]
    assert second.tolist() == [9, 9, 9, 49]


@pytest.mark.parametrize("name", ["precision", "recall", "density", "coverage"])
def test_the_metric_is_the_function(name: str) -> None:
    samples = usual()
    found = neighbourhoods(np.asarray(samples.real.features), np.asarray(samples.fake.features))
    assert METRICS.get(name)().measure(samples).value == getattr(found, name)


def test_a_generator_that_makes_one_image_only_has_no_recall() -> None:
    alike, others = np.zeros((300, 4)), np.random.default_rng(0).normal(size=(300, 4))
    samples = Samples(featured(alike), featured(others))
    reading = METRICS.get("recall")().measure(samples)
    assert reading.value == 0
    assert reading.low == 0
    assert reading.high is not None
    assert reading.high < 0.05
