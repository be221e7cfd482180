"""A step as phases: looked at eagerly, or compiled into the loop, it gives the same weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.methods.base import Phase
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

Small = Callable[..., TrainConfig]


def weights(trainer: Trainer) -> dict[str, np.ndarray]:
    return trainer.checkpoint().arrays


def by_hand(trainer: Trainer, steps: int, apply: Callable[..., None]) -> dict[str, np.ndarray]:
    """The weights after some steps, whose phases were taken one by one."""
    for step in range(steps):
        for phase in trainer.learner.phases:
            apply(phase, tf.constant(step, tf.int64))
    return weights(trainer)


def farthest(expected: dict[str, np.ndarray], found: dict[str, np.ndarray]) -> float:
    """The largest difference of two weights of the same name."""
    assert expected.keys() == found.keys()
    return max(float(np.abs(expected[name] - found[name]).max()) for name in expected)


@pytest.mark.trial
@pytest.mark.slow
def test_a_phase_taken_alone_gives_the_weights_of_the_compiled_loop(small: Small, digits: Data) -> None:
    # Traced by itself, a phase is the graph that it is within the loop: not even a penalty's second derivative moves more than
    # a last bit.
    config = small("lean", discriminator_steps=3)
    loop = Trainer(config, digits)
    loop.advance(1)

    def traced(phase: Phase, step: tf.Tensor) -> None:
        tf.function(lambda: phase.apply(phase.compute(step)), autograph=False)()  # as the loop has it

    assert farthest(weights(loop), by_hand(Trainer(config, digits), 1, traced)) < 1e-6


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize("turns", [1, 3])
def test_phases_taken_eagerly_give_the_weights_of_compiled_steps(turns: int, small: Small, digits: Data) -> None:
    # Eagerly, no operations are fused: sums are taken in another order than in a graph, which is equal but for the last bits.
    # Adam's first steps would blow these up where a gradient is nearly 0: it divides by the gradient's own size. So β₁ is as in
    # the article, and there is no penalty, whose second derivative has many such.
    config = small("lean", discriminator_steps=turns, penalty="none", beta_1=0.5)
    compiled = Trainer(config, digits)
    compiled.advance(2)

    def eagerly(phase: Phase, step: tf.Tensor) -> None:
        phase.apply(phase.compute(step))

    assert farthest(weights(compiled), by_hand(Trainer(config, digits), 2, eagerly)) < 2e-5


def test_d_learns_more_often_than_g_where_it_has_more_turns(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp", discriminator_steps=4), digits)
    names = [phase.name for phase in trainer.learner.phases]
    assert names == ["discriminator_1", "discriminator_2", "discriminator_3", "joint"]
    before = weights(trainer)
    phase = trainer.learner.phases[0]
    phase.apply(phase.compute(tf.constant(0, tf.int64)))
    moved = {name.split("/")[0] for name, array in weights(trainer).items() if not np.array_equal(array, before[name])}
    assert moved == {"discriminator", "discriminator_adam"}


@pytest.mark.trial
def test_a_dial_is_the_setting_of_its_name(small: Small, digits: Data) -> None:
    turned, begun = Trainer(small("mlp"), digits), Trainer(small("mlp", generator_learning_rate=0.0005), digits)
    turned.compile()
    turned.learner.dials["generator_learning_rate"].assign(0.0005)
    turned.advance(3)
    begun.advance(3)
    assert all(np.array_equal(array, weights(begun)[name]) for name, array in weights(turned).items())


@pytest.mark.trial
@pytest.mark.parametrize(("turns", "every", "due"), [(1, 2, {0, 2}), (3, 4, {0, 4, 8})])
def test_a_penalty_that_is_measured_now_and_then_counts_the_turns_of_d(
    turns: int, every: int, due: set[int], small: Small, digits: Data
) -> None:
    config = small("mlp", discriminator_steps=turns, penalty={"name": "r1", "every": every})
    eager, compiled = Trainer(config, digits), Trainer(config, digits)
    terms = []
    for step in range(4):
        for phase in eager.learner.phases:
            computed = phase.compute(tf.constant(step, tf.int64))
            terms.append(float(computed["penalty"]))
            phase.apply(computed)
    assert {number for number, term in enumerate(terms) if term != 0.0} == due
    for step in range(4):  # the last turn of each step is the one that is measured
        compiled.advance(1)
        measured = compiled.snapshot().measures["penalty"]
        assert measured == pytest.approx(terms[step * turns + turns - 1], rel=1e-2)
