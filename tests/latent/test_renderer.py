"""The opened generator makes what the generator makes; switches and blends do what they say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ganboard.architectures import ARCHITECTURES
from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError
from ganboard.latent.renderer import Renderer
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

CONFIG = TrainConfig(architecture={"name": "lean", "width": 8}, batch_size=4, latent_size=8, conditional=True)


@pytest.fixture(scope="module")
def checkpoint() -> Checkpoint:
    data = CONFIG.dataset.load()
    trainer = Trainer(CONFIG, data.take(slice(100)))
    trainer.advance(5)
    return trainer.checkpoint()


@pytest.fixture(scope="module")
def renderer(checkpoint: Checkpoint) -> Renderer:
    renderer = Renderer(CONFIG)
    renderer.load(checkpoint)
    return renderer


def one_hot(labels: np.ndarray) -> np.ndarray:
    return np.eye(10, dtype=np.float32)[labels]


@pytest.mark.trial
def test_it_makes_the_images_of_the_generator(renderer: Renderer, checkpoint: Checkpoint) -> None:
    points, labels = latents(40, 8, seed=1), np.arange(40, dtype=np.int32) % 10
    renderer.switch({})
    ours = renderer.samples(points, one_hot(labels)).astype(int)
    theirs = Sampler.from_checkpoint(CONFIG, checkpoint).sample(points, labels).astype(int)
    assert np.abs(ours - theirs).max() <= 1  # of 255: the same sums in another order


@pytest.mark.slow
def test_classes_blend_gradually(renderer: Renderer) -> None:
    renderer.switch({})
    point = np.repeat(latents(1, 8, seed=2), 5, axis=0)
    weights = np.linspace(0, 1, 5, dtype=np.float32)[:, None]
    frames = renderer.samples(point, (1 - weights) * one_hot(np.array([3])) + weights * one_hot(np.array([8])))
    whole = np.abs(frames[0].astype(int) - frames[4]).sum()
    steps = [np.abs(a.astype(int) - b).sum() for a, b in pairwise(frames)]
    assert whole > 0
    assert max(steps) < whole


def test_switched_off_units_change_the_picture_and_come_back(renderer: Renderer) -> None:
    point, label = latents(1, 8, seed=3), one_hot(np.array([5]))
    renderer.switch({})
    before = renderer.samples(point, label)
    block, units = next(iter(renderer.blocks.items()))
    renderer.switch({block: list(range(units))})
    dark = renderer.samples(point, label)
    other = renderer.samples(latents(1, 8, seed=4), one_hot(np.array([1])))
    assert (dark != before).any()
    assert (dark == other).all()  # nothing of the noise or the class gets past a block that is off
    renderer.switch({})
    assert (renderer.samples(point, label) == before).all()
    with pytest.raises(ConfigError, match="a layer of this generator"):
        renderer.switch({block: [units]})


def test_maps_are_those_of_the_picture(renderer: Renderer) -> None:
    point, label = latents(2, 8, seed=5), one_hot(np.array([0, 7]))
    shapes = {name: renderer.maps(name, point[0], label[0]).shape for name in renderer.blocks}
    assert [shape[0] for shape in shapes.values()] == list(renderer.blocks.values())
    first = next(iter(renderer.blocks))
    flat = renderer.maps(first, point[0], label[0]).transpose(1, 2, 0).reshape(-1)
    assert np.allclose(flat, renderer.activations(point, label)[0], atol=1e-5)


def test_a_checkpoint_of_another_latent_size_is_refused(checkpoint: Checkpoint) -> None:
    with pytest.raises(CheckpointError, match="does not fit"):
        Renderer(CONFIG.replace(latent_size=9)).load(checkpoint)


@pytest.mark.parametrize("architecture", [part for part in ARCHITECTURES if part.sizes], ids=lambda part: part.name)
def test_every_architecture_can_be_opened(architecture: type) -> None:
    renderer = Renderer(TrainConfig(architecture=architecture.name, latent_size=6))
    images = renderer.samples(latents(3, 6, seed=0))
    assert images.shape == (3, 28, 28, 1)
    assert renderer.kernel.shape[0] == 6
    assert renderer.activations(latents(3, 6, seed=0)).shape[0] == 3
