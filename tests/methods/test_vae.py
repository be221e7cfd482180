"""The VAE's bound against the exact likelihood of a model where it is known, and what its networks say of pictures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import ConfigError
from ganboard.methods.vae_learner import divergence_from_noise, negative_log_normal
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

Small = Callable[..., TrainConfig]
WEIGHT = np.array([[2.0, 0.0], [0.0, 0.5], [1.0, 0.0]], np.float32)
"""Columns at right angles, so that the posterior's latents do not depend on each other."""
OFFSET = np.array([0.3, -0.2, 0.1], np.float32)
DEVIATION = 0.5
SAMPLES = np.array([[0.0, 0.0, 0.0], [1.0, -1.0, 2.0], [0.3, -0.2, 0.1], [-2.0, 0.7, 0.4]], np.float32)
LIKELIHOODS = (-2.599542, -7.237637, -2.546209, -7.072399)
"""log N(x; b, W Wᵀ + σ² I) of the samples, by hand: the covariance's determinant is 0.65625, and the first sample is off by
0.035 / 1.3125 + 0.04 / 0.5 in its squares."""


def bound(means: np.ndarray, variances: np.ndarray) -> np.ndarray:
    """The ELBO of each sample. What the decoder loses is a square in z, so its mean over two points a latent is exact."""
    corners = np.array(list(product((-1, 1), repeat=2)), np.float32)
    lost = np.zeros(len(SAMPLES))
    for corner in corners:
        made = OFFSET + (means + np.sqrt(variances) * corner) @ WEIGHT.T
        lost += negative_log_normal(tf.constant(SAMPLES), tf.constant(made), DEVIATION).numpy() / len(corners)
    return -lost - divergence_from_noise(tf.constant(means), tf.math.log(tf.constant(variances))).numpy()


def posterior() -> tuple[np.ndarray, np.ndarray]:
    precision = np.eye(2) + WEIGHT.T @ WEIGHT / DEVIATION**2
    means = (SAMPLES - OFFSET) @ WEIGHT @ np.linalg.inv(precision) / DEVIATION**2
    return means.astype(np.float32), np.tile(np.diag(np.linalg.inv(precision)), (4, 1)).astype(np.float32)


def likelihoods() -> np.ndarray:
    covariance = WEIGHT @ WEIGHT.T + DEVIATION**2 * np.eye(3)
    off = SAMPLES - OFFSET
    squares = np.einsum("ni,ij,nj->n", off, np.linalg.inv(covariance), off)
    return -0.5 * (squares + np.linalg.slogdet(covariance)[1] + 3 * np.log(2 * np.pi))


def test_at_the_true_posterior_the_bound_is_the_likelihood() -> None:
    np.testing.assert_allclose(likelihoods(), LIKELIHOODS, atol=1e-5)
    np.testing.assert_allclose(bound(*posterior()), LIKELIHOODS, atol=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_anywhere_else_the_bound_lies_below_by_the_divergence_from_the_posterior(seed: int) -> None:
    chance = np.random.default_rng(seed)
    means, variances = posterior()
    other_means = means + chance.normal(0, 0.5, means.shape).astype(np.float32)
    other_variances = variances * np.exp(chance.normal(0, 1, means.shape)).astype(np.float32)
    off = other_variances / variances + (other_means - means) ** 2 / variances - 1 - np.log(other_variances / variances)
    gap = 0.5 * off.sum(axis=1)
    assert (gap > 0.05).all()
    np.testing.assert_allclose(bound(other_means, other_variances), likelihoods() - gap, rtol=1e-4)


def test_the_divergence_is_the_integral_that_it_stands_for() -> None:
    means, variances = np.array([[0.0], [1.5], [-0.4]]), np.array([[1.0], [0.2], [3.0]])
    found = divergence_from_noise(tf.constant(means), tf.constant(np.log(variances))).numpy()
    z = np.linspace(-20, 20, 200_001)
    log_q = -0.5 * (z - means) ** 2 / variances - 0.5 * np.log(2 * np.pi * variances)
    log_p = -0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    np.testing.assert_allclose(found, np.trapezoid(np.exp(log_q) * (log_q - log_p), z), atol=1e-6)
    assert found[0] == 0


@pytest.mark.parametrize("beta", [0.0, 1.0, 4.0])
def test_the_loss_and_its_parts_add_up(beta: float, digits: Data) -> None:
    config = TrainConfig(method={"name": "vae", "architecture": {"name": "mlp"}, "batch_size": 8, "beta": beta})
    learner = Trainer(config, digits).learner
    computed = learner.phases[0].compute(tf.constant(0, tf.int64))
    measured: dict[str, Any] = learner.phases[0].apply(computed)
    found = {name: float(value) for name, value in measured.items()}
    assert found["loss"] == pytest.approx(found["reconstruction"] + beta * found["divergence"], rel=1e-5)
    assert found["elbo"] == pytest.approx(-found["reconstruction"] - found["divergence"], rel=1e-5)
    assert found["divergence"] >= 0


def test_networks_that_cannot_encode_are_refused_with_those_that_can() -> None:
    with pytest.raises(ConfigError, match="networks that can encode: one of lean, mlp"):
        TrainConfig(method={"name": "vae", "architecture": "article"})


@pytest.mark.slow
def test_points_are_rebuilt_as_pictures_are() -> None:
    config = TrainConfig(dataset="points", method={"name": "vae", "architecture": "plane", "latent_size": 2})
    trainer = Trainer(config)
    trainer.advance(3)
    codes = trainer.learner.maker.encode(trainer.data.samples[:5])
    assert codes.shape == trainer.sampler.sample(codes).shape == (5, 2)


@pytest.mark.trial
@pytest.mark.slow
def test_after_some_hundred_steps_a_picture_comes_back_and_its_class_is_known() -> None:
    """The digits of ten places, in few steps: what is rebuilt is nearer to its original than the mean picture."""
    trainer = Trainer(TrainConfig(method={"name": "vae", "conditional": True}))
    trainer.advance(300)
    assert trainer.held_out is not None
    assert trainer.held_out.labels is not None
    images, labels = trainer.held_out.samples[:300], trainer.held_out.labels[:300]
    rebuilt = trainer.sampler.sample(trainer.learner.maker.encode(images, labels), labels)
    error = np.square(rebuilt.astype(float) - images).mean()
    usual = np.square(trainer.data.samples.mean(axis=0) - images).mean()
    assert error < 0.5 * usual
