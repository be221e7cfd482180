"""Densities against what is known of them."""

import math

import numpy as np
import pytest

from ganboard.errors import GANBoardError
from ganboard.theory.densities import Density, grid, integrate, normal, two_bumps

MIXTURE = two_bumps((0.0, 1.0), (4.0, 0.3), 0.25)


def test_a_bump_has_the_height_and_the_logarithm_of_the_formula() -> None:
    assert normal(1.5, 2.0).at(np.array([1.5]))[0] == pytest.approx(1 / (2 * math.sqrt(2 * math.pi)))
    assert normal(0.0, 1.0).log(np.array([100.0]))[0] == pytest.approx(-5000 - math.log(math.sqrt(2 * math.pi)))


@pytest.mark.parametrize("density", [normal(0.0, 1.0), normal(-3.0, 0.2), MIXTURE])
def test_a_density_adds_up_to_one_and_has_its_mean(density: Density) -> None:
    x = grid(density)
    mean = sum(weight * place for weight, place in zip(density.weights, density.means, strict=True))
    assert integrate(density.at(x), x) == pytest.approx(1, abs=1e-12)
    assert integrate(density.at(x) * x, x) == pytest.approx(mean, abs=1e-11)


def test_the_variance_of_a_mixture_is_that_of_its_parts_and_between_them() -> None:
    x = grid(MIXTURE)
    within = 0.75 * 1.0 + 0.25 * 0.3**2
    between = 0.75 * 0.25 * 4.0**2
    assert integrate(MIXTURE.at(x) * (x - 1.0) ** 2, x) == pytest.approx(within + between, abs=1e-9)


def test_a_share_of_zero_leaves_one_bump() -> None:
    x = np.linspace(-5, 5, 11)
    np.testing.assert_array_equal(two_bumps((0.0, 1.0), (4.0, 1.0), 0.0).log(x), normal(0.0, 1.0).log(x))


def test_the_points_are_wide_and_fine_enough_for_every_bump() -> None:
    x = grid(normal(0.0, 0.2), normal(5.0, 2.0))
    assert x[0] == pytest.approx(-15)
    assert x[-1] == pytest.approx(25)
    assert np.diff(x).max() <= 0.2 / 20 + 1e-12


@pytest.mark.parametrize(
    "parts",
    [((), (), ()), ((0.0,), (0.0,), (1.0,)), ((0.0, 1.0), (1.0,), (1.0,)), ((0.0, 1.0), (1.0, 1.0), (0.5, 0.4))],
)
def test_what_is_no_density_is_refused(parts: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(GANBoardError, match="shares that are 1 together"):
        Density(*parts)
    with pytest.raises(GANBoardError):
        two_bumps((0.0, 1.0), (1.0, 1.0), 1.5)
