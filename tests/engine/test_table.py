"""What loads in a thread of its own must not write over what was decided meanwhile. In this process, nothing computed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from ganboard import run_folder
from ganboard.engine import Limits
from ganboard.engine.scheduler import Scheduler
from ganboard.runs import Run
from tests.engine.conftest import SMALL
from tests.waiting import until


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
