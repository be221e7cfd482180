"""The kernel distance against a direct double sum."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.metrics import distances
from ganboard.metrics.kernel import kernel_distance, kernel_interval


def directly(first: np.ndarray, second: np.ndarray) -> float:
    """The definition, pair by pair."""

    def kernel(one: np.ndarray, two: np.ndarray) -> float:
        return float((one @ two / len(one) + 1) ** 3)

    def within(values: np.ndarray) -> float:
        pairs = [kernel(one, two) for i, one in enumerate(values) for j, two in enumerate(values) if i != j]
        return float(np.mean(pairs))

    across = np.mean([kernel(one, two) for one in first for two in second])
    return within(first) + within(second) - 2 * float(across)


@pytest.mark.parametrize("block", [1, 3_000, 16_000_000])
def test_it_is_the_double_sum_whatever_the_blocks(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distances, "BLOCK_BYTES", block)
    chance = np.random.default_rng(3)
    first, second = chance.normal(size=(40, 5)), chance.normal(0.4, 1.2, size=(55, 5))
    assert kernel_distance(first, second) == pytest.approx(directly(first, second), rel=1e-12)
    assert kernel_interval(first, second).value == kernel_distance(first, second)


def test_it_has_no_bias_and_so_is_below_0_now_and_then() -> None:
    chance = np.random.default_rng(0)
    found = np.array([kernel_distance(*chance.normal(size=(2, 60, 3))) for _ in range(400)])
    assert abs(found.mean()) < 3 * found.std() / np.sqrt(len(found))
    assert (found < 0).any()


def test_two_points_each_by_hand() -> None:
    first, second = np.array([[0.0], [1.0]]), np.array([[1.0], [2.0]])
    # k(x, y) = (xy + 1)³: within 1 and 27, across the mean of 1, 1, 8 and 27.
    assert kernel_distance(first, second) == pytest.approx(1 + 27 - 2 * 37 / 4)
