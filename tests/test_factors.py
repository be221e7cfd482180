"""Classes that are combinations of factors: told as one number, learnt value by value."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard import run_data
from ganboard.architectures import ARCHITECTURES, NetworkSpec
from ganboard.backend import keras, tf
from ganboard.config import TrainConfig
from ganboard.creatures.factors import SIZES, kinds
from ganboard.datasets import Data, split
from ganboard.datasets.creatures import Creatures
from ganboard.figures import read_png
from ganboard.latent.directions import sefa
from ganboard.latent.renderer import Renderer
from ganboard.methods.adversarial_learner import AdversarialLearner
from ganboard.methods.chance import Chance
from ganboard.sampler import fixed_points
from ganboard.trainer import Trainer

SMALL: dict[str, Any] = {
    "dataset": {"name": "creatures", "size": 28, "count": 240},
    "conditional": True,
    "architecture": {"name": "lean", "width": 8},
    "latent_size": 8,
    "batch_size": 8,
}
SPEC = NetworkSpec((28, 28, 3), 8, 648, SIZES)


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    return Trainer(TrainConfig(**SMALL, mismatch=0.3))


def test_each_class_has_one_value_of_each_factor() -> None:
    values = SPEC.values()
    assert values.shape == (648, sum(SIZES))
    ends = np.cumsum(SIZES)
    for column, (end, size) in enumerate(zip(ends, SIZES, strict=True)):
        np.testing.assert_array_equal(values[:, end - size : end].argmax(axis=1), kinds()[:, column])
    assert (values.sum(axis=1) == len(SIZES)).all()


def test_neighbours_differ_by_one_factor_and_are_all_there_are() -> None:
    neighbours = SPEC.neighbours()
    assert neighbours.shape == (648, sum(SIZES) - len(SIZES))
    every = kinds()
    assert ((every[neighbours] != every[:, None]).sum(axis=2) == 1).all()
    assert all(len(set(row)) == len(row) for row in neighbours)


def test_what_the_generator_is_told_is_the_sum_over_the_factors() -> None:
    keras.utils.set_random_seed(0)
    generator = ARCHITECTURES.create(SMALL["architecture"]).build(SPEC).generator
    told = keras.Model(generator.inputs[1], generator.get_layer("generator_class").output)

    def of(*factors: int) -> np.ndarray:
        return told(np.array([np.ravel_multi_index(factors, SIZES)], np.int32)).numpy()[0]

    # From red with one eye to blue, and from one eye to three: both at once are the two steps together.
    one, blue, three, both = of(0, 1, 0, 2, 3), of(4, 1, 0, 2, 3), of(0, 1, 2, 2, 3), of(4, 1, 2, 2, 3)
    np.testing.assert_allclose(both - one, (blue - one) + (three - one), atol=1e-6)
    assert np.abs(blue - one).max() > 0.01


@pytest.mark.trial
def test_the_table_of_values_stays_as_it_is(trainer: Trainer) -> None:
    trainer.advance(3)
    learner = trainer.learner
    assert isinstance(learner, AdversarialLearner)
    for network, name in (
        (learner.trained_generator, "generator"),
        (learner.discriminator, "discriminator"),
        (learner.maker.generator, "generator"),
    ):
        np.testing.assert_array_equal(network.get_layer(f"{name}_values").get_weights()[0], SPEC.values())


def test_a_wrong_label_is_right_but_for_one_factor(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    learner = trainer.learner
    assert isinstance(learner, AdversarialLearner)
    judged: list[np.ndarray] = []

    def judge(images: Any, labels: Any) -> Any:
        judged.append(labels.numpy())
        return tf.zeros(len(labels))

    monkeypatch.setattr(learner, "judge", judge)
    right = tf.range(8) * 81
    for step in range(40):
        learner._mismatch(Chance(0, tf.constant(step, tf.int64)), tf.zeros((8, 1)), right, tf.zeros(8))
    wrong = np.concatenate(judged)
    differing = kinds()[wrong] != np.tile(kinds()[right.numpy()], (40, 1))
    assert (differing.sum(axis=1) == 1).all()
    assert differing.any(axis=0).all()  # every factor's turn comes


@pytest.mark.trial
def test_the_vae_is_told_factors_too() -> None:
    trainer = Trainer(TrainConfig(**SMALL | {"dataset": {**SMALL["dataset"], "count": 100}}, method="vae"))
    trainer.advance(2)
    images, labels = trainer.sampler.generate(3, seed=0, label=600)
    assert images.shape == (3, 28, 28, 3)
    assert labels is not None
    assert labels.tolist() == [600] * 3


def test_a_point_may_be_a_mixture_of_classes(trainer: Trainer) -> None:
    renderer = Renderer(trainer.config)
    renderer.load(trainer.checkpoint())
    latents = np.ones((3, 8), np.float32)
    weights = np.zeros((3, 648), np.float32)
    weights[0, 5] = weights[1, 600] = 1
    weights[2, [5, 600]] = 0.5
    one, other, between = renderer.samples(latents, weights).astype(int)
    plain = trainer.sampler.sample(latents[:2], np.array([5, 600], np.int32)).astype(int)
    assert np.abs(np.stack([one, other]) - plain).max() <= 1
    assert (between != one).any()
    assert (between != other).any()


def test_directions_of_the_first_layer_are_those_of_the_noise(trainer: Trainer) -> None:
    """A layer that looks up what is asked for comes before the one that weighs the noise."""
    renderer = Renderer(trainer.config)
    renderer.load(trainer.checkpoint())
    weights = trainer.checkpoint().arrays["average/generator_dense/kernel"]
    assert weights.shape[0] > 8
    np.testing.assert_array_equal(renderer.kernel, weights[:8])
    found = sefa(renderer.kernel, 8)
    assert found.vectors.shape == (8, 8)


def test_where_there_are_too_many_classes_for_columns_a_square_is_shown(trainer: Trainer) -> None:
    assert (SPEC.columns, NetworkSpec((28, 28, 1), 4, 10).columns, NetworkSpec((28, 28, 1), 4).columns) == (0, 10, 0)
    points, labels = fixed_points(SPEC, seed=1, rows=4)
    assert points.shape == (16, 8)
    assert labels is not None
    assert labels.dtype == np.int32
    assert len(set(labels.tolist())) > 10
    config = trainer.config
    assert run_data.real_picks(trainer.data, config, rows=5).shape == (25,)
    assert (
        read_png(run_data.real_picture(trainer.data, config, rows=3)).shape
        == read_png(run_data.real_picture(trainer.data, TrainConfig(**SMALL | {"conditional": False}), rows=3)).shape
    )


def test_a_tenth_is_held_out_though_there_are_more_classes_than_that() -> None:
    data = Creatures(count=640).load()
    training, held_out = split(Data({name: data.columns[name] for name in ("images", "labels")}))
    assert held_out is not None
    assert (len(training), len(held_out)) == (576, 64)
