"""Constraints against NumPy: what D's weights become after its updates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.constraints import CONSTRAINTS, Constraint
from ganboard.datasets import Data
from ganboard.errors import ConfigError
from ganboard.penalties import PENALTIES, Steep
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

Small = Callable[..., TrainConfig]
SHAPES = {"conv": (3, 3, 4, 6), "dense": (20, 8), "wide": (5, 30), "bias": (8,)}


def some_weights(scale: float = 1.0, seed: int = 0) -> dict[str, Any]:
    chance = np.random.default_rng(seed)
    return {name: tf.Variable(scale * chance.normal(size=shape), dtype=tf.float32) for name, shape in SHAPES.items()}


def memory_of(constraint: Constraint, weights: dict[str, Any]) -> dict[str, Any]:
    return {name: tf.Variable(value) for name, value in constraint.start(weights, 5).items()}


def stretch(weight: Any) -> float:
    """The largest singular value of a kernel as a matrix, (what comes in, outputs)."""
    array = np.asarray(weight, np.float64)
    return float(np.linalg.svd(array.reshape(-1, array.shape[-1]), compute_uv=False)[0])


@pytest.mark.parametrize("bound", [0.01, 0.5, 10.0])
def test_clipping_cuts_what_is_larger_and_leaves_the_rest(bound: float) -> None:
    weights, before = some_weights(), some_weights()
    CONSTRAINTS.create({"name": "clipping", "bound": bound}).hold(weights, {})
    for name, weight in weights.items():
        expected = np.clip(before[name].numpy(), -bound, bound)
        np.testing.assert_array_equal(weight.numpy(), expected.astype(np.float32))


@pytest.mark.trial
@pytest.mark.parametrize("bound", [0.3, 1.0, 2.5])
def test_spectral_normalisation_comes_to_the_largest_singular_value(bound: float) -> None:
    constraint = CONSTRAINTS.create({"name": "spectral", "bound": bound})
    weights, before = some_weights(), some_weights()
    memory = memory_of(constraint, weights)
    assert {name: tuple(vector.shape) for name, vector in memory.items()} == {
        "conv": (6,),
        "dense": (8,),
        "wide": (30,),
    }
    for _ in range(200):
        constraint.hold(weights, memory)
    for name in memory:
        assert stretch(before[name]) > bound
        assert stretch(weights[name]) == pytest.approx(bound, rel=1e-4)
        direction = weights[name].numpy() / before[name].numpy()
        np.testing.assert_allclose(direction, direction.flat[0], rtol=1e-4)  # divided by one number
    np.testing.assert_array_equal(weights["bias"].numpy(), before["bias"].numpy())


@pytest.mark.trial
def test_one_round_an_update_follows_weights_that_move_a_little() -> None:
    constraint, weights, chance = (
        CONSTRAINTS.create({"name": "spectral", "bound": 1.0}),
        some_weights(),
        np.random.default_rng(3),
    )
    memory = memory_of(constraint, weights)
    for _ in range(300):
        for weight in weights.values():
            weight.assign_add(tf.constant(chance.normal(0, 2e-3, weight.shape), tf.float32))
        constraint.hold(weights, memory)
    assert all(stretch(weights[name]) < 1.05 for name in memory)


@pytest.mark.trial
def test_layers_within_the_bound_stay_and_those_of_zeros_wake_up() -> None:
    constraint, weights = CONSTRAINTS.create({"name": "spectral", "bound": 1.0}), some_weights(0.01)
    weights["dense"].assign(tf.zeros(SHAPES["dense"]))
    before = {name: weight.numpy() for name, weight in weights.items()}
    memory = memory_of(constraint, weights)
    for _ in range(20):
        constraint.hold(weights, memory)
    assert all(np.array_equal(weight.numpy(), before[name]) for name, weight in weights.items())
    weights["dense"].assign(some_weights(3.0)["dense"])
    for _ in range(200):
        constraint.hold(weights, memory)
    assert stretch(weights["dense"]) == pytest.approx(1.0, rel=1e-4)


@pytest.mark.trial
def test_a_training_is_held_and_goes_on_bit_for_bit(small: Small, digits: Data) -> None:
    config = small(
        "mlp", penalty="lecam", constraint={"name": "spectral", "bound": 1.0}, objective="hinge", discriminator_steps=2
    )
    straight, resumed = Trainer(config, digits), Trainer(config, digits)
    straight.advance(40)
    middle = straight.checkpoint()
    assert abs(float(middle.arrays["penalty/real_anchor"])) > 0
    kernels = [name for name in middle.arrays if name.startswith("constraint/")]
    assert len(kernels) >= 3
    for name in kernels:
        assert stretch(middle.arrays[name.replace("constraint/", "discriminator/", 1)]) < 1.1
    resumed.advance(3)
    resumed.restore(middle)
    straight.advance(5)
    resumed.advance(5)
    expected, found = straight.checkpoint().arrays, resumed.checkpoint().arrays
    assert expected.keys() == found.keys()
    assert all(np.array_equal(array, found[name]) for name, array in expected.items())
    assert not np.array_equal(expected["penalty/real_anchor"], middle.arrays["penalty/real_anchor"])


@pytest.mark.slow
def test_clipping_holds_every_trainable_weight_of_d_and_none_of_g(small: Small, digits: Data) -> None:
    config = small("mlp", penalty="none", objective="wasserstein", constraint={"name": "clipping", "bound": 0.02})
    trainer = Trainer(config, digits)
    trainer.advance(3)
    arrays = trainer.checkpoint().arrays
    of_judge = [array for name, array in arrays.items() if name.startswith("discriminator/")]
    assert max(np.abs(array).max() for array in of_judge) == pytest.approx(0.02)
    assert max(np.abs(array).max() for name, array in arrays.items() if name.startswith("generator/")) > 0.1


@pytest.mark.parametrize("method", ["gan", "words", "sketch"])
@pytest.mark.parametrize("penalty", PENALTIES.names())
def test_clipping_goes_with_no_penalty_on_slopes(method: str, penalty: str) -> None:
    told = {"conditional": True} if method == "words" else {}
    settings = {
        "dataset": "mnist" if method == "gan" else {"name": "creatures", "size": 32},
        "method": {"name": method, "penalty": penalty, "constraint": "clipping", **told},
    }
    if not issubclass(PENALTIES.get(penalty), Steep):
        assert TrainConfig(**settings).method.constraint.name == "clipping"  # type: ignore[attr-defined]
        return
    with pytest.raises(ConfigError) as caught:
        TrainConfig(**settings)
    assert caught.value.field == "penalty"
    assert "already limits how steep the judge is" in str(caught.value)
    assert "lecam, none" in str(caught.value)


def test_pairs_of_real_samples_and_fakes_need_as_many_of_both() -> None:
    settings = {"dataset": {"name": "creatures", "size": 32}}
    method = {"name": "words", "objective": "relativistic"}
    with pytest.raises(ConfigError) as caught:
        TrainConfig(**settings, method=method)
    assert caught.value.field == "free_requests"
    TrainConfig(**settings, method={**method, "free_requests": 0.0})
    TrainConfig(**settings, method={**method, "objective": "relativistic_average"})


@pytest.mark.parametrize("name", CONSTRAINTS.names())
def test_the_curve_is_what_becomes_of_one_weight(name: str) -> None:
    constraint = CONSTRAINTS.create(name)
    sizes = np.array([0.0, 0.05, 0.5, 3.0], np.float32)
    curve = constraint.curve(sizes)
    assert curve.dtype == np.float64
    for size, expected in zip(sizes, curve, strict=True):
        weights = {"only": tf.Variable([[size]])}
        constraint.hold(weights, memory_of(constraint, weights))
        assert float(weights["only"][0, 0]) == pytest.approx(expected, rel=1e-6)
