"""What is measured at a step, by hand: scores, their logarithms, and the value of the game."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.methods.rival_learner import beliefs
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

Small = Callable[..., TrainConfig]


def test_means_of_scores_and_of_their_logarithms_by_hand() -> None:
    """D says 1/2 and 3/4 of the real images, 1/4 and 1/5 of the fakes."""
    real, fake = tf.constant(np.log([1.0, 3.0]), tf.float32), tf.constant(np.log([1 / 3, 1 / 4]), tf.float32)
    real_score, fake_score, real_log, fake_log = (float(value) for value in beliefs(real, fake).values())
    assert (real_score, fake_score) == pytest.approx((0.625, 0.225))
    assert real_log == pytest.approx(np.log(1 / 2 * 3 / 4) / 2)
    assert fake_log == pytest.approx(np.log(3 / 4 * 4 / 5) / 2)


def test_a_discriminator_that_is_sure_and_wrong_takes_no_log_of_0() -> None:
    """D(x) is 0 and D(G(z)) is 1 in float32; the logarithms are the logits all the same."""
    values = beliefs(tf.constant([-200.0]), tf.constant([300.0]))
    assert [float(value) for value in values.values()] == pytest.approx([0, 1, -200, -300], abs=1e-30)
    values = beliefs(tf.constant([200.0]), tf.constant([-300.0]))
    assert [float(value) for value in values.values()] == pytest.approx([1, 0, 0, 0], abs=1e-30)


def undecided(trainer: Trainer) -> Checkpoint:
    """The start with a discriminator whose last layer is 0, so that it says 1/2 of everything."""
    arrays = trainer.checkpoint().arrays
    last = [name for name in arrays if name.startswith("discriminator/") and arrays[name].shape[-1] == 1]
    return Checkpoint(0, 0.0, {**arrays, **{name: arrays[name] * 0 for name in last}})


@pytest.mark.slow
@pytest.mark.parametrize("objective", ["nonsaturating", "minimax"])
def test_the_game_of_an_undecided_discriminator_is_worth_minus_log_4(
    objective: str, small: Small, digits: Data
) -> None:
    trainer = Trainer(small("mlp", objective=objective, penalty="none"), digits)
    trainer.restore(undecided(trainer))
    trainer.advance(1)
    found = trainer.snapshot().measures
    assert (found["real_score"], found["fake_score"]) == (0.5, 0.5)
    assert found["real_log"] + found["fake_log"] == pytest.approx(-np.log(4))
    assert found["real_log"] == found["fake_log"]
    trainer.advance(10)  # D learns: it says more than 1/2 of one kind, and the game is worth more to it
    found = trainer.snapshot().measures
    assert found["real_log"] + found["fake_log"] > -np.log(4)
    assert found["discriminator_loss"] == pytest.approx(-found["real_log"] - found["fake_log"], rel=1e-5)
    assert found["real_log"] <= np.log(found["real_score"])  # Jensen: the logarithm is concave
    assert found["fake_log"] <= np.log(1 - found["fake_score"])


@pytest.mark.slow
def test_losses_are_no_scores_and_no_logarithms(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp"), digits)
    trainer.advance(1)
    snapshot = trainer.snapshot()
    assert list(snapshot.losses) == ["discriminator_loss", "generator_loss", "penalty"]
    assert all(snapshot.measures[name] == value for name, value in snapshot.losses.items())
