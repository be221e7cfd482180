"""Scripts of points in the plane come to the same weights as we do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.trainer import Trainer
from tests.scripts import PLANE, check_same_weights, picture
from tests.trials import again


def check_cloud(trainer: Trainer, folder: Path) -> None:
    """Real points are blue and fill two thirds of it, unless an orange one of those that were made lies there."""
    written, real, orange = picture(folder), trainer.data.samples, [213, 94, 0]
    blue = np.argwhere((written[:, :320] == [0, 114, 178]).all(axis=2))
    assert written.shape == (320, 640 if trainer.config.method.name == "vae" else 320, 3)
    assert abs(np.ptp(blue, axis=0).max() - 320 * 2 / 3) < 16
    middle = (real.min(axis=0) + real.max(axis=0)) / 2
    reach = 1.5 * np.abs(real - middle).max()
    across, up = (160 + 160 * (trainer.samples() - middle) / reach).T
    seen = (np.abs(across - 160) < 158) & (np.abs(up - 160) < 158)
    assert seen.any()
    assert (written[np.round(320 - up[seen]).astype(int), across[seen].astype(int)] == orange).all()


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_a_vae_with_points_that_stand_in_it(tmp_path: Path) -> None:
    points = np.random.default_rng(3).normal((40, -7), (0.3, 2), (60, 2)).astype(np.float32)
    np.savez(tmp_path / "own.npz", points=points)
    dataset = {"name": "points", "kind": "own", "path": str(tmp_path / "own.npz")}
    trainer = check_same_weights({"dataset": dataset, "method": {"name": "vae", "architecture": PLANE}}, tmp_path)
    check_cloud(trainer, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"batch_size": 64, "latent_size": 2, "discriminator_steps": 3, "ema_decay": 0.5, "beta_1": 0.1}),
        {
            "penalty": {"name": "r1", "gamma": 2.0, "fraction": 1.0},
            "objective": "minimax",
            "instance_noise": 0.3,
            "noise_steps": 30,
        },
        again({"penalty": "none", "decay_steps": 0, "precision": "mixed_bfloat16"}),
        {"method": "vae", "precision": "mixed_bfloat16", "decay_steps": 0, "beta": 0.1, "deviation": 0.05},
    ],
    ids=lambda settings: "-".join(str(value) for value in settings.values()),
)
def test_scripts_of_points_do_so_too(settings: dict[str, Any], tmp_path: Path) -> None:
    dataset = {"name": "points", "kind": "ring" if "penalty" in settings else "moons"}
    settings = {"architecture": PLANE, "dataset": dataset, **settings}
    check_cloud(check_same_weights(settings, tmp_path), tmp_path)


@pytest.mark.trial  # those of r1 are in the networks' units, too, and a picture's D is held as this one
def test_so_does_that_of_points_in_the_networks_units(tmp_path: Path) -> None:
    settings = {"penalty": {"name": "gradient", "every": 2}, "discriminator_steps": 2, "constraint": "spectral"}
    dataset = {"name": "points", "kind": "ring"}
    check_same_weights({"architecture": PLANE, "dataset": dataset, **settings}, tmp_path)
