"""A picture that the generator made is found again, with its class; one that it cannot make is said to be none of its."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.architectures import ARCHITECTURES, NetworkSpec
from ganboard.backend import keras
from ganboard.errors import GANBoardError
from ganboard.i18n import render
from ganboard.latent.inversion import FIRST, REST, Inversion, describe
from ganboard.sampler import latents

PLAIN = NetworkSpec((28, 28, 1), 8)
TOLD = NetworkSpec((8, 8, 3), 6, classes=4)


@pytest.fixture(scope="module")
def lean() -> Any:
    """Lean networks with fresh weights, but with the contrast of trained ones."""
    keras.utils.set_random_seed(1)
    generator = ARCHITECTURES.create({"name": "lean", "width": 8}).build(PLAIN).generator
    last = generator.get_layer("generator_conv_2")
    last.kernel.assign(last.kernel * 20)
    return generator


@pytest.fixture(scope="module")
def told() -> Any:
    """A small generator of colours that is told weights of classes."""
    keras.utils.set_random_seed(2)
    layers = keras.layers
    noise, classes = keras.Input((TOLD.latent_size,)), keras.Input((TOLD.classes,))
    x = layers.Concatenate()([noise, layers.Dense(8, use_bias=False)(classes)])
    x = layers.Dense(48, activation="tanh")(x)
    x = layers.Dense(8 * 8 * 3, activation="tanh")(x)
    return keras.Model([noise, classes], layers.Reshape(TOLD.shape)(x))


def picture(generator: Any, inputs: Any) -> np.ndarray:
    image = generator(inputs, training=False).numpy()[0]
    return np.round((image + 1) * 127.5).astype(np.uint8)


def off(first: np.ndarray, second: np.ndarray) -> float:
    """Root mean square in grey levels."""
    return float(np.sqrt(np.mean((first.astype(float) - second) ** 2)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_generated_picture_is_found_again(lean: Any, seed: int) -> None:
    truth = latents(1, PLAIN.latent_size, seed)
    target = picture(lean, truth)
    assert target.std() > 40, "a picture with contrast, or finding it would be no feat"
    search = Inversion(lean, PLAIN, target, seed=7)
    begun = search.best()[2]
    search.advance()
    point, label, error = search.best()
    assert search.done
    assert search.progress == 1
    assert point.shape == (PLAIN.latent_size,)
    assert point.dtype == np.float32
    assert label is None
    assert begun > 20
    assert error < 2
    assert off(picture(lean, point[None]), target) == pytest.approx(error, abs=0.5)  # the error is that of the point
    assert np.abs(point - truth[0]).max() < 0.2


@pytest.mark.parametrize("label", range(TOLD.classes))
def test_the_class_is_found_too(told: Any, label: int) -> None:
    weights = np.eye(TOLD.classes, dtype=np.float32)
    target = picture(told, [latents(1, TOLD.latent_size, seed=10 + label), weights[[label]]])
    search = Inversion(told, TOLD, target, seed=0)
    search.advance()
    point, found, error = search.best()
    assert found == label
    assert error < 2
    assert off(picture(told, [point[None], weights[[found]]]), target) < 2.5


def test_every_class_has_a_start_even_if_fewer_were_asked_for(told: Any) -> None:
    weights = np.eye(TOLD.classes, dtype=np.float32)
    target = picture(told, [latents(1, TOLD.latent_size, seed=3), weights[[3]]])
    search = Inversion(told, TOLD, target, starts=1)
    search.advance()
    assert search.best()[1] == 3


def test_a_picture_that_it_cannot_make_is_told_to_be_none(lean: Any) -> None:
    noise = np.random.default_rng(4).integers(0, 256, PLAIN.shape).astype(np.uint8)
    search = Inversion(lean, PLAIN, noise)
    search.advance()
    point, _, error = search.best()
    assert error > 60
    sentence = render(describe(error))
    assert sentence.startswith("The generator cannot make this picture")
    assert np.linalg.norm(point) < 2.5 * np.sqrt(PLAIN.latent_size)  # it does not run away for a grey level less


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (7.94, "hardly sees"),
        (8, "Very near"),
        (31.6, "Similar"),
        (45, "cannot"),
    ],
)
def test_errors_in_words(error: float, says: str) -> None:
    assert says in render(describe(error))


@pytest.mark.slow
def test_slices_change_nothing_and_progress_only_grows(lean: Any) -> None:
    target = picture(lean, latents(1, PLAIN.latent_size, seed=5))
    whole, slices = Inversion(lean, PLAIN, target, seed=3), Inversion(lean, PLAIN, target, seed=3)
    whole.advance()
    seen, errors = [slices.progress], [slices.best()[2]]
    while not slices.done:
        slices.advance(iterations=73)  # not a divisor: a slice lies across the place where starts are dropped
        seen.append(slices.progress)
        errors.append(slices.best()[2])
    assert len(seen) == 1 + -(-(FIRST + REST) // 73)
    assert seen == sorted(set(seen))
    assert seen[0] == 0
    assert seen[-1] == 1
    assert errors == sorted(errors, reverse=True)
    assert np.allclose(slices.best()[0], whole.best()[0], atol=1e-5)
    slices.advance()  # nothing is left to do
    assert slices.best()[2] == errors[-1]


def test_a_slice_of_no_time_still_gets_on(lean: Any) -> None:
    search = Inversion(lean, PLAIN, picture(lean, latents(1, PLAIN.latent_size, seed=5)))
    search.advance(seconds=0)
    first = search.progress
    search.advance(seconds=0)
    assert 0 < first < search.progress < 0.1


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (np.zeros((28, 28), np.uint8), "28×28×1 numbers from 0 to 255 .* but got 28×28 of type uint8"),
        (np.zeros((32, 32, 1), np.uint8), "but got 32×32×1"),
        (np.zeros((28, 28, 3), np.uint8), "but got 28×28×3"),
        (np.zeros((28, 28, 1)), "of type float64"),
    ],
)
def test_what_is_no_such_picture_is_refused(lean: Any, target: np.ndarray, says: str) -> None:
    with pytest.raises(GANBoardError, match=says):
        Inversion(lean, PLAIN, target)


def test_a_spoilt_generator_is_told_in_a_sentence(told: Any) -> None:
    spoilt = keras.models.clone_model(told)
    spoilt.layers[-2].bias.assign(np.full(8 * 8 * 3, np.nan))
    with pytest.raises(GANBoardError, match="makes no numbers"):
        Inversion(spoilt, TOLD, np.zeros(TOLD.shape, np.uint8)).advance()
