"""Divergences against closed forms and an independent quadrature; the best discriminator against its formula."""

import math

import numpy as np
import pytest
from scipy import integrate as quadrature
from scipy import stats

from ganboard.theory.densities import Density, grid, normal, two_bumps
from ganboard.theory.divergences import (
    best_logits,
    jensen_shannon,
    kullback_leibler,
    lowest_value,
    sigmoid,
    value,
    wasserstein,
)

LOG2 = math.log(2)
PAIRS = [
    (normal(0.0, 1.0), normal(1.0, 1.0)),
    (normal(0.0, 1.0), normal(2.0, 0.5)),
    (normal(-1.0, 2.0), normal(3.0, 0.4)),
    (two_bumps((0.0, 1.0), (4.0, 0.7), 0.4), normal(4.0, 0.6)),
]


def logs(p: Density, q: Density) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x = grid(p, q)
    return p.log(x), q.log(x), x


def js(p: Density, q: Density) -> float:
    return float(jensen_shannon(*logs(p, q)))


@pytest.mark.parametrize(("p", "q"), PAIRS[:3])
def test_kl_of_two_bumps_is_the_closed_form(p: Density, q: Density) -> None:
    (m, n), (s, t) = (p.means[0], q.means[0]), (p.widths[0], q.widths[0])
    closed = math.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5
    assert kullback_leibler(*logs(p, q)) == pytest.approx(closed, abs=1e-9)


@pytest.mark.parametrize("p", [normal(0.0, 1.0), PAIRS[3][0]])
def test_js_of_the_same_is_zero(p: Density) -> None:
    assert js(p, p) == 0


@pytest.mark.parametrize("distance", [12.0, 40.0])
def test_js_of_far_apart_is_log_2(distance: float) -> None:
    assert js(normal(0.0, 1.0), normal(distance, 1.0)) == pytest.approx(LOG2, abs=1e-6)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_js_agrees_with_an_independent_quadrature_and_does_not_know_which_is_which(p: Density, q: Density) -> None:
    def density(each: Density, x: float) -> float:
        parts = zip(each.weights, each.means, each.widths, strict=True)
        return float(sum(weight * stats.norm.pdf(x, mean, width) for weight, mean, width in parts))

    def integrand(x: float) -> float:
        a, b = density(p, x), density(q, x)
        return sum(each * math.log(2 * each / (a + b)) / 2 for each in (a, b) if each > 0)

    second, error = quadrature.quad(integrand, -25, 25, points=[-1, 0, 1, 2, 3, 4], limit=400, epsabs=1e-10)
    assert error < 1e-8
    assert js(p, q) == pytest.approx(second, abs=1e-8)
    assert js(p, q) == pytest.approx(js(q, p), abs=1e-12)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_the_best_d_is_p_over_p_plus_q_and_nothing_beats_it(p: Density, q: Density) -> None:
    log_p, log_q, x = logs(p, q)
    best = best_logits(log_p, log_q)
    near = np.abs(x - 1) < 4
    a, b = np.exp(log_p[near]), np.exp(log_q[near])
    np.testing.assert_allclose(sigmoid(best[near]), a / (a + b), rtol=1e-12)
    for other in (best + 0.1, best - 0.1, best * 0.9, best + 0.3 * np.sin(x)):
        assert value(other, log_p, log_q, x) < value(best, log_p, log_q, x)


def test_the_best_d_is_finite_where_both_densities_are_too_small_to_write() -> None:
    p, q, far = normal(0.0, 1.0), normal(1.0, 1.0), np.array([-60.0, 60.0])
    assert p.at(far).max() == 0
    assert q.at(far).max() == 0  # p / (p + q) would be 0 / 0
    said = sigmoid(best_logits(p.log(far), q.log(far)))
    np.testing.assert_allclose(said[1], math.exp(-59.5), rtol=1e-9)  # log(p / q) = 1/2 - x
    assert said[0] == pytest.approx(1)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_v_is_two_js_above_minus_log_4(p: Density, q: Density) -> None:
    log_p, log_q, x = logs(p, q)
    reached = value(best_logits(log_p, log_q), log_p, log_q, x)
    assert reached == pytest.approx(-math.log(4) + 2 * js(p, q), abs=1e-9)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_the_printed_sum_has_its_own_best_d_and_its_own_divergence(p: Density, q: Density) -> None:
    log_p, log_q, x = logs(p, q)
    best = best_logits(log_p, log_q, 2.0)
    near = np.abs(x - 1) < 4
    a, b = np.exp(log_p[near]), np.exp(log_q[near])
    np.testing.assert_allclose(sigmoid(best[near]), 2 * a / (2 * a + b), rtol=1e-12)
    reached = value(best, log_p, log_q, x, 2.0)
    assert reached > value(best_logits(log_p, log_q), log_p, log_q, x, 2.0)
    assert reached == pytest.approx(math.log(4 / 27) + 3 * jensen_shannon(log_p, log_q, x, 2 / 3), abs=1e-9)


def test_at_the_balance_d_says_one_half_and_as_printed_two_thirds() -> None:
    log_p, log_q, x = logs(normal(0.0, 1.0), normal(0.0, 1.0))
    np.testing.assert_allclose(sigmoid(best_logits(log_p, log_q)), 1 / 2)
    np.testing.assert_allclose(sigmoid(best_logits(log_p, log_q, 2.0)), 2 / 3)
    assert lowest_value() == pytest.approx(-math.log(4))
    assert lowest_value(2.0) == pytest.approx(math.log(4 / 27))
    assert value(best_logits(log_p, log_q, 2.0), log_p, log_q, x, 2.0) == pytest.approx(lowest_value(2.0))


@pytest.mark.parametrize("width", [0.2, 1.0])
@pytest.mark.parametrize("shift", [0.0, 0.01, 0.7, 9.0])
def test_wasserstein_of_shifted_bumps_is_the_shift(width: float, shift: float) -> None:
    p, q = normal(0.0, width), normal(-shift, width)
    x = grid(p, q)
    assert wasserstein(p.at(x), q.at(x), x) == pytest.approx(shift, abs=1e-9)


@pytest.mark.parametrize(
    ("p", "q"), [*PAIRS[1:3], (normal(1.0, 0.5), normal(1.0, 2.0)), (normal(0.0, 1.0), normal(0.5, 3.0))]
)
def test_wasserstein_of_bumps_of_other_widths_is_the_mean_distance_of_their_quantiles(p: Density, q: Density) -> None:
    """Quantiles differ by m + s·z with z normal, so the distance is E|m + s·z|, although the distribution functions cross."""
    m, s = p.means[0] - q.means[0], abs(p.widths[0] - q.widths[0])
    closed = s * math.sqrt(2 / math.pi) * math.exp(-(m**2) / (2 * s**2)) + m * math.erf(m / (s * math.sqrt(2)))
    x = grid(p, q)
    assert wasserstein(p.at(x), q.at(x), x) == pytest.approx(closed, abs=2e-4)


def test_wasserstein_of_a_mixture_agrees_with_its_quantiles() -> None:
    p, q = two_bumps((0.0, 1.0), (4.0, 0.7), 0.4), normal(1.0, 1.0)
    x = grid(p, q)
    share = (np.arange(200_000) + 0.5) / 200_000
    of_p = np.interp(share, 0.6 * stats.norm.cdf(x) + 0.4 * stats.norm.cdf(x, 4.0, 0.7), x)
    quantiles = np.mean(np.abs(of_p - stats.norm.ppf(share, 1.0, 1.0)))
    assert wasserstein(p.at(x), q.at(x), x) == pytest.approx(quantiles, abs=1e-3)
