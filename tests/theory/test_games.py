"""Two players against what algebra says of them."""

import math

import numpy as np
import pytest

from ganboard.theory.games import Order, averages, growth, play, update

RATES = [0.02, 0.15, 0.5]
START = (0.8, -0.6)


@pytest.mark.parametrize("rate", RATES)
def test_a_step_is_gradient_descent_of_x_and_ascent_of_y(rate: float) -> None:
    x, y, gamma = 0.7, -1.3, 0.4
    at_once = play((x, y), update(rate, gamma, "simultaneous"), 1)[1]
    np.testing.assert_allclose(at_once, [x - rate * y, y + rate * (x - gamma * y)])
    moved = x - rate * y
    in_turn = play((x, y), update(rate, gamma, "alternating"), 1)[1]
    np.testing.assert_allclose(in_turn, [moved, y + rate * (moved - gamma * y)])


@pytest.mark.parametrize("rate", RATES)
def test_moving_at_once_multiplies_the_distance_by_exactly_the_root(rate: float) -> None:
    distances = np.hypot(*play(START, update(rate, 0.0, "simultaneous"), 60).T)
    np.testing.assert_allclose(distances[1:] / distances[:-1], math.sqrt(1 + rate**2), rtol=1e-13)
    assert growth(update(rate, 0.0, "simultaneous")) == pytest.approx(math.sqrt(1 + rate**2))


@pytest.mark.parametrize("rate", RATES)
def test_moving_in_turn_keeps_its_ellipse(rate: float) -> None:
    x, y = play(START, update(rate, 0.0, "alternating"), 5000).T
    kept = x**2 + y**2 - rate * x * y
    np.testing.assert_allclose(kept, kept[0], rtol=1e-10)
    assert np.hypot(x, y).min() > 0.5  # it does not come to rest either
    assert growth(update(rate, 0.0, "alternating")) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("rate", RATES)
def test_the_averages_of_players_in_turn_come_to_rest_like_one_over_steps(rate: float) -> None:
    def away(steps: int) -> float:
        return float(np.hypot(*averages(play(START, update(rate, 0.0, "alternating"), steps))[-1]))

    bound = 2 * 1.5 / rate  # the sum of a rotation stays within its diameter over the rate
    assert away(1000) < bound / 1000
    assert away(100_000) < bound / 100_000


def test_the_averages_of_players_at_once_do_not_come_to_rest() -> None:
    means = np.hypot(*averages(play(START, update(0.2, 0.0, "simultaneous"), 1000)).T)
    assert means[-1] > 1000 * means[0]


def test_averages_are_the_means_so_far() -> None:
    points = np.array([[1.0, 2.0], [3.0, 0.0], [5.0, 4.0]])
    np.testing.assert_allclose(averages(points), [[1, 2], [2, 1], [3, 2]])


@pytest.mark.parametrize("order", ["simultaneous", "alternating"])
@pytest.mark.parametrize("rate", RATES)
def test_a_penalty_above_the_learning_rate_brings_them_home(rate: float, order: Order) -> None:
    step = update(rate, rate + 0.3, order)
    assert growth(step) < 1
    assert np.hypot(*play(START, step, 20_000)[-1]) < 1e-6


@pytest.mark.parametrize("rate", RATES)
def test_players_at_once_need_a_penalty_above_the_learning_rate_players_in_turn_any(rate: float) -> None:
    assert growth(update(rate, 0.9 * rate, "simultaneous")) > 1
    assert growth(update(rate, rate, "simultaneous")) == pytest.approx(1, abs=1e-12)
    assert growth(update(rate, 1.1 * rate, "simultaneous")) < 1
    assert growth(update(rate, 0.1 * rate, "alternating")) < 1


@pytest.mark.parametrize("gamma", [0.0, 0.1, 1.0])
def test_growth_is_the_root_of_the_determinant_while_they_go_round(gamma: float) -> None:
    assert growth(update(0.15, gamma, "simultaneous")) == pytest.approx(math.sqrt(1 - 0.15 * gamma + 0.15**2))
    assert growth(update(0.15, gamma, "alternating")) == pytest.approx(math.sqrt(1 - 0.15 * gamma))
