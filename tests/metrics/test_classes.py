"""Histograms of classes, the χ² test, the classifier score, and whether what was asked for is seen."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ganboard.errors import GANBoardError
from ganboard.i18n import render
from ganboard.metrics import METRICS, Samples
from ganboard.metrics.class_coverage import covered
from ganboard.metrics.classes import common_share, histogram, same_shares
from ganboard.metrics.score import classifier_score
from ganboard.metrics.tails import chi_squared_tail
from tests.metrics.sets import classified, named


@pytest.mark.parametrize("freedom", [1, 2, 3, 9, 40, 999])
@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.9, 1.0, 1.3, 2.0, 6.0])
def test_the_tail_of_chi_squared_is_scipys(freedom: int, part: float) -> None:
    assert chi_squared_tail(part * freedom, freedom) == pytest.approx(stats.chi2.sf(part * freedom, freedom), rel=1e-9)


def test_the_test_of_two_histograms_is_scipys() -> None:
    first, second = np.array([30, 10, 0, 0, 25]), np.array([22, 15, 9, 0, 31])
    statistic, freedom, p = same_shares(first, second)
    kept = np.array([first, second])[:, [0, 1, 2, 4]]  # nobody saw the class between
    expected = stats.chi2_contingency(kept, correction=False)
    assert (statistic, freedom, p) == pytest.approx((expected.statistic, expected.dof, expected.pvalue))


def test_two_histograms_of_the_same_shares_are_called_different_in_one_of_twenty_cases() -> None:
    chance = np.random.default_rng(0)
    draws = chance.multinomial(400, np.full(10, 0.1), (1_000, 2))
    wrong = np.mean([same_shares(*pair)[2] < 0.05 for pair in draws])
    assert 0.03 < wrong < 0.07


def test_what_histograms_have_in_common() -> None:
    assert common_share(np.array([3, 1]), np.array([1, 3])) == 0.5
    assert common_share(np.array([30, 10]), np.array([3, 1])) == 1
    assert common_share(np.array([5, 0]), np.array([0, 2])) == 0
    assert histogram(np.eye(3)[[2, 0, 2]]).tolist() == [1, 0, 2]


def test_a_score_goes_from_1_to_the_number_of_classes() -> None:
    sure = np.eye(10)[np.arange(50) % 10]
    assert classifier_score(sure) == pytest.approx(10)
    assert classifier_score(sure[:1].repeat(30, axis=0)) == pytest.approx(1)
    assert classifier_score(np.full((30, 10), 0.1)) == pytest.approx(1)
    assert classifier_score(np.eye(10)[np.arange(50) % 3 % 2]) == pytest.approx(np.exp(stats.entropy([33, 17])))


def test_a_score_by_hand() -> None:
    rows = np.array([[0.9, 0.1], [0.4, 0.6]])
    expected = np.exp((stats.entropy(rows[0], [0.65, 0.35]) + stats.entropy(rows[1], [0.65, 0.35])) / 2)
    assert classifier_score(rows) == pytest.approx(expected)


@pytest.mark.parametrize("rows", [np.zeros((3, 2)), np.full((3, 2), np.nan), np.array([[1.5, -0.5]]), np.ones(4)])
def test_no_score_of_what_is_no_probability(rows: np.ndarray) -> None:
    with pytest.raises(GANBoardError, match="Expected probabilities"):
        classifier_score(rows)


def test_a_dropped_class_is_named() -> None:
    samples = Samples(named(np.arange(900) % 9), named(np.arange(1_000) % 10), named(np.arange(500) % 10))
    balance, shown = (METRICS.get(name)().measure(samples) for name in ("class_balance", "class_coverage"))
    assert balance.value == pytest.approx(0.9)
    assert balance.details["p"] < 1e-6
    assert balance.details["freedom"] == 9
    assert balance.details["fake"] == [100] * 9 + [0]
    assert balance.verdict == "worse"
    assert shown.value == pytest.approx(0.9)
    assert shown.details == {"missing": [9]}
    assert shown.verdict == "worse"


def test_a_class_that_comes_a_little_too_seldom_is_still_shown() -> None:
    shares = np.full(4, 0.25)
    assert covered(np.array([300, 300, 300, 24]), shares).value == 1
    assert covered(np.array([300, 300, 300, 22]), shares).value == 0.75
    assert covered(np.array([300, 300, 300, 24]), shares).low == 0.75  # it may well be one too seldom
    assert covered(np.array([300, 300, 300, 22]), shares).high == 1
    assert covered(np.array([0, 50]), np.array([0.0, 1.0])).to_dict() == {"value": 1, "low": 1, "high": 1}


def test_the_asked_for_class() -> None:
    kinds = np.arange(400) % 10
    samples = Samples(
        named(kinds, labels=np.where(np.arange(400) < 100, (kinds + 1) % 10, kinds)),
        named(kinds),
        named(kinds[:200], labels=kinds[:200]),
    )
    reading = METRICS.get("asked")().measure(samples)
    assert reading.value == 0.75
    assert reading.best is not None
    assert reading.best.value == 1
    assert reading.verdict == "worse"
    assert "75.0%" in render(reading.sentence)


def test_images_without_names_have_no_best_one() -> None:
    kinds = np.arange(400) % 10
    samples = Samples(named(kinds, labels=kinds), named(kinds), named(kinds))
    reading = METRICS.get("asked")().measure(samples)
    assert reading.value == 1
    assert reading.best is None


def test_a_generator_that_is_not_asked_says_so() -> None:
    kinds = np.eye(10)[np.arange(40) % 10]
    reading = METRICS.get("asked")().measure(Samples(classified(kinds), classified(kinds)))
    assert reading.value is None
    assert render(reading.sentence) == "This generator is not told which class to make."
