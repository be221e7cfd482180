"""Modes and divergences of clouds in the plane."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.errors import GANBoardError
from ganboard.metrics.modes import modes, plane_divergences

ANGLES = np.arange(8) * np.pi / 4
CENTRES = 2 * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
PLANE = ((-3.0, 3.0), (-3.0, 3.0))


def ring(seed: int, kinds: int = 8, deviation: float = 0.05, count: int = 1_000) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return CENTRES[chance.integers(0, kinds, count)] + deviation * chance.normal(size=(count, 2))


def test_all_modes_of_the_data_are_found() -> None:
    found, near = modes(ring(0), CENTRES, 0.05)
    assert found.value == 1
    assert near.value == pytest.approx(1 - np.exp(-4.5), abs=0.01)  # beyond three deviations in the plane


def test_dropped_modes_are_missed() -> None:
    found, near = modes(ring(0, kinds=5), CENTRES, 0.05)
    assert found.value == 5 / 8
    assert near.value > 0.97


def test_a_stray_point_does_not_make_a_mode() -> None:
    points = np.concatenate([ring(0, kinds=7), CENTRES[7:]])
    assert modes(points, CENTRES, 0.05)[0].value == 7 / 8


def test_points_between_the_modes_belong_to_none() -> None:
    found, near = modes(np.zeros((50, 2)), CENTRES, 0.05)
    assert (found.value, near.value) == (0, 0)


def test_identical_clouds_do_not_diverge() -> None:
    points = ring(1)
    for divergence in plane_divergences(points, points[::-1], PLANE):
        assert divergence.value == pytest.approx(0, abs=1e-12)
        assert divergence.low == 0


def test_clouds_without_a_common_field_are_as_far_as_can_be() -> None:
    _, js = plane_divergences(ring(0, kinds=1), -ring(0, kinds=1), PLANE)
    assert js.value == pytest.approx(np.log(2))


def test_half_the_modes_are_log_2_away() -> None:
    """KL(fake ‖ real) of half the data is log 2; JS has the closed form of shares 1/2 and 1."""
    real, fake = ring(0, 8, 0.02, 200_000), ring(1, 4, 0.02, 200_000)
    kl, _ = plane_divergences(fake, real, PLANE)
    _, js = plane_divergences(real, fake, PLANE)
    assert kl.value == pytest.approx(np.log(2), rel=0.01)
    assert js.value == pytest.approx(np.log(4 / 3) / 2 + (0.5 * np.log(2 / 3) + 0.5 * np.log(2)) / 2, rel=0.01)


def test_points_outside_count_at_the_border() -> None:
    near, far = (np.array([[x, 0.0], [-x, 0.0]]) for x in (2.9, 300.0))
    assert plane_divergences(near, far, PLANE)[1].value == 0


@pytest.mark.parametrize("points", [np.zeros((9, 3)), np.zeros((1, 2)), np.full((9, 2), np.nan)])
def test_what_is_no_cloud_is_refused(points: np.ndarray) -> None:
    with pytest.raises(GANBoardError):
        plane_divergences(points, ring(0), PLANE)
