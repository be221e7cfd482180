"""What many ask at once, and what takes too long. In this process, nothing computed."""

from __future__ import annotations

import io
import shutil
import sys
import threading
from pathlib import Path

import pytest

from ganboard.config import TrainConfig
from ganboard.engine import EngineClient, Limits, server
from ganboard.engine.live import Live
from ganboard.engine.orders import Order
from ganboard.engine.protocol import Request
from ganboard.engine.scheduler import Scheduler
from ganboard.errors import EngineError, GANBoardError
from ganboard.runs import Run


def test_a_question_that_takes_too_long_is_answered_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(server.PATIENCE, "explore", 0.01)
    monkeypatch.setitem(server.PATIENCE, "save", 0.01)
    Run.create(tmp_path / "run", TrainConfig(), "x")
    slow = object.__new__(server.Server)  # without a process around it; nobody computes
    slow._scheduler = Scheduler(tmp_path, Limits())
    asked = {"question": "opened", "source": "shipped", "step": None, "asked": {}}
    for request in (Request("explore", arguments=asked), Request("save", "run")):
        reply = slow._answer(request)
        with pytest.raises(EngineError, match=r"too busy for this now\. Try again"):
            raise GANBoardError.from_dict(reply.error)


def test_an_error_without_words_is_told_by_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Scheduler, "runs", fail)
    one = object.__new__(server.Server)
    one._scheduler = Scheduler(tmp_path, Limits())
    assert one._answer(Request("runs")).error["values"]["problem"] == "AssertionError"


@pytest.mark.trial
@pytest.mark.slow
def test_runs_may_be_added_while_it_is_asked_which_were_interrupted(tmp_path: Path) -> None:
    client, over = EngineClient(tmp_path), threading.Event()
    client._ours.update(map(str, range(2000)))

    def add() -> None:
        number = 2000
        while not over.is_set():
            client._ours.add(str(number))
            number += 1

    before, adding = sys.getswitchinterval(), threading.Thread(target=add)
    sys.setswitchinterval(1e-5)
    adding.start()
    try:
        for _ in range(5):
            assert client._interrupted() == []
            client._ours.clear()
            client._ours.update(map(str, range(2000)))
    finally:
        over.set()
        adding.join()
        sys.setswitchinterval(before)


def test_whatever_the_disk_says_a_failure_is_shown_and_raises_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")
    scheduler = Scheduler(tmp_path, Limits())
    live = Live(run, running=True)
    scheduler._table._lives["run"] = live
    shutil.rmtree(run.path)
    with io.TextIOWrapper(open("/dev/full", "wb", buffering=0), write_through=True) as full:  # as where the log lies
        monkeypatch.setattr(sys, "stderr", full)
        scheduler._guarded(live, lambda: 1 / 0)
        monkeypatch.undo()
    view = scheduler.watch("run", -1)
    assert (view.state, view.error["values"]["problem"]) == ("failed", "ZeroDivisionError: division by zero")
    scheduler._tend()
    assert scheduler.watch("run", -1) is None  # nobody can look at a folder that is gone


def test_a_notice_that_cannot_be_written_is_shown(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")
    scheduler = Scheduler(tmp_path, Limits())
    scheduler._table._lives["run"] = Live(run, running=True)
    shutil.rmtree(run.path)
    order = Order(0, 1, "pause", "run", unheard=True)
    scheduler._refuse(order, EngineError("no"))
    assert scheduler.watch("run", -1).notices[-1]["template"] == "no"


def test_a_lock_is_let_go_of_where_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")
    run.update(state="paused")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/full/run.json")

    monkeypatch.setattr(Run, "update", refuse)
    scheduler = Scheduler(tmp_path, Limits())
    order = Order(0, 1, "end", "run")
    scheduler._obey(order)
    with pytest.raises(EngineError, match=r"The disk is full: /full/run\.json"):
        order.reply.result(0)
    run.acquire().release()
