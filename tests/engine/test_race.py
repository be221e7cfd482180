"""Races in a real engine: fair turns, one order for all, who drops out, two races at once, an engine that dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.engine import EngineClient, Limits, View
from ganboard.errors import EngineError, GANBoardError
from ganboard.race.entry import Race
from ganboard.race.lineup import Lineup
from ganboard.race.turns import TURN
from ganboard.race.verdict import Finish, verdict
from ganboard.runs import Run, all_runs
from ganboard.storage import read_arrays, write_arrays
from tests.engine.conftest import SMALL
from tests.waiting import until

SLOW = SMALL.replace(batch_size=64)
FAST = SMALL


def looked(client: EngineClient, race: Race) -> list[View]:
    return [client.watch(run_id) for run_id in race.runs]


def all_are(client: EngineClient, race: Race, condition: Callable[[View], object], what: str) -> list[View]:
    def look() -> list[View]:
        views = looked(client, race)
        return views if all(map(condition, views)) else []

    return until(look, what, 90)


def begin(client: EngineClient, *configs: TrainConfig, by: Any = "step", length: float = 100_000) -> Race:
    return client.race(Lineup(configs, ["race"] * len(configs), by, length))


def history(client: EngineClient, run_id: str) -> list[dict[str, Any]]:
    return Run(client.root / run_id).history()


@pytest.mark.trial
@pytest.mark.slow
def test_step_for_step_all_are_shown_at_the_same_step_and_nobody_is_far_ahead(engine: EngineClient) -> None:
    race = begin(engine, SLOW, FAST)
    all_are(engine, race, lambda view: view.step > 200, "both train")
    engine.pause(race.runs[1])  # one of them, whichever
    views = all_are(engine, race, lambda view: view.state == "paused", "both pause")
    steps = {view.step for view in views}
    assert len(steps) == 1  # who was behind went on to where the other stood
    shown = [{row["step"] for row in history(engine, run_id)} for run_id in race.runs]
    assert len(shown[0] & shown[1]) > 5
    assert shown[0] == shown[1]
    assert [max(view.checkpoints) for view in views] == [view.step for view in views]  # by which they are shown now
    engine.advance(race.runs[0], 10)
    moved = all_are(
        engine, race, lambda view: view.state == "paused" and view.step in {step + 10 for step in steps}, "ten steps"
    )
    assert [max(view.checkpoints) for view in moved] == [view.step for view in moved]


@pytest.mark.trial
@pytest.mark.slow
def test_second_for_second_both_have_trained_as_long(engine: EngineClient) -> None:
    race = begin(engine, SLOW, FAST, by="seconds")
    all_are(engine, race, lambda view: view.seconds > 2, "both train")
    engine.pause(race.id)
    views = all_are(engine, race, lambda view: view.state == "paused", "both pause")
    seconds = [view.seconds for view in views]
    assert max(seconds) - min(seconds) < 3 * TURN  # a turn, and a step or two that a busy machine drew out
    assert views[1].step > 1.3 * views[0].step


@pytest.mark.trial
@pytest.mark.slow
def test_one_order_is_for_all_until_the_end_which_is_measured(engine: EngineClient) -> None:
    race = begin(engine, FAST, FAST.replace(penalty="none"), length=300)
    all_are(engine, race, lambda view: view.step > 20, "both train")
    engine.pause(race.runs[0])
    paused = all_are(engine, race, lambda view: view.state == "paused", "both pause")
    with pytest.raises(EngineError, match="nobody goes back"):
        engine.rewind(race.runs[1], 0)
    engine.advance(race.runs[0], 10)
    moved = all_are(engine, race, lambda view: view.state == "paused" and view.step > paused[0].step, "ten steps")
    assert [view.step - before.step for view, before in zip(moved, paused, strict=True)] == [10, 10]
    engine.resume(race.runs[1])
    all_are(engine, race, lambda view: view.state == "finished" and view.step == 300, "both end")
    finishes = [Finish.of(Run(engine.root / run_id).status()) for run_id in race.runs]
    assert all(each is not None and each.distance is not None and each.step == 300 for each in finishes)
    assert verdict(finishes).best is not None
    engine.resume(race.runs[0])  # by itself, past the end
    until(lambda: engine.watch(race.runs[0]).step > 320, "it trains on alone", 60)
    assert engine.watch(race.runs[1]).state == "finished"
    engine.end(race.runs[0])
    until(lambda: engine.watch(race.runs[0]).state == "stopped", "it stops")
    assert Finish.of(Run(engine.root / race.runs[0]).status()) == finishes[0]  # the result stays


@pytest.mark.trial
@pytest.mark.slow
def test_who_breaks_down_drops_out_and_the_others_go_on(engine: EngineClient) -> None:
    race = begin(engine, FAST, FAST.replace(latent_size=8), length=400)
    all_are(engine, race, lambda view: view.step > 10, "both train")
    engine.end(race.id)
    stopped = all_are(engine, race, lambda view: view.state == "stopped", "both stop")
    file = engine.root / race.id / "checkpoints" / f"{stopped[0].step:09d}.npz"
    arrays = read_arrays(file)
    write_arrays(
        file, arrays | {name: np.full_like(arrays[name], np.nan) for name in arrays if arrays[name].dtype.kind == "f"}
    )
    engine.rewind(race.id, stopped[0].step)
    engine.resume(race.id)
    out = until(lambda: (view := engine.watch(race.id)).state == "failed" and view, "one breaks down", 90)
    assert out
    assert out.error is not None
    with pytest.raises(EngineError, match="dropped out"):
        engine.resume(race.runs[0])
    until(lambda: engine.watch(race.runs[1]).state == "finished", "the other ends", 90)
    finishes = [Finish.of(Run(engine.root / run_id).status()) for run_id in race.runs]
    assert finishes[0] is None
    assert verdict(finishes).winner == 1
    assert verdict(finishes).alone


@pytest.mark.trial
@pytest.mark.slow
def test_who_took_a_step_alone_after_the_stop_ends_with_the_others_where_the_race_goes_on(engine: EngineClient) -> None:
    race = begin(engine, FAST, FAST.replace(latent_size=8), length=400)
    all_are(engine, race, lambda view: view.step > 10, "both train")
    engine.end(race.id)
    stopped = all_are(engine, race, lambda view: view.state == "stopped", "both stop")
    assert engine.slowly(race.id)[0] == stopped[0].step + 1
    engine.resume(race.runs[1])
    all_are(engine, race, lambda view: view.state == "finished", "both end")
    finishes = [Finish.of(Run(engine.root / run_id).status()) for run_id in race.runs]
    assert [finish and finish.step for finish in finishes] == [400, 400]


@pytest.mark.trial
@pytest.mark.slow
def test_two_races_at_once_wait_for_places_and_do_not_mix(engine: EngineClient) -> None:
    """There are three places for four entrants: the second race starts, as a whole, when the first one has ended."""
    first = begin(engine, SLOW, FAST, length=200)
    second = begin(engine, FAST, FAST.replace(seed=1).replace(seed=0, latent_size=8), length=50)
    until(lambda: engine.watch(first.id).step > 20, "the first trains", 60)
    assert {view.step for view in looked(engine, second)} == {0}
    assert "waiting" in {view.state for view in looked(engine, second)}
    engine.pause(first.id)
    all_are(engine, first, lambda view: view.state == "paused", "the first pauses")
    assert not any(view.state == "paused" for view in looked(engine, second))
    engine.resume(first.id)
    all_are(engine, second, lambda view: view.state == "finished" and view.step == 50, "the second ends, too")
    all_are(engine, first, lambda view: view.state == "finished" and view.step == 200, "the first ended")


def test_more_entrants_than_places_are_refused_and_nothing_is_left(tmp_path: Any) -> None:
    client = EngineClient(tmp_path / "runs", Limits(live=2))
    configs = [SMALL, SMALL.replace(latent_size=8), SMALL.replace(latent_size=9)]
    with pytest.raises(EngineError, match="3 entrants, and at most 2"):
        begin(client, *configs)
    with pytest.raises(GANBoardError, match="same as A"):
        begin(client, SMALL, SMALL)
    assert not list(all_runs(client.root))
    assert not client.alive


@pytest.mark.trial
@pytest.mark.slow
def test_a_race_goes_on_after_the_engine_died(own_engine: EngineClient) -> None:
    race = begin(own_engine, SLOW, FAST, length=150)
    all_are(own_engine, race, lambda view: view.step > 20, "both train")
    assert own_engine.pid is not None
    os.kill(own_engine.pid, signal.SIGKILL)
    all_are(own_engine, race, lambda view: view.state == "finished" and view.step == 150, "both end")
    assert all(Finish.of(Run(own_engine.root / run_id).status()) for run_id in race.runs)
