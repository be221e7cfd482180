import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, RunError
from ganboard.i18n import message
from ganboard.runs import Run, all_runs, new_id, runs_root
from ganboard.snapshot import Checkpoint


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run.create(tmp_path / "run", TrainConfig(seed=4), "quick")


def checkpoint(step: int, size: int = 100) -> Checkpoint:
    return Checkpoint(step, step / 10, {"generator/a/kernel": np.full(size, step, np.float32), "b": np.int64(step)})


def test_a_new_run_waits_and_knows_its_config(run: Run) -> None:
    assert run.config() == TrainConfig(seed=4)
    status = run.status()
    assert (status["id"], status["name"], status["state"], status["step"]) == ("run", "quick", "waiting", 0)
    assert (run.steps(), run.history(), run.kept()) == ([], [], frozenset())
    assert Run(run.path).id == "run"


def test_a_folder_that_holds_something_is_not_taken(tmp_path: Path, run: Run) -> None:
    for taken in (run.path, tmp_path, run.path / "run.json"):
        with pytest.raises(RunError, match="new or empty"):
            Run.create(taken, TrainConfig(), "x")
    (tmp_path / "empty").mkdir()
    assert Run.create(tmp_path / "empty", TrainConfig(), "x").id == "empty"
    with pytest.raises(RunError, match="cannot be written"):
        Run.create(run.path / "run.json" / "below", TrainConfig(), "x")


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="run folder"):
        Run(tmp_path)


def test_damage_is_told_and_not_a_traceback(run: Run) -> None:
    for text in ("{", "[]", "null", "{}", '{"state": 3, "step": 1, "seconds": 1}', '{"state": "paused", "step": "x"}'):
        (run.path / "run.json").write_text(text)
        with pytest.raises(RunError, match=r"run\.json is damaged"):
            run.status()
    for data in (b"{", b"\xff\xfe", b"[]", b'{"seed": -1}'):
        (run.path / "config.json").write_bytes(data)
        with pytest.raises(RunError, match=r"config\.json is damaged\. .*expected .*[^.]\.$"):
            run.config()
    (run.path / "config.json").unlink()
    with pytest.raises(RunError, match=r"config\.json"):
        run.config()


def test_the_status_is_changed_in_parts_and_keeps_the_last_five_notices(run: Run) -> None:
    run.update(state="running", step=3)
    assert (run.status()["state"], run.status()["step"], run.status()["name"]) == ("running", 3, "quick")
    for number in range(7):
        run.notify(message("notice {n}", n=number))
    assert [notice["values"]["n"] for notice in run.status()["notices"]] == [2, 3, 4, 5, 6]


def test_a_rewind_drops_what_came_after_it(run: Run) -> None:
    for row in [{"step": 5}, {"step": 10}, {"step": 15}, {"rewind": 10}, {"step": 12}, {"step": 20}, {"rewind": 5}]:
        run.record(row)
    assert [row["step"] for row in run.history()] == [5]
    run.record({"step": 9, "x": 1.5})
    assert run.history() == [{"step": 5}, {"step": 9, "x": 1.5}]
    run.record({"rewind": 0})
    assert run.history() == []


def test_steps_that_come_again_replace_the_old_ones(run: Run) -> None:
    for row in [{"step": 5, "a": 1}, {"step": 10, "a": 1}, {"step": 5, "a": 2}]:
        run.record(row)
    assert run.history() == [{"step": 5, "a": 2}]


@pytest.mark.parametrize("half", ["{", '{"step": 1', '{"step": 10, "loss"', "null", "3", "[]", "{}", '"x"', "\x00\x00"])
def test_a_line_cut_by_a_crash_is_left_out_and_the_next_one_is_not_lost(run: Run, half: str) -> None:
    run.record({"step": 5})
    with open(run.path / "history.jsonl", "a", encoding="utf-8") as file:
        file.write(half)
    assert run.history() == [{"step": 5}]
    run.record({"rewind": 4})
    assert run.history() == []
    run.record({"step": 6})
    assert run.history() == [{"step": 6}]


def test_checkpoints_come_back_bit_for_bit(run: Run) -> None:
    run.save(checkpoint(5), b"five")
    run.save(checkpoint(10), b"ten")
    back = run.load(5)
    assert (back.step, back.seconds, back.arrays.keys()) == (5, 0.5, checkpoint(5).arrays.keys())
    for name, array in checkpoint(5).arrays.items():
        np.testing.assert_array_equal(back.arrays[name], array)
        assert back.arrays[name].dtype == array.dtype
    assert run.load().step == 10
    assert run.picture(10) == b"ten"
    assert run.steps() == [5, 10]


def test_foreign_files_and_a_missing_folder_stop_no_saving(run: Run) -> None:
    for name in ("mine.npz", "mine.keep", "².npz"):
        (run.path / "checkpoints" / name).touch()
    run.save(checkpoint(5), b"", keep=True)
    assert (run.steps(), run.kept()) == ([5], {5})
    shutil.rmtree(run.path / "checkpoints")
    run.save(checkpoint(6), b"")
    assert run.load().step == 6


def test_a_damaged_newest_checkpoint_gives_the_one_before(run: Run) -> None:
    for step in (5, 10, 15):
        run.save(checkpoint(step), b"")
    newest = run.path / "checkpoints" / "000000015.npz"
    whole = newest.read_bytes()
    for cut in (0, 10, len(whole) // 2, len(whole) - 1):
        newest.write_bytes(whole[:cut])
        assert run.load().step == 10
        with pytest.raises(CheckpointError, match="step 15"):
            run.load(15)
    newest.write_bytes(whole)
    assert run.load().step == 15


def test_any_changed_byte_is_found_or_does_no_harm(run: Run) -> None:
    run.save(checkpoint(5, 3), b"")
    run.save(checkpoint(10, 3), b"")
    newest = run.path / "checkpoints" / "000000010.npz"
    whole = newest.read_bytes()
    for place in range(0, len(whole)):
        newest.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        assert run.load().step in (5, 10)


def test_without_checkpoints_that_is_said(run: Run) -> None:
    for ask in (run.load, lambda: run.load(5), lambda: run.picture(5)):
        with pytest.raises(CheckpointError):
            ask()


def test_the_budget_lets_go_but_never_of_the_kept_the_first_and_the_last(run: Run) -> None:
    size = 0
    for step in range(5, 105, 5):
        run.save(checkpoint(step), b"picture", keep=step == 50, budget=max(6 * size, 10_000_000 if not size else 0))
        size = size or (run.path / "checkpoints" / "000000005.npz").stat().st_size
    steps = run.steps()
    assert len(steps) <= 6
    assert {5, 50, 100} <= set(steps)
    assert run.kept() == {50}
    pictures = sorted(int(file.stem) for file in (run.path / "checkpoints").glob("*.png"))
    assert pictures == steps


HOLD = """
import sys
from ganboard.runs import Run
lock = Run(sys.argv[1]).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_one_process_trains_a_run_and_its_death_sets_it_free(run: Run) -> None:
    holder: Any = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(run.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunError, match="another process"):
            run.acquire()
        assert Run(run.path).status()["state"] == "waiting"  # reading needs no lock
    finally:
        holder.kill()
        holder.wait()
        holder.stdin.close()
        holder.stdout.close()
    run.acquire().release()


def test_runs_are_listed_newest_first_and_others_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    assert runs_root() == tmp_path / "runs"
    assert list(all_runs()) == []
    for name in ("20260101-000000-a-0000", "20260301-000000-b-0000", "20260201-000000-c-0000"):
        Run.create(runs_root() / name, TrainConfig(), "x")
    (runs_root() / "notes").mkdir()
    (runs_root() / "file").write_text("x")
    assert [run.id.split("-")[2] for run in all_runs()] == ["b", "c", "a"]


def test_ids_do_not_clash() -> None:
    ids = {new_id("quick") for _ in range(50)}
    assert len(ids) > 45
    assert all("-quick-" in name for name in ids)


def test_the_files_are_plain_json(run: Run) -> None:
    assert json.loads((run.path / "config.json").read_text())["seed"] == 4
    assert json.loads((run.path / "run.json").read_text())["name"] == "quick"


def test_a_checkpoint_is_known_by_what_it_holds_and_not_by_how_long_it_took(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", TrainConfig(), "run")
    assert run.fingerprint(5) == ""

    def written(seconds: float, value: float) -> str:
        run.save(Checkpoint(5, seconds, {"average/x": np.full(3, value, np.float32)}), b"")
        return run.fingerprint(5)

    first = written(1.0, 0.5)
    assert len(first) == 16
    assert written(2.0, 0.5) == first
    assert written(1.0, 0.25) != first
    (run.path / "checkpoints" / "000000005.npz").write_bytes(b"damaged")
    assert run.fingerprint(5) == ""
