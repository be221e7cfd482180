"""Whatever the disk does to one run ends that run with a sentence, and no other. A real engine process."""

from __future__ import annotations

import errno
import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ganboard.engine import EngineClient
from ganboard.i18n import render
from ganboard.runs import Run
from tests.engine.conftest import SMALL, seen
from tests.waiting import until


def delete(folder: Path) -> None:
    while folder.exists():  # the training may write while we delete
        shutil.rmtree(folder, ignore_errors=True)


def close(folder: Path) -> None:
    history = folder / "history.jsonl"
    while not history.is_dir():  # the training may write it again
        history.unlink(missing_ok=True)
        with suppress(FileExistsError):
            history.mkdir()


def block(folder: Path) -> None:
    shutil.rmtree(folder / "checkpoints", ignore_errors=True)
    while not (folder / "checkpoints").is_file():
        shutil.rmtree(folder / "checkpoints", ignore_errors=True)
        try:
            (folder / "checkpoints").write_text("in the way")
        except IsADirectoryError:
            continue


@pytest.fixture
def other(engine: EngineClient) -> Iterator[str]:
    """A run that has nothing to do with it all, and trains on in the same engine to the end of the test."""
    run_id, pid = engine.submit(SMALL, "other"), engine.pid
    seen(engine, run_id, lambda view: view.step > 0, "training")
    yield run_id
    at = engine.watch(run_id).step
    seen(engine, run_id, lambda view: view.state == "running" and view.step > at, "the other run training on")
    assert engine.pid == pid


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize("harm", [close, block])
def test_what_the_disk_refuses_ends_one_run_with_path_and_space(
    engine: EngineClient, other: str, harm: Callable[[Path], None]
) -> None:
    run_id = engine.submit(SMALL, "harmed")
    seen(engine, run_id, lambda view: view.step > 0, "training")
    harm(engine.root / run_id)
    failed = seen(engine, run_id, lambda view: view.state == "failed", "the failure")
    said = render(failed.error)
    assert "cannot be written or read: " in said
    assert str(engine.root / run_id) in said
    assert "MB are free" in said
    assert "{" not in said


@pytest.mark.trial
def test_a_folder_that_is_deleted_takes_no_other_run_along(engine: EngineClient, other: str) -> None:
    run_id = engine.submit(SMALL, "deleted")
    seen(engine, run_id, lambda view: view.step > 0, "training")
    delete(engine.root / run_id)
    until(lambda: run_id not in [run["id"] for run in engine.runs()], "the end of the deleted run")
    assert not (engine.root / run_id).exists()


@pytest.mark.slow
def test_a_full_disk_ends_no_engine_refuses_commands_and_room_lets_its_runs_go_on(own_engine: EngineClient) -> None:
    runs = [own_engine.submit(SMALL, name) for name in ("one", "two")]
    for run_id in runs:
        seen(own_engine, run_id, lambda view: view.step > 10, "training")
    pid = own_engine.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))  # from now on not one byte can be written
    for run_id in runs:
        failed = seen(own_engine, run_id, lambda view: view.state == "failed", "the failure")
        assert os.strerror(errno.EFBIG) in render(failed.error)
        assert Run(own_engine.root / run_id).status()["state"] == "running"  # what the disk still says
    assert own_engine.pid == pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    for run_id in runs:
        folder = Run(own_engine.root / run_id)
        until(lambda folder=folder: folder.status()["state"] == "failed", "the failure being written down")
        assert folder.status()["error"]["template"]
        own_engine.resume(run_id)
        seen(own_engine, run_id, lambda view: view.state == "running" and not view.error, "training going on")
    assert own_engine.pid == pid
    own_engine.pause(runs[0])
    seen(own_engine, runs[0], lambda view: view.state == "paused", "the pause")
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    with pytest.raises(Exception, match=r"one.*cannot be written or read: "):
        own_engine.save(runs[0])
    own_engine.close()
