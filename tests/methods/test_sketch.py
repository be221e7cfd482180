"""Draw it: pictures from drawings."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.backend import own_settings, tf
from ganboard.config import TrainConfig
from ganboard.creatures.factors import FACTORS, kind_numbers, kinds
from ganboard.datasets import split
from ganboard.datasets.creatures import Creatures
from ganboard.datasets.fashion import Fashion
from ganboard.errors import ConfigError
from ganboard.i18n import render
from ganboard.latent.translator import Translator
from ganboard.methods.reading import all_right, misread
from ganboard.methods.sketch_learner import difference, of_pictures, shades
from ganboard.methods.sketch_maker import left_open, unseen
from ganboard.sampler import Sampler
from ganboard.trainer import Trainer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("as_written")]

SMALL = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
DATASET = Creatures(size=32, count=64)
SIZES = tuple(len(factor) for factor in FACTORS)


@pytest.fixture(scope="module")
def config() -> TrainConfig:
    return TrainConfig(dataset=DATASET, method=SMALL, seed=3)


@pytest.fixture(scope="module")
def trainer(config: TrainConfig) -> Trainer:
    trainer = Trainer(config, DATASET.load())
    trainer.advance(2)
    return trainer


@pytest.mark.parametrize("size", [28, 32, 64])
def test_its_networks_fit_pictures_and_the_judge_has_a_logit_for_each_patch(size: int) -> None:
    config = TrainConfig(dataset={"name": "creatures", "size": size}, method=SMALL)
    with own_settings():
        maker = config.method.maker(config.dataset)
    noise, labels, ink = tf.zeros((2, 8)), tf.constant([5, 600]), tf.zeros((2, size, size, 1))
    made = maker.generator([noise, labels, ink], training=False)
    assert made.shape == (2, size, size, 3)
    assert maker.networks["discriminator"]([made, labels, ink]).shape == (2, -(-size // 8), -(-size // 8))
    assert maker.networks["reader"](made).shape == (2, sum(SIZES))


def test_the_generator_of_the_defaults_is_small() -> None:
    config = TrainConfig(dataset={"name": "creatures", "size": 64}, method="sketch")
    with own_settings():
        assert 150_000 < config.method.maker(config.dataset).generator.count_params() < 300_000


def test_a_patch_sees_only_what_is_near_it(config: TrainConfig) -> None:
    with own_settings():
        judge = config.method.maker(DATASET).networks["discriminator"]
    pictures = np.zeros((2, 32, 32, 3), np.float32)
    pictures[1, 0, 0] = 1  # one corner
    logits = judge([tf.constant(pictures), tf.constant([0, 0]), tf.zeros((2, 32, 32, 1))]).numpy()
    changed = np.abs(logits[0] - logits[1]) > 1e-5
    assert changed[0, 0]
    assert not changed[-1, :].any()
    assert not changed[:, -1].any()


@pytest.mark.trial
def test_of_a_label_the_generator_sees_the_told_factor_alone(trainer: Trainer) -> None:
    red = kind_numbers(np.array([[0, 0, 0, 0, 0], [0, 2, 1, 1, 3], [4, 0, 0, 0, 0]])).astype(np.int32)
    drawing = np.asarray(DATASET.some(1, 5).columns["sketches"])
    sketches = np.repeat(drawing, 3, axis=0)
    pictures = trainer.sampler.sample(np.zeros((3, 8), np.float32), red, sketches)
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])


def test_what_is_left_open_is_chosen_by_the_noise_all_values_alike_often() -> None:
    latents = np.random.default_rng(0).standard_normal((6000, 8)).astype(np.float32)
    labels = np.full(6000, kind_numbers(np.array([3, 1, 2, 0, 3])), np.int32)
    found = kinds()[left_open(latents, labels, SIZES, 0)]
    assert (found[:, 1:] == [1, 2, 0, 3]).all()
    counts = np.bincount(found[:, 0], minlength=6)
    assert (np.abs(counts - 1000) < 150).all()


def test_a_picture_is_no_way_from_itself_and_black_is_two_from_white() -> None:
    picture = tf.random.stateless_uniform((2, 8, 8, 3), (0, 1), -1, 1)
    assert float(difference(picture, picture)) == 0
    assert float(difference(-tf.ones((1, 4, 4, 3)), tf.ones((1, 4, 4, 3)))) == 2


def test_the_logit_of_a_picture_is_the_mean_of_its_patches() -> None:
    assert of_pictures(tf.constant([[[1.0, 2.0], [3.0, 6.0]]])).numpy().tolist() == [3.0]


def test_reading_is_right_or_costs_its_cross_entropy() -> None:
    wanted = tf.constant([[1.0, 0, 0, 0, 1]])  # the first of two values, the last of three
    assert float(misread(tf.zeros((1, 5)), wanted, (2, 3))) == pytest.approx(np.log(2) + np.log(3))
    sure = tf.constant([[50.0, 0, 0, 0, 50]])
    assert float(misread(sure, wanted, (2, 3))) == pytest.approx(0, abs=1e-6)
    both = tf.concat([sure, [[50.0, 0, 50, 0, 0]]], axis=0)
    assert float(all_right(both, tf.repeat(wanted, 2, axis=0), (2, 3))) == 0.5


@pytest.mark.trial
def test_a_row_that_is_watched_begins_with_its_drawing_and_goes_through_the_colours(trainer: Trainer) -> None:
    images = trainer.samples()
    watched = trainer._watched
    assert watched.sketches is not None
    assert watched.labels is not None
    assert images.shape == (64, 32, 32, 3)
    assert (images[::8] == watched.sketches[::8]).all()
    for row in range(8):
        of_row = slice(8 * row, 8 * row + 8)
        assert (watched.sketches[of_row] == watched.sketches[8 * row]).all()
        assert kinds()[watched.labels[of_row]][1:, 0].tolist() == [0, 1, 2, 3, 4, 5, 0]
    assert np.array_equal(trainer.snapshot().images, images)


def test_drawings_for_a_label_are_of_its_kind_and_no_training_sees_them(trainer: Trainer) -> None:
    data = unseen(DATASET)
    labels = np.arange(0, 648, 9, dtype=np.int32)
    noise = np.random.default_rng(1).standard_normal((len(labels), 8)).astype(np.float32)
    sketches = trainer.learner.maker.sketches(noise, labels)
    drawn = {sketch.tobytes(): label for sketch, label in zip(data.columns["sketches"], data.labels, strict=True)}
    found = np.array([drawn[sketch.tobytes()] for sketch in sketches])
    assert (kinds()[found][:, 1:] == kinds()[labels][:, 1:]).all()
    learned = {sketch.tobytes() for sketch in np.asarray(trainer.data.columns["sketches"])}
    assert learned.isdisjoint(drawn)


def test_the_translator_makes_what_the_training_shows(trainer: Trainer, config: TrainConfig) -> None:
    checkpoint = trainer.checkpoint()
    translator = Translator(config)
    translator.load(checkpoint)
    drawing = np.asarray(DATASET.some(1, 5).columns["sketches"])
    noise = np.random.default_rng(2).standard_normal((6, 8)).astype(np.float32)
    sketches = np.repeat(drawing, 6, axis=0)
    blue = translator.pictures(sketches, noise, "blue")
    label = np.full(6, kind_numbers(np.array([4, 0, 0, 0, 0])), np.int32)
    assert np.array_equal(blue, Sampler.from_checkpoint(config, checkpoint).sample(noise, label, sketches))
    left = translator.pictures(sketches, noise)
    assert len({picture.tobytes() for picture in left}) == 6
    with pytest.raises(ConfigError, match="one of red, orange, yellow, green, blue, purple"):
        translator.pictures(sketches, noise, "pink")


@pytest.mark.parametrize(
    ("right", "said"), [(0.1, "guesses at what lies between"), (0.5, "More and more"), (0.9, "comes out: ")]
)
def test_the_sentence_says_how_often_everything_is_as_drawn(right: float, said: str, config: TrainConfig) -> None:
    told = render(config.method.narrate(500, {"fake_right": right}))
    assert said in told
    assert f"{right:.0%}" in told


@pytest.fixture(scope="module")
def clothes() -> Trainer:
    config = TrainConfig(dataset="fashion", method=SMALL, seed=3)
    trainer = Trainer(config, Fashion().load().take(np.arange(0, 10_000, 100)))
    trainer.advance(2)
    return trainer


@pytest.mark.trial
def test_of_clothes_each_class_has_a_column_and_a_drawing_stands_above_its_picture(clothes: Trainer) -> None:
    images, watched = clothes.samples(), clothes._watched
    assert images.shape == (80, 28, 28, 1)
    assert watched.labels is not None
    assert watched.sketches is not None
    assert watched.labels.tolist() == [*range(10)] * 8
    for row in range(0, 8, 2):
        above, below = slice(10 * row, 10 * row + 10), slice(10 * row + 10, 10 * row + 20)
        assert (images[above] == watched.sketches[below]).all()
        assert not (images[below] == watched.sketches[below]).all(axis=(1, 2, 3)).any()


def test_drawings_of_clothes_that_are_watched_are_of_their_class_and_no_training_sees_them() -> None:
    learned, _ = split(Fashion().load())
    drawn, labels = unseen(Fashion()).columns["sketches"], unseen(Fashion()).labels
    assert len(drawn) == 1_000
    assert {sketch.tobytes() for sketch in np.asarray(learned.columns["sketches"])}.isdisjoint(
        sketch.tobytes() for sketch in drawn
    )
    assert labels is not None
    with own_settings():
        maker = TrainConfig(dataset="fashion", method=SMALL).method.maker(Fashion())
    wanted = np.array([9, 0, 5], np.int32)
    found = maker.sketches(np.zeros((3, 8), np.float32), wanted)
    assert [labels[(drawn == each).all(axis=(1, 2, 3))][0] for each in found] == wanted.tolist()


@pytest.mark.trial
def test_drawings_that_show_all_leave_nothing_to_tell_but_the_noise(clothes: Trainer) -> None:
    translator = Translator(clothes.config)
    translator.load(clothes.checkpoint())
    assert translator.told is None
    sketches = np.repeat(unseen(Fashion()).columns["sketches"][:1], 3, axis=0)
    noise = np.random.default_rng(2).standard_normal((3, 8)).astype(np.float32)
    pictures = translator.pictures(sketches, noise)
    assert pictures.shape == (3, 28, 28, 1)
    assert len({picture.tobytes() for picture in pictures}) == 3
    with pytest.raises(ConfigError, match="expected nothing: here chance decides"):
        translator.pictures(sketches, noise, "red")


def test_how_light_a_picture_is_becomes_a_number_like_noise() -> None:
    images = np.zeros((1001, 4, 4, 1), np.uint8)
    images[:, :2] = (np.random.default_rng(0).permutation(1001) % 250 + 1)[:, None, None, None]
    images[3, 2:] = 1  # a large dark thing is darker than a small light one
    found = shades(images)
    assert found.dtype == np.float32
    assert abs(found.mean()) < 1e-3
    assert found.std() == pytest.approx(1, abs=0.01)
    light = images.sum(axis=(1, 2, 3)) / (images > 0).sum(axis=(1, 2, 3))
    assert (np.diff(found[np.argsort(light, kind="stable")]) > 0).all()


def test_settings_that_cannot_go_together_are_refused() -> None:
    with pytest.raises(ConfigError, match="at least 6"):
        TrainConfig(dataset=DATASET, method={**SMALL, "latent_size": 5})
    with pytest.raises(ConfigError, match="these have all that it needs: fashion, creatures"):
        TrainConfig(dataset="mnist", method="sketch")
    with pytest.raises(ConfigError, match="pictures from drawings, such as one with the preset sketch"):
        Translator(TrainConfig())
