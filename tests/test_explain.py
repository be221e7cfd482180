"""What D believes, and why: known answers of a linear discriminator, and of one that is told classes."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

from ganboard.backend import keras
from ganboard.errors import ConfigError
from ganboard.explain import logits, saliency, score

SHAPE = (4, 5, 3)
CHANCE = np.random.default_rng(0)
WEIGHTS = CHANCE.normal(size=SHAPE).astype(np.float32)
BIAS = 0.3
IMAGES = CHANCE.integers(0, 256, (6, *SHAPE)).astype(np.uint8)


def linear() -> Any:
    """A discriminator whose logit is the sum of weights times pixels, and a bias."""
    images = keras.Input(SHAPE)
    flat = keras.layers.Flatten()(images)
    dense = keras.layers.Dense(1)
    model = keras.Model(images, keras.layers.Reshape(())(dense(flat)))
    dense.set_weights([WEIGHTS.reshape(-1, 1), np.array([BIAS], np.float32)])
    return model


def told() -> Any:
    """A discriminator of two classes: the second looks at the negative of the first's weights."""
    images, labels = keras.Input(SHAPE), keras.Input((), dtype="int32")
    dense = keras.layers.Dense(2, use_bias=False)
    each = dense(keras.layers.Flatten()(images))
    chosen = keras.layers.CategoryEncoding(2, output_mode="one_hot")(labels)
    model = keras.Model([images, labels], keras.layers.Reshape(())(keras.layers.Dot(axes=1)([each, chosen])))
    dense.set_weights([np.stack([WEIGHTS.ravel(), -2 * WEIGHTS.ravel()], axis=1)])
    return model


def pixels(images: np.ndarray) -> np.ndarray:
    return images / 127.5 - 1


def test_the_score_is_the_sigmoid_of_the_logit() -> None:
    expected = (pixels(IMAGES) * WEIGHTS).sum(axis=(1, 2, 3)) + BIAS
    model = linear()
    assert np.allclose(logits(model, IMAGES), expected, atol=1e-4)
    assert np.allclose(score(model, IMAGES), 1 / (1 + np.exp(-expected)), atol=1e-5)


def test_more_images_than_a_batch_are_scored_one_by_one() -> None:
    model, many = linear(), CHANCE.integers(0, 256, (601, *SHAPE)).astype(np.uint8)
    found = score(model, many)
    assert found.shape == (601,)
    assert np.allclose(found[-1:], score(model, many[-1:]), atol=1e-6)
    assert score(model, many[:0]).shape == (0,)


def test_far_out_scores_neither_overflow_nor_leave_their_range() -> None:
    model = linear()
    model.layers[2].set_weights([np.full((60, 1), 1e4, np.float32), np.zeros(1, np.float32)])
    with np.errstate(all="raise"):
        found = score(model, np.stack([np.zeros(SHAPE, np.uint8), np.full(SHAPE, 255, np.uint8)]))
    assert found.tolist() == [0, 1]


def test_the_saliency_of_a_linear_discriminator_is_its_weights() -> None:
    model = linear()
    assert np.allclose(saliency(model, IMAGES[0]), np.abs(WEIGHTS).max(axis=-1), atol=1e-5)
    # Noise on the image changes nothing about the gradient of what is linear.
    assert np.allclose(saliency(model, IMAGES[0], copies=8), np.abs(WEIGHTS).max(axis=-1), atol=1e-5)


def test_signed_saliency_adds_up_to_the_logit() -> None:
    model = linear()
    signed = saliency(model, IMAGES[1], signed=True)
    assert signed.min() < 0 < signed.max()
    assert signed.sum() + BIAS == pytest.approx(float(logits(model, IMAGES[1:2])[0]), abs=1e-3)


def test_copies_average_over_a_kink() -> None:
    """|x| at grey: one gradient is as steep as the paper's noise is not; the mean over both sides is nearly flat."""
    images = keras.Input((1, 1, 1))
    model = keras.Model(images, keras.layers.Reshape(())(keras.layers.Lambda(keras.ops.abs)(images)))
    grey = np.full((1, 1, 1), 128, np.uint8)
    assert saliency(model, grey)[0, 0] == pytest.approx(1)
    assert saliency(model, grey, copies=64)[0, 0] < 0.4
    assert saliency(model, grey, copies=64, seed=1) == saliency(model, grey, copies=64, seed=1)


def test_labels_matter_to_a_discriminator_that_is_told_them() -> None:
    model = told()
    first, second = (logits(model, IMAGES, np.full(6, label, np.int32)) for label in (0, 1))
    assert np.allclose(second, -2 * first, atol=1e-3)
    assert np.abs(first).min() > 0
    assert np.allclose(saliency(model, IMAGES[0], 1), 2 * saliency(model, IMAGES[0], 0), atol=1e-4)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ConfigError, match="a class for each image"):
        score(told(), IMAGES)
    with pytest.raises(ConfigError, match="4×5×3"):
        score(linear(), IMAGES[:, :3])
    with pytest.raises(ConfigError, match="uint8"):
        saliency(linear(), IMAGES[0] / 255)
    with pytest.raises(ConfigError, match="copies"):
        saliency(linear(), IMAGES[0], copies=1000)


def test_a_discriminator_is_compiled_once_and_let_go() -> None:
    traced = []
    images = keras.Input(SHAPE)
    counted = keras.layers.Lambda(lambda values: (traced.append(1), values)[1])(images)
    model = keras.Model(images, keras.ops.sum(counted, axis=(1, 2, 3)))
    traced.clear()  # Keras went through it once to build it
    for count in (1, 2, 3):
        score(model, IMAGES[:count])
    assert len(traced) == 1
    kept = weakref.ref(model)
    del model, images, counted
    gc.collect()
    assert kept() is None
