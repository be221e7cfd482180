"""AC-GAN: the discriminator also names what it sees, and nobody learns from what it is asked of unseen samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.backend import keras, tf
from ganboard.config import TrainConfig
from ganboard.creatures.factors import SIZES
from ganboard.datasets import Data, split
from ganboard.datasets.split import digests
from ganboard.errors import ConfigError
from ganboard.i18n import render
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

SMALL: dict[str, Any] = {
    "name": "acgan",
    "architecture": {"name": "lean", "width": 4, "features": 8},
    "latent_size": 6,
    "batch_size": 8,
    "reading": 0.7,
    "reading_fakes": 0.3,
    "obedience": 0.2,
}


def some(count: int) -> Data:
    """Different images of noise, brighter from class to class, sorted by class as sets are."""
    labels = np.arange(count, dtype=np.int32) * 10 // count
    images = np.random.default_rng(5).integers(0, 120, (count, 28, 28, 1)) + 13 * labels[:, None, None, None]
    return Data({"images": images.astype(np.uint8), "labels": labels})


def trainer_of(count: int = 240, **changes: Any) -> Trainer:
    return Trainer(TrainConfig(dataset="mnist", method={**SMALL, **changes}, seed=3), some(count))


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    return trainer_of()


def surprise(read: np.ndarray, labels: np.ndarray) -> float:
    """The cross-entropy as a book has it: the mean of −log of the true class's softmax."""
    powers = np.exp(read.astype(np.float64))
    return float(-np.log(powers[np.arange(len(labels)), labels] / powers.sum(axis=1)).mean())


def test_both_losses_hold_the_classes_with_their_weights(trainer: Trainer) -> None:
    learner = trainer.learner
    found = learner.compute(tf.constant(4, tf.int64))
    labels = found["labels"].numpy()
    real_logits, real_read = learner.judging(found["real"], training=True)
    fake_logits, fake_read = learner.judging(found["fake"], training=True)
    of_real, of_fake = surprise(real_read.numpy(), labels), surprise(fake_read.numpy(), labels)
    objective = learner.method.objective
    source = float(objective.discriminator_loss(real_logits, fake_logits) + found["penalty"])
    assert float(found["discriminator_total"]) == pytest.approx(source + 0.7 * of_real + 0.3 * of_fake, rel=1e-4)
    wanted = float(objective.generator_loss(real_logits, fake_logits)) + 0.2 * of_fake
    assert float(found["generator_loss"]) == pytest.approx(wanted, rel=1e-4)


def gradients(side: str, **changes: Any) -> dict[str, np.ndarray]:
    """Those of the first step for the weights of D's or G's side, by the weights' names."""
    learner = trainer_of(**changes).learner
    found = learner.compute(tf.constant(0, tf.int64))[f"{side}_gradients"]
    network = learner.judging if side == "discriminator" else learner.trained_generator
    names = [weight.path for weight in network.trainable_variables]
    return {name: tf.convert_to_tensor(each).numpy() for name, each in zip(names, found, strict=True)}


def changed(before: dict[str, np.ndarray], after: dict[str, np.ndarray]) -> set[str]:
    return {name.split("/")[0] for name in before if not np.allclose(before[name], after[name], rtol=1e-3, atol=1e-7)}


@pytest.mark.slow
def test_the_classes_of_real_samples_teach_the_reader_and_what_d_sees_but_not_its_verdict() -> None:
    found = changed(gradients("discriminator"), gradients("discriminator", reading=1.4))
    assert found == {"reader_values", "discriminator_dense", "discriminator_conv_1", "discriminator_conv_2"}


@pytest.mark.trial
def test_obedience_reaches_all_of_the_generator_and_no_weight_of_d() -> None:
    found = changed(gradients("generator", obedience=0.0), gradients("generator", obedience=1.0))
    assert {"generator_class", "generator_dense", "generator_conv_1", "generator_conv_2"} <= found
    assert changed(gradients("discriminator", obedience=0.0), gradients("discriminator", obedience=1.0)) == set()


@pytest.mark.parametrize("fakes", [0.0, 0.5])
def test_the_reader_learns_from_fakes_only_as_much_as_it_is_told(fakes: float) -> None:
    """For one layer the gradient is known: features times the error, softmax less truth."""
    learner = trainer_of(reading=1.0, reading_fakes=fakes).learner
    found = learner.compute(tf.constant(0, tf.int64))
    labels, network = found["labels"].numpy(), learner.discriminator
    sees = keras.Model(network.inputs, network.get_layer("discriminator_features").output)
    expected = 0.0
    for images, weight in ((found["real"], 1.0), (found["fake"], fakes)):
        features, read = sees(images).numpy(), learner.judging(images, training=True)[1].numpy()
        error = np.exp(read) / np.exp(read).sum(axis=1, keepdims=True) - np.eye(10)[labels]
        expected = expected + weight * features.T @ error / len(labels)
    names = [weight.path for weight in learner.judging.trainable_variables]
    kernel = found["discriminator_gradients"][names.index("reader_values/kernel")]
    assert np.allclose(kernel, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.trial
def test_what_is_named_right_is_counted() -> None:
    """A reader that always says three is right as often as there are threes."""
    trainer = trainer_of()
    learner, held = trainer.learner, trainer.held_out
    assert held is not None
    assert held.labels is not None
    kernel, bias = trained_reader(trainer)
    kernel.assign(np.zeros(kernel.shape, np.float32))
    bias.assign(np.eye(10, dtype=np.float32)[3])
    steps = [
        learner.compute(tf.constant(step, tf.int64)) for step in range(len(held) // 2)
    ]  # two a step: each one once
    for found in steps:
        threes = np.mean(found["labels"].numpy() == 3)
        assert float(found["real_right"]) == float(found["fake_right"]) == pytest.approx(threes)
    unseen = np.mean([float(found["unseen_right"]) for found in steps])
    assert unseen == pytest.approx(np.mean(held.labels == 3))
    assert unseen > 0


def trained_reader(trainer: Trainer) -> tuple[Any, Any]:
    variables = trainer.learner.variables
    return variables["class_reader/reader_values/kernel"], variables["class_reader/reader_values/bias"]


def test_unseen_samples_take_turns_in_an_order_that_mixes_the_classes(trainer: Trainer) -> None:
    assert trainer.held_out is not None
    images, labels = trainer.learner.unseen
    assert sorted(digests(images.numpy())) == sorted(digests(trainer.held_out.samples))
    assert len(set(labels.numpy()[:10].tolist())) > 3


@pytest.mark.trial
def test_no_held_out_picture_is_learned_from() -> None:
    first, second = trainer_of(), trainer_of()
    learned, held = split(some(240))
    assert held is not None
    assert not set(digests(first.learner.images.numpy())) & set(digests(held.samples))
    assert len(first.learner.images) == len(learned)
    images, labels = second.learner.unseen
    second.learner.unseen = 255 - images, (labels + 1) % 10
    for trainer in (first, second):
        trainer.advance(3)
    before, after = first.checkpoint().arrays, second.checkpoint().arrays
    assert all(np.array_equal(before[name], after[name]) for name in before)
    assert before.keys() == after.keys()


@pytest.mark.trial
def test_where_nothing_is_held_out_nothing_is_said_of_unseen_ones() -> None:
    trainer = trainer_of(40)
    trainer.advance(2)
    snapshot = trainer.snapshot()
    assert trainer.held_out is None
    assert trainer.step == 2
    assert "unseen_right" not in snapshot.measures
    assert np.isfinite(list(snapshot.measures.values())).all()
    assert "never seen" not in render(trainer.config.method.narrate(500, snapshot.measures))


def test_d_is_not_told_what_it_shall_name(trainer: Trainer) -> None:
    maker = trainer.learner.maker
    assert len(maker.networks["discriminator"].inputs) == 1
    assert len(maker.generator.inputs) == 2
    images = tf.random.stateless_uniform((8, 28, 28, 1), (0, 1), -1, 1)
    told = [trainer.learner.judge(images, tf.fill([8], label)).numpy() for label in (0, 7)]
    assert np.array_equal(*told)


@pytest.mark.trial
def test_where_classes_are_combinations_each_factor_is_named_by_itself() -> None:
    dataset = {"name": "creatures", "size": 28, "count": 240}
    trainer = Trainer(TrainConfig(dataset=dataset, method=SMALL))
    trainer.advance(2)
    assert trained_reader(trainer)[0].shape == (8, sum(SIZES))
    assert "unseen_right" in trainer.snapshot().measures


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        (
            {"real_right": 0.99, "unseen_right": 0.95, "fake_right": 0.97},
            ["99% right, of those it has never seen 95%.", "does as it is told"],
        ),
        (
            {"real_right": 1.0, "unseen_right": 0.8, "fake_right": 0.3},
            ["only 80%", "by heart", "only 30% of its fakes"],
        ),
        ({"real_right": 0.9, "fake_right": 0.9}, ["names 90% of the real ones right.", "does as it is told"]),
        ({}, ["not written down"]),
    ],
)
def test_it_says_how_well_it_names(measures: dict[str, float], words: list[str], trainer: Trainer) -> None:
    method = trainer.config.method
    told = render(method.narrate(900, measures))
    assert all(word in told for word in words), told
    assert not measures or "only just begun" in render(method.narrate(20, measures))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"mismatch": 0.1}, "mismatch: expected 0: an AC-GAN's judge is told no label"),
        ({"conditional": False}, "conditional: expected true"),
        ({"reading": 0}, "reading: expected a number above 0"),
    ],
)
def test_what_cannot_be_is_a_sentence(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        TrainConfig(method={**SMALL, **change})


def test_it_learns_from_labels_alone() -> None:
    with pytest.raises(ConfigError, match=r"a dataset with labels.*mnist"):
        TrainConfig(dataset="points", method="acgan")
