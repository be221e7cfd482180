from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.architectures import NetworkSpec
from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import CheckpointError, ConfigError
from ganboard.media import ImageMedium
from ganboard.methods.maker import SHOWN, Maker
from ganboard.sampler import BATCH, Sampler, fixed_points, latents
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

Small = Callable[..., TrainConfig]


def of_values(inputs: Any, training: bool = False) -> Any:
    """A "generator" whose only pixel is its only latent, or the latent plus a tenth for each class."""
    if isinstance(inputs, list):
        inputs = inputs[0] + tf.cast(inputs[1], tf.float32)[:, None] / 10
    return tf.reshape(inputs, (-1, 1, 1, 1))


class Values(Maker):
    """A maker of such pictures."""

    medium, slots = ImageMedium((1, 1, 1)), ()

    def __init__(self) -> None:
        self.networks = {SHOWN: of_values}


def bytes_of(values: list[float]) -> list[int]:
    images = Sampler(Values(), NetworkSpec((1, 1, 1), 1)).sample(np.array(values, np.float32)[:, None])
    assert images.dtype == np.uint8
    return images.ravel().tolist()


def test_the_range_becomes_bytes_rounded_and_cut() -> None:
    assert bytes_of([-1, 1, 0.001, -0.001]) == [0, 255, 128, 127]
    assert bytes_of([-1.5, -1.001, 1.001, 7]) == [0, 0, 255, 255]
    assert bytes_of([-1 + 0.49 / 127.5, -1 + 0.51 / 127.5]) == [0, 1]


def test_every_byte_survives_the_way_in_and_out() -> None:
    inside = np.arange(256) / 127.5 - 1.0  # as the learner reads images
    assert bytes_of(inside.tolist()) == list(range(256))


def test_many_images_come_in_their_order() -> None:
    values = np.linspace(-1, 1, 2 * BATCH + 7)
    assert bytes_of(values.tolist()) == np.round((values.astype(np.float32) + 1) * 127.5).astype(int).tolist()


@pytest.mark.parametrize("label", [None, 2])
def test_pieces_together_are_what_is_generated_in_one_go(label: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ganboard.sampler.PIECE", 7)
    sampler = Sampler(Values(), NetworkSpec((1, 1, 1), 1, 3))
    pieces = list(sampler.pieces(20, seed=4, label=label))
    assert [len(piece) for piece in pieces] == [7, 7, 6]
    assert np.array_equal(np.concatenate(pieces), sampler.generate(20, 4, label)[0])


def test_labels_take_turns_or_are_all_the_one_asked_for() -> None:
    sampler = Sampler(Values(), NetworkSpec((1, 1, 1), 1, 3))
    assert sampler.labels(5).tolist() == [0, 1, 2, 0, 1]  # type: ignore[union-attr]
    assert sampler.labels(3, 2).tolist() == [2, 2, 2]  # type: ignore[union-attr]
    images, labels = sampler.generate(4, seed=1)
    assert labels.tolist() == [0, 1, 2, 0]  # type: ignore[union-attr]
    expected = np.round((latents(4, 1, 1)[:, 0] + np.array([0, 1, 2, 0]) / 10 + 1) * 127.5).clip(0, 255)
    np.testing.assert_allclose(images.ravel(), expected, atol=1)


@pytest.mark.parametrize(
    ("count", "label", "classes", "field"),
    [(0, None, 0, "count"), (1, 3, 3, "label"), (1, -1, 3, "label"), (1, 0, 0, "label")],
)
def test_what_cannot_be_had_is_refused(count: int, label: int | None, classes: int, field: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Sampler(Values(), NetworkSpec((1, 1, 1), 1, classes)).generate(count, 0, label)
    assert caught.value.field == field


def test_latents_are_standard_normal_seeded_and_extend_each_other() -> None:
    long = latents(5000, 4, seed=1)
    np.testing.assert_array_equal(latents(7, 4, seed=1), long[:7])
    assert not np.array_equal(latents(7, 4, seed=2), long[:7])
    assert long.dtype == np.float32
    assert abs(long.mean()) < 0.03
    assert abs(long.std() - 1) < 0.03


def test_fixed_points_are_columns_of_classes_and_rows_of_latents() -> None:
    points, labels = fixed_points(NetworkSpec((28, 28, 1), 4, 3), seed=1, rows=2)
    assert labels.tolist() == [0, 1, 2, 0, 1, 2]  # type: ignore[union-attr]
    np.testing.assert_array_equal(points[:3], np.repeat(latents(1, 4, 1), 3, axis=0))
    np.testing.assert_array_equal(points[3:], np.repeat(latents(2, 4, 1)[1:], 3, axis=0))
    points, labels = fixed_points(NetworkSpec((28, 28, 1), 4), seed=1, rows=3)
    assert labels is None
    np.testing.assert_array_equal(points, latents(9, 4, 1))


@pytest.mark.trial
@pytest.mark.parametrize("conditional", [False, True])
def test_a_checkpoint_gives_the_same_images_apart_from_training(conditional: bool, small: Small, digits: Data) -> None:
    config = small(conditional=conditional)
    trainer = Trainer(config, digits)
    trainer.advance(3)
    sampler = Sampler.from_checkpoint(config, trainer.checkpoint())
    count = 80 if conditional else 64
    points, labels = fixed_points(config.network_spec, config.seed)
    images = sampler.sample(points, labels)
    assert images.shape == (count, 28, 28, 1)
    np.testing.assert_array_equal(images, trainer.samples())
    np.testing.assert_array_equal(images, trainer.snapshot().images)
    one, _ = sampler.generate(6, seed=8)
    two, _ = sampler.generate(6, seed=8)
    other, _ = sampler.generate(6, seed=9)
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, other)


def test_a_checkpoint_of_other_networks_is_refused(small: Small, digits: Data) -> None:
    checkpoint = Trainer(small("mlp"), digits).checkpoint()
    with pytest.raises(CheckpointError):
        Sampler.from_checkpoint(small(), checkpoint)
    with pytest.raises(CheckpointError):
        Sampler.from_checkpoint(small("mlp", latent_size=5), checkpoint)
    with pytest.raises(CheckpointError):
        Sampler.from_checkpoint(small("mlp"), Checkpoint(1, 0.0, {}))


@pytest.mark.trial
def test_snapshots_carry_means_since_the_last_one(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp", steps=7), digits)
    start = trainer.snapshot()
    assert (start.step, start.images_seen, start.measures, start.losses) == (0, 0, {}, {})
    singles = []
    other = Trainer(small("mlp", steps=7), digits)
    for _ in range(7):
        other.advance(1)
        singles.append(other.snapshot().measures)
    snapshots = list(trainer.run(every=3))
    assert [snapshot.step for snapshot in snapshots] == [3, 6, 7]
    assert [snapshot.images_seen for snapshot in snapshots] == [24, 48, 56]
    for snapshot, part in zip(snapshots, (singles[:3], singles[3:6], singles[6:]), strict=True):
        for name, value in snapshot.measures.items():
            assert value == pytest.approx(np.mean([row[name] for row in part]), rel=1e-4, abs=1e-6)
    assert 0 <= snapshots[-1].measures["real_score"] <= 1
    assert trainer.finished
    assert list(trainer.run()) == []


@pytest.mark.slow
def test_an_end_in_seconds_is_kept(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp", seconds=1e-9), digits)
    assert [snapshot.step for snapshot in trainer.run(every=2)] == [2]
