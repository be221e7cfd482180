"""Turns between lanes, in this process: a race counts as one training, and starts when all of it is ready."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ganboard.engine import Limits
from ganboard.engine.lanes import pause, to_show
from ganboard.engine.live import Live
from ganboard.engine.mates import together
from ganboard.engine.scheduler import Scheduler
from ganboard.engine.table import Table
from ganboard.errors import EngineError
from ganboard.race.entry import KEY, Race
from ganboard.runs import Run
from tests.engine.conftest import SMALL


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Two runs of a race and one by itself; all train, and nothing is computed."""
    table = Scheduler(tmp_path, Limits())._table
    race = Race(("a", "b"), "step")
    for name in ("a", "b", "alone"):
        run = Run.create(tmp_path / name, SMALL, name)
        if name in race.runs:
            run.update(**{KEY: race.to_dict()})
        live = Live(run, running=True, queued=False)
        stands(live, 0)
        table._lives[name] = live
    return table


def stands(live: Live, step: int) -> None:
    """Pretend that it trains and has come so far."""
    live.recording = cast(Any, SimpleNamespace(step=step, open_ended=False, trainer=SimpleNamespace(seconds=step / 10)))
    live._first_saved = live._compiled = True
    live.mailbox.publish(state="running")


def turns(table: Table, count: int) -> list[str]:
    found = []
    for _ in range(count):
        turn = table.next()
        assert turn is not None
        live, stint = turn
        found.append(live.run.id)
        if stint is not None:
            stands(live, live.stand.step + min(8, stint.steps or 8))
    return found


def test_a_race_has_as_many_turns_as_one_training(table: Table) -> None:
    found = turns(table, 20)
    assert found.count("alone") == 10
    assert (found.count("a"), found.count("b")) == (5, 5)


def test_nobody_starts_before_all_are_ready_and_others_go_on_meanwhile(table: Table) -> None:
    late = table._lives["b"]
    late.recording = None  # its images are being loaded
    assert turns(table, 4) == ["alone"] * 4
    stands(late, 0)
    late._compiled = False
    assert turns(table, 2).count("b") == 1  # it compiles
    late._compiled = True
    assert set(turns(table, 4)) == {"a", "b", "alone"}


def test_who_trains_past_the_end_has_a_lane_of_its_own(table: Table) -> None:
    table._lives["a"].recording.open_ended = True  # type: ignore[union-attr]
    assert [len(table.beside(live)) for live in table.all()] == [1, 1, 1]
    assert sorted(turns(table, 3)) == ["a", "alone", "b"]


def test_whom_an_order_is_for(table: Table) -> None:
    runs = {name: live.run for name, live in table._lives.items()}

    def state(name: str, state: str) -> None:
        table._lives[name].mailbox.publish(state=state)

    assert together("pause", runs["a"], table) == ["b"]
    assert together("pause", runs["alone"], table) == []
    assert together("save", runs["a"], table) == []
    for order in ("rewind", "dial"):
        with pytest.raises(EngineError, match="nobody goes back"):
            together(order, runs["a"], table)
    state("a", "failed")
    with pytest.raises(EngineError, match="dropped out"):
        together("resume", runs["a"], table)
    assert together("resume", runs["b"], table) == []  # who dropped out stays out
    state("b", "finished")
    assert together("resume", runs["a"], table) == together("rewind", runs["b"], table) == []


def test_who_has_far_to_catch_up_is_shown_alone_and_need_not_arrive_to_pause(table: Table, monkeypatch: Any) -> None:
    """As of two futures, of which one has been there already."""
    ahead, behind = table._lives["a"], table._lives["b"]
    lane, paused = [ahead, behind], []
    for live in lane:
        monkeypatch.setattr(live, "pause", lambda live=live: paused.append(live.run.id))
    stands(ahead, 700)
    stands(behind, 500)
    assert to_show(lane) == [behind]
    assert set(turns(table, 6)) == {"b", "alone"}
    pause(behind, lane)
    assert (paused, behind.until) == (["b"], None)
    stands(behind, 690)
    assert to_show(lane) == []  # a turn behind: they meet first
    pause(behind, lane)
    assert (paused, behind.until) == (["b"], 700)
    stands(behind, 700)
    assert to_show(lane) == lane
