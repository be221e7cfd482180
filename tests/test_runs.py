import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.engine.protocol import View
from ganboard.errors import CheckpointError, RunError
from ganboard.i18n import message, render
from ganboard.run_checkpoints import lost_message
from ganboard.runs import Run, all_runs, find_run, new_id, runs_root
from ganboard.snapshot import Checkpoint
from ganboard.storage import read_arrays, write_arrays


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


def test_a_rewind_lays_aside_what_came_after_it(run: Run) -> None:
    for row in [{"step": 5}, {"step": 10}, {"step": 15}, {"rewind": 10}, {"step": 12}, {"step": 20}, {"rewind": 5}]:
        run.record(row)
    assert [row["step"] for row in run.history()] == [5]
    run.record({"step": 9, "x": 1.5})
    assert run.history() == [{"step": 5}, {"step": 9, "x": 1.5}]
    assert [row["step"] for row in run.whole_history()] == [5, 9, 10, 12, 20]
    run.record({"rewind": 0})
    assert run.history() == []
    run.record({"rewind": 12})
    assert [row["step"] for row in run.history()] == [5, 9, 10, 12]
    run.record({"step": 30})
    assert [row["step"] for row in run.whole_history()] == [5, 9, 10, 12, 30]
    run.record({"rewind": 10})
    run.record({"rewind": 10, "forget": True})
    run.record({"rewind": 30})
    assert [row["step"] for row in run.whole_history()] == [5, 9, 10]


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
    for name in ("mine.npz", "mine.keep", "².npz", "12.npz", "٠٠٠٠٠٠٠١٢.npz"):
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


def test_a_newest_checkpoint_that_is_passed_over_is_told(run: Run) -> None:
    for step in (5, 10, 15):
        run.save(checkpoint(step), b"")
        run.update(step=step)
    assert lost_message(run.load()) is None
    assert lost_message(run.load(5)) is None
    (run.path / "checkpoints" / "000000015.npz").write_bytes(b"PK")
    assert render(lost_message(run.load())).startswith(
        "The newest checkpoint cannot be read (step 15). This is the one of step 10"
    )
    (run.path / "checkpoints" / "000000015.npz").unlink()
    (run.path / "checkpoints" / "000000010.npz").write_bytes(b"PK")
    assert run.load().lost == (15, 10)
    run.update(step=5)  # as after a rewind: where the run stands is whole
    assert run.load().lost == ()


def test_a_newest_checkpoint_whose_file_is_gone_is_told_and_one_thinned_out_is_not(run: Run) -> None:
    for step in (5, 10, 15):
        run.save(checkpoint(step), b"")
    (run.path / "checkpoints" / "000000010.npz").unlink()
    assert (run.gone(), run.gone_message(), run.load().lost) == (None, None, ())
    (run.path / "checkpoints" / "000000015.npz").unlink()
    told = run.gone_message()
    assert told == lost_message(run.load()) == View.from_run(run).notices[-1]
    assert render(told).startswith("The newest checkpoint cannot be read (step 15). This is the one of step 5")
    assert View.from_run(run).step == 5
    run.update(step=5)  # as after a rewind, or when a process goes on from there
    assert run.gone_message() is None
    assert View.from_run(run).notices == []
    (run.path / "checkpoints" / "000000005.npz").unlink()
    assert render(View.from_run(run).notices[-1]).startswith("All checkpoints of this training are gone.")


def test_nobody_misses_a_checkpoint_while_others_are_let_go_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(path: Path, missing_ok: bool = False, unlink: Callable[..., None] = Path.unlink) -> None:
        unlink(path, missing_ok)
        seen.append(run.gone())

    monkeypatch.setattr(Path, "unlink", look)
    for step in (5, 1000, 1001, 1002):
        run.save(checkpoint(step), b"", budget=1)
    assert run.steps() == [5, 1002]
    assert seen
    assert set(seen) == {None}


@pytest.mark.parametrize("harm", [b"", b"\0" * 300, b"{", b"[]", b'{"state": "flying", "step": 1, "seconds": 1}', None])
@pytest.mark.parametrize("name", ["run.json", "config.json"])
def test_a_damaged_file_is_made_anew_from_the_checkpoints(run: Run, name: str, harm: bytes | None) -> None:
    if (name, harm) == ("config.json", b'{"state": "flying", "step": 1, "seconds": 1}'):
        harm = b'{"seed": -1}'
    run.update(images=18, pictures="abc", state="running")
    for step in (5, 10):
        run.save(checkpoint(step), b"")
        run.update(step=step, seconds=step / 10)
    before = run.status()
    if harm is None:
        (run.path / name).unlink()
    else:
        (run.path / name).write_bytes(harm)
    again = find_run(run.path.parent, "run")
    assert [each.id for each in all_runs(run.path.parent)] == ["run"]
    assert again.config() == TrainConfig(seed=4)
    status = again.status()
    for key in ("id", "name", "created", "images", "pictures", "step", "seconds"):
        assert status[key] == before[key], key
    assert again.load().step == 10
    again.mend()
    assert again.damaged() == []
    told = [render(notice) for notice in Run(run.path).status()["notices"]]
    assert told == [f"The file {name} of this run was damaged. It was made anew from the checkpoint of step 10."]
    again.mend()
    assert len(again.status()["notices"]) == 1


def test_both_files_may_be_damaged(run: Run) -> None:
    run.save(checkpoint(5), b"")
    for name in ("run.json", "config.json"):
        (run.path / name).write_bytes(b"\0\0\0")
    run.mend()
    assert (run.config(), run.status()["name"], run.status()["step"]) == (TrainConfig(seed=4), "quick", 5)


def test_checkpoints_of_an_older_version_tell_where_the_run_stands(run: Run) -> None:
    run.save(checkpoint(5), b"")
    file = run.path / "checkpoints" / "000000005.npz"
    arrays = {name: array for name, array in read_arrays(file).items() if name != "meta/run"}
    write_arrays(file, arrays)
    (run.path / "run.json").write_bytes(b"")
    assert (run.status()["step"], run.status()["name"], run.config().seed) == (5, "run", 4)
    assert run.status()["created"] > 1.7e9
    (run.path / "config.json").write_bytes(b"")
    with pytest.raises(RunError, match=r"config\.json is damaged"):  # defaults would be a guess
        run.config()


@pytest.mark.parametrize(
    "change",
    [
        {"name": None},
        {"step": True},
        {"step": -1},
        {"seconds": float("nan")},
        {"created": "yesterday"},
        {"created": 1e300},
        {"state": ["running"]},
    ],
)
def test_a_status_of_other_kinds_is_damaged(run: Run, change: dict[str, Any]) -> None:
    (run.path / "run.json").write_text(json.dumps({**run.status(), **change}))
    with pytest.raises(RunError, match=r"run\.json is damaged: no "):
        run.status()


def test_what_a_page_would_stumble_over_is_left_out_of_a_status(run: Run) -> None:
    odd: dict[str, Any] = {"notices": [3, {"template": "{x}", "values": {}}, message("ok")], "error": "x", "device": 3}
    (run.path / "run.json").write_text(json.dumps({**run.status(), **odd, "until": "x"}))
    status = run.status()
    assert status["notices"] == [message("ok")]
    assert (status["error"], status["device"], status["until"]) == (None, None, None)


@pytest.mark.parametrize(
    "name", ["x" * 300, "x" * 100_000, "a\0b", "\ud800", "..", ".", "", "a/b", ".hidden", "\N{SNOWMAN}" * 200]
)
def test_an_id_that_no_disk_takes_is_no_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError, match="There is no run called") as caught:
        find_run(tmp_path, name)
    assert len(str(caught.value)) < 150


def test_a_folder_that_no_disk_takes_is_refused(tmp_path: Path) -> None:
    for ask in (lambda path: Run.create(path, TrainConfig(), "x"), Run):
        with pytest.raises(RunError):
            ask(tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


def test_what_is_listed_can_be_opened(tmp_path: Path) -> None:
    for name in ("plain", ".hidden", "ein Name", "100%", "a#b?c", "名字"):
        Run.create(tmp_path / name, TrainConfig(), "x")
    listed = [run.id for run in all_runs(tmp_path)]
    assert set(listed) == {"plain", "ein Name", "100%", "a#b?c", "名字"}
    assert [find_run(tmp_path, name).id for name in listed] == listed


def test_the_checkpoint_just_written_stays_among_later_ones(run: Run) -> None:
    for step in (5, 10, 1000):
        run.save(checkpoint(step), b"")
    run.save(checkpoint(11), b"", budget=0)
    assert run.steps() == [5, 11, 1000]


def test_the_run_stands_at_its_last_checkpoint_that_is_not_later(run: Run) -> None:
    assert run.standing() is None
    for step in (5, 10, 15):
        run.save(checkpoint(step), b"")
    for reached, standing in ((15, 15), (12, 10), (10, 10), (99, 15)):
        run.update(step=reached)
        assert run.standing() == standing


@pytest.mark.slow
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


def test_a_folder_that_cannot_be_made_is_not_said_to_have_been_deleted() -> None:
    with pytest.raises(RunError, match=r"The folder /proc/\w+ cannot be made: .*GANBOARD_RUNS says"):
        Run.create("/proc/nowhere", TrainConfig(), "run")
