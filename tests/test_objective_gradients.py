"""Gradients against numbers worked out by hand, from the sigmoid at 0, 1, 2, -1 and -2, for real and fake logits of one batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import ConfigError
from ganboard.objectives import OBJECTIVES
from ganboard.trainer import Trainer

S1, S2 = 0.7310585786300049, 0.8807970779778823  # sigmoid(1), sigmoid(2)
T1, T2 = 1 - S1, 1 - S2  # sigmoid(-1), sigmoid(-2)
LOG2, UP, DOWN = 0.6931471805599453, 1.3132616875182228, 0.31326168751822286  # softplus(0), (1), (-1)
SOFT2, SOFT3 = 2.1269280110429727, 3.048587351573742  # softplus(2), softplus(3)
HIGH, LOW = (0.5 + S2) / 4, (0.5 + T2) / 4  # half the mean of sigmoid(2) and sigmoid(0), of sigmoid(-2) and sigmoid(0)
NOTHING = [0.0, 0.0]

# name, real logits, fake logits, D's gradient by real and by fake logits, G's by real and by fake ones
GRADIENTS = [
    ("nonsaturating", [1, -1], [2, 0], [-T1 / 2, -S1 / 2], [S2 / 2, 0.25], NOTHING, [-T2 / 2, -0.25]),
    ("minimax", [1, -1], [2, 0], [-T1 / 2, -S1 / 2], [S2 / 2, 0.25], NOTHING, [-S2 / 2, -0.25]),
    (
        {"name": "nonsaturating", "smoothing": 0.1},
        *([1, -1], [2, 0], [0.05 - T1 / 2, 0.05 - S1 / 2], [S2 / 2, 0.25], NOTHING, [-T2 / 2, -0.25]),
    ),
    (
        {"name": "minimax", "smoothing": 0.25},
        *([1, -1], [2, 0], [0.125 - T1 / 2, 0.125 - S1 / 2], [S2 / 2, 0.25], NOTHING, [-S2 / 2, -0.25]),
    ),
    ("leastsquares", [1, -1], [2, 0], [0, -1], [1, 0], NOTHING, [0.5, -0.5]),
    ({"name": "leastsquares", "smoothing": 0.25}, [1, -1], [2, 0], [0.125, -0.875], [1, 0], NOTHING, [0.5, -0.5]),
    ("wasserstein", [1, -1], [2, 0], [-0.5, -0.5], [0.5, 0.5], NOTHING, [-0.5, -0.5]),
    ("hinge", [0.5, 2], [-0.5, -2], [-0.5, 0], [0.5, 0], NOTHING, [-0.5, -0.5]),
    ("hinge", [-1, 3], [2, 0], [-0.5, 0], [0.5, 0.5], NOTHING, [-0.5, -0.5]),
    ("relativistic", [1, -1], [2, -3], [-S1 / 2, -T2 / 2], [S1 / 2, T2 / 2], [T1 / 2, S2 / 2], [-T1 / 2, -S2 / 2]),
    (
        "relativistic_average",
        *([1, -1], [2, 0], [-0.25 - HIGH, -S2 / 2 - HIGH], [S2 / 2 + HIGH, 0.25 + HIGH]),
        *([0.25 + LOW, T2 / 2 + LOW], [-T2 / 2 - LOW, -0.25 - LOW]),
    ),
]


def tensor(values: Any) -> Any:
    return tf.constant(values, tf.float32)


@pytest.mark.parametrize(("name", "real", "fake", "d_real", "d_fake", "g_real", "g_fake"), GRADIENTS)
def test_the_gradients_are_the_numbers_of_the_paper(
    name: Any, real: Any, fake: Any, d_real: Any, d_fake: Any, g_real: Any, g_fake: Any
) -> None:
    objective, logits = OBJECTIVES.create(name), [tensor(real), tensor(fake)]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logits)
        losses = objective.discriminator_loss(*logits), objective.generator_loss(*logits)
    for loss, expected in zip(losses, ((d_real, d_fake), (g_real, g_fake)), strict=True):
        found = tape.gradient(loss, logits, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_every_objective_has_gradients_here(name: str) -> None:
    assert any(row[0] == name for row in GRADIENTS), "work out the gradients of a new objective by hand and add them"
    assert name in AS_FAKE


# D's loss of fakes with logits 3 and 0 beside real samples with 2 and 0
AS_FAKE = {
    "nonsaturating": (SOFT3 + LOG2) / 2,
    "minimax": (SOFT3 + LOG2) / 2,
    "leastsquares": 2.25,
    "wasserstein": 0.5,
    "hinge": 2.5,
    "relativistic": (UP + LOG2) / 2,
    "relativistic_average": (SOFT2 + DOWN) / 2,
}


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_a_real_sample_with_a_wrong_label_counts_as_the_objectives_own_fake(name: str) -> None:
    """Not by cross-entropy whatever the objective: a critic's logit is no probability, and that of least squares aims at 0."""
    found = OBJECTIVES.create(name).fake_loss(tensor([2, 0]), tensor([3, 0]))
    assert float(found) == pytest.approx(AS_FAKE[name], rel=1e-6)


@pytest.mark.parametrize("name", [part.name for part in OBJECTIVES if part.even is None and part.name != "hinge"])
def test_where_a_height_means_nothing_wrong_labels_do_not_let_all_sink(name: str) -> None:
    objective, real, wrong = OBJECTIVES.create(name), tensor([0.5, -1]), tensor([1, -2])
    assert float(objective.fake_loss(real - 50, wrong - 50)) == pytest.approx(
        float(objective.fake_loss(real, wrong)), rel=1e-4
    )


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_doubt_is_refused_with_the_reason_where_nothing_aims_at_real(name: str) -> None:
    doubtful = {"name": name, "smoothing": 0.1}
    if "smoothing" in OBJECTIVES.get(name).model_fields:
        assert TrainConfig(objective=doubtful).to_flat()["objective.smoothing"] == 0.1
        return
    with pytest.raises(ConfigError, match="has no target for real samples") as caught:
        TrainConfig(objective=doubtful)
    assert caught.value.field == "objective.smoothing"
    assert "nonsaturating, minimax, leastsquares" in str(caught.value)


@pytest.mark.parametrize("objective", ["nonsaturating", "leastsquares", "wasserstein", "relativistic"])
def test_d_learns_of_wrong_labels_in_the_objectives_own_terms(objective: str, digits: Data) -> None:
    """At the start D does not look at labels, so that what it says of wrong ones is what it says of the right ones."""
    settings = {"architecture": {"name": "lean", "width": 8}, "latent_size": 6, "batch_size": 8, "conditional": True}
    config = TrainConfig(objective=objective, mismatch=0.5, penalty="none", **settings)
    found = Trainer(config, digits).learner.phases[-1].compute(tf.constant(0, tf.int64))
    expected = 0.5 * OBJECTIVES.create(objective).fake_loss(found["real_logits"], found["real_logits"])
    added = float(found["discriminator_total"] - found["discriminator_loss"])
    assert added == pytest.approx(float(expected), rel=1e-4, abs=1e-6)
