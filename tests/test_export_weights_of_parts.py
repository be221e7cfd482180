"""Scripts of augmentations, penalties and constraints come to the same weights as we do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ganboard.datasets import Data
from tests.scripts import LEAN, check_same_weights
from tests.trials import again

CHANGES = {"translation": True, "cutout": True, "color": True, "flips": True}


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {
            "augmentation": {"name": "fixed", "strength": 0.7, **CHANGES},
            "conditional": True,
            "mismatch": 0.1,
            "objective": "hinge",
        },
        again(
            {
                "augmentation": {"name": "scheduled", "schedule_steps": 15, "falls": True},
                "instance_noise": 0.2,
                "objective": {"name": "leastsquares", "smoothing": 0.1},
            }
        ),
        again(
            {
                "augmentation": {"name": "adaptive", "full_after": 99, "target": -0.5, **CHANGES},
                "objective": "relativistic",
                "discriminator_steps": 2,
            }
        ),
    ],
    ids=lambda settings: settings["augmentation"]["name"],
)
def test_scripts_show_d_what_we_show_it(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    trainer = check_same_weights({"architecture": LEAN, **settings}, tmp_path, digits)
    variables = trainer.learner.variables
    assert float(variables.get("augmentation/chance", 1.0)) > 0.3


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"penalty": {"name": "r2", "gamma": 0.7, "every": 3}, "discriminator_steps": 2}),
        again({"penalty": {"name": "r1r2", "fraction": 0.5}, "objective": "relativistic", "mismatch": 0.2}),
        {
            "penalty": {"name": "gradient", "every": 2},
            "objective": "wasserstein",
            "discriminator_steps": 2,
            "mismatch": 0.1,
        },
        again({"penalty": "dragan", "architecture": "article"}),
        {"penalty": {"name": "lecam", "decay": 0.9}, "constraint": "spectral", "discriminator_steps": 2},
        again({"penalty": "none", "constraint": {"name": "clipping", "bound": 0.05}, "objective": "wasserstein"}),
    ],
    ids=lambda settings: str(settings["penalty"]),
)
def test_scripts_of_penalties_and_constraints_compute_what_we_do(
    settings: dict[str, Any], digits: Data, tmp_path: Path
) -> None:
    told = {} if "architecture" in settings else {"architecture": LEAN, "conditional": True}
    check_same_weights({**told, **settings}, tmp_path, digits)
