"""Slow motion: a step that is taken apart is a step like every other, and what is said of it is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import TrainingDiverged
from ganboard.i18n import render
from ganboard.methods import METHODS
from ganboard.methods.rival_look import RivalLook, own_generator_losses, own_losses
from ganboard.methods.still import Layer, Still, layers_of, told_apart
from ganboard.objectives import OBJECTIVES
from ganboard.slow_motion import slow_motion
from ganboard.trainer import Trainer
from tests.methods.test_every_method import taken
from tests.trials import again

pytestmark = pytest.mark.usefixtures("as_written")

Small = Callable[..., TrainConfig]
TEN = [
    f"{actor}_{name}"
    for actor in ("discriminator", "generator")
    for name in ("made", "judged", "loss", "gradients", "moved")
]
SIX = ["encoded", "code", "rebuilt", "loss", "gradients", "moved"]


def slowly(trainer: Trainer) -> tuple[Still, ...]:
    return slow_motion(trainer, lambda: trainer.advance(1))


@dataclass
class Pair:
    """A training whose second step was taken in slow motion, and what it had come to without: it went there before, and back."""

    slow: Trainer
    expected: dict[str, np.ndarray]
    stills: tuple[Still, ...]

    @classmethod
    def of(cls, config: TrainConfig, data: Data, changes: tuple[dict[str, Any], ...] = ()) -> Pair:
        trainer = Trainer(config, data, changes)
        start = trainer.checkpoint()
        trainer.advance(3)
        expected = trainer.checkpoint().arrays
        trainer.restore(start)
        trainer.advance(1)
        trainer.snapshot()
        return cls(trainer, expected, slowly(trainer))

    def check(self) -> None:
        """Nothing of the looks is left: weights, optimizers, averages, random states, measures."""
        measured = self.slow.snapshot()
        assert (measured.step, self.slow.step) == (2, 2)
        assert all(np.isfinite(value) for value in measured.losses.values())
        self.slow.advance(1)
        found = self.slow.checkpoint().arrays
        assert self.expected.keys() == found.keys()
        assert [name for name, array in self.expected.items() if not np.array_equal(array, found[name])] == []


EVERY_TIME = ("gan", "vae", "swap")
"""One of each kind of learner; the others are trials."""


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize("medium", ["images", "points", "clips"])
@pytest.mark.parametrize(
    "method", [*EVERY_TIME, *(again(part.name) for part in METHODS if part.name not in EVERY_TIME)]
)
def test_a_step_in_slow_motion_leaves_the_weights_of_every_other_bit_for_bit(method: str, medium: str) -> None:
    config = taken(method, medium)
    if config is None:
        return  # this method takes no such samples
    data = config.dataset.load()
    pair = Pair.of(config, data.take(np.arange(min(len(data), 200))))
    pair.check()
    assert [still.name for still in pair.stills] in (TEN, SIX)
    for still in pair.stills:
        assert all(len(row.samples) == len(pair.stills[0].rows[0].samples) for row in still.rows)
        assert all(np.isfinite([*row.bars, *row.before]).all() for row in still.rows)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    ("architecture", "settings"),
    [
        (
            "mlp",
            {
                "discriminator_steps": 3,
                "instance_noise": 0.3,
                "constraint": "spectral",
                "penalty": {"name": "r1", "every": 2},
            },
        ),
        (
            "lean",
            {
                "augmentation": "adaptive",
                "objective": "relativistic",
                "penalty": "r1r2",
                "conditional": True,
                "mismatch": 0.5,
            },
        ),
        ("article", {"objective": "leastsquares", "penalty": "lecam"}),
    ],
)
def test_so_it_is_with_all_that_stands_between_samples_and_judge(
    architecture: str, settings: dict[str, Any], small: Small, digits: Data
) -> None:
    pair = Pair.of(
        small(architecture, **settings), digits, ({"step": 1, "dial": "generator_learning_rate", "value": 0.01},)
    )
    pair.check()
    assert len(pair.stills[0].sentences) == 1 + ("discriminator_steps" in settings)
    assert len(pair.stills[1].sentences) == 1 + bool({"instance_noise", "augmentation"} & settings.keys())


@pytest.fixture(scope="module")
def seen(digits: Data) -> Pair:
    """Of a GAN, small and soon trained."""
    part = {"name": "mlp", "width": 8}
    config = TrainConfig(
        dataset="mnist", architecture=part, batch_size=6, latent_size=4, seed=3, penalty="none", ema_decay=0.9
    )
    return Pair.of(config, digits)


@pytest.mark.slow
def test_what_is_told_is_what_the_step_measures(seen: Pair) -> None:
    stills = {still.name: still for still in seen.stills}
    measures = Trainer(seen.slow.config, seen.slow.data)
    measures.advance(1)
    measures.snapshot()
    measures.advance(1)
    measured = measures.snapshot().measures
    assert set(stills) == set(TEN)
    for name in ("discriminator_loss", "generator_loss"):
        total = stills[name].total
        assert total is not None
        assert total.value == pytest.approx(measured[name], abs=2e-3)
    loss = stills["discriminator_loss"]
    assert loss.total
    assert loss.total.value == pytest.approx(sum(term.value for term in loss.total.terms), abs=1e-9)
    for row, score in zip(stills["discriminator_judged"].rows, ("real_score", "fake_score"), strict=True):
        assert np.mean(row.bars) == pytest.approx(measured[score], abs=1e-3)  # all six are shown
        assert row.scale == "score"
    judged, moved = stills["discriminator_judged"].rows, stills["discriminator_moved"].rows
    assert [row.before for row in moved] == [row.bars for row in judged]
    assert [row.bars for row in moved] != [row.bars for row in judged]
    before, after = stills["generator_moved"].rows
    assert np.array_equal(before.samples, stills["generator_made"].rows[1].samples)
    assert not np.array_equal(before.samples, after.samples)
    assert np.mean(after.bars) > np.mean(after.before)  # G moved the way that D wanted it to


@pytest.mark.slow
def test_of_losses_that_teach_nothing_nothing_else_is_said(digits: Data, small: Small) -> None:
    stills = {still.name: still for still in Pair.of(small("mlp", objective="printed"), digits).stills}
    said = {name: " ".join(map(render, still.sentences)) for name, still in stills.items()}
    assert "the higher, the more real" not in " ".join(said.values())
    assert "asks nothing of fakes" in said["discriminator_judged"]
    assert "whatever the judge says" in said["generator_loss"]
    assert "no gradient" in said["generator_gradients"]
    assert all(layer.slope == 0 for layer in stills["generator_gradients"].layers)


def test_a_gradient_over_samples_is_the_loss_s_finite_difference(seen: Pair) -> None:
    trainer = seen.slow
    trainer.advance(3 - trainer.step)
    look = RivalLook(trainer.learner, tf.constant(trainer.step, tf.int64))
    real, fake = (samples.numpy().astype(np.float64) for samples in look.found["seen"])
    weights = [weight.numpy().astype(np.float64) for weight in trainer.learner.discriminator.trainable_variables]
    assert [row.ndim for row in weights] == [2, 1] * (len(weights) // 2)

    def losses(real: np.ndarray, fake: np.ndarray) -> tuple[float, float]:
        with tf.device("CPU"):
            logits = trainer.learner.verdict(look.found, tf.constant(real, tf.float32), tf.constant(fake, tf.float32))
        reals, fakes = (each.numpy().astype(np.float64) for each in logits)
        objective = trainer.config.method.objective
        parts = own_losses(objective, reals, fakes)
        return float(parts[0].mean() + parts[1].mean()), float(own_generator_losses(objective, reals, fakes).mean())

    chance, far = np.random.default_rng(0), 0.5
    for number, (of_real, loss) in enumerate([(True, 0), (False, 0), (False, 1)]):
        pulls = look.pulls[number]
        way = np.sign(pulls) * (
            chance.random(pulls.shape) < 0.5
        )  # half of the pixels, each the way that lowers the loss
        steps = [
            (real + way * side * far / 255, fake) if of_real else (real, fake + way * side * far / 255)
            for side in (1, -1)
        ]
        change = (losses(*steps[0])[loss] - losses(*steps[1])[loss]) / (2 * far / 255)
        assert change == pytest.approx(-float((pulls * way).sum()), rel=0.03)
        assert change < 0


@pytest.mark.parametrize("objective", list(OBJECTIVES), ids=lambda part: part.name)
def test_what_samples_add_is_the_loss(objective: type) -> None:
    chance, made = np.random.default_rng(2), objective()
    for shape in ((5,), (5, 2, 3)):  # of pictures, and of their patches
        real, fake = (chance.normal(size=shape).astype(np.float32) for _ in range(2))
        of_real, of_fake = own_losses(made, real, fake)
        assert of_real.mean() + of_fake.mean() == pytest.approx(float(made.discriminator_loss(real, fake)), rel=1e-5)
        assert of_real.shape == own_generator_losses(made, real, fake).shape == (5,)


@pytest.mark.slow
def test_a_training_that_diverges_says_so_and_its_looks_leave_nothing(digits: Data, small: Small) -> None:
    trainer = Trainer(small("mlp"), digits)
    name = next(name for name in trainer.learner.variables if name.startswith("discriminator/"))
    trainer.learner.variables[name].assign(np.full(trainer.learner.variables[name].shape, np.nan, np.float32))
    with pytest.raises(TrainingDiverged):
        slowly(trainer)


def test_layers_are_told_in_order_with_the_length_of_their_gradient() -> None:
    class Weight:
        def __init__(self, path: str, shape: tuple[int, ...]) -> None:
            self.path, self.shape = path, shape

    weights = [Weight("net/first/kernel", (2, 2)), Weight("net/first/bias", (2,)), Weight("net/last/kernel", (2, 1))]
    found = layers_of("D", weights, [np.full((2, 2), 2.0), np.array([3.0, 0.0]), None])
    assert found == (Layer("D", "first", 5.0, 6), Layer("D", "last", 0.0, 2))


def test_numbers_that_differ_are_told_apart() -> None:
    assert told_apart(0.5, 0.51) == ["0.50", "0.51"]
    assert told_apart(-0.5012, 0.5, 0.5004) == ["−0.5012", "0.5000", "0.5004"]
    assert [len(text) for text in told_apart(0.123456, 0.123457)] == [6, 6]
    assert all(a <= b for a, b in pairwise(told_apart(0.1, 0.2, 0.3)))
