"""The known densities: they are densities, and what is drawn of them is of them."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.datasets.plane import DENSITIES
from ganboard.metrics.modes import modes

SIDE, REACH = 240, 3.0


def lattice() -> np.ndarray:
    middles = ((np.arange(SIDE) + 0.5) / SIDE * 2 - 1) * REACH
    return np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", DENSITIES)
def test_a_density_integrates_to_one(name: str) -> None:
    density, places = DENSITIES[name], lattice()
    parts = [np.exp(density.log(places[start : start + 5000])).sum() for start in range(0, len(places), 5000)]
    assert sum(parts) * (2 * REACH / SIDE) ** 2 == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("name", DENSITIES)
def test_what_is_drawn_fits_the_density(name: str) -> None:
    density = DENSITIES[name]
    points = density.draw(4000, seed=1)
    assert points.shape == (4000, 2)
    assert points.dtype == np.float32
    # The mean log density of draws is the same for other draws of the density, and much less for those of a wider one.
    mean, other = density.log(points).mean(), density.log(density.draw(4000, seed=2)).mean()
    assert mean == pytest.approx(other, abs=0.1)
    wider = points + np.random.default_rng(3).normal(0, 2 * density.deviation, points.shape)
    assert density.log(wider).mean() < mean - 0.3
    covered, good = modes(points, density.modes, density.deviation, density.centres)
    assert covered.value == 1
    assert good.value > 0.97


def test_the_same_seed_draws_the_same() -> None:
    density = DENSITIES["ring"]
    assert np.array_equal(density.draw(100, 4), density.draw(100, 4))
    assert not np.array_equal(density.draw(100, 4), density.draw(100, 5))
