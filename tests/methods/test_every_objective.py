"""No entry of the catalogue is a dead end: with the partner that it is recommended with, each objective, penalty and constraint
learns points in the plane, and in the trials digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.constraints import CONSTRAINTS
from ganboard.datasets import DATASETS
from ganboard.metrics import extractor_for
from ganboard.metrics.modes import modes
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.trainer import Trainer
from tests.trials import again

pytestmark = pytest.mark.usefixtures("as_written")

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
HEAPS: dict[str, Any] = {
    "dataset": "points",
    "architecture": "plane",
    "latent_size": 2,
    "batch_size": 64,
    "decay_steps": 0,
    "ema_decay": 0.9,
}
SLOPES: dict[str, dict[str, Any]] = {"gradient": {"weight": 0.1}, "dragan": {"weight": 0.01}}
"""Weights of what holds D to a slope of 1. A step from heap to heap is one of two coordinates, not of 784 pixels."""
LAST, FOUND, NEAR = 3_000, 0.75, 0.2
"""Steps at most, the part of the eight heaps that is found by then, and that of the points that lie in one."""


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


OTHERS = [name for name in (*PARTNERS, *BRAKES) if name not in ("minimax", "wasserstein", "lecam")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["minimax", "wasserstein", "lecam", *map(again, OTHERS)])
def test_heaps_of_points_are_found_with_each(name: str) -> None:
    settings = BRAKES.get(name) or {**PARTNERS[name], "objective": name}
    penalty = {"name": settings["penalty"], **SLOPES.get(settings["penalty"], {})}
    plain = {key: value for key, value in settings.items() if key != "mismatch"}  # there are no labels
    trainer = Trainer(TrainConfig(**{**HEAPS, **plain, "penalty": penalty}, seed=0))
    density = trainer.config.dataset.density
    found: list[tuple[float, float]] = []
    while trainer.step < LAST:
        trainer.advance(500)
        points, _ = trainer.sampler.generate(1_000, seed=1)
        covered, near = modes(points, density.modes, density.deviation, density.centres)
        found.append((covered.value, near.value))
        if covered.value >= FOUND and near.value > NEAR:
            return
    pytest.fail(f"parts of the heaps that were found, and of the points in one: {found}")


@pytest.mark.trial
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", OBJECTIVES.names())
def test_an_objective_learns_digits_with_its_partner(name: str, seed: int) -> None:
    assert learns(Trainer(TrainConfig(**{**DIGITS, **PARTNERS[name]}, objective=name, seed=seed)))


@pytest.mark.trial
@pytest.mark.parametrize("name", BRAKES)
def test_with_each_other_penalty_and_constraint_digits_are_learned(name: str) -> None:
    assert learns(Trainer(TrainConfig(**{**DIGITS, **BRAKES[name]}, seed=0)))
