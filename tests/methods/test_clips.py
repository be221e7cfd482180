"""Clips: who is seen and how it moves are two things, and two judges see to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.creatures.factors import SIZES, kind_numbers
from ganboard.datasets import Data
from ganboard.datasets.clips import Clips
from ganboard.errors import ConfigError
from ganboard.evaluation.clips import chosen
from ganboard.i18n import render
from ganboard.methods.base import Method
from ganboard.sampler import latents
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")
SMALL = {"width": 4, "judge_width": 4, "batch_size": 4}


def config(**settings: Any) -> TrainConfig:
    return TrainConfig(dataset={"name": "clips", "count": 80}, method={"name": "clips", **SMALL, **settings}, seed=3)


@pytest.fixture(scope="module")
def data() -> Data:
    return Clips(count=80).load()


@pytest.fixture(scope="module")
def trainer(data: Data) -> Trainer:
    """After some steps, so that all weights have moved."""
    trainer = Trainer(config(generator_learning_rate=0.02), data)
    trainer.advance(6)
    return trainer


@pytest.mark.trial
@pytest.mark.slow
def test_whatever_it_does_the_creature_is_the_same_at_the_beginning(trainer: Trainer) -> None:
    """The first frame comes from who is seen alone: bit for bit the same for every motion, and for other noise of motion."""
    size = trainer.config.network_spec.latent_size
    who = np.repeat(latents(3, size, 5), 4, axis=0)
    motions = np.tile(np.arange(4, dtype=np.int32), 3)
    clips = trainer.sampler.sample(who, motions).reshape(3, 4, 8, 32, 32, 3)
    assert (clips[:, :, 0] == clips[:, :1, 0]).all()
    assert (clips[:, :, 1:] != clips[:, :1, 1:]).any(axis=(0, 2, 3, 4, 5))[1:].all()
    other = who.copy()
    other[:, -trainer.config.method.motion_size :] += 1
    assert (trainer.sampler.sample(other, motions)[:, 0] == clips.reshape(-1, 8, 32, 32, 3)[:, 0]).all()
    another = who.copy()
    another[:, sum(SIZES)] += 1
    assert (trainer.sampler.sample(another, motions)[:, 0] != clips.reshape(-1, 8, 32, 32, 3)[:, 0]).any()


def test_the_largest_number_of_each_factor_chooses_its_value(trainer: Trainer) -> None:
    noise = latents(50, trainer.config.network_spec.latent_size, 1)
    kinds = trainer.learner.chosen(tf.constant(noise)).numpy()
    assert np.array_equal(kinds, kind_numbers(chosen(noise)))
    assert len(np.unique(kinds)) > 40


@pytest.mark.trial
def test_each_judge_that_there_is_is_measured_and_the_other_is_not_even_built(data: Data) -> None:
    for switched, lacks, has in (
        ("frame_judge", "fake_creature", "clips_conv_1"),
        ("clip_judge", "fake_motion", "frames_conv_1"),
    ):
        trainer = Trainer(config(**{switched: False}), data)
        trainer.advance(2)
        measures = trainer.snapshot().measures
        assert lacks not in measures
        assert all(np.isfinite(list(measures.values())))
        names = {name.split("/")[1] for name in trainer.learner.variables if name.startswith("discriminator/")}
        assert has in names
        assert not [name for name in names if name.split("_")[0] not in (has.split("_")[0],)]
        method: Method = trainer.config.method
        assert len(method.shares(trainer.config.dataset, measures, dict)) == 2


def test_somebody_must_judge() -> None:
    with pytest.raises(ConfigError, match="somebody must judge"):
        config(frame_judge=False, clip_judge=False)


def test_it_learns_from_clips_of_which_it_knows_who_is_seen() -> None:
    with pytest.raises(ConfigError, match="clips"):
        TrainConfig(dataset="creatures", method="clips")
    with pytest.raises(ConfigError, match="expected"):
        TrainConfig(dataset="clips", method="gan")


@pytest.mark.slow
def test_without_the_judge_of_frames_colours_teach_the_generator_nothing(data: Data) -> None:
    """The judge of clips is blind to them: swapped colours are judged alike."""
    trainer = Trainer(config(frame_judge=False), data)
    judge = trainer.learner.clip_judge
    clips = trainer.config.dataset.medium.learned(tf.constant(data.samples[:5]))
    labels = tf.constant(data.labels[:5])
    other = tf.gather(clips, [2, 0, 1], axis=-1)
    for one, swapped in zip(judge([clips, labels]), judge([other, labels]), strict=True):
        assert np.allclose(one, swapped, atol=1e-5)


@pytest.mark.slow
def test_a_judge_of_frames_is_shown_one_frame_of_each_clip(trainer: Trainer) -> None:
    learner = trainer.learner
    found = learner.phases[0].compute(tf.constant(0, tf.int64))
    assert found["real_logits"].shape == (4, 2)
    frames = found["frames"].numpy()
    shown = tf.constant(found["real"].numpy()[np.arange(4), frames])
    values = tf.gather(learner.values, found["kinds"])
    expected, _ = learner.frame_judge([shown, values], training=True)
    assert np.allclose(found["real_logits"][:, 0], expected, atol=1e-5)


def test_what_is_said_of_a_step_is_true_for_it() -> None:
    method = config().method
    early = render(method.narrate(10, {"fake_creature": 0.9, "fake_motion": 0.9}))
    good = render(method.narrate(2_000, {"fake_creature": 0.9, "fake_motion": 0.95}))
    still = render(config(clip_judge=False).method.narrate(2_000, {"fake_creature": 0.9}))
    assert "begun" in early
    assert "stay who they are" in good
    assert "no motion" in still
