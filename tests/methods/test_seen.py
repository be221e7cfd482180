"""What D is shown, and what an augmentation learns from D's logits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.augmentations import AUGMENTATIONS
from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.methods.chance import Chance
from ganboard.methods.seen import Seen
from ganboard.trainer import Trainer

Small = Callable[..., TrainConfig]
ALL = {"translation": True, "cutout": True, "color": True, "flips": True}


def seen_of(config: TrainConfig) -> Seen:
    return Seen(config.method, 1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [part.name for part in AUGMENTATIONS if part.name != "none"])
def test_at_strength_0_and_before_it_has_begun_nothing_is_changed(name: str, small: Small) -> None:
    pictures = tf.constant(np.random.default_rng(0).uniform(-1, 1, (8, 28, 28, 1)), tf.float32)
    for step in (0, 5000):
        found: dict[str, Any] = {"step": tf.constant(step, tf.int64)}
        part = seen_of(small("mlp", augmentation={"name": name, "strength": 0, **ALL}))
        if name == "adaptive":
            part.state["chance"].assign(1.0)
        real, fake = part.of(found, Chance(0, found["step"]), pictures, -pictures)
        assert np.array_equal(real, pictures)
        assert np.array_equal(fake, -pictures)


SURE, UNSURE = 0.04, 0.0
"""The chance after eight steps of 50 samples of 10,000, twice raised or not at all."""


@pytest.mark.parametrize(
    ("objective", "real", "fake", "chance"),
    [
        ("nonsaturating", [3.0] * 9 + [-1.0], [9.0] * 10, SURE),  # 0.8 on average; what D says of fakes does not count
        ("nonsaturating", [3.0, -1.0] * 5, [-9.0] * 10, UNSURE),
        ("leastsquares", [0.9] * 10, [0.0] * 10, SURE),
        ("leastsquares", [0.4] * 10, [0.0] * 10, UNSURE),  # above 0, but nearer to what fakes shall get
        ("hinge", [2.0] * 10, [-2.0] * 10, SURE),
        ("wasserstein", [-5.0] * 10, [-9.0] * 10, SURE),  # only the distance counts
        ("wasserstein", [5.0] * 10, [9.0] * 10, UNSURE),
        ("relativistic", [-5.0] * 10, [-9.0] * 10, SURE),
        ("relativistic_average", [5.0, 8.0] * 5, [4.0, 9.0] * 5, UNSURE),  # the mean fake is 6.5: 0 on average
    ],
)
def test_the_controller_hears_of_d_by_its_logits(
    objective: str, real: list[float], fake: list[float], chance: float, small: Small
) -> None:
    augmentation = {"name": "adaptive", "full_after": 10_000, "target": 0.6}
    part = seen_of(small("mlp", augmentation=augmentation, objective=objective, batch_size=50))
    for step in range(8):
        said = {"real_logits": tf.constant(real), "fake_logits": tf.constant(fake)}
        part.learn({"step": tf.constant(step, tf.int64), "augmentation": tf.zeros(()), **said})
    assert float(part.state["chance"]) == pytest.approx(chance)


def test_what_d_sees_is_coarse_first_and_sharp_at_last(small: Small) -> None:
    real = np.random.default_rng(0).uniform(-1, 1, (4, 28, 28, 1)).astype(np.float32)
    means = (real[:, ::2, ::2] + real[:, 1::2, ::2] + real[:, ::2, 1::2] + real[:, 1::2, 1::2]) / 4
    doubled = means.repeat(2, axis=1).repeat(2, axis=2)
    part = seen_of(small("mlp", coarse_steps=40))
    for step, share in ((0, 0.0), (20, 0.0), (30, 0.5), (40, 1.0), (90, 1.0)):
        found: dict[str, Any] = {"step": tf.constant(step, tf.int64)}
        both = part.of(found, Chance(0, found["step"]), tf.constant(real), tf.constant(-real))
        for kind, sign in zip(both, (1, -1), strict=True):
            np.testing.assert_allclose(kind, sign * (doubled + share * (real - doubled)), atol=1e-6)


@pytest.mark.trial
def test_what_was_coarse_goes_on_bit_for_bit(small: Small) -> None:
    config = small("mlp", coarse_steps=8)
    whole, again = Trainer(config), Trainer(config)
    whole.advance(5)
    half = whole.checkpoint()
    whole.advance(5)
    again.restore(half)
    again.advance(5)
    assert np.array_equal(whole.samples(), again.samples())
    other = Trainer(config.replace(coarse_steps=0))
    other.advance(10)
    assert not np.array_equal(whole.samples(), other.samples())


def test_points_are_never_coarse() -> None:
    with pytest.raises(ConfigError, match="only pictures"):
        TrainConfig(dataset="points", architecture="plane", coarse_steps=5)
