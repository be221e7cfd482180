"""The training behind the clock of a stand: kept going, for days, on a disk that does not fill."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from ganboard.app.browsers import Browser, _asking
from ganboard.app.stand import training
from ganboard.app.stand.training import MINUTES, PAUSE, ROUND, Stand, round_seconds
from ganboard.app.steering import Steered
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, EngineError
from ganboard.run_steering import STAND, steered_by
from ganboard.runs import Run, all_runs, find_run


class Orders(Steered):
    """The client, whose orders are done at once by writing down the state that they lead to: no training takes ten minutes here."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.heard: list[str] = []
        self.refuses = False
        self.busy: list[dict[str, str]] = []

    def runs(self) -> list[dict[str, str]]:
        """What the engine holds for others."""
        return self.busy

    def close(self) -> None:
        """Its end is written down, too."""
        self.heard.append("close")

    def _running(self) -> Any:
        if self.refuses:
            raise EngineError("gone")
        return self

    def attend(self, run_ids: list[str]) -> None:
        """Where no process runs, nothing would be asked."""
        self._request("attend", run_ids=run_ids)

    def ask(self, request: Any) -> Any:
        """As the engine's process."""
        self.heard.append(request.name)
        states = {"submit": "running", "resume": "running", "end": "stopped"}
        if request.name in states:
            find_run(self.root, request.run_id).update(state=states[request.name])
        return None


@pytest.fixture
def client(tmp_path: Path) -> Orders:
    return Orders(tmp_path / "runs")


def test_a_stand_begins_anew_keeps_one_run_and_leaves_those_of_others_alone(client: Orders) -> None:
    theirs = Run.create(client.root / "theirs", TrainConfig(architecture={"name": "mlp"}), "theirs")
    now = [time.time()]
    stand, seen = Stand(client, lambda: now[0]), []
    kept = client.root / "kept"
    shutil.copytree(client.root / stand.tend()["run"], kept)
    for round in range(4):
        told = stand.tend()
        seen.append(told["run"])
        find_run(client.root, told["run"]).update(created=now[0])  # as the stand's clock has it
        assert stand.tend() == {"run": told["run"], "age": 0.0, "left": ROUND}
        now[0] += ROUND / 2
        assert stand.tend()["run"] == told["run"]
        if round == 2:
            stand = Stand(client, lambda: now[0])  # the server was started again
            assert stand.tend()["run"] == told["run"]
        now[0] += ROUND / 2 + 1
    assert len(set(seen)) == 4
    left = {run.id for run in all_runs(client.root)}
    assert left <= {theirs.id, kept.name, *seen[-2:]}
    assert {theirs.id, kept.name} <= left
    for run_id in left - {theirs.id, kept.name}:
        assert steered_by(client.root / run_id) == STAND.format(run=run_id)


def test_what_trainings_leave_in_the_engines_memory_goes_with_it(
    client: Orders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "FRESH", 2)
    now = [time.time()]
    stand = Stand(client, lambda: now[0])

    def closed_after(rounds: int) -> int:
        for _ in range(rounds):
            find_run(client.root, stand.tend()["run"]).update(state="finished")
            now[0] += PAUSE
        return client.heard.count("close")

    assert closed_after(2) == 0
    client.busy = [{"id": "a pupil's", "state": "running"}]
    assert closed_after(2) == 0
    client.busy = []
    assert closed_after(1) == 1
    assert closed_after(1) == 1
    assert closed_after(2) == 2


def test_what_was_paused_goes_on_and_what_ended_is_begun_anew_but_not_in_a_hurry(client: Orders) -> None:
    now = [time.time()]
    stand = Stand(client, lambda: now[0])
    first = stand.tend()["run"]
    now[0] += PAUSE
    find_run(client.root, first).update(state="paused")
    assert stand.tend()["run"] == first
    assert client.heard.count("resume") == 1
    now[0] += PAUSE
    for file in (client.root / first).iterdir():
        os.utime(file, (1, 1))  # it says that it moves, and nobody has written there for long: the computer went out
    assert stand.tend()["run"] == first
    assert client.heard.count("resume") == 2
    find_run(client.root, first).update(state="failed")
    assert stand.tend()["run"] == first  # it failed just after it was resumed
    now[0] += PAUSE
    second = stand.tend()["run"]
    assert second != first
    assert client.heard.count("submit") == 2
    client.refuses = True
    now[0] += ROUND + PAUSE
    with pytest.raises(EngineError, match="gone"):
        stand.tend()
    client.refuses = False
    now[0] += PAUSE
    assert stand.tend()["run"] != second
    assert client.heard.count("attend") >= 4  # nobody else has it open, and it must not be paused for that


def test_no_browser_steers_the_training_of_a_stand(client: Orders) -> None:
    run_id = Stand(client).tend()["run"]
    for browser in (Browser(), Browser("a" * 32), Browser(STAND), Browser("a" * 32, here=True)):
        _asking.set(browser)
        assert not client.may_steer(run_id)
        with pytest.raises(EngineError, match="clock of a stand"):
            client.pause(run_id)


def test_a_round_lasts_as_long_as_the_stand_is_told(client: Orders, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [time.time()]
    for said, seconds in (("0.5", 30.0), ("", ROUND)):
        monkeypatch.setenv(MINUTES, said)
        assert round_seconds() == seconds
    for said in ("0.1", "soon", "nan", "inf", "-5"):
        monkeypatch.setenv(MINUTES, said)
        with pytest.raises(ConfigError, match="a number of minutes, at least"):
            round_seconds()
    stand = Stand(client, lambda: now[0], seconds=30.0)
    first = find_run(client.root, stand.tend()["run"])
    assert first.config().seconds == 30
    now[0] -= 86_400  # the computer's clock was set back, as by a time server after the start
    first.update(state="failed")
    assert stand.tend()["run"] != first.id
