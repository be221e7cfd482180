"""What happens when the engine dies, and that it never outlives its client."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from ganboard.engine import EngineClient
from ganboard.engine.held import RESTARTED
from ganboard.engine.scheduler import CLOSED
from ganboard.errors import EngineError
from ganboard.runs import Run
from ganboard.trainer import Trainer
from tests.engine.conftest import SMALL, seen
from tests.waiting import until

pytestmark = pytest.mark.slow


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_killed_engine_is_started_again_and_its_runs_go_on_with_what_was_changed(own_engine: EngineClient) -> None:
    run_id, damaged, resting = (own_engine.submit(SMALL, name) for name in ("survivor", "damaged", "resting"))
    seen(own_engine, resting, lambda view: view.step > 0, "training")
    own_engine.pause(resting)
    for each in (run_id, damaged):
        seen(own_engine, each, lambda view: view.step > 10, "some checkpoints")
    run = Run(own_engine.root / run_id)
    saved = run.status()["step"]
    own_engine.dial(run_id, "generator_learning_rate", 0.004)
    dead = own_engine.pid
    os.kill(dead, signal.SIGKILL)
    with open(own_engine.root / damaged / "history.jsonl", "ab") as file:
        file.write(b'{"step": "x"}\n{"step": 9, "loss": "high"}\n{"rewind": null}\n')
    (own_engine.root / damaged / "config.json").write_bytes(b"\0\0\0\0")

    view = seen(own_engine, run_id, lambda view: view.notices, "the notice")
    assert view.notices[-1]["template"] == RESTARTED
    assert view.notices[-1]["values"]["step"] >= saved
    at = view.notices[-1]["values"]["step"]
    (change,) = run.changes()
    past = max(at, change.step + 5)
    seen(own_engine, run_id, lambda view: view.state == "running" and view.step > past, "training going on")
    mended = seen(
        own_engine, damaged, lambda view: "Training went on" in str(view.notices), "being taken up again"
    ).step
    seen(own_engine, damaged, lambda view: view.state == "running" and view.step > mended, "training going on")
    assert own_engine.pid not in (None, dead)
    assert own_engine.watch(resting).state == "paused"
    assert own_engine.watch(resting).picture

    pid = own_engine.pid
    own_engine.close()
    assert gone(pid)
    assert not own_engine.alive
    after = own_engine.watch(run_id)
    assert (after.state, after.notices[-1]["template"]) == ("paused", CLOSED)
    assert after.step in after.checkpoints
    trainer = Trainer(SMALL, None, [change])
    trainer.advance(after.step)
    assert run.holds(trainer.checkpoint())


@pytest.mark.trial
def test_an_engine_that_keeps_dying_is_given_up(own_engine: EngineClient) -> None:
    run_id = own_engine.submit(SMALL, "unlucky")
    for _ in range(3):
        own_engine.runs()
        os.kill(own_engine.pid, signal.SIGKILL)
        until(lambda: not own_engine.alive, "its death")
    (own_engine.root / "engine.log").write_text("the last words")
    with pytest.raises(EngineError, match=r"died 3 times within a minute.*the last words"):
        own_engine.pause(run_id)
    view = own_engine.watch(run_id)
    assert view.state == "paused"
    assert "died" in view.error["template"]
    assert not own_engine.alive


def test_no_engine_outlives_a_killed_client(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys, time; from ganboard.engine import EngineClient\n"
        "client = EngineClient(pathlib.Path(sys.argv[1])); client.start()\n"
        "client.runs(); print(client.pid, flush=True); time.sleep(60)"
    )
    app = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    pid = int(app.stdout.readline())
    assert not gone(pid)
    app.kill()
    app.wait()
    app.stdout.close()
    until(lambda: gone(pid), "the end of the engine")


@pytest.mark.trial
def test_a_closed_engine_is_started_again_by_a_command(own_engine: EngineClient) -> None:
    run_id = own_engine.submit(SMALL, "twice")
    own_engine.close()
    assert own_engine.watch(run_id).state == "paused"
    assert not own_engine.alive
    own_engine.end(run_id)
    assert own_engine.alive
    seen(own_engine, run_id, lambda view: view.state == "stopped", "its stop")


def test_a_wrong_key_is_refused(engine: EngineClient) -> None:
    engine.runs()
    with pytest.raises((AuthenticationError, EOFError, ConnectionError)):
        Client(engine._process._address, authkey=b"guess")
    assert isinstance(engine.runs(), list)
    if os.name != "nt":
        assert os.stat(engine._process._folder).st_mode & 0o077 == 0


def test_the_key_is_not_to_be_seen_from_outside(engine: EngineClient) -> None:
    engine.start()
    command = Path(f"/proc/{engine.pid}/cmdline")
    if command.exists():
        assert command.read_bytes().rstrip(b"\0").split(b"\0")[1:] == [b"-m", b"ganboard.engine"]
