"""Swap it: pictures that change sides, learned without one pair."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.backend import own_settings, tf
from ganboard.config import TrainConfig
from ganboard.creatures.factors import kind_numbers
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.traits import creatures
from ganboard.datasets import Data
from ganboard.datasets.creatures import Creatures
from ganboard.datasets.sides import halves
from ganboard.errors import ConfigError, DatasetError
from ganboard.i18n import render
from ganboard.latent.swapper import Swapper
from ganboard.methods.swap_learner import SwapLearner, woven
from ganboard.methods.swap_maker import strangers
from ganboard.metrics.kept import kept, read
from ganboard.sampler import Sampler, latents
from ganboard.trainer import Trainer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("as_written")]

SMALL = {"name": "swap", "width": 4, "judge_width": 4, "batch_size": 4}
DATASET = Creatures(size=32, count=64)


@pytest.fixture(scope="module")
def config() -> TrainConfig:
    return TrainConfig(dataset=DATASET, method=SMALL, seed=3)


@pytest.fixture(scope="module")
def trainer(config: TrainConfig) -> Trainer:
    trainer = Trainer(config, DATASET.load())
    trainer.advance(2)
    return trainer


def learner_of(trainer: Trainer) -> SwapLearner:
    assert isinstance(trainer.learner, SwapLearner)
    return trainer.learner


def test_no_creature_is_seen_on_both_sides() -> None:
    data = DATASET.load()
    days, nights = halves(DATASET, data)
    assert len(days) == len(nights) == 32
    assert {each.tobytes() for each in days} == {each.tobytes() for each in data.samples[0::2]}
    of_night = {each.tobytes(): number for number, each in enumerate(np.asarray(data.columns["night"]))}
    of_day = {each.tobytes(): number for number, each in enumerate(data.samples)}
    seen_by_day, seen_by_night = (
        {of_day[each.tobytes()] for each in days},
        {of_night[each.tobytes()] for each in nights},
    )
    assert seen_by_day.isdisjoint(seen_by_night)
    assert seen_by_day | seen_by_night == set(range(64))


def test_of_sets_that_are_sorted_both_halves_hold_every_class() -> None:
    labels = np.sort(DATASET.some(64).labels)  # type: ignore[type-var]
    column = labels[:, None]
    first, second = halves(DATASET, Data({"images": column, "night": column, "labels": labels}))
    assert np.abs(first - second).mean() < 30  # of 648 kinds


def test_what_changes_nothing_loses_nothing_there_and_back(trainer: Trainer) -> None:
    learner = learner_of(trainer)
    networks = learner.to_second, learner.to_first
    learner.to_second = learner.to_first = lambda given, training: tf.identity(given)
    try:
        found = learner.compute(tf.constant(2, tf.int64))
    finally:
        learner.to_second, learner.to_first = networks
    assert float(found["cycle"]) == 0
    assert float(found["identity"]) == 0
    assert float(found["generator_total"]) == float(found["generator_loss"])
    assert np.array_equal(found["fake"], found["given"])


def test_what_turns_light_round_is_itself_again_after_twice_but_leaves_nothing_alone(trainer: Trainer) -> None:
    """Colours that are inverted cost nothing there and back: the identity term alone forbids them."""
    learner = learner_of(trainer)
    networks = learner.to_second, learner.to_first
    learner.to_second = learner.to_first = lambda given, training: -given
    try:
        found = learner.compute(tf.constant(2, tf.int64))
    finally:
        learner.to_second, learner.to_first = networks
    assert float(found["cycle"]) == 0
    expected = 2 * np.abs(found["real"].numpy()).mean()
    assert float(found["identity"]) == pytest.approx(expected, rel=1e-5)


def test_sides_take_turns_in_a_batch() -> None:
    first, second = tf.constant([[0.0], [2.0], [4.0]]), tf.constant([[1.0], [3.0], [5.0]])
    assert woven(first, second).numpy().ravel().tolist() == [0, 1, 2, 3, 4, 5]
    assert woven(first, second[:2]).numpy().ravel().tolist() == [0, 1, 2, 3, 4]
    assert woven(first[:1], second[:0]).numpy().ravel().tolist() == [0]


def test_each_judge_sees_its_own_side_alone(trainer: Trainer) -> None:
    learner = learner_of(trainer)
    found = learner.compute(tf.constant(2, tf.int64))
    real = found["real"]
    assert real.shape == (8, 32, 32, 3)
    for side in (0, 1):
        alone = learner.judges[side](real[side::2], training=True).numpy()
        np.testing.assert_allclose(found["real_logits"].numpy()[side::2], alone, rtol=1e-5, atol=1e-6)
    days = {each.tobytes() for each in halves(DATASET, trainer.data)[0]}
    shown = learner.maker.medium.stored(real).numpy()
    assert all((each.tobytes() in days) == (place % 2 == 0) for place, each in enumerate(shown))
    assert real[0::2].numpy().mean() > 0.2 > -0.2 > real[1::2].numpy().mean()


def test_an_untrained_network_leaves_a_picture_nearly_as_it_is(config: TrainConfig) -> None:
    with own_settings():
        maker = config.method.maker(DATASET)
    image = tf.random.stateless_uniform((2, 32, 32, 3), (0, 1), -1, 1)
    for network in (maker.to_second, maker.to_first):
        made = network(image, training=False)
        assert made.shape == image.shape
        assert float(tf.reduce_mean(tf.abs(made - image))) < 0.4
        assert np.corrcoef(made.numpy().ravel(), image.numpy().ravel())[0, 1] > 0.9


@pytest.mark.parametrize("size", [28, 32, 64])
def test_its_networks_fit_every_size(size: int) -> None:
    config = TrainConfig(dataset={"name": "creatures", "size": size}, method=SMALL)
    with own_settings():
        maker = config.method.maker(config.dataset)
    image = tf.zeros((2, size, size, 3))
    assert maker.there(image).shape == image.shape
    first, second = maker.networks["discriminator"]([image, image])
    assert first.shape == second.shape == (2, -(-size // 8), -(-size // 8))


@pytest.mark.trial
def test_the_sheet_shows_both_ways(trainer: Trainer) -> None:
    images, watched = trainer.samples(), trainer._watched
    assert watched.sketches is not None
    assert watched.labels is not None
    assert watched.there is not None
    assert images.shape == (64, 32, 32, 3)
    rows = images.reshape(8, 8, 32, 32, 3)
    data = strangers(DATASET)
    days = {each.tobytes() for each in np.asarray(data.columns["images"])}
    nights = {each.tobytes() for each in np.asarray(data.columns["night"])}
    for number in (0, 4):
        assert all(each.tobytes() in days for each in rows[number])
        assert np.array_equal(trainer.sampler.there(rows[number]), rows[number + 1])
        assert all(each.tobytes() in nights for each in rows[number + 2])
        back = trainer.sampler.sample(np.zeros((8, 2), np.float32), np.zeros(8, np.int32), rows[number + 2])
        assert np.abs(back.astype(int) - rows[number + 3]).max() <= 1


def test_a_picture_for_a_label_is_of_its_kind_and_no_training_sees_it(trainer: Trainer) -> None:
    labels = kind_numbers(np.array([[0, 0, 0, 0, 0], [5, 2, 2, 2, 3], [2, 1, 0, 1, 2]])).astype(np.int32)
    given = trainer.learner.maker.sketches(latents(3, 2, 1), labels)
    assert (read(DATASET, DATASET.sides[1], given)[:, 0] == [0, 5, 2]).all()
    assert (kind_numbers(read(DATASET, DATASET.sides[1], given)) == labels).all()
    learned = {each.tobytes() for each in np.asarray(trainer.data.columns["night"])}
    assert learned.isdisjoint(each.tobytes() for each in given)


def test_the_swapper_makes_what_the_training_makes(trainer: Trainer, config: TrainConfig) -> None:
    checkpoint = trainer.checkpoint()
    swapper = Swapper(config)
    swapper.load(checkpoint)
    some = creatures(5, 77)
    by_day, by_night = pictures(some, 32), night(some, 32)
    sampler = Sampler.from_checkpoint(config, checkpoint)
    assert np.array_equal(swapper.changed(by_night, 1), sampler.sample(latents(5, 2, 0), some.factors[:, 0], by_night))
    assert np.array_equal(swapper.changed(by_day, 0), trainer.sampler.there(by_day))
    assert swapper.beginnings == ("average/", "there/")


def test_all_is_kept_of_what_is_the_same_and_each_factor_counts_once() -> None:
    some = creatures(40, 5)
    before = read(DATASET, DATASET.sides[0], pictures(some, 32))
    after = read(DATASET, DATASET.sides[1], night(some, 32))
    assert kept(before, before).all()
    assert kept(before, after).mean() == 1  # what is painted as night has kept everything
    other = before.copy()
    other[:, 0] = (other[:, 0] + 1) % 6
    other[:20, 4] = (other[:20, 4] + 1) % 4
    assert kept(before, other).mean(axis=0).tolist() == [0, 1, 1, 1, 0.5]
    strangers_ = read(DATASET, DATASET.sides[1], night(creatures(400, 6), 32))
    chance = kept(read(DATASET, DATASET.sides[0], pictures(creatures(400, 7), 32)), strangers_).mean(axis=0)
    np.testing.assert_allclose(chance, [1 / 6, 1 / 3, 1 / 3, 1 / 3, 1 / 4], atol=0.08)


def test_only_sets_with_two_sides_can_be_learned_and_others_are_told_which() -> None:
    with pytest.raises(ConfigError, match=r"a dataset with sides, from which the method swap learns.*creatures"):
        TrainConfig(dataset="mnist", method="swap")
    with pytest.raises(
        ConfigError, match="changes pictures into pictures of another side, such as one with the preset swap"
    ):
        Swapper(TrainConfig())
    config, data = TrainConfig(dataset=DATASET, method=SMALL), DATASET.load()
    one_sided = Data({name: column for name, column in data.columns.items() if name != "night"})
    with pytest.raises(DatasetError, match="learns from night, which these data do not have"):
        Trainer(config, one_sided)


@pytest.mark.parametrize(
    ("settings", "far", "said"),
    [
        ({}, 0.1, "come home almost the same: there and back, they are off by 5.0%"),
        ({}, 0.4, "find the way back: there and back, pictures are off by 20.0%"),
        ({"cycle": 0.0}, 0.4, "Nobody asks for the way back"),
    ],
)
def test_the_sentence_says_how_far_home_is(settings: dict[str, float], far: float, said: str) -> None:
    config = TrainConfig(dataset=DATASET, method={**SMALL, **settings})
    assert said in render(config.method.narrate(500, {"cycle": far, "fake_score": 0.4}))
    (bar, *_) = config.method.shares(DATASET, {"cycle": far}, lambda: {})
    assert bar.part == pytest.approx(far / 2)


def test_what_comes_home_because_it_never_left_is_not_praised() -> None:
    method = TrainConfig(method="swap", dataset="creatures").method
    said = render(method.narrate(500, {"cycle": 0.04, "fake_score": 0.01}))
    assert said.startswith("Pictures come home almost the same")
    assert said.endswith("perhaps hardly anything is changed.")


@pytest.mark.trial
@pytest.mark.parametrize("dial", ["cycle", "identity"])
def test_a_weight_of_nothing_is_not_heard_of(dial: str) -> None:
    """With weight 0 a step is the same whatever that term says; with another weight it is not."""

    def totals(weight: float) -> tuple[float, float, float]:
        trainer = Trainer(TrainConfig(dataset=DATASET, method={**SMALL, dial: weight}, seed=3), DATASET.load())
        found = learner_of(trainer).compute(tf.constant(0, tf.int64))
        return tuple(float(found[name]) for name in ("generator_loss", "generator_total", dial))  # type: ignore[return-value]

    loss, nothing, term = totals(0.0)
    assert totals(3.0)[1] == pytest.approx(nothing + 3.0 * term, rel=1e-5)
    assert term > 0
    assert loss < nothing  # the other one still counts
