"""A VAE on points in the plane: it learns whatever they are measured in, and what it says of their density is true of them."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.plane import DENSITIES
from ganboard.metrics.modes import modes
from ganboard.presets import preset
from ganboard.sampler import latents
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")


def trained(kind: str, steps: int, unit: float = 1.0) -> Trainer:
    """A VAE with the other settings of the preset of points, on points that are measured in another unit."""
    config = preset("points").config(dataset={"name": "points", "kind": kind}, method="vae")
    points = config.dataset.load().samples
    trainer = Trainer(config, Data({"points": points / np.float32(unit)}))
    trainer.advance(steps)
    return trainer


@pytest.mark.trial
@pytest.mark.slow
def test_it_learns_the_same_whatever_points_are_measured_in() -> None:
    units = (1.0, 2.0**-7)  # powers of two, which round nothing
    trainers = [trained("moons", 30, unit) for unit in units]
    samples = [trainer.samples() * unit for unit, trainer in zip(units, trainers, strict=True)]
    bounds = [trainer.snapshot().measures["elbo"] for trainer in trainers]
    for unit, other, bound in zip(units[1:], samples[1:], bounds[1:], strict=True):
        np.testing.assert_allclose(other, samples[0], atol=1e-4)
        assert bound == pytest.approx(bounds[0] + 2 * np.log(unit), abs=1e-3)  # the density of points, in their units


def test_a_width_that_is_given_counts_and_an_empty_one_is_what_suits_the_data() -> None:
    points, digits = ({"dataset": "points", "architecture": "plane"}, {"dataset": "mnist"})
    for data, usual in ((points, 0.25), (digits, 1.2)):
        for told, width in (({}, usual), ({"deviation": ""}, usual), ({"deviation": "0.5"}, 0.5)):
            config = TrainConfig(**data, method="vae", **told)
            assert config.method.suited(config.dataset) == {"deviation": width}
            assert TrainConfig.from_json(config.to_json()) == TrainConfig.from_query(config.to_query()) == config
    assert TrainConfig(method="vae", deviation=0.5).replace(deviation="").to_flat()["deviation"] is None


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(("kind", "found", "good"), [("ring", 8, 0.35), ("moons", 20, 0.7), ("grid", 8, 0.05)])
def test_some_hundred_steps_show_where_the_points_are(kind: str, found: int, good: float) -> None:
    trainer, density = trained(kind, 1_500), DENSITIES[kind]
    made = trainer.sampler.sample(latents(2_000, 2, 1))
    covered, near = modes(made, density.modes, density.deviation, density.centres)
    assert round(covered.value * len(density.modes)) >= found
    assert near.value > good
    assert trainer.snapshot().measures["divergence"] > 1  # nats that a code tells
    np.testing.assert_allclose(made.std(axis=0), trainer.data.samples.std(axis=0), rtol=0.2)


@pytest.mark.trial
@pytest.mark.slow
def test_the_bound_lies_below_the_density_that_the_decoder_gives_and_that_below_the_true_one() -> None:
    """All in the points' own units, which are a hundredth of those that the ring is described in."""
    trainer, unit = trained("ring", 1_400, 0.01), 0.01
    trainer.advance(100)
    bound = trainer.snapshot().measures["elbo"]
    some = trainer.data.samples[:500].astype(np.float64)
    centres = trainer.learner.decoder(tf.constant(latents(20_000, 2, 3)), training=False).numpy().astype(np.float64)
    width = 0.25 * trainer.config.method.architecture.unit(trainer.data.samples)
    squares = np.square(some[:, None] - centres[None]).sum(axis=2)
    density = np.log(np.exp(-0.5 * squares / width**2).mean(axis=1) / (2 * np.pi * width**2)).mean()
    true = DENSITIES["ring"].log(some * unit).mean() + 2 * np.log(unit)
    assert bound < density < true
    assert bound > density - 2  # nats: the encoder is not far from what is true of the decoder
