"""The command line without TensorFlow: help, the config that flags make, wrong input, the table of runs."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ganboard.cli import main
from ganboard.cli.options import merged, settings, telling
from ganboard.config import TrainConfig
from ganboard.errors import DatasetError, TrainingDiverged
from ganboard.methods.adversarial_words import ran_away
from ganboard.presets import PRESETS
from ganboard.run_status import made_anew
from ganboard.runs import Run, runs_root
from ganboard.settings import every, registries
from ganboard.snapshot import Checkpoint
from ganboard.storage import disk_message

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_quick_commands_and_the_package_load_no_tensorflow() -> None:
    code = """
import sys
import ganboard
from ganboard import *
from ganboard.cli import main
assert set(ganboard.__all__) <= set(dir(ganboard))
assert main(["--help"]) == main(["train", "--help"]) == main(["runs"]) == main(["--version"]) == 0
assert main(["train", "--batch-size", "0"]) == 2
assert not {"tensorflow", "keras"} & set(sys.modules), "slow"
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr.count("\n")) == (0, 2), done.stderr  # no runs yet, and the wrong batch size


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    import ganboard

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ganboard.nothing


@pytest.mark.parametrize("command", ["train", "sample", "evaluate", "export", "data", "runs"])
def test_help_shows_a_percent_sign_as_one(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "%%" not in text
    assert "%(" not in text
    assert command != "evaluate" or "their 95% intervals" in " ".join(text.split())


def test_help_lists_every_setting_part_and_preset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--help"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for name, setting in every(TrainConfig).items():
        assert f"--{name.replace('_', '-')} " in text
        assert all(info.description in text for info in setting.owners.values())
    for registry in registries(TrainConfig).values():
        assert all(f"{part.name} {part.summary}" in text for part in registry)
    assert all(f"{name} {preset.summary}" in text for name, preset in PRESETS.items())
    assert "(2 to 1,024; default: 20)" in text


WRONG: list[tuple[str, tuple[str, ...]]] = [
    ("train --batch-size 1 --steps 5", ("batch_size", "at least 2", "got 1.")),
    ("train --batch-size many --steps 5", ("batch_size", "a whole number", "'many'")),
    ("train --penalty.gamma -1 --steps 5", ("penalty.gamma", "at least 0", "-1")),
    ("train --penalty none --penalty.gamma 1 --steps 5", ("penalty.gamma", "no setting of this name")),
    ("train --architecture big --steps 5", ("architecture", "one of lean", "'big'")),
    ("train --dataset mnist --preset fast --steps 5", ("preset", "one of quick", "'fast'")),
    ("train --preset article --conditional --steps 5", ("conditional", "article", "True")),
    ("train --steps 5 --seconds 5", ("seconds", "one end only", "5")),
    ("train --preset quick", ("steps", "--steps N or --seconds S", "None")),
    ("train --resume --steps 5", ("out", "folder of the run", "None")),
    ("train --resume --steps 5 --out none", ("out: ", "run folder", "none")),
    ("train --steps 5 --out full", ("out: ", "new or empty folder", "full")),
    ("train --steps 5 --out full/file/run", ("out: ", "full/file/run", "written")),
    ("train --steps 5 --out=", ("out: ", "new or empty folder", "''")),
    ("train --resume --out=", ("out: ", "a run folder", "''")),
    ("train --steps 1e30", ("steps: expected a whole number", "1e+30")),
    ("train --steps 5 --dataset=", ("dataset: expected one of", "''")),
    ("train --steps 5 --seed=", ("seed: expected a whole number", "''")),
    ("train --steps 5 --preset images", ("dataset.path: ", "No images have been chosen")),
    ("train --steps 5 --preset images --dataset.path none", ("dataset.path: ", "no file or folder called none")),
    ("train --steps 5 --preset images --dataset.path none --dry-run", ("dataset.path: ", "none")),
    ("train --config none.json --steps 5", ("config", "can be read", "none.json")),
    ("train --config full/file --steps 5", ("config", "JSON", "file")),
    ("train --batchsize 5", ("train", "--help", "'--batchsize'")),
    ("train --steps", ("--steps", "expected one argument")),
    ("tarin", ("COMMAND", "'tarin'", "train")),
    ("--port 80", ("COMMAND", "'80'")),
    ("app --port 80801", ("--port", "65,535", "'80801'")),
    (f"app --port {'9' * 5000}", ("--port", "65,535", "999...")),
    ("race quick vae --steps x", ("steps: ", "a whole number", "'x'")),
    ("race quick vae --steps 1.5", ("steps: ", "a whole number", "1.5")),
    ("race quick vae --seconds nan", ("seconds: ", "finite", "nan")),
    ("race quick vae --steps 3 --seed x", ("seed: ", "a whole number", "'x'")),
    ("sample --out a.png", ("--run", "required")),
    ("sample --run none --out a.png", ("run: ", "run folder", "none")),
    ("sample --run= --out a.png", ("run: ", "a run folder", "''")),
    ("sample --run run --out a.jpg", ("out", ".npz or .png", "a.jpg")),
    ("sample --run run --out none/a.png", ("out", "folder that exists", "none/a.png")),
    ("sample --run run --out /proc/a.png", ("out: ", "folder that can be written", "/proc/a.png")),
    ("sample --run run --out a.png --count 0", ("count", "at least 1", "0")),
    ("sample --run run --out a.png --count -5", ("count", "at least 1", "-5")),
    ("sample --run run --out a.npz --count 1000001", ("count", "at most 1000000", "1000001")),
    ("sample --run run --out a.png --seed -1", ("seed", "at least 0", "-1")),
    ("sample --run run --out a.png --label x", ("label", "a whole number", "'x'")),
    ("sample --run run --out a.png", ("drawn nothing yet", "run")),
    ("sample --run run --out a.png --checkpoint 7", ("checkpoint of step 7",)),
    ("export --run run --format zip --out a.zip", ("format", "grid, gif, poster, keras, script", "'zip'")),
    ("export --run run --format keras --out a.h5", ("out", ".keras", "a.h5")),
    ("export --run run --format keras --out a.keras", ("drawn nothing yet", "run")),
    ("export --run run --format gif --out a.gif", ("no pictures", "run")),
    ("export --run run --format gif --out a.gif --checkpoint 5", ("checkpoint", "keras", "5")),
]


@pytest.mark.parametrize(("line", "expected"), WRONG)
def test_wrong_input_is_one_line_that_tells_what_was_expected(
    line: str,
    expected: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("{")
    Run.create(tmp_path / "run", TrainConfig(), "quick")
    before = sorted(tmp_path.rglob("*"))
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("error: ")
    assert all(part in said.err for part in expected), said.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({"penalty.gamma": 0.5}, {"name": "r1", "gamma": 0.5, "fraction": 0.25, "every": 1}),
        (
            {"penalty": "r1"},
            {"name": "r1", "gamma": 7.0, "fraction": 0.25, "every": 1},
        ),  # of the same name: the file's other settings stay
        ({"penalty": "none"}, {"name": "none"}),
        ({}, {"name": "r1", "gamma": 7.0, "fraction": 0.25, "every": 1}),
    ],
)
def test_flags_overrule_the_file_and_the_file_the_preset(flags: dict[str, Any], expected: Any, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"penalty": {"name": "r1", "gamma": 7.0}, "latent_size": 9, "steps": 4}))
    config = TrainConfig(**merged(settings("article", str(file)), {"dataset": "fashion", "seconds": 3, **flags}))
    assert config.method.penalty.to_dict() == expected
    assert (config.method.latent_size, config.method.batch_size, config.dataset.name) == (9, 128, "fashion")
    assert (config.steps, config.seconds) == (None, 3.0)  # one end replaces the other


def test_a_config_written_by_a_run_can_be_given_back(tmp_path: Path) -> None:
    config = TrainConfig(conditional=True, penalty={"name": "r1", "gamma": 2.0}, steps=3)
    (tmp_path / "config.json").write_text(config.to_json())
    assert TrainConfig(**merged(settings(None, str(tmp_path / "config.json")), {})) == config


def test_a_config_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"steps": 3}', encoding="utf-8-sig")
    assert settings(None, str(tmp_path / "config.json")) == [{}, {"steps": 3}]


def test_a_killed_training_is_not_listed_as_running(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    monkeypatch.setattr("ganboard.engine.protocol.SETTLING", 0.0)
    run = Run.create(tmp_path / "one", TrainConfig(), "quick")
    run.update(state="running")
    for lock, state in ((run.acquire(), "running"), (None, "paused")):
        assert main(["runs", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["state"] == state
        if lock:
            lock.release()


def test_runs_says_which_training_came_to_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    os.environ["GANBOARD_RUNS"] = str(tmp_path / "all")  # the fixture of conftest puts it back
    away = ran_away({"discriminator_loss": 1.7e10})
    assert away is not None
    one = Run.create(runs_root() / "one", TrainConfig(), "quick")
    one.update(state="finished", step=30, notices=[away, made_anew("run.json", 3)])
    two = Run.create(runs_root() / "two", TrainConfig(), "quick")
    two.update(state="failed", error=TrainingDiverged(2).message)
    assert main(["runs"]) == 0
    said = capsys.readouterr().out
    assert "one: The errors (losses) have run away: 17,000,000,000" in said
    assert "two: Training broke down at step 2" in said
    assert main(["runs", "--json"]) == 0
    assert all(row["problem"] for row in json.loads(capsys.readouterr().out))


def test_a_port_that_is_taken_is_told_before_a_server_starts(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["app", "--no-browser", "--port", str(taken.getsockname()[1])]) == 2
    assert "port: expected a port that no other program uses" in capsys.readouterr().err


def test_a_full_disk_is_no_fault_of_a_flag() -> None:
    full, closed = (disk_message(OSError(code, "", "/run/data.npz"), "") for code in (errno.ENOSPC, errno.EACCES))
    with pytest.raises(DatasetError, match=r"^The disk is full: /run/data\.npz"), telling("dataset.path"):
        raise DatasetError.saying(full)
    with pytest.raises(DatasetError, match=r"^dataset\.path: "), telling("dataset.path"):
        raise DatasetError.saying(closed)


def test_runs_lists_what_is_there_and_survives_what_is_damaged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    os.environ["GANBOARD_RUNS"] = str(tmp_path / "all")  # the fixture of conftest puts it back
    assert main(["runs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    Run.create(runs_root() / "one", TrainConfig(conditional=True), "quick").update(
        state="finished", step=30, seconds=1.25
    )
    (Run.create(runs_root() / "two", TrainConfig(architecture="mlp"), "mnist").path / "config.json").write_text("{")
    assert main(["runs", "--json"]) == 0
    two, one = json.loads(capsys.readouterr().out)
    assert (one["id"], one["state"], one["step"], one["architecture"], one["conditional"]) == (
        "one",
        "finished",
        30,
        "lean",
        True,
    )
    assert (two["id"], two["state"]) == ("two", "damaged")
    assert main(["runs"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[:5] == ["id", "state", "step", "seconds", "dataset"]
    assert lines[1].split() == [
        "one",
        "finished",
        "30",
        "1.2",
        "mnist",
        "gan",
        "lean",
        "nonsaturating",
        "r1",
        "yes",
        "0",
    ]


def test_what_is_not_foreseen_is_told_in_one_line_and_shown_on_wish(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("ganboard.cli.runs.all_runs", fail)
    assert main(["runs"]) == 1
    assert (
        capsys.readouterr().err
        == "error: This is a bug of GANBoard (RuntimeError: two lines). GANBOARD_DEBUG=1 shows where.\n"
    )
    monkeypatch.setenv("GANBOARD_DEBUG", "1")
    assert main(["runs"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "status", "expected"),
    [
        (
            OSError(28, "No space left on device", "/full/x"),
            2,
            "error: The disk is full: /full/x cannot be written, with ",
        ),
        (PermissionError(13, "Permission denied"), 2, "error: This did not work: Permission denied.\n"),
        (MemoryError(), 2, "error: There is not enough memory. Try a smaller batch or narrower networks.\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(
    raised: BaseException,
    status: int,
    expected: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise raised

    monkeypatch.setattr("ganboard.cli.runs.all_runs", refuse)
    assert main(["runs"]) == status
    assert capsys.readouterr().err.startswith(expected)


@pytest.mark.slow
def test_a_closed_pipe_is_no_traceback() -> None:
    line = f"{sys.executable} -m ganboard train --help | head -1"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    assert (done.stdout.startswith("usage:"), done.stderr) == (True, "")


@pytest.fixture
def saved(tmp_path: Path) -> Run:
    run = Run.create(tmp_path / "run", TrainConfig(), "quick")
    run.save(Checkpoint(0, 0.0, {}), b"")
    return run


def test_a_sheet_that_nobody_could_open_is_refused_before_it_is_made(
    saved: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "--run", str(saved.path), "--out", str(saved.path / "a.png"), "--count", "10001"]) == 2
    assert "count: expected at most 10000 for one sheet" in capsys.readouterr().err


def test_images_for_which_there_is_no_room_are_refused_before_they_are_made(
    saved: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=9_000_000))
    assert main(["sample", "--run", str(saved.path), "--out", str(saved.path / "a.npz"), "--count", "1e6"]) == 2
    err = capsys.readouterr().err
    assert "they need 784.0 MB" in err
    assert "has 9.0 MB" in err
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=783_999_999))
    assert main(["sample", "--run", str(saved.path), "--out", str(saved.path / "a.npz"), "--count", "1e6"]) == 2
    needed, free = re.findall(r"[\d.]+ MB", capsys.readouterr().err)
    assert needed != free  # or it would not be true
    assert not (saved.path / "a.npz").exists()
