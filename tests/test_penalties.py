"""Penalties against closed forms: of a linear D the gradient is w everywhere, of D(x) = ‖x‖² / 2 it is x."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.penalties import PENALTIES, Steep
from tests.bench import bench

pytestmark = pytest.mark.usefixtures("as_written")

WEIGHTS = np.arange(-6, 6, dtype=np.float32).reshape(2, 3, 2) / 4  # squared norm 146 / 16 = 9.125
SQUARED = 9.125
STEEP = [part.name for part in PENALTIES if issubclass(part, Steep)]


def images(seed: int, count: int = 5) -> Any:
    return tf.constant(np.random.default_rng(seed).uniform(-1, 1, (count, 2, 3, 2)), tf.float32)


def linear(x: Any) -> Any:
    """D(x) = w · x: its gradient is w everywhere."""
    return tf.reduce_sum(x * WEIGHTS, axis=(1, 2, 3))


def square(x: Any) -> Any:
    """D(x) = ‖x‖² / 2: its gradient is x."""
    return tf.reduce_sum(x**2, axis=(1, 2, 3)) / 2


def norms(x: Any) -> np.ndarray:
    return np.sqrt(np.sum(np.asarray(x, np.float64) ** 2, axis=(1, 2, 3)))


@pytest.mark.parametrize(("name", "times"), [("r1", 1), ("r2", 1), ("r1r2", 2)])
@pytest.mark.parametrize("gamma", [0.0, 0.1, 10.0])
@pytest.mark.parametrize("count", [1, 5])
def test_the_zero_centred_of_a_linear_d_is_half_gamma_times_its_squared_weights(
    name: str, times: int, gamma: float, count: int
) -> None:
    term = PENALTIES.create({"name": name, "gamma": gamma}).term(bench(linear, images(0, count), images(1, count)))
    assert float(term) == pytest.approx(times * gamma / 2 * SQUARED, rel=1e-6)


@pytest.mark.parametrize(("fraction", "used"), [(1.0, 8), (0.5, 4), (0.25, 2), (0.01, 1)])
@pytest.mark.parametrize("name", ["r1", "r2", "r1r2"])
def test_the_zero_centred_are_means_over_their_part_of_their_kind_alone(name: str, fraction: float, used: int) -> None:
    penalty = PENALTIES.create({"name": name, "gamma": 0.2, "fraction": fraction})
    real, fake = images(0, 8), images(1, 8) * 3
    means = [0.1 * float(np.mean(norms(x[:used]) ** 2)) for x in (real, fake)]
    expected = {"r1": means[0], "r2": means[1], "r1r2": sum(means)}[name]
    assert float(penalty.term(bench(square, real, fake))) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("scale", [0.0, 0.25, 1 / SQUARED**0.5, 4.0])
@pytest.mark.parametrize("name", ["gradient", "dragan"])
def test_the_one_centred_of_a_linear_d_is_the_squared_distance_of_its_norm_from_1(name: str, scale: float) -> None:
    term = PENALTIES.create({"name": name, "weight": 3.0}).term(
        bench(lambda x: scale * linear(x), images(0), images(1))
    )
    assert float(term) == pytest.approx(3 * (scale * SQUARED**0.5 - 1) ** 2, rel=1e-5, abs=1e-10)


@pytest.mark.parametrize("fakes", [5, 3])
def test_the_gradient_penalty_is_measured_between_the_two_of_a_pair(fakes: int) -> None:
    real, fake = images(0), images(1)[:fakes]
    part = tf.constant(np.linspace(0.1, 0.9, fakes).reshape(-1, 1, 1, 1), tf.float32)
    shapes = []
    at = bench(square, real, fake, uniform=lambda shape: shapes.append(list(shape)) or part)
    mixed = part * real[:fakes] + (1 - part) * fake
    expected = 10 * np.mean((norms(mixed) - 1) ** 2)
    assert float(PENALTIES.create("gradient").term(at)) == pytest.approx(expected, rel=1e-5)
    assert shapes == [[fakes, 1, 1, 1]]  # one part for each pair, the same for all its pixels


def test_dragan_is_measured_around_real_samples_as_far_as_they_spread() -> None:
    real, noise = images(0), images(7)
    penalty = PENALTIES.create({"name": "dragan", "around": 0.3, "weight": 2.0})
    places = np.asarray(real) + 0.3 * np.asarray(real).std() * np.asarray(noise)
    expected = 2 * np.mean((norms(places) - 1) ** 2)
    for fake in (images(1), 100 * images(2)):
        assert float(penalty.term(bench(square, real, fake, normal=lambda shape: noise))) == pytest.approx(
            expected, rel=1e-5
        )


def test_lecam_is_the_squared_distance_from_the_anchor_of_the_other_kind() -> None:
    penalty = PENALTIES.create({"name": "lecam", "weight": 0.5, "decay": 0.75})
    at = bench(
        linear,
        images(0),
        images(1),
        real_logits=tf.constant([3.0, 1.0]),
        fake_logits=tf.constant([-1.0, 0.0]),
        memory={"real_anchor": tf.constant(1.0), "fake_anchor": tf.constant(-2.0)},
    )
    assert float(penalty.term(at)) == pytest.approx(0.5 * ((25 + 9) / 2 + (4 + 1) / 2))
    after = penalty.remembered(at)
    assert {name: float(value) for name, value in after.items()} == {"real_anchor": 1.25, "fake_anchor": -1.625}
    assert set(after) == set(penalty.memory)


@pytest.mark.parametrize("name", PENALTIES.names())
def test_what_is_remembered_is_what_is_named(name: str) -> None:
    penalty = PENALTIES.create(name)
    assert set(penalty.remembered(bench(linear, images(0), images(1)))) == set(penalty.memory)


def test_r1_reaches_the_weights_of_d() -> None:
    weights = tf.Variable(WEIGHTS)
    with tf.GradientTape() as tape:
        term = PENALTIES.create({"name": "r1", "gamma": 2.0}).term(
            bench(lambda x: tf.reduce_sum(x * weights, axis=(1, 2, 3)), images(0), images(1))
        )
    np.testing.assert_allclose(tape.gradient(term, weights), 2.0 * WEIGHTS, rtol=1e-5)  # d/dw of gamma/2 ‖w‖²


@pytest.mark.parametrize("name", ["gradient", "dragan"])
def test_a_slope_of_less_than_1_is_raised_and_one_of_more_is_lowered(name: str) -> None:
    for scale in (0.1, 1.0):
        weights = tf.Variable(WEIGHTS * scale)
        length = scale * SQUARED**0.5
        with tf.GradientTape() as tape:
            term = PENALTIES.create({"name": name, "weight": 1.0}).term(
                bench(lambda x, w=weights: tf.reduce_sum(x * w, axis=(1, 2, 3)), images(0), images(1))
            )
        expected = 2 * (length - 1) / length * scale * WEIGHTS  # d/dw of (‖w‖ - 1)²
        np.testing.assert_allclose(tape.gradient(term, weights), expected, rtol=1e-4, atol=1e-6)


def test_no_penalty_is_zero() -> None:
    assert float(PENALTIES.create("none").term(bench(linear, images(0), images(1)))) == 0.0


@pytest.mark.parametrize("name", PENALTIES.names())
@pytest.mark.parametrize("scale", [0.0, 1e-30, 1e-12])
def test_a_flat_discriminator_is_not_penalised_into_nan(name: str, scale: float) -> None:
    weights = tf.Variable(scale * WEIGHTS)
    with tf.GradientTape() as tape:
        flat = lambda x: tf.reduce_sum(x * weights, axis=(1, 2, 3))  # noqa: E731
        term = tf.convert_to_tensor(PENALTIES.create(name).term(bench(flat, images(0), images(1))))
    assert term.shape == ()
    assert term.dtype == tf.float32
    assert np.isfinite(float(term))
    gradient = tape.gradient(term, weights)
    assert gradient is None or np.isfinite(gradient).all()  # a square root has an infinite slope at 0


@pytest.mark.parametrize("name", STEEP)
def test_in_the_middle_of_a_valley_a_quadratic_d_is_flat_and_everything_finite(name: str) -> None:
    """D(x) = s ‖x‖² / 2 at x = 0: there is no slope there, whatever s."""
    still, s = tf.zeros((4, 2, 3, 2)), tf.Variable(0.7)
    with tf.GradientTape() as tape:
        term = PENALTIES.create(name).term(bench(lambda x: s * square(x), still, still))
    expected = {"gradient": 10.0, "dragan": 1.0}.get(name, 0.0)  # of slope 0 where 1 is wanted
    assert float(term) == pytest.approx(expected, abs=1e-6)
    assert float(tape.gradient(term, s)) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("name", STEEP)
@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize("compiled", [False, True])
def test_a_penalty_that_is_measured_now_and_then_is_the_same_on_average_and_nothing_between(
    name: str, every: int, compiled: bool
) -> None:
    asked: list[int] = []
    weights, at = tf.Variable(WEIGHTS), bench(linear, images(0), images(1))
    lazy, always = PENALTIES.create({"name": name, "every": every}), PENALTIES.create(name)

    def judge(x: Any) -> Any:
        tf.py_function(lambda: asked.append(1), [], [])
        return tf.reduce_sum(x * weights, axis=(1, 2, 3))

    def added(step: Any, judge: Any = judge) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            term = lazy.added(replace(at, judge=judge, step=step))
        return term, tape.gradient(term, weights, unconnected_gradients=tf.UnconnectedGradients.ZERO)

    call = tf.function(added) if compiled else added
    found, times = [], []
    for step in range(2 * every):
        asked.clear()
        found.append([np.asarray(value) for value in call(tf.constant(step, tf.int64))])
        times.append(len(asked))
    assert all(bool(count) == (step % every == 0) for step, count in enumerate(times))  # not even computed between
    assert all(not value.any() for step, pair in enumerate(found) if step % every for value in pair)
    with tf.GradientTape() as tape:
        term = always.added(replace(at, judge=lambda x: tf.reduce_sum(x * weights, axis=(1, 2, 3))))
    for values, expected in zip(zip(*found, strict=True), (term, tape.gradient(term, weights)), strict=True):
        np.testing.assert_allclose(np.mean(values, axis=0), expected, rtol=1e-5)


@pytest.mark.parametrize(
    "spec", [*(part.name for part in PENALTIES if part.over == "slope"), {"name": "r1", "gamma": 10.0}]
)
@pytest.mark.parametrize("scale", [0.0, 0.5, 3.0])
def test_the_curve_is_the_term_of_a_linear_discriminator(spec: Any, scale: float) -> None:
    penalty = PENALTIES.create(spec)
    term = float(penalty.term(bench(lambda x: scale * linear(x), images(0), images(1))))
    curve = penalty.curve(np.array([scale * SQUARED**0.5], np.float32))
    assert curve.dtype == np.float64
    assert curve[0] == pytest.approx(term, rel=1e-6)


@pytest.mark.parametrize("name", [part.name for part in PENALTIES if part.over == "distance"])
@pytest.mark.parametrize("distance", [0.0, 0.5, 3.0])
def test_the_curve_over_a_distance_is_the_term_of_real_logits_so_far_from_the_anchor(
    name: str, distance: float
) -> None:
    penalty = PENALTIES.create(name)
    at = bench(linear, images(0), images(1), real_logits=tf.fill([4], distance), fake_logits=tf.zeros([4]))
    assert penalty.curve(np.array([distance]))[0] == pytest.approx(float(penalty.term(at)), rel=1e-6)


@pytest.mark.parametrize("penalty", list(PENALTIES), ids=lambda penalty: penalty.name)
def test_a_penalty_says_when_to_use_it(penalty: Any) -> None:
    assert penalty.when.endswith(".")
