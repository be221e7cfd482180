"""Losses of one fake and their slopes, against the formulas and differences; the descent against its closed forms."""

import math

import numpy as np
import pytest

from ganboard.theory.losses import MINIMAX, NONSATURATING, WASSERSTEIN, GeneratorLoss, descend

LOGITS = np.linspace(-6, 6, 25)
SCORES = 1 / (1 + np.exp(-LOGITS))


def test_losses_are_their_formulas() -> None:
    np.testing.assert_allclose(MINIMAX.of(LOGITS), np.log(1 - SCORES))
    np.testing.assert_allclose(NONSATURATING.of(LOGITS), -np.log(SCORES))
    np.testing.assert_allclose(WASSERSTEIN.of(LOGITS), -LOGITS)


@pytest.mark.parametrize("loss", [MINIMAX, NONSATURATING, WASSERSTEIN])
def test_slopes_are_those_of_the_losses(loss: GeneratorLoss) -> None:
    step = 1e-5
    np.testing.assert_allclose(
        loss.slope(LOGITS), (loss.of(LOGITS + step) - loss.of(LOGITS - step)) / (2 * step), atol=1e-9
    )


def test_slopes_at_known_scores() -> None:
    np.testing.assert_allclose(MINIMAX.slope(LOGITS), -SCORES)
    np.testing.assert_allclose(NONSATURATING.slope(LOGITS), -(1 - SCORES))
    np.testing.assert_allclose(MINIMAX.slope_by_score(LOGITS), -1 / (1 - SCORES))
    np.testing.assert_allclose(NONSATURATING.slope_by_score(LOGITS), -1 / SCORES)


def test_nothing_overflows_where_d_is_quite_sure() -> None:
    sure = np.array([-1000.0, 1000.0])
    np.testing.assert_array_equal(MINIMAX.of(sure), [0, -1000])
    np.testing.assert_array_equal(NONSATURATING.of(sure), [1000, 0])
    np.testing.assert_array_equal(MINIMAX.slope(sure), [0, -1])
    np.testing.assert_array_equal(NONSATURATING.slope(sure), [-1, 0])


def test_before_a_critic_the_fake_walks_evenly_and_stops_at_the_data() -> None:
    np.testing.assert_allclose(descend(WASSERSTEIN, -1.0, 1.0, 0.0, 0.3, 5), [-1, -0.7, -0.4, -0.1, 0, 0], atol=1e-12)


def test_the_first_step_is_the_slope_times_the_rates() -> None:
    score = 1 / (1 + math.exp(6))  # the logit is 3 · (−4 + 2)
    assert descend(MINIMAX, -4.0, 3.0, -2.0, 0.1, 1)[1] == pytest.approx(-4 + 0.1 * 3 * score)
    assert descend(NONSATURATING, -4.0, 3.0, -2.0, 0.1, 1)[1] == pytest.approx(-4 + 0.1 * 3 * (1 - score))


def test_on_small_steps_the_descent_follows_the_exact_path() -> None:
    """dx/dt = s · σ(s(x − m)): with a = s(x − m) the time from a0 to a is (a − a0 − exp(−a) + exp(−a0)) / s²."""
    steepness, middle, rate, steps = 2.0, -1.0, 1e-3, 2000
    end = descend(MINIMAX, -2.0, steepness, middle, rate, steps)[-1]
    first, last = steepness * (-2.0 - middle), steepness * (end - middle)
    time = (last - first - math.exp(-last) + math.exp(-first)) / steepness**2
    assert end < 0
    assert time == pytest.approx(rate * steps, rel=2e-3)
