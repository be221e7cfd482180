"""A file system that knows no locks: nothing is half made, and the sentence says what to do."""

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ganboard import run_lock
from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.engine import EngineClient
from ganboard.errors import RunError
from ganboard.runs import Run


@pytest.fixture(params=[errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def lockless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A file system that refuses locks; none can be mounted without being root."""

    def refuse(*_: object) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", refuse)
    return int(request.param)


@pytest.mark.usefixtures("lockless")
def test_no_half_made_folder_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RunError, match=r"folder .*new/run cannot be locked .*--out.*GANBOARD_RUNS"):
        Run.create(tmp_path / "new" / "run", TrainConfig(), "x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(RunError, match="cannot be locked"):
        Run.create(tmp_path / "empty", TrainConfig(), "x")
    assert main(["train", "--preset", "quick", "--steps", "5", "--out", str(tmp_path / "out")]) == 2
    assert "GANBOARD_RUNS" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_the_page_is_told_and_keeps_no_run(tmp_path: Path, lockless: int) -> None:
    client = EngineClient(tmp_path / "runs")
    try:
        with pytest.raises(RunError, match=os.strerror(lockless)):
            client.submit(TrainConfig(), "x")
        assert not list((tmp_path / "runs").glob("*/"))
    finally:
        client.close()


def test_a_run_that_is_there_already_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert not run.in_use()
    with pytest.raises(RunError, match="cannot be locked"):
        run.acquire()


@pytest.mark.parametrize("refusal", [errno.EROFS, errno.EACCES])
def test_a_folder_that_may_only_be_read_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")

    def refuse(*_: object) -> None:
        raise OSError(refusal, os.strerror(refusal), str(run.path / run_lock.FILE))

    monkeypatch.setattr(run_lock.filelock.FileLock, "acquire", refuse)
    with pytest.raises(RunError, match=rf"run cannot be written or read: {os.strerror(refusal)}\. .* MB are free"):
        run.acquire()


def test_who_only_looks_makes_no_file(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")
    (run.path / run_lock.FILE).unlink(missing_ok=True)
    assert not run.in_use()
    assert not (run.path / run_lock.FILE).exists()


LOOK = "import sys; from ganboard.runs import Run; run = Run(sys.argv[1])\nprint(flush=True)\nwhile True: run.in_use()"


def test_who_only_looks_is_not_taken_for_one_who_trains(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "x")
    looker = subprocess.Popen([sys.executable, "-c", LOOK, str(run.path)], stdout=subprocess.PIPE)
    try:
        looker.stdout.readline()
        for _ in range(200):
            run.acquire().release()
    finally:
        looker.kill()
        looker.wait()
        looker.stdout.close()
