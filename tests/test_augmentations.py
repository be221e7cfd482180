"""Changes of what D sees, by numbers: each transform by hand, the controller on made-up logits, and the whole in a training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.augmentations import AUGMENTATIONS
from ganboard.augmentations.adaptive import EVERY
from ganboard.augmentations.transforms import NUMBERS, TRANSFORMS, augmented, holed, mirrored, recolored, translated
from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import ConfigError
from ganboard.methods.chance import Chance
from ganboard.methods.seen import Seen, mean_sign
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

Small = Callable[..., TrainConfig]
ALL = {"translation": True, "cutout": True, "color": True, "flips": True}
NEARLY = float(np.nextafter(np.float32(1), np.float32(0)))
"""The largest number that chance draws."""


def some(count: int = 6, channels: int = 3, side: int = 8) -> Any:
    return tf.constant(np.random.default_rng(count).uniform(-1, 1, (count, side, side, channels)), tf.float32)


def chances(count: int = 6, seed: int = 1) -> Any:
    return tf.constant(np.random.default_rng(seed).uniform(0, NEARLY, (count, NUMBERS)), tf.float32)


def one(transform: Callable[..., Any], picture: Any, amount: float, *numbers: float) -> np.ndarray:
    """One picture changed by one transform."""
    return transform(tf.constant(picture[None], tf.float32), tf.constant([amount]), tf.constant([numbers])).numpy()[0]


RAMP = np.arange(64, dtype=np.float32).reshape(8, 8, 1) / 32 - 1
"""A picture of 8 × 8 pixels, no two of which are alike."""


@pytest.mark.parametrize(
    ("numbers", "rows", "columns"),
    [
        ((0.5, 0.5), [0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7]),
        ((NEARLY, 0.5), [0, 0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5, 6, 7]),  # down by one: the upper edge comes again
        ((0.0, NEARLY), [1, 2, 3, 4, 5, 6, 7, 7], [0, 0, 1, 2, 3, 4, 5, 6]),  # up by one, and to the right
    ],
)
def test_a_shift_by_hand(numbers: tuple[float, float], rows: list[int], columns: list[int]) -> None:
    assert np.array_equal(one(translated, RAMP, 1.0, *numbers), RAMP[rows][:, columns])


def test_shifts_are_all_equally_likely_up_to_an_eighth() -> None:
    """Of 28 pixels: from 4 up to 4 down, 3.5 being rounded to the even number."""
    count = 900
    picture = np.zeros((28, 28, 1), np.float32)
    picture[14, 14] = 1.0
    numbers = tf.constant(np.stack([(np.arange(count) + 0.5) / count, np.full(count, 0.5)], 1), tf.float32)
    moved = translated(tf.constant(np.repeat(picture[None], count, 0)), tf.ones(count), numbers).numpy()
    rows = np.argwhere(moved)[:, 1]
    assert np.unique(rows, return_counts=True)[0].tolist() == list(range(10, 19))
    assert np.unique(rows, return_counts=True)[1].tolist() == [100] * 9


def test_a_hole_by_hand() -> None:
    """Four of eight pixels wide; the second number puts it half outside."""
    ones = np.ones((8, 8, 1), np.float32)
    expected = np.ones((8, 8))
    expected[2:6, :2] = 0.0
    assert np.array_equal(one(holed, ones, 1.0, 0.5, 0.0)[..., 0], expected)
    expected = np.ones((8, 8))
    expected[6:, 6:] = 0.0
    assert np.array_equal(one(holed, ones, 1.0, NEARLY, NEARLY)[..., 0], expected)
    expected = np.ones((8, 8))
    expected[3:5, 3:5] = 0.0
    assert np.array_equal(one(holed, ones, 0.5, 0.5, 0.5)[..., 0], expected)


def test_mirrored_is_half_of_them() -> None:
    assert np.array_equal(one(mirrored, RAMP, 1.0, 0.49), RAMP[:, ::-1])
    assert np.array_equal(one(mirrored, RAMP, 1.0, 0.5), RAMP)
    assert np.array_equal(one(mirrored, RAMP, 0.4, 0.21), RAMP)


def test_light_and_colour_by_hand() -> None:
    picture = np.array([[[-1.0, 0.0, 1.0], [1.0, 1.0, 1.0]]], np.float32)  # a black, half and white one; and white
    lighter = one(recolored, picture, 1.0, 1.0, 0.0, 0.0)  # a quarter white
    assert lighter.tolist() == [[[-0.5, 0.25, 1.0], [1.0, 1.0, 1.0]]]
    darker = one(recolored, picture, 1.0, 0.0, 0.0, 0.0)  # a quarter black
    assert darker.tolist() == [[[-1.0, -0.25, 0.5], [0.5, 0.5, 0.5]]]
    paler = one(recolored, picture, 1.0, 0.5, 1.0, 0.0)  # half of the mean, which is 1/2
    assert paler.tolist() == [[[-0.25, 0.25, 0.75], [0.75, 0.75, 0.75]]]
    greyer = one(recolored, picture, 1.0, 0.5, 0.0, 0.5)  # half of each pixel's own mean, 0 and 1
    assert greyer.tolist() == [[[-0.5, 0.0, 0.5], [1.0, 1.0, 1.0]]]


def test_grey_pictures_have_no_colour_to_lose() -> None:
    assert np.array_equal(one(recolored, RAMP, 1.0, 0.5, 0.0, 1.0), RAMP)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("name", TRANSFORMS)
def test_each_keeps_shape_and_range_and_is_nothing_at_strength_0_or_chance_0(name: str, channels: int) -> None:
    numbers, extremes = (
        chances(64),
        tf.constant(np.random.default_rng(2).choice([0.0, NEARLY], (64, NUMBERS)), tf.float32),
    )
    for images in (some(64, channels), tf.sign(some(64, channels))):
        for drawn in (numbers, extremes):
            changed = augmented(images, [name], 1.0, 1.0, drawn)
            assert changed.shape == images.shape
            assert changed.dtype == tf.float32
            assert float(tf.reduce_max(tf.abs(changed))) <= 1.0 + 1e-6  # mixing rounds
            assert not np.array_equal(changed, images)
            assert np.array_equal(augmented(images, [name], 1.0, 0.0, drawn), images)
            assert np.array_equal(augmented(images, [name], 0.0, 1.0, drawn), images)


def test_all_at_once_keep_the_range_and_a_black_picture_that_is_only_shifted_stays_black() -> None:
    black = -tf.ones((64, 28, 28, 1))
    changed = augmented(black, TRANSFORMS, 1.0, 1.0, chances(64))
    assert float(tf.reduce_min(changed)) >= -1 - 1e-6
    assert np.array_equal(augmented(black, ["translation"], 1.0, 1.0, chances(64)), black)


def test_the_gradient_of_a_shift_is_the_shift_transposed() -> None:
    """⟨T x, y⟩ = ⟨x, Tᵀ y⟩ by the matrix itself: what the gradient takes from each pixel goes where it came from."""
    images, numbers = some(2), tf.constant([[0.9, 0.1], [0.2, 0.7]])
    wanted = some(2) ** 2
    with tf.GradientTape() as tape:
        tape.watch(images)
        total = tf.reduce_sum(translated(images, tf.ones(2), numbers) * wanted)
    gradient = tape.gradient(total, images)
    for number in range(2):
        every = tf.repeat(numbers[number : number + 1], 64, axis=0)
        matrix = np.reshape(translated(tf.reshape(tf.eye(64), (64, 8, 8, 1)), tf.ones(64), every), (64, 64))
        assert (matrix.sum(axis=0) == 1).all()  # row i says where pixel i goes; each pixel comes from one
        expected = matrix @ np.reshape(wanted[number], (64, 3))
        np.testing.assert_allclose(np.reshape(gradient[number], (64, 3)), expected, rtol=1e-6)


@pytest.mark.parametrize("name", TRANSFORMS)
def test_each_lets_the_gradient_through_wherever_a_pixel_is_still_seen(name: str) -> None:
    """Finite differences, also where a picture is white or black: nothing is clipped."""
    images, numbers, wanted = tf.sign(some()), chances(), some()

    def total(pictures: Any) -> Any:
        return tf.reduce_sum(augmented(pictures, [name], 1.0, 1.0, numbers) * wanted)

    with tf.GradientTape() as tape:
        tape.watch(images)
        value = total(images)
    gradient = tape.gradient(value, images).numpy()
    direction = np.random.default_rng(9).normal(size=images.shape).astype(np.float32)
    step = 0.125
    slope = (float(total(images + step * direction)) - float(total(images - step * direction))) / (2 * step)
    assert float(np.sum(gradient * direction)) == pytest.approx(slope, rel=1e-3, abs=1e-3)
    assert np.abs(gradient).max() > 0


def test_what_chance_gives_one_kind_of_change_does_not_depend_on_the_others() -> None:
    images, numbers = some(), chances()
    shifted = augmented(images, ["translation"], 1.0, 1.0, numbers)
    both = augmented(images, ["translation", "cutout"], 1.0, 1.0, numbers)
    seen = both.numpy() != 0
    assert np.array_equal(both.numpy()[seen], shifted.numpy()[seen])


def test_with_a_chance_of_a_third_a_third_is_changed() -> None:
    images, numbers = some(3000, 1), chances(3000)
    moved = (augmented(images, ["cutout"], 1 / 3, 1.0, numbers).numpy() != images.numpy()).any(axis=(1, 2, 3))
    assert moved.mean() == pytest.approx(1 / 3, abs=0.03)


def adapted(signs: list[float], **settings: Any) -> list[float]:
    """The chance after each step in which D's mean sign was this, with 50 images a step."""
    part: Any = AUGMENTATIONS.create({"name": "adaptive", "full_after": 10_000, **settings})
    state, found = part.state(), []
    for step, sign in enumerate(signs):
        part.learn(tf.constant(step, tf.int64), tf.constant(sign, tf.float32), 50, state)
        found.append(float(state["chance"]))
    return found


def test_the_chance_rises_while_d_is_too_sure_falls_while_it_is_not_and_holds_at_the_target() -> None:
    """50 images in each of 4 steps, of 10,000: by 0.02, once in four steps, by the mean of their signs."""
    assert EVERY == 4
    assert adapted([0.9] * 12) == pytest.approx([0, 0, 0, 0.02, 0.02, 0.02, 0.02, 0.04, 0.04, 0.04, 0.04, 0.06])
    assert adapted([1.0, 1.0, 0.5, 0.0])[-1] == pytest.approx(0.02)  # 0.625 on average
    assert adapted([0.9] * 8 + [0.2] * 4)[-1] == pytest.approx(0.02)
    assert adapted([0.2] * 8)[-1] == 0.0  # and not below
    assert adapted([0.9] * 8 + [0.5] * 8, target=0.5)[-1] == pytest.approx(0.04)
    assert adapted([1.0] * 240)[-1] == 1.0  # and not above


def test_the_curve_is_what_the_controller_does() -> None:
    part = AUGMENTATIONS.create({"name": "adaptive", "full_after": 10_000})
    signs = np.repeat([0.7, 0.9, 0.1, 0.8, 0.1], 3)
    curve = part.curve(np.arange(15) * 4.0, signs, 50)
    assert curve[1:] == pytest.approx(adapted(np.repeat(signs, 4).tolist())[3::4][:-1], abs=1e-6)


def test_the_sign_is_that_of_what_d_says_of_real_images_or_of_how_far_they_lie_above_fakes() -> None:
    real, fake = tf.constant([3.0, 2.0, -1.0, 5.0]), tf.constant([2.0, 4.0, 1.0, 3.0])
    assert float(mean_sign(0.0, real, fake)) == 0.5
    assert float(mean_sign(None, real, fake)) == 0.0  # the mean fake is 2.5
    assert float(mean_sign(2.0, real, fake)) == 0.25


@pytest.mark.parametrize(("falls", "expected"), [(False, [0.0, 0.2, 0.8, 0.8]), (True, [0.8, 0.6, 0.0, 0.0])])
def test_a_timetable_by_hand(falls: bool, expected: list[float]) -> None:
    part = AUGMENTATIONS.create({"name": "scheduled", "strength": 0.8, "schedule_steps": 400, "falls": falls})
    steps = [0, 100, 400, 900]
    found = [part.level(tf.constant(step, tf.int64), tf.constant(0.8), {}) for step in steps]
    assert [chance for chance, _ in found] == [1.0] * 4
    assert [float(strength) for _, strength in found] == pytest.approx(expected)
    assert part.curve(np.array(steps), np.zeros(4), 20) == pytest.approx(expected)


def seen(config: TrainConfig, real: Any, fake: Any, step: int = 0, unit: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    found: dict[str, Any] = {"step": tf.constant(step, tf.int64)}
    method: Any = config.method
    both = Seen(method, unit).of(found, Chance(config.seed, found["step"]), real, fake)
    return both[0].numpy(), both[1].numpy()


def test_each_sample_has_its_own_chance_and_fakes_another_than_real_ones(small: Small) -> None:
    same = tf.repeat(some(1, 1, 28), 8, axis=0)
    real, fake = seen(small("mlp", augmentation="fixed"), same, same)
    pictures = [*real, *fake]
    assert len({picture.tobytes() for picture in pictures}) == 16
    again, later = (seen(small("mlp", augmentation="fixed"), same, same, step)[0] for step in (0, 1))
    assert np.array_equal(again, real)
    assert not np.array_equal(later, real)


def test_noise_has_its_deviation_in_the_networks_units_and_fades(small: Small) -> None:
    config = small("mlp", instance_noise=0.2, noise_steps=100)
    zeros = tf.zeros((200, 28, 28, 1))
    for step, expected in ((0, 0.2), (50, 0.1), (100, 0.0), (170, 0.0)):
        real, fake = seen(config, zeros, zeros, step)
        assert (real.std(), fake.std()) == pytest.approx((expected, expected), rel=0.02)
        assert expected == 0 or abs(np.mean(real * fake)) < 0.01 * expected  # drawn apart
    assert seen(config, zeros, zeros, 0, unit=3.0)[0].std() == pytest.approx(0.6, rel=0.02)
    assert seen(config.replace(noise_steps=0), zeros, zeros, 10**6)[0].std() == pytest.approx(0.2, rel=0.02)


def test_where_there_is_neither_nothing_is_added(small: Small) -> None:
    real, fake, found = some(8, 1), some(8, 1), {"step": tf.constant(0, tf.int64)}
    part = Seen(small("mlp").method, 1.0)  # type: ignore[arg-type]
    shown = part.of(found, Chance(0, found["step"]), real, fake)
    assert shown[0] is real
    assert shown[1] is fake
    assert (set(part.dials), part.variables, set(found)) == ({"instance_noise"}, {}, {"step"})


@pytest.mark.parametrize(
    ("settings", "fragment"),
    [
        ({"dataset": "points", "architecture": "plane", "augmentation": "fixed"}, "only pictures can be shifted"),
        ({"augmentation": {"name": "fixed", "translation": False, "cutout": False}}, "at least one kind of change"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(settings: dict[str, Any], fragment: str) -> None:
    with pytest.raises(ConfigError, match=fragment) as caught:
        TrainConfig(**settings)
    assert caught.value.field == "augmentation"
    TrainConfig(dataset="points", architecture="plane", instance_noise=0.1)


def test_pictures_are_mirrored_only_where_that_was_answered_with_yes() -> None:
    for part in AUGMENTATIONS:
        if "flips" in part.model_fields:
            assert "flips" not in part().transforms
            assert (part.model_fields["flips"].title or "").startswith("Would a mirrored picture still be right?")


@pytest.fixture(scope="module")
def adaptive(digits: Data) -> tuple[Trainer, dict[str, Any], dict[str, Any]]:
    """A training that is told apart from its repetition: after 10 steps, and what it held after 6 and 10."""
    part = {"name": "adaptive", "full_after": 100, "target": -1.0, **ALL}  # 8 images of 100 a step: up by 0.32
    settings = {"architecture": {"name": "lean", "width": 8}, "latent_size": 6, "conditional": True, "mismatch": 0.1}
    trainer = Trainer(TrainConfig(augmentation=part, batch_size=8, instance_noise=0.1, seed=3, **settings), digits)
    trainer.advance(6)
    middle = trainer.checkpoint()
    trainer.advance(4)
    return trainer, middle, trainer.checkpoint().arrays


@pytest.mark.trial
def test_the_chance_is_in_checkpoints_and_goes_on_bit_for_bit(
    adaptive: tuple[Trainer, Any, dict[str, Any]], digits: Data
) -> None:
    trainer, middle, expected = adaptive
    assert float(middle.arrays["augmentation/chance"]) == pytest.approx(0.32)
    assert middle.arrays["augmentation/signs"] != 0  # in the middle of four steps
    twin = Trainer(trainer.config, digits)
    twin.restore(middle)
    twin.advance(4)
    found = twin.checkpoint().arrays
    assert [name for name in expected if not np.array_equal(expected[name], found[name])] == []
    assert float(expected["augmentation/chance"]) == pytest.approx(0.64)


@pytest.mark.trial
@pytest.mark.slow
def test_it_is_measured_and_drawn_only_where_it_changes_by_itself(
    adaptive: tuple[Trainer, Any, dict[str, Any]], small: Small
) -> None:
    measures = adaptive[0].snapshot().measures
    assert measures["augmentation"] == pytest.approx((4 * 0.32 + 2 * 0.64) / 10)  # of each step, before it learned
    for part in AUGMENTATIONS:
        method = small("mlp", augmentation=part.name).method
        there = part.name in ("scheduled", "adaptive")
        assert ("augmentation" in [measure.name for measure in method.measures]) == there
        assert ("augmentation" in [panel.name for panel in method.panels]) == there


@pytest.mark.trial
def test_strength_and_noise_are_dials(small: Small, digits: Data) -> None:
    turned = Trainer(small("mlp", augmentation="fixed", instance_noise=0.3, penalty="none"), digits)
    begun = Trainer(
        small("mlp", augmentation={"name": "fixed", "strength": 0.25}, instance_noise=0.05, penalty="none"), digits
    )
    turned.compile()
    turned.learner.dials["augmentation.strength"].assign(0.25)
    turned.learner.dials["instance_noise"].assign(0.05)
    turned.advance(3)
    begun.advance(3)
    expected = begun.checkpoint().arrays
    assert all(np.array_equal(array, expected[name]) for name, array in turned.checkpoint().arrays.items())


@pytest.mark.slow
def test_both_losses_see_what_d_sees_and_the_samples_shown_do_not(small: Small, digits: Data) -> None:
    """At strength 0 it trains as it does without; the fakes that are kept to be looked at are those that G made."""
    plain, still = (
        Trainer(small("mlp"), digits),
        Trainer(small("mlp", augmentation={"name": "fixed", "strength": 0}), digits),
    )
    changed = Trainer(small("mlp", augmentation="fixed"), digits)
    found = [trainer.learner.phases[-1].compute(tf.constant(0, tf.int64)) for trainer in (plain, still, changed)]
    for name in ("fake", "real"):
        assert np.array_equal(found[0][name], found[1][name])
        assert np.array_equal(found[0][name], found[2][name])
    assert np.array_equal(found[0]["fake_logits"], found[1]["fake_logits"])
    for name in ("real_logits", "fake_logits", "discriminator_loss", "generator_loss"):
        assert not np.array_equal(found[0][name], found[2][name])
    assert all(np.any(gradient) for gradient in found[2]["generator_gradients"][-2:])  # it reaches G through T
    assert np.array_equal(plain.samples(), changed.samples())
