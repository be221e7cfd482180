"""Dials that are turned in a real engine, while it trains and after a rewind."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from ganboard.changes import Change
from ganboard.config import TrainConfig
from ganboard.engine import EngineClient
from ganboard.errors import CheckpointError, ConfigError
from ganboard.runs import Run
from ganboard.trainer import Trainer
from tests.engine.conftest import SMALL, seen

RATE, TURNS = "generator_learning_rate", "discriminator_steps"


def digests(run: Run) -> dict[str, str]:
    files = [file for room in ("checkpoints", ".") for file in (run.path / room).glob("*.*")]
    kept = [file for file in files if file.suffix in (".npz", ".png", ".jsonl") or file.name == "config.json"]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in kept}


@pytest.mark.trial
@pytest.mark.slow
def test_a_dial_is_turned_while_it_trains_and_a_replay_repeats_it(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "turned")
    run = Run(engine.root / run_id)
    seen(engine, run_id, lambda view: view.step > 5, "some steps")
    assert engine.dial(run_id, RATE, 0.004) == run_id
    assert engine.dial(run_id, TURNS, 2) == run_id
    assert engine.dial(run_id, TURNS, 2) == run_id  # as it is: nothing is changed
    changes = list(run.changes())
    assert [(change.dial, change.value) for change in changes] == [(RATE, 0.004), (TURNS, 2)]
    view = seen(engine, run_id, lambda view: view.step > changes[-1].step + 5, "steps after that")
    assert view.changes == [change.to_dict() for change in changes]
    for wrong, fragment in (((RATE, 2.0), "at most 1"), (("batch_size", 3), "can be changed while this trains")):
        with pytest.raises(ConfigError, match=fragment):
            engine.dial(run_id, *wrong)
    engine.end(run_id)
    stopped = seen(engine, run_id, lambda view: view.state == "stopped", "its stop")
    trainer = Trainer(SMALL, None, changes)
    trainer.advance(stopped.step)
    assert run.holds(trainer.checkpoint())
    engine.dial(run_id, RATE, 0.001)  # of a run that has ended: it holds from the next step on
    assert list(run.changes())[-1] == Change(stopped.step, RATE, 0.001)
    assert engine.watch(run_id).state == "stopped"


@pytest.mark.trial
def test_after_a_rewind_a_branch_takes_the_runs_place_and_the_run_keeps_all(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL.replace(steps=30), "parent")
    seen(engine, run_id, lambda view: view.state == "finished", "its end")
    engine.rewind(run_id, 10)
    run = Run(engine.root / run_id)
    before = digests(run)
    made = engine.dial(run_id, RATE, 0.01)
    assert made != run_id
    child = Run(engine.root / made)
    assert digests(run) == before
    view = seen(engine, made, lambda view: view.state == "paused", "the branch")
    assert (view.step, view.parent, view.checkpoints[-1]) == (
        10,
        {"run": run_id, "step": 10, "settings": {RATE: 0.01}},
        10,
    )
    assert (engine.watch(run_id).state, engine.watch(run_id).checkpoints[-1]) == ("paused", 30)
    engine.resume(made)
    seen(engine, made, lambda view: view.state == "finished", "its end")
    assert digests(run) == before
    trainer = Trainer(run.config(), None, [Change(10, RATE, 0.01)])
    trainer.advance(30)
    assert child.holds(trainer.checkpoint())
    assert np.isfinite([row["generator_loss"] for row in child.history()]).all()


@pytest.mark.trial
def test_a_dial_of_an_earlier_checkpoint_begins_a_branch_that_trains_on(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "moving")
    seen(engine, run_id, lambda view: view.step > 20, "some steps")
    with pytest.raises(CheckpointError, match="step 11"):
        engine.dial(run_id, RATE, 0.01, step=11)
    made = engine.dial(run_id, RATE, 0.01, step=10)
    seen(engine, made, lambda view: view.state == "running" and view.step > 10, "the branch in training")
    view = engine.watch(run_id)
    assert (view.state, view.step in view.checkpoints, view.changes) == ("paused", True, [])
    engine.end(made)


@pytest.mark.slow
def test_a_dial_turned_while_a_run_gets_ready_waits_for_it(engine: EngineClient) -> None:
    run_id = engine.submit(TrainConfig(architecture={"name": "mlp"}, batch_size=4, seed=9), "early")
    assert engine.dial(run_id, RATE, 0.004) == run_id
    (change,) = Run(engine.root / run_id).changes()
    seen(engine, run_id, lambda view: view.step > change.step, "steps after that")
    engine.end(run_id)


@pytest.mark.trial
def test_a_branch_with_other_settings_trains_or_waits_and_the_other_rests_where_it_was(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "first")
    seen(engine, run_id, lambda view: view.step > 20, "some steps")
    waiting = engine.branch(run_id, 10, {"objective": "hinge"}, name="waiting", train=False)
    view = seen(engine, waiting, lambda view: view.state == "paused", "the branch")
    assert (view.name, view.step, Run(engine.root / waiting).config().method.objective.name) == ("waiting", 10, "hinge")
    assert engine.watch(run_id).state == "running"
    made = engine.branch(run_id, None, {"objective": "leastsquares"})
    seen(engine, made, lambda view: view.state == "running", "training")
    rested = seen(engine, run_id, lambda view: view.state == "paused", "its rest")
    assert Run(engine.root / made).status()["parent"]["step"] == rested.step
    with pytest.raises(ConfigError, match="a new training has to begin"):
        engine.branch(run_id, 10, {"latent_size": 9})
