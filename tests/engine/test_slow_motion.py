"""Slow motion in a real engine: impatient visitors, two at once, at a run's end, and one that broke down."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ganboard.engine import EngineClient
from ganboard.errors import EngineError, TrainingDiverged
from ganboard.race.entry import KEY, Race
from ganboard.runs import Run
from ganboard.trainer import Trainer
from tests.engine.conftest import SMALL, seen

END = 1_500
"""Further than a run gets before it is asked for a step."""


@pytest.mark.trial
@pytest.mark.slow
def test_each_press_is_one_step_of_the_same_training(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL.replace(steps=END), "slowly")
    run = Run(engine.root / run_id)
    seen(engine, run_id, lambda view: view.step > 5, "some steps")
    with ThreadPoolExecutor(3) as visitors:  # at the same moment, while it trains
        answers = list(visitors.map(lambda _: engine.slowly(run_id), range(3)))
    assert [len(stills) for _, stills in answers] == [10, 10, 10]
    assert len({stills[1].rows[0].bars for _, stills in answers}) == 3  # three steps, each told once
    first = min(step for step, _ in answers)
    assert sorted(step for step, _ in answers) == [first, first + 1, first + 2]
    view = engine.watch(run_id)
    assert view.state == "paused"
    assert view.step in run.steps()
    assert view.step == first + 2
    last = run.history()[-1]
    assert [row["step"] for row in run.history()[-3:]] == [first, first + 1, first + 2]
    assert last["discriminator_loss"] > 0
    usual = Trainer(SMALL)
    usual.advance(view.step)
    assert run.holds(usual.checkpoint())
    engine.advance(run_id, END - 1 - view.step)
    seen(engine, run_id, lambda view: view.state == "paused" and view.step == END - 1, "the last but one")
    engine.slowly(run_id)
    assert (engine.watch(run_id).state, engine.watch(run_id).step) == ("finished", END)
    engine.slowly(run_id)  # past the end, as every other step
    assert (engine.watch(run_id).state, engine.watch(run_id).step) == ("paused", END + 1)


@pytest.mark.trial
@pytest.mark.slow
def test_a_run_of_yesterday_does_a_step_and_one_that_breaks_down_says_so(engine: EngineClient) -> None:
    fresh = Run.create(engine.root / "fresh", SMALL, "fresh")  # nobody has trained it yet
    assert engine.slowly(fresh.id)[0] == 1
    assert (fresh.steps(), engine.watch(fresh.id).step) == ([0, 1], 1)
    wild = Run.create(
        engine.root / "wild", SMALL.replace(discriminator_learning_rate=1.0, objective="wasserstein"), "wild"
    )
    checkpoint = Run(engine.root / fresh.id).load(1)
    spoilt = {
        name: np.full_like(array, 1e30) if name.startswith("discriminator/") else array
        for name, array in checkpoint.arrays.items()
    }
    wild.save(type(checkpoint)(1, 0.1, spoilt), fresh.picture(1))
    with pytest.raises(TrainingDiverged):
        engine.slowly(wild.id)
    assert engine.watch(wild.id).state == "failed"


@pytest.mark.trial
def test_a_run_deleted_and_begun_again_under_its_name_is_the_new_one(engine: EngineClient) -> None:
    path = engine.root / "again"
    for _ in range(2):
        shutil.rmtree(path, ignore_errors=True)
        run = Run.create(path, SMALL, "again")
        assert engine.slowly(run.id)[0] == 1
        assert run.steps() == [0, 1]


def test_in_a_race_nobody_takes_a_step_alone(engine: EngineClient) -> None:
    for name in ("one", "two"):
        run = Run.create(engine.root / name, SMALL, name)
        run.update(**{KEY: Race(("one", "two"), "step").to_dict()}, state="paused")
    with pytest.raises(EngineError, match="takes a step alone"):
        engine.slowly("one")
