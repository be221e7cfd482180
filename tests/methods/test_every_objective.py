"""No entry of the catalogue is a dead end: with the partner that it is recommended with, each objective, penalty and constraint
learns digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.constraints import CONSTRAINTS
from ganboard.datasets import DATASETS
from ganboard.metrics import extractor_for
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.trainer import Trainer

DIGITS: dict[str, Any] = {
    "dataset": "mnist",
    "conditional": True,
    "mismatch": 0.05,
    "architecture": {
        "name": "lean",
        "width": 16,
    },  # learns in as many steps as twice as many filters, each at half the price
}
PARTNERS: dict[str, dict[str, Any]] = {
    "nonsaturating": {"penalty": "r1"},
    "minimax": {"penalty": "r1"},
    "leastsquares": {"penalty": "r1"},
    "wasserstein": {"penalty": "gradient", "discriminator_steps": 2},
    "hinge": {"penalty": "r1"},
    "relativistic": {"penalty": "r1r2"},
    "relativistic_average": {"penalty": "r1"},
}
BRAKES: dict[str, dict[str, Any]] = {
    "r2": {"penalty": "r2"},
    "dragan": {"penalty": "dragan"},
    "lecam": {"penalty": "lecam", "objective": "hinge"},
    "none": {"penalty": "none"},
    "spectral": {"constraint": "spectral", "objective": "hinge", "penalty": "none"},
    "clipping": {
        "constraint": "clipping",
        "objective": "wasserstein",
        "penalty": "none",
        "discriminator_steps": 5,
        "discriminator_learning_rate": 5e-4,
        "generator_learning_rate": 1e-3,
        "mismatch": 0.5,
    },
}
"""Penalties and constraints that no objective above has for its partner."""
STEPS, LOOK, ENOUGH = 1_500, 100, 0.8


def learns(trainer: Trainer) -> bool:
    """Whether, at one of the looks within the steps, enough of the samples are the digit that was asked for."""
    while trainer.step < STEPS:
        trainer.advance(LOOK)
        if agreement(trainer) > ENOUGH:
            return True
    return False


def agreement(trainer: Trainer) -> float:
    """In which part of the samples the shipped classifier sees the digit that was asked for."""
    images, labels = trainer.sampler.generate(500, seed=1)
    extractor = extractor_for(DATASETS.create("mnist"), (28, 28, 1))
    return float(np.mean(extractor.classify(images).argmax(axis=1) == labels))


def test_every_objective_penalty_and_constraint_is_tried() -> None:
    assert set(PARTNERS) == set(OBJECTIVES.names())
    tried = [*PARTNERS.values(), *BRAKES.values()]
    assert {settings["penalty"] for settings in tried} == set(PENALTIES.names())
    assert {settings.get("constraint", "none") for settings in tried} == set(CONSTRAINTS.names())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_an_objective_learns_digits_with_its_partner(name: str, seed: int) -> None:
    assert learns(Trainer(TrainConfig(**{**DIGITS, **PARTNERS[name]}, objective=name, seed=seed)))


@pytest.mark.slow
@pytest.mark.parametrize("name", BRAKES)
def test_with_each_other_penalty_and_constraint_digits_are_learned(name: str) -> None:
    assert learns(Trainer(TrainConfig(**{**DIGITS, **BRAKES[name]}, seed=0)))
