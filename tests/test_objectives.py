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
    assert float(objective.generator_loss(tensor(real), tensor(fake))) == pytest.approx(generator, rel=1e-6, abs=1e-20)


# D's gradient by a real logit, by a fake logit, and G's by a fake logit, at logits 0
SLOPES = {"nonsaturating": (-0.5, 0.5, -0.5), "minimax": (-0.5, 0.5, -0.5)}


def slopes(name: str, real: float, fake: float) -> tuple[float, float, float]:
    """D's gradient by the real and by the fake logit, and G's by the fake logit."""
    objective, x, y = OBJECTIVES.create(name), tensor([real]), tensor([fake])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, y])
        d, g = objective.discriminator_loss(x, y), objective.generator_loss(x, y)
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
    assert np.isfinite(objective.generator_loss(tensor([real]), tensor([fake])))
    assert np.isfinite(slopes(name, real, fake)).all()


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_a_deceived_d_wants_real_up_and_fake_down_and_a_caught_g_wants_fake_up(name: str) -> None:
    by_real, by_fake, _ = slopes(name, -2.0, 2.0)
    assert by_real < 0 < by_fake
    assert slopes(name, 2.0, -2.0)[2] < 0


def test_g_still_learns_where_minimax_no_longer_does() -> None:
    assert slopes("nonsaturating", 0.0, -30.0)[2] == pytest.approx(-1.0)
    assert abs(slopes("minimax", 0.0, -30.0)[2]) < 1e-12


LOGITS = np.array([-1000.0, -6.0, -1.5, 0.0, 0.25, 3.0, 1000.0])


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_the_curves_are_the_losses_of_single_logits(name: str) -> None:
    objective = OBJECTIVES.create(name)
    real, fake, generator = (curve(LOGITS) for curve in curves(objective))
    assert {each.dtype for each in (real, fake, generator)} == {np.dtype("float64")}
    for i, x in enumerate(LOGITS):
        assert generator[i] == pytest.approx(
            float(objective.generator_loss(tensor([0.0]), tensor([x]))), rel=1e-6, abs=1e-9
        )
        for j, y in enumerate(LOGITS):
            loss = float(objective.discriminator_loss(tensor([x]), tensor([y])))
            assert real[i] + fake[j] == pytest.approx(loss, rel=1e-6, abs=1e-9)


def curves(objective: Any) -> tuple[Any, Any, Any]:
    return objective.real_curve, objective.fake_curve, objective.generator_curve


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_the_curve_of_real_images_and_that_of_fakes_are_not_exchanged(name: str) -> None:
    real, fake, _ = (curve(np.array([-2.0, 2.0])) for curve in curves(OBJECTIVES.create(name)))
    assert real[0] > real[1]
    assert fake[0] < fake[1]


# For real images N(0, 1), fakes N(b, 1), moved by b: what the objective claims to minimise, as a function of p and q on a grid
X = np.linspace(-12, 14, 20001)


def normal(mean: float) -> np.ndarray:
    return np.asarray(np.exp(-((X - mean) ** 2) / 2) / np.sqrt(2 * np.pi))


def integral(values: np.ndarray) -> float:
    return float(np.sum(values) * (X[1] - X[0]))


def kl(p: np.ndarray, q: np.ndarray) -> float:
    return integral(p * np.log(p / q))


def js(p: np.ndarray, q: np.ndarray) -> float:
    return (kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2


CLAIMS: dict[str, Any] = {
    "minimax": lambda p, q: 2 * js(p, q),
    "nonsaturating": lambda p, q: kl(q, p) - 2 * js(p, q),
}


@pytest.mark.parametrize("name", OBJECTIVES.names())
@pytest.mark.parametrize("shift", [0.5, 1.0, 3.0])
def test_against_the_best_d_g_moves_down_what_the_objective_says(name: str, shift: float) -> None:
    """With D fixed at its best, the slope of G's loss is that of the claimed divergence."""
    objective, p, small = OBJECTIVES.create(name), normal(0.0), 1e-4
    best = np.log(p) - np.log(normal(shift))  # the logit of p / (p + q)
    loss = [integral(normal(shift + s) * objective.generator_curve(best)) for s in (-small, small)]
    claim = [CLAIMS[name](p, normal(shift + s)) for s in (-small, small)]
    assert loss[1] - loss[0] == pytest.approx(claim[1] - claim[0], rel=1e-4)
    assert abs(loss[1] - loss[0]) > 1e-7


@pytest.mark.parametrize("shift", [0.0, 0.5, 3.0])
def test_the_best_value_of_the_game_is_twice_js_minus_log_4(shift: float) -> None:
    p, q, objective = normal(0.0), normal(shift), OBJECTIVES.create("minimax")
    best = np.log(p) - np.log(q)
    value = -integral(p * objective.real_curve(best)) - integral(q * objective.fake_curve(best))
    assert value == pytest.approx(2 * js(p, q) - 2 * LOG2, abs=1e-9)


@pytest.mark.parametrize("objective", list(OBJECTIVES), ids=lambda objective: objective.name)
def test_an_objective_says_what_it_minimises_and_when_to_use_it(objective: Any) -> None:
    assert objective.divergence.endswith(".")
    assert objective.when.endswith(".")
    assert objective.divergence_formula
    assert "arXiv:" in objective.divergence_reference or "doi:" in objective.divergence_reference
