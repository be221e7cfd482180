"""Made-up courses: the rows of a training that goes well, and what is changed in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course, course_of

DIGITS = TrainConfig(dataset="mnist", conditional=True)
RING = TrainConfig(dataset="points", architecture="plane", latent_size=2)
Rows = list[dict[str, Any]]


def probes(count: int = 40, apart: int = 50, points: bool = False) -> Rows:
    """Rows of a healthy probe, with the noise that is usual."""
    chance = np.random.default_rng(1)
    kinds, fakes = (8, 256) if points else (10, 64)
    rows = []
    for number in range(1, count + 1):
        row = {
            "step": number * apart,
            "fakes": fakes,
            "alike": 0.03 + 0.02 * chance.random(),
            "usual": 0.01,
            "auc": 0.7 + 0.05 * chance.standard_normal(),
            "memory": 0.53 + 0.04 * chance.standard_normal(),
            "gap": 1.0,
            "width": 0.7,
            "slope": 1.0,
            "seen": chance.multinomial(fakes, np.full(kinds, 1 / kinds)).tolist(),
            "wanted": [1 / kinds] * kinds,
            "middle": (0.03 * chance.standard_normal(16)).round(3).tolist(),
        }
        if points:
            row |= {"distance": 0.1, "good": 0.6, "middle": (0.05 * chance.standard_normal(2)).tolist()}
        else:
            row |= {"asked": 0.97, "copies": 0.0, "usual_copies": 0.0, "near": 0.04 + 0.03 * chance.random()}
        rows.append(row)
    return rows


def history(rows: Rows) -> Rows:
    """What was measured at every step, at the same steps."""
    one = {"real_score": 0.65, "fake_score": 0.35, "discriminator_loss": 1.1, "generator_loss": 1.2, "penalty": 0.0}
    return [{"step": row["step"], "seconds": row["step"] / 100, **one} for row in rows]


def course(rows: Rows, config: TrainConfig = DIGITS, past: Rows | None = None, **more: Any) -> Course:
    """The course of these rows."""
    return course_of(config, int(rows[-1]["step"]), history(rows) if past is None else past, rows, **more)


def changed(rows: Rows, first: int, last: int | None = None, **numbers: Any) -> Rows:
    """The same rows with other numbers from one step on, up to before another."""
    return [
        {**row, **numbers} if first <= row["step"] and (last is None or row["step"] < last) else row for row in rows
    ]
