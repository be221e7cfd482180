"""The script of a training: with the same data and seed it comes to the very same weights as we do, and draws what it made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ganboard.datasets import Data
from tests.scripts import LEAN, PLAIN, check_creatures, check_same_weights, check_sheet
from tests.trials import again


@pytest.mark.slow
def test_a_script_trains_to_the_very_same_weights_without_us(digits: Data, tmp_path: Path) -> None:
    trainer = check_same_weights(
        {"architecture": PLAIN, "ema_decay": 0.5, "beta_1": 0.1}, tmp_path, digits, by_itself=True
    )
    check_sheet(trainer, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again(
            {
                "architecture": LEAN,
                "conditional": True,
                "penalty": {"name": "r1", "gamma": 0.7, "fraction": 0.5},
                "mismatch": 0.1,
            }
        ),
        again({"architecture": LEAN, "conditional": True, "decay_steps": 0, "penalty": "none"}),
        again({"architecture": LEAN, "objective": "minimax", "penalty": "none", "mismatch": 0.1}),
        {"architecture": {**LEAN, "normalise": False}, "objective": "printed", "conditional": True, "mismatch": 0.1},
        again({"architecture": PLAIN, "precision": "mixed_bfloat16"}),
        again(
            {
                "architecture": "article",
                "penalty": "none",
                "ema_decay": 0.0,
                "decay_steps": 0,
            }
        ),
        again({"method": "vae", "architecture": LEAN, "conditional": True}),
        again(
            {
                "method": "vae",
                "architecture": LEAN,
                "decay_steps": 0,
                "beta": 0.0,
                "deviation": 0.3,
                "precision": "mixed_bfloat16",
            }
        ),
        again({"method": "vae", "architecture": PLAIN, "beta": 4.0, "ema_decay": 0.0}),
    ],
    ids=lambda settings: "-".join(str(value) for value in settings.values()),
)
def test_scripts_of_other_choices_do_so_too(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    check_sheet(check_same_weights(settings, tmp_path, digits), tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "method",
    [{"mismatch": 0.3, "discriminator_steps": 2}, again({"conditional": False}), again({"name": "vae"})],
    ids=str,
)
def test_scripts_of_creatures_do_so_too(method: dict[str, Any], tmp_path: Path) -> None:
    """Told factors or not, neither of the two sees what the run holds out."""
    check_creatures(method, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {"mismatch": 0.3, "coarse_steps": 16},
        again({"conditional": False, "coarse_steps": 30, "augmentation": "fixed", "instance_noise": 0.1}),
        again({"name": "words", "coarse_steps": 16, "mismatch": 0.5}),
        again({"name": "acgan", "coarse_steps": 10}),
        again({"name": "vae"}),
    ],
    ids=str,
)
def test_so_does_that_of_large_blocks_which_begin_coarse(settings: dict[str, Any], tmp_path: Path) -> None:
    check_creatures({"architecture": {**LEAN, "blocks": 4}, **settings}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"mismatch": 0.3}, again({"name": "vae"})], ids=str)
def test_so_does_that_of_filters_for_details(settings: dict[str, Any], tmp_path: Path) -> None:
    check_creatures({"architecture": {**LEAN, "blocks": 4, "details": 12}, **settings}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {
            "mismatch": 1.0,
            "penalty": {"name": "r1", "gamma": 1.0},
            "augmentation": {"name": "adaptive", "full_after": 99},
            "instance_noise": 0.1,
        },
        again({"mismatch": 0.0, "penalty": "none", "decay_steps": 0}),
        again({"penalty": {"name": "gradient", "every": 2}, "constraint": "spectral"}),
        again({"penalty": "lecam", "discriminator_steps": 2, "objective": "relativistic_average", "mismatch": 0.5}),
    ],
    ids=str,
)
def test_so_does_that_of_words_which_never_sees_what_is_never_shown(settings: dict[str, Any], tmp_path: Path) -> None:
    check_creatures({"name": "words", **settings}, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        again({"reading_fakes": 0.5, "penalty": "none", "decay_steps": 0}),
        again({"discriminator_steps": 2, "reading": 0.4, "augmentation": "adaptive"}),
    ],
    ids=str,
)
def test_so_does_that_of_a_judge_that_also_names(settings: dict[str, Any], digits: Data, tmp_path: Path) -> None:
    method = {"name": "acgan", "architecture": LEAN, **settings}
    check_sheet(check_same_weights({"method": method}, tmp_path, digits), tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_a_judge_that_names_each_factor(tmp_path: Path) -> None:
    check_creatures({"name": "acgan", "reading_fakes": 0.1}, tmp_path)
