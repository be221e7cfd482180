"""What makes the digits of a short training more various without making them worse: settings of Quick, one by one and together.

``python benchmarks/variety.py [--seeds 3] [--preset quick] [--seconds 10 20 60] [--recipes NAME ...] [--steps]``

Every recipe gets the same seconds of training; with ``--steps`` the same steps instead, 262 for each second, so that other
work on the computer does not matter (a recipe whose steps cost more is favoured then).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.backend import load_quietly
from ganboard.config import TrainConfig
from ganboard.device import cores
from ganboard.presets import preset
from ganboard.trainer import Trainer

sys.path.insert(0, str(Path(__file__).parent))
COUNT = 5_000
STEPS = 262
"""Steps of Quick in a second on two quiet cores."""
NUMBERS = {
    "frechet_limit": "extrapolated",
    "recall": "recall",
    "memorisation": "statistic",
    "asked": "as asked",
    "coverage": "coverage",
}
FAIR_RECALL = "recall of as many as are unseen"
"""The recall that is comparable to that of unseen real images: of as many fakes."""

R1 = {"penalty": "r1", "penalty.fraction": 0.25}
BEFORE: dict[str, Any] = {**R1, "penalty.gamma": 0.1, "mismatch": 0.05, "latent_size": 32, "objective": "nonsaturating"}
"""What Quick was when the search began."""
CALM = {**BEFORE, "penalty.gamma": 1.0}
FAIR = {**CALM, "mismatch": 0.0}
RECIPES: dict[str, dict[str, Any]] = {
    "default": {},
    "before": BEFORE,
    "γ 1": CALM,
    "γ 2, fewer wrong labels": {**BEFORE, "penalty.gamma": 2.0, "mismatch": 0.03},
    "γ 3": {**BEFORE, "penalty.gamma": 3.0},
    "R1 and R2": {**CALM, "penalty": "r1r2"},
    "LeCam": {"penalty": "lecam", "mismatch": 0.05, "latent_size": 32, "objective": "nonsaturating"},
    "hinge": {**CALM, "objective": "hinge"},
    "relativistic": {**CALM, "objective": "relativistic"},
    "relativistic, R1 and R2": {**CALM, "objective": "relativistic", "penalty": "r1r2"},
    "noise on what D sees": {**CALM, "instance_noise": 0.2, "noise_steps": 0},
    "shifts, as needed": {**CALM, "augmentation": "adaptive", "augmentation.cutout": False},
    "longer average": {**CALM, "ema_decay": 0.9995},
    "shorter average": {**CALM, "ema_decay": 0.99},
    "two steps of D": {**CALM, "discriminator_steps": 2},
    "64 noise numbers": {**CALM, "latent_size": 64},
    "half the rates": {**CALM, "generator_learning_rate": 1e-3, "discriminator_learning_rate": 1e-3},
    "slows down at once": {**CALM, "decay_steps": 500},
    "no wrong labels": FAIR,
    "few wrong labels": {**CALM, "mismatch": 0.02},
    "no wrong labels, γ 3": {**FAIR, "penalty.gamma": 3.0},
    "no wrong labels, two steps of D": {**FAIR, "discriminator_steps": 2},
    "no wrong labels, γ 3, 64 numbers, two steps of D": {
        **FAIR,
        "penalty.gamma": 3.0,
        "latent_size": 64,
        "discriminator_steps": 2,
    },
    "no wrong labels, average relativistic": {**FAIR, "objective": "relativistic_average"},
}


def main() -> None:
    """Train each recipe with each seed, stop the clock, judge, go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--preset", default="quick")
    parser.add_argument("--seconds", type=float, nargs="+", default=[10, 20, 60])
    parser.add_argument("--recipes", nargs="+", choices=RECIPES, default=list(RECIPES))
    parser.add_argument("--steps", action="store_true")
    options = parser.parse_args()
    load_quietly()
    judge = None
    print("recipe · seconds · steps · " + " · ".join([*NUMBERS.values(), FAIR_RECALL]))
    for recipe in options.recipes:
        found: dict[float, list[list[float]]] = {seconds: [] for seconds in options.seconds}
        for seed in range(options.seeds):
            trainer = Trainer(_config(options.preset, RECIPES[recipe], seed))
            if judge is None:
                from judge import Judge  # after the Trainer has set TensorFlow's threads

                judge = Judge(trainer.config.dataset, tuple(NUMBERS))
            trainer.compile()
            for seconds in options.seconds:
                while (trainer.step / STEPS if options.steps else trainer.seconds) < seconds:
                    trainer.advance(10)
                readings = judge.readings(*trainer.sampler.generate(COUNT, seed=1))
                fair = readings["recall"].fair
                numbers = [*(readings[name].value for name in NUMBERS), fair.value if fair else None]
                found[seconds].append([trainer.step, *map(_number, numbers)])
        for seconds, rows in found.items():
            table = np.array(rows)
            spread = table.max(axis=0) - table.min(axis=0)
            told = [
                f"{middle:.3f} ±{half:.3f}" for middle, half in zip(np.median(table, axis=0), spread / 2, strict=True)
            ]
            print(f"{recipe} · {seconds:g} s · {np.median(table[:, 0]):.0f} · " + " · ".join(told[1:]), flush=True)
    print(f"{cores()} CPU cores; unseen real samples: " + _unseen(readings))


def _config(name: str, changes: dict[str, Any], seed: int) -> TrainConfig:
    """The preset with a recipe's changes; a part that is replaced takes its settings along."""
    flat = preset(name).config(seed=seed).to_flat()
    replaced = {part for part, value in changes.items() if flat.get(part) != value}
    kept = {key: value for key, value in flat.items() if key.partition(".")[0] not in replaced}
    return TrainConfig(**{**kept, **changes})


def _unseen(readings: dict[str, Any]) -> str:
    return " · ".join(
        f"{title} {readings[name].best.value:.3f}" for name, title in NUMBERS.items() if readings[name].best
    )


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


if __name__ == "__main__":
    main()
