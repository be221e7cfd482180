from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.penalties import PENALTIES

WEIGHTS = np.arange(-6, 6, dtype=np.float32).reshape(2, 3, 2) / 4  # squared norm 146 / 16 = 9.125
SQUARED = 9.125


def images(seed: int, count: int = 5) -> Any:
    return tf.constant(np.random.default_rng(seed).uniform(-1, 1, (count, 2, 3, 2)), tf.float32)


def linear(x: Any) -> Any:
    """D(x) = w · x: its gradient is w everywhere."""
    return tf.reduce_sum(x * WEIGHTS, axis=(1, 2, 3))


@pytest.mark.parametrize("gamma", [0.0, 0.1, 1.0, 10.0])
@pytest.mark.parametrize("count", [1, 5])
def test_r1_of_a_linear_discriminator_is_half_gamma_times_its_squared_weights(gamma: float, count: int) -> None:
    term = PENALTIES.create({"name": "r1", "gamma": gamma}).term(linear, images(0, count), images(1, count))
    assert float(term) == pytest.approx(gamma / 2 * SQUARED, rel=1e-6)


def r1_of_square(real: Any, fake: Any, fraction: float) -> float:
    """R1 with gamma 0.2 of D(x) = ‖x‖² / 2, whose gradient is x: a tenth of the mean of ‖x‖²."""
    square = lambda x: tf.reduce_sum(x**2, axis=(1, 2, 3)) / 2  # noqa: E731
    return float(PENALTIES.create({"name": "r1", "gamma": 0.2, "fraction": fraction}).term(square, real, fake))


@pytest.mark.parametrize(("fraction", "used"), [(1.0, 8), (0.5, 4), (0.25, 2), (0.01, 1)])
def test_r1_is_the_mean_over_its_part_of_the_real_images_alone(fraction: float, used: int) -> None:
    real = images(0, 8)
    expected = 0.1 * float(np.mean(np.sum(real.numpy()[:used] ** 2, axis=(1, 2, 3))))
    assert r1_of_square(real, images(1, 8), fraction) == pytest.approx(expected, rel=1e-5)
    assert r1_of_square(real, images(2, 8) * 100, fraction) == pytest.approx(expected, rel=1e-5)


def test_r1_reaches_the_weights_of_d() -> None:
    weights = tf.Variable(WEIGHTS)
    with tf.GradientTape() as tape:
        term = PENALTIES.create({"name": "r1", "gamma": 2.0}).term(
            lambda x: tf.reduce_sum(x * weights, axis=(1, 2, 3)), images(0), images(1)
        )
    np.testing.assert_allclose(tape.gradient(term, weights), 2.0 * WEIGHTS, rtol=1e-5)  # d/dw of gamma/2 ‖w‖²


def test_no_penalty_is_zero() -> None:
    assert float(PENALTIES.create("none").term(linear, images(0), images(1))) == 0.0


@pytest.mark.parametrize("name", PENALTIES.names())
def test_a_flat_discriminator_is_not_penalised_into_nan(name: str) -> None:
    weights = tf.Variable(tf.zeros_like(WEIGHTS))
    with tf.GradientTape() as tape:
        flat = lambda x: tf.reduce_sum(x * weights, axis=(1, 2, 3))  # noqa: E731
        term = tf.convert_to_tensor(PENALTIES.create(name).term(flat, images(0), images(1)))
    assert term.shape == ()
    assert term.dtype == tf.float32
    assert np.isfinite(float(term))
    gradient = tape.gradient(term, weights)
    assert gradient is None or np.isfinite(gradient).all()  # a square root has an infinite slope at 0


@pytest.mark.parametrize("spec", [*PENALTIES.names(), {"name": "r1", "gamma": 10.0}])
@pytest.mark.parametrize("scale", [0.0, 0.5, 3.0])
def test_the_curve_is_the_term_of_a_linear_discriminator(spec: Any, scale: float) -> None:
    penalty = PENALTIES.create(spec)
    term = float(penalty.term(lambda x: scale * linear(x), images(0), images(1)))
    curve = penalty.curve(np.array([scale * SQUARED**0.5], np.float32))
    assert curve.dtype == np.float64
    assert curve[0] == pytest.approx(term, rel=1e-6)


@pytest.mark.parametrize("penalty", list(PENALTIES), ids=lambda penalty: penalty.name)
def test_a_penalty_says_when_to_use_it(penalty: Any) -> None:
    assert penalty.when.endswith(".")
