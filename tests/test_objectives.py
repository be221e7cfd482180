"""Losses against numbers worked out by hand, from softplus at 0, 1, -1 and -30."""

from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.objectives import OBJECTIVES

LOG2 = 0.6931471805599453
UP = 1.3132616875182228  # softplus(1)
DOWN = 0.31326168751822286  # softplus(-1)
SOFT2 = 2.1269280110429727  # softplus(2)
SOFT_MINUS_2 = 0.12692801104297252  # softplus(-2)
SOFT_MINUS_4 = 0.01814992791780978  # softplus(-4)
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
    ({"name": "nonsaturating", "smoothing": 0.1}, [0], [0], 2 * LOG2, LOG2),
    ({"name": "nonsaturating", "smoothing": 0.1}, [1], [-1], 2 * DOWN + 0.1, UP),
    ({"name": "minimax", "smoothing": 0.25}, [-2, 4], [0, 0], (SOFT2 + SOFT_MINUS_4) / 2 + LOG2 + 0.25, -LOG2),
    ("leastsquares", [1], [0], 0.0, 0.5),
    ("leastsquares", [0], [1], 1.0, 0.0),
    ("leastsquares", [0.5], [0.5], 0.25, 0.125),
    ("leastsquares", [3, 1], [-2, 0], 2.0, 2.5),
    ("leastsquares", [-1], [2], 4.0, 0.5),
    ("leastsquares", [101], [0], 5000.0, 0.5),
    ({"name": "leastsquares", "smoothing": 0.25}, [1, 0.75], [0, 0], 0.015625, 0.5),
    ("wasserstein", [0], [0], 0.0, 0.0),
    ("wasserstein", [3], [1], -2.0, -1.0),
    ("wasserstein", [1, 2], [5, -1], 0.5, -2.0),
    ("wasserstein", [-4], [4], 8.0, -4.0),
    ("wasserstein", [1, 2, 3], [0, 0, 3], -1.0, -1.0),
    ("wasserstein", [1000], [-1000], -2000.0, 1000.0),
    ("hinge", [0], [0], 2.0, 0.0),
    ("hinge", [1], [-1], 0.0, 1.0),
    ("hinge", [2], [-3], 0.0, 3.0),
    ("hinge", [-1], [1], 4.0, -1.0),
    ("hinge", [0.5, 2], [-0.5, -2], 0.5, 1.25),
    ("hinge", [-1000], [1000], 2002.0, -1000.0),
    ("relativistic", [0], [0], LOG2, LOG2),
    ("relativistic", [5], [5], LOG2, LOG2),
    ("relativistic", [1], [0], DOWN, UP),
    ("relativistic", [0], [1], UP, DOWN),
    ("relativistic", [7, 2], [6, 3], (UP + DOWN) / 2, (UP + DOWN) / 2),
    ("relativistic", [30], [0], TINY, 30.0),
    ("relativistic", [-500], [500], 1000.0, 0.0),
    ("relativistic_average", [0], [0], 2 * LOG2, 2 * LOG2),
    ("relativistic_average", [8], [8], 2 * LOG2, 2 * LOG2),
    ("relativistic_average", [1], [0], 2 * DOWN, 2 * UP),
    ("relativistic_average", [0], [1], 2 * UP, 2 * DOWN),
    ("relativistic_average", [1, -1], [0, 0], (UP + DOWN) / 2 + LOG2, (UP + DOWN) / 2 + LOG2),
    ("relativistic_average", [0, 0], [2, 0], UP + (SOFT2 + LOG2) / 2, DOWN + (SOFT_MINUS_2 + LOG2) / 2),
    ("relativistic_average", [30], [0], 2 * TINY, 60.0),
]


def tensor(values: list[float]) -> Any:
    return tf.constant(values, tf.float32)


@pytest.mark.parametrize(("name", "real", "fake", "discriminator", "generator"), NUMBERS)
def test_the_losses_are_the_numbers_of_the_paper(
    name: Any, real: list[float], fake: list[float], discriminator: float, generator: float
) -> None:
    objective = OBJECTIVES.create(name)
    assert float(objective.discriminator_loss(tensor(real), tensor(fake))) == pytest.approx(
        discriminator, rel=1e-6, abs=1e-20
    )
    assert float(objective.generator_loss(tensor(real), tensor(fake))) == pytest.approx(generator, rel=1e-6, abs=1e-20)


# D's gradient by a real logit, by a fake logit, and G's by a fake logit, at logits 0
SLOPES = {
    "nonsaturating": (-0.5, 0.5, -0.5),
    "minimax": (-0.5, 0.5, -0.5),
    "leastsquares": (-1.0, 0.0, -1.0),
    "wasserstein": (-1.0, 1.0, -1.0),
    "hinge": (-1.0, 1.0, -1.0),
    "relativistic": (-0.5, 0.5, -0.5),
    "relativistic_average": (-1.0, 1.0, -1.0),
}


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


def test_paired_logits_are_compared_pair_by_pair_and_average_ones_with_the_mean() -> None:
    real, fake = tensor([3.0, 0.0]), tensor([0.0, 3.0])
    pairs, mean = OBJECTIVES.create("relativistic"), OBJECTIVES.create("relativistic_average")
    assert float(pairs.discriminator_loss(real, fake)) != pytest.approx(
        float(pairs.discriminator_loss(real, fake[::-1]))
    )
    assert float(mean.discriminator_loss(real, fake)) == pytest.approx(float(mean.discriminator_loss(real, fake[::-1])))


@pytest.mark.parametrize("name", [part.name for part in OBJECTIVES if part.relative])
def test_a_relative_loss_and_its_gradients_know_differences_alone(name: str) -> None:
    objective, real, fake = OBJECTIVES.create(name), tensor([0.5, -1.0, 2.0]), tensor([1.0, 0.0, -2.0])
    for loss in (objective.discriminator_loss, objective.generator_loss):
        assert float(loss(real + 7.0, fake + 7.0)) == pytest.approx(float(loss(real, fake)), rel=1e-5)
        with tf.GradientTape() as tape:
            tape.watch([real, fake])
            value = loss(real, fake)
        by_real, by_fake = tape.gradient(value, [real, fake])
        assert float(tf.reduce_sum(by_real) + tf.reduce_sum(by_fake)) == pytest.approx(0.0, abs=1e-6)


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
            expected = real[i] + fake[j]
            if objective.relative:
                expected = objective.real_curve(np.array(x - y)) + objective.fake_curve(np.array(y - x))
            assert expected == pytest.approx(loss, rel=1e-6, abs=1e-9)


def curves(objective: Any) -> tuple[Any, Any, Any]:
    return objective.real_curve, objective.fake_curve, objective.generator_curve


@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_the_curve_of_real_images_and_that_of_fakes_are_not_exchanged(name: str) -> None:
    real, fake, _ = (curve(np.array([-2.0, 3.0])) for curve in curves(OBJECTIVES.create(name)))
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


def squares(p: np.ndarray, q: np.ndarray) -> float:
    t = q / p
    return integral(p * (0.5 * (t - 2 * np.log1p(t) - 1 / (1 + t)) + LOG2 - 0.25))


CLAIMS: dict[str, Any] = {
    "leastsquares": squares,
    "hinge": lambda p, q: integral(np.abs(p - q)),
    "minimax": lambda p, q: 2 * js(p, q),
    "nonsaturating": lambda p, q: kl(q, p) - 2 * js(p, q),
}


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("shift", [0.5, 1.0, 3.0])
def test_against_the_best_d_g_moves_down_what_the_objective_says(name: str, shift: float) -> None:
    """With D fixed at its best, the slope of G's loss is that of the claimed divergence."""
    objective, p, small = OBJECTIVES.create(name), normal(0.0), 1e-4
    best = objective.best(p, normal(shift))
    assert best is not None
    loss = [integral(normal(shift + s) * objective.generator_curve(best)) for s in (-small, small)]
    claim = [CLAIMS[name](p, normal(shift + s)) for s in (-small, small)]
    assert loss[1] - loss[0] == pytest.approx(claim[1] - claim[0], rel=1e-4)
    assert abs(loss[1] - loss[0]) > 1e-7


@pytest.mark.parametrize("spec", [*CLAIMS, *({"name": name, "smoothing": 0.1} for name in ("minimax", "leastsquares"))])
def test_no_other_d_is_better_than_the_best(spec: Any) -> None:
    objective, p, q = OBJECTIVES.create(spec), normal(0.0), normal(1.5)
    best = objective.best(p, q)
    assert best is not None

    def loss(logits: np.ndarray) -> float:
        return integral(p * objective.real_curve(logits)) + integral(q * objective.fake_curve(logits))

    for other in (best + 0.1, best - 0.1, best * 1.1, best * 0.9, best + 0.1 * np.sin(X), np.zeros_like(best)):
        assert loss(best) < loss(other)


@pytest.mark.parametrize("shift", [0.5, 3.0])
def test_against_the_best_critic_g_moves_down_the_wasserstein_distance(shift: float) -> None:
    """Between two normal distributions of one width it is their distance, and the best critic falls with slope 1."""
    objective, small = OBJECTIVES.create("wasserstein"), 1e-4
    loss = [integral(normal(shift + s) * objective.generator_curve(-X)) for s in (-small, small)]
    assert loss[1] - loss[0] == pytest.approx(2 * small, rel=1e-4)
    value = integral(normal(0.0) * objective.real_curve(-X)) + integral(normal(shift) * objective.fake_curve(-X))
    assert value == pytest.approx(-shift, abs=1e-6)


PLACES = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.1, 0.2, 0.3, 0.4])
"""Probabilities of four kinds among real images and among fakes."""


def compared(name: str, logits: np.ndarray, p: np.ndarray, q: np.ndarray) -> tuple[float, float]:
    """D's loss and G's, where D gives each kind these logits."""
    objective = OBJECTIVES.create(name)
    if name == "relativistic":
        apart = logits[:, None] - logits[None]
        return float(2 * p @ objective.real_curve(apart) @ q), float(p @ objective.generator_curve(-apart) @ q)
    higher, lower = logits - q @ logits, logits - p @ logits  # than a fake, than a real image, on average
    d_loss = p @ objective.real_curve(higher) + q @ objective.fake_curve(lower)
    return float(d_loss), float(p @ objective.generator_curve(-higher) + q @ objective.generator_curve(lower)) / 2


def least(name: str, p: np.ndarray, q: np.ndarray) -> tuple[float, np.ndarray]:
    """The least loss of a D that knows the kind alone, and its logits: convex, so gradient descent finds it."""
    logits, steps = np.zeros(len(p)), 1e-5 * np.eye(len(p))
    for _ in range(2000):
        slope = [
            (compared(name, logits + step, p, q)[0] - compared(name, logits - step, p, q)[0]) / 2e-5 for step in steps
        ]
        logits -= 2.0 * np.array(slope)
    return compared(name, logits, p, q)[0], logits


@pytest.mark.slow
@pytest.mark.parametrize(("name", "coin"), [("relativistic", LOG2), ("relativistic_average", 2 * LOG2)])
def test_relative_losses_fall_short_of_a_coin_by_a_divergence(name: str, coin: float) -> None:
    p, q = PLACES
    assert least(name, p, p)[0] == pytest.approx(coin, abs=1e-9)
    between, logits = least(name, p, q)
    assert 0 < coin - between < coin
    assert (np.diff(logits) < 0).all()  # the more often real, the higher
    nearer = least(name, p, 0.5 * p + 0.5 * q)[0]
    assert between < nearer < coin


@pytest.mark.trial
@pytest.mark.parametrize("name", ["relativistic", "relativistic_average"])
def test_against_the_best_relative_d_g_moves_down_that_divergence(name: str) -> None:
    """With D fixed at its best, its loss rises as fast as the divergence falls, and G gains by what lessens the divergence."""
    p, q = PLACES
    _, best = least(name, p, q)
    ways = (p - q, np.array([1.0, -1.0, 1.0, -1.0]), np.array([1.0, 0.0, 0.0, -1.0]))
    for way in ways:
        before, after = (q + step * way for step in (-1e-3, 1e-3))
        divergence = least(name, p, before)[0] - least(name, p, after)[0]  # less of the loss is more of the divergence
        d_gains, g_gains = (
            then - now
            for then, now in zip(compared(name, best, p, after), compared(name, best, p, before), strict=True)
        )
        assert d_gains == pytest.approx(-divergence, rel=1e-3)
        assert g_gains * divergence > 0


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
    assert objective.teaches
    assert np.ptp(objective().generator_curve(np.linspace(-4.0, 4.0, 9))) > 0
    assert "arXiv:" in objective.divergence_reference or "doi:" in objective.divergence_reference


def test_the_articles_losses_teach_g_nothing_and_have_no_lowest_point() -> None:
    printed = OBJECTIVES.create("printed")
    assert "printed" not in OBJECTIVES.names()
    assert not printed.teaches
    real, fake = tensor([3.0, -1.0]), tensor([2.0, 5.0])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([real, fake])
        d_loss, g_loss = printed.discriminator_loss(real, fake), printed.generator_loss(real, fake)
    assert (float(d_loss), float(g_loss)) == (1.0, 0.0)  # the mean of logit times label, 1 and 0
    assert tape.gradient(d_loss, real).numpy().tolist() == [0.5, 0.5]
    assert not tape.gradient(d_loss, fake).numpy().any()
    assert not tape.gradient(g_loss, fake).numpy().any()
    assert float(printed.discriminator_loss(tensor([-1e6]), fake)) == -1e6
    assert [curve(np.array([-2.0, 4.0])).tolist() for curve in curves(printed)] == [[-2, 4], [0, 0], [0, 0]]
