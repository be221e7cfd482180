"""Losses against numbers worked out by hand, from softplus at 0, 1, -1 and -30."""

from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.objectives import OBJECTIVES

LOG2 = 0.6931471805599453
UP = 1.3132616875182228  # softplus(1)
DOWN = 0.31326168751822286  # softplus(-1)
TINY = 9.357622968840175e-14  # softplus(-30)

# name, real logits, fake logits, D's loss, G's loss
NUMBERS = [
    ("nonsaturating", [0], [0], 2 * LOG2, LOG2),
    ("nonsaturating", [1], [-1], 2 * DOWN, UP),
    ("nonsaturating", [-1], [1], 2 * UP, DOWN),
    ("nonsaturating", [1, -1], [1, -1], UP + DOWN, (UP + DOWN) / 2),
    ("nonsaturating", [0, 0, 1], [0, 0, 0], (2 * LOG2 + DOWN) / 3 + LOG2, LOG2),
    ("nonsaturating", [30], [-30], 2 * TINY, 30.0),
    ("nonsaturating", [-200], [200], 400.0, 0.0),
    ("nonsaturating", [-1000], [1000], 2000.0, 0.0),
    ("nonsaturating", [1000], [-1000], 0.0, 1000.0),
    ("minimax", [0], [0], 2 * LOG2, -LOG2),
    ("minimax", [1], [-1], 2 * DOWN, -DOWN),
    ("minimax", [-1], [1], 2 * UP, -UP),
    ("minimax", [1, -1], [1, -1], UP + DOWN, -(UP + DOWN) / 2),
    ("minimax", [30], [-30], 2 * TINY, -TINY),
    ("minimax", [-200], [200], 400.0, -200.0),
    ("minimax", [1000], [-1000], 0.0, 0.0),
    ("minimax", [-1000], [1000], 2000.0, -1000.0),
]


def tensor(values: list[float]) -> Any:
    return tf.constant(values, tf.float32)


@pytest.mark.parametrize(("name", "real", "fake", "discriminator", "generator"), NUMBERS)
def test_the_losses_are_the_numbers_of_the_paper(
    name: str, real: list[float], fake: list[float], discriminator: float, generator: float
) -> None:
    objective = OBJECTIVES.create(name)
    assert float(objective.discriminator_loss(tensor(real), tensor(fake))) == pytest.approx(
        discriminator, rel=1e-6, abs=1e-20
    )
    assert float(objective.generator_loss(tensor(fake))) == pytest.approx(generator, rel=1e-6, abs=1e-20)


# D's gradient by a real logit, by a fake logit, and G's by a fake logit, at logits 0
SLOPES = {"nonsaturating": (-0.5, 0.5, -0.5), "minimax": (-0.5, 0.5, -0.5)}


def slopes(name: str, real: float, fake: float) -> tuple[float, float, float]:
    """D's gradient by the real and by the fake logit, and G's by the fake logit."""
    objective, x, y = OBJECTIVES.create(name), tensor([real]), tensor([fake])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, y])
        d, g = objective.discriminator_loss(x, y), objective.generator_loss(y)
    return tuple(float(tape.gradient(loss, at)[0]) for loss, at in ((d, x), (d, y), (g, y)))  # type: ignore[return-value]


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_every_objective_has_numbers_here(name: str) -> None:
    assert sum(row[0] == name for row in NUMBERS) >= 6, "work out the losses of a new objective by hand and add them"
    assert slopes(name, 0.0, 0.0) == pytest.approx(SLOPES[name], abs=1e-6)


@pytest.mark.parametrize("name", OBJECTIVES.names())
@pytest.mark.parametrize("real", [-1000.0, -200.0, 0.0, 30.0, 1000.0])
@pytest.mark.parametrize("fake", [-1000.0, -30.0, 0.0, 200.0, 1000.0])
def test_losses_and_gradients_are_finite_however_sure_d_is(name: str, real: float, fake: float) -> None:
    objective = OBJECTIVES.create(name)
    assert np.isfinite(objective.discriminator_loss(tensor([real]), tensor([fake])))
    assert np.isfinite(objective.generator_loss(tensor([fake])))
    assert np.isfinite(slopes(name, real, fake)).all()


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_a_deceived_d_wants_real_up_and_fake_down_and_a_caught_g_wants_fake_up(name: str) -> None:
    by_real, by_fake, _ = slopes(name, -2.0, 2.0)
    assert by_real < 0 < by_fake
    assert slopes(name, 2.0, -2.0)[2] < 0


def test_g_still_learns_where_minimax_no_longer_does() -> None:
    assert slopes("nonsaturating", 0.0, -30.0)[2] == pytest.approx(-1.0)
    assert abs(slopes("minimax", 0.0, -30.0)[2]) < 1e-12
