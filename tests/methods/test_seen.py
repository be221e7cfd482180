"""What D is shown, and what an augmentation learns from D's logits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.augmentations import AUGMENTATIONS
from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.methods.chance import Chance
from ganboard.methods.seen import Seen

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
