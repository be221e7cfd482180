"""What loads in a thread of its own must not write over what was decided meanwhile. In this process, nothing computed."""

from __future__ import annotations

import json
import math
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import pytest

from ganboard import run_folder
from ganboard.engine import Limits
from ganboard.engine.live import Live
from ganboard.engine.scheduler import Scheduler
from ganboard.runs import Run
from tests.engine.conftest import SMALL
from tests.waiting import until


def test_what_somebody_has_open_or_asks_something_of_is_not_paused(tmp_path: Path) -> None:
    left: dict[str, list[str]] = {}

    class Training(Live):
        """One that trains already, and only notes that it is left."""

        def leave(self, sentence: dict[str, Any]) -> None:
            left[self.run.id].append(sentence["values"]["minutes"])

    scheduler = Scheduler(tmp_path, Limits(idle=90.0))
    table, long_ago = scheduler._table, time.monotonic() - 100
    for name in ("open", "explored", "looked-at", "nobody"):
        live = Training(Run.create(tmp_path / name, SMALL, name), running=True, queued=False)
        live.recording, live.watched_at, live.open_at, left[name] = cast(Any, object()), long_ago, long_ago, []
        table._lives[name] = live
    scheduler.attend(["open", "gone"])
    scheduler.explore(question="frames", source="explored", step=None, asked={})
    scheduler.watch("looked-at", -1)
    scheduler._tend()
    assert left == {"open": [], "explored": [], "looked-at": [], "nobody": ["1.5"]}


def test_never_is_a_limit(tmp_path: Path) -> None:
    """It crosses to the engine as JSON."""
    assert Limits(**json.loads(json.dumps(asdict(Limits(idle=math.inf))))).idle == math.inf


def test_a_run_parked_while_it_loads_stays_paused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, go_on, write = threading.Event(), threading.Event(), run_folder.write_bytes

    def slowly(path: Path, data: bytes, *more: Any) -> None:
        if b'"preparing"' in data:
            writing.set()
            go_on.wait(30)
        write(path, data, *more)

    monkeypatch.setattr(run_folder, "write_bytes", slowly)
    run = Run.create(tmp_path / "early", SMALL, "early")
    scheduler = Scheduler(tmp_path, Limits())
    scheduler.submit(run.id)
    assert writing.wait(30)
    parking = threading.Thread(target=scheduler.park)
    parking.start()
    parking.join(0.3)  # it must wait; were it not to, it would be over by now
    go_on.set()
    parking.join(30)
    until(lambda: not any("_load" in thread.name for thread in threading.enumerate()), "the end of loading")
    assert run.status()["state"] == "paused"


@pytest.mark.parametrize(("command", "state"), [("end", "stopped"), ("pause", "paused")])
def test_a_run_given_up_when_its_turn_has_come_is_not_built(tmp_path: Path, command: str, state: str) -> None:
    """Its images are there and it is next, and then the order is read that came first."""
    run = Run.create(tmp_path / "run", SMALL, "run")
    scheduler = Scheduler(tmp_path, Limits())
    scheduler.submit("run")
    live = scheduler._table.get("run")
    assert live is not None
    until(lambda: live.data is not None, "the images are loaded")
    reply = scheduler.order(command, "run").reply
    thread = threading.Thread(target=scheduler.serve)
    thread.start()
    assert reply.result(timeout=30) is None
    scheduler.close()
    thread.join()
    assert run.status()["state"] == state
    assert live.recording is None
    run.acquire().release()  # nobody holds it
