"""Which parts go together: all objectives with all penalties, constraints and label smoothing. What makes no sense is refused."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from ganboard.config import TrainConfig
from ganboard.constraints import CONSTRAINTS
from ganboard.errors import ConfigError
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES, Steep

METHODS: dict[str, dict[str, Any]] = {
    "gan": {"dataset": "mnist", "conditional": True, "mismatch": 0.05},
    "acgan": {"dataset": "mnist"},
    "words": {"dataset": {"name": "creatures", "size": 28}, "conditional": True, "free_requests": 0.0},
    "sketch": {"dataset": {"name": "creatures", "size": 32}},
    "swap": {"dataset": {"name": "creatures", "size": 32}},
}


@pytest.mark.parametrize("method", METHODS)
def test_of_all_pairs_those_are_refused_that_make_no_sense_and_no_others(method: str) -> None:
    settings = dict(METHODS[method])
    dataset, refused = settings.pop("dataset"), 0
    for objective, penalty, constraint, doubt in product(OBJECTIVES, PENALTIES, CONSTRAINTS, (False, True)):
        reasons = []
        if constraint.name == "clipping" and issubclass(penalty, Steep):
            reasons.append("weight clipping already limits how steep the judge is")
        if doubt and "smoothing" not in objective.model_fields:
            reasons.append("has no target for real samples that one could doubt")
        game = {"name": objective.name, **({"smoothing": 0.1} if doubt else {})}
        parts = {"objective": game, "penalty": penalty.name, "constraint": constraint.name}
        try:
            TrainConfig(dataset=dataset, method={"name": method, **settings, **parts})
        except ConfigError as problem:
            refused += 1
            assert any(reason in str(problem) for reason in reasons), (parts, str(problem))  # noqa: PT017 - of some alone
        else:
            assert reasons == [], parts
    steep = sum(issubclass(part, Steep) for part in PENALTIES)
    aimless = sum("smoothing" not in part.model_fields for part in OBJECTIVES)
    kinds = len(OBJECTIVES.names()), len(PENALTIES.names()), len(CONSTRAINTS.names())
    assert refused == 2 * kinds[0] * steep + aimless * (kinds[1] * kinds[2] - steep)
