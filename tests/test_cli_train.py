"""The commands that train and draw, on the digits that ship inside and very small networks."""

from __future__ import annotations

import io
import json
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ganboard.cli import main
from ganboard.cli.display import Display
from ganboard.config import TrainConfig
from ganboard.datasets.images import FEW
from ganboard.datasets.report import Report
from ganboard.errors import TrainingDiverged
from ganboard.i18n import render
from ganboard.runs import Run
from ganboard.snapshot import Snapshot
from ganboard.trainer import Trainer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
TINY = ["--architecture.width", "4", "--batch-size", "4", "--latent-size", "6"]
SMALL = ["--dataset", "mnist", "--preset", "quick", "--seed", "0", *TINY]


def shell(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    """The command line as a process of its own."""
    line = [sys.executable, "-m", "ganboard", *arguments]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A conditional run of 30 steps in one go, made by a process of its own."""
    path = tmp_path_factory.mktemp("runs") / "straight"
    process = shell("train", *SMALL, "--steps", "30", "--out", str(path))
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert out.startswith("Finished at step 30 after ")
    assert out.endswith(f"in {path}\n")
    assert "step 30/30" in err
    assert "4,500 images and 500 held out" in err
    assert "images/s" in err
    return Run(path)


@pytest.mark.trial
def test_losses_that_ran_away_are_told_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rates = ["--generator-learning-rate", "1", "--discriminator-learning-rate", "1"]
    assert main(["train", *SMALL, *rates, "--penalty", "none", "--steps", "60", "--out", str(tmp_path / "run")]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Finished at step 60")
    assert "The errors (losses) have run away" in err
    assert "have run away" in Run(tmp_path / "run").status()["notices"][-1]["template"]


@pytest.mark.trial
def test_a_finished_run_tells_so(run: Run) -> None:
    status = run.status()
    assert (status["state"], status["step"], status["error"], run.steps()[-1]) == ("finished", 30, None, 30)
    assert run.history()[-1]["step"] == 30
    assert run.config().steps == 30
    run.acquire().release()


@pytest.mark.trial
def test_resumed_training_equals_uninterrupted_training(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "resumed")
    assert main(["train", *SMALL, "--steps", "12", "--out", path]) == 0
    assert Run(path).steps()[-1] == 12
    assert main(["train", "--resume", "--out", path, "--batch-size", "5"]) == 2
    assert "batch_size: expected 4" in capsys.readouterr().err
    assert main(["train", "--resume", "--preset", "quick", "--steps", "30", "--out", path]) == 0
    resumed, straight = Run(path).load().arrays, run.load().arrays
    assert resumed.keys() == straight.keys()
    assert all(np.array_equal(resumed[name], straight[name]) for name in straight)
    assert [row["step"] for row in Run(path).history()][-1] == 30
    assert main(["train", "--resume", "--out", path]) == 0  # nothing left to do
    assert "Finished at step 30" in capsys.readouterr().out


@pytest.mark.trial
def test_seconds_are_seconds_of_training(tmp_path: Path) -> None:
    path = tmp_path / "run"
    assert main(["train", *SMALL, "--seconds", "0.4", "--out", str(path)]) == 0
    assert 0.4 <= Run(path).status()["seconds"] < 3.0
    assert Run(path).status()["state"] == "finished"


@pytest.mark.slow
def test_ctrl_c_saves_and_leaves_a_run_that_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a run"
    process = shell("train", *SMALL, "--seconds", "600", "--out", str(path))
    with process:
        if process.stdout is None or process.stderr is None:
            pytest.fail("no pipes")
        for line in process.stderr:
            if line.startswith("step "):
                break
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)  # a second one must not tear the checkpoint apart
        out, err = process.communicate(timeout=60)
    saved = Run(path)
    step = saved.load().step
    assert (process.returncode, step > 0, "Traceback" in err) == (130, True, False)
    assert out == f"Saved at step {step} in {path}. Go on with: python -m ganboard train --resume --out '{path}'\n"
    assert (saved.status()["state"], saved.status()["step"]) == ("stopped", step)
    saved.acquire().release()


@pytest.mark.trial
def test_sigterm_while_tensorflow_loads_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "run"
    process = shell("train", *SMALL, "--steps", "9", "--out", str(path))
    with process:
        if process.stderr is None:
            pytest.fail("no pipe")
        assert process.stderr.readline() == "loading TensorFlow ...\n"
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (143, "", "Interrupted.\n")
    assert not path.exists()  # nothing was trained, so the same call works again


@pytest.mark.trial
def test_training_that_breaks_down_keeps_the_last_good_checkpoint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run"
    advance = Trainer.advance

    def break_down(trainer: Trainer, count: int, *rest: object) -> None:
        if trainer.step >= 10:
            raise TrainingDiverged(trainer.step + 1)
        advance(trainer, count, *rest)

    monkeypatch.setattr(Trainer, "advance", break_down)
    assert main(["train", *SMALL, "--steps", "30", "--out", str(path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith("error: Training broke down at step ")
    status, last = Run(path).status(), Run(path).load()
    assert last.step == 10
    assert "of step 10, is kept" in said[-2]
    assert (status["state"], "{step}" in status["error"]["template"]) == ("failed", True)


@pytest.mark.trial
def test_what_came_of_own_images_is_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    for number in range(16):
        Image.new("RGB", (40, 30), (number // 2, 0, 0)).save(tmp_path / "mine" / f"{number}.png")
    for number in range(22):
        (tmp_path / "mine" / f"n{number:02}.png").write_bytes(b"no picture")
    mine = ["--preset", "images", "--dataset.path", str(tmp_path / "mine"), *TINY]
    run = tmp_path / "run"
    assert main(["train", *mine, "--steps", "2", "--out", str(run)]) == 0
    report = Report.from_dict(Run(run).status()["report"])
    if report is None:
        pytest.fail("the run keeps no report")
    assert (report.read, report.different, len(report.left_out)) == (16, 8, 22)
    said = capsys.readouterr().err
    assert "\n".join(map(render, report.lines())) in said
    assert "Only 8 of these 16 are different" in said
    assert "Left out (22), no PNG, JPEG, WebP, BMP or GIF image: n00.png, " in said
    assert f"All that was left out is listed in {run / 'run.json'}." in said
    (tmp_path / "mine" / "0.png").unlink()
    assert main(["train", *mine, "--steps", "2", "--out", str(tmp_path / "few")]) == 2
    assert "error: dataset.path: Only 15 of 37 files could be read" in capsys.readouterr().err


@pytest.mark.slow
def test_pictures_of_ones_own_are_changed_where_they_are_few(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, config = tmp_path / "mine", tmp_path / "config.json"
    folder.mkdir()
    config.write_text('{"method": {"name": "gan", "augmentation": "adaptive"}}')
    for number in range(FEW):
        (folder / f"{number}.png").write_bytes(b"looked at later")
    mine = ["--dataset.path", str(folder), *TINY, "--steps", "2", "--dry-run"]

    def changes(*more: str) -> str:
        assert main(["train", *more, *mine]) == 0
        return str(json.loads(capsys.readouterr().out)["config"]["method"]["augmentation"]["name"])

    assert changes("--preset", "images") == "none"
    (folder / "0.png").unlink()
    assert changes("--preset", "images") == changes("--dataset", "images") == "fixed"
    assert changes("--preset", "images", "--augmentation", "none") == "none"
    assert changes("--dataset", "images", "--config", str(config)) == "adaptive"


@pytest.mark.trial
def test_a_film_passes_over_a_damaged_picture(run: Run, tmp_path: Path) -> None:
    copy = shutil.copytree(run.path, tmp_path / "copy")
    call = ["export", "--run", str(copy), "--format", "gif", "--out", str(tmp_path / "film.gif")]
    pictures = sorted((copy / "checkpoints").glob("*.png"))
    pictures[0].write_bytes(b"x")
    pictures[1].write_bytes(pictures[1].read_bytes()[:90])
    assert main(call) == 0
    for picture in pictures:
        picture.write_bytes(b"x")
    assert main(call) == 2


def test_dry_run_tells_all_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", *SMALL, "--steps", "5", "--out", str(tmp_path / "run"), "--dry-run"]) == 0
    told = json.loads(capsys.readouterr().out)
    config = TrainConfig(**told["config"])
    assert (config.steps, config.method.batch_size, config.method.conditional) == (5, 4, True)
    networks = config.method.maker(config.dataset)
    assert told["parameters"]["generator"] == networks.generator.count_params()
    assert told["parameters"]["discriminator"] == networks.discriminator.count_params()
    assert told["device"]
    assert list(tmp_path.iterdir()) == []


def test_samples_as_arrays(run: Run, tmp_path: Path) -> None:
    def sample(*arguments: str) -> dict[str, np.ndarray]:
        file = tmp_path / "samples.npz"
        assert main(["sample", "--run", str(run.path), "--out", str(file), *arguments]) == 0
        with np.load(file, allow_pickle=False) as arrays:
            return dict(arrays)

    turns, sevens = sample("--count", "12"), sample("--count", "12", "--label", "7")
    assert (turns["images"].shape, turns["images"].dtype) == ((12, 28, 28, 1), np.uint8)
    assert turns["labels"].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert sevens["labels"].tolist() == [7] * 12
    same = (turns["images"] == sevens["images"]).all(axis=(1, 2, 3))
    assert same.tolist() == [label == 7 for label in turns["labels"]]  # same seed: only the label makes the difference
    assert np.array_equal(sample("--count", "12")["images"], turns["images"])
    assert not np.array_equal(sample("--count", "12", "--seed", "1")["images"], turns["images"])
    assert not np.array_equal(sample("--count", "12", "--checkpoint", "5")["images"], turns["images"])


def test_samples_as_a_sheet(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "samples.png"
    assert main(["sample", "--run", str(run.path), "--count", "20", "--out", str(file)]) == 0
    assert Image.open(file).size == (10 * 30 - 2, 2 * 30 - 2)  # a column for each class
    assert main(["sample", "--run", str(run.path), "--count", "9", "--label", "3", "--out", str(file)]) == 0
    assert Image.open(file).size == (3 * 30 - 2, 3 * 30 - 2)
    assert main(["sample", "--run", str(run.path), "--label", "10", "--out", str(file)]) == 2
    assert "label: expected a class from 0 to 9, but got 10." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]  # no temporary file stays


def test_a_run_may_be_named_by_its_id(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(run.path.parent))
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--run", run.id, "--format", "gif", "--out", "film.gif"]) == 0
    assert Image.open("film.gif").n_frames > 1


def test_a_terminal_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "140")
    with Display(TrainConfig(steps=400)) as display:
        display.phase("preparing")
        display.loading(0.5)
        display.note("a note")
        for step in (100, 200):
            losses = {"generator_loss": 0.7, "discriminator_loss": 1.3}
            display.measures(Snapshot(step, step / 100, step * 16, np.zeros((1, 1, 1, 1), np.uint8), None, losses))
    shown = terminal.getvalue()
    assert all(text in shown for text in ("a note", "200/400", "50%", "images/s", "left", "G 0.700", "D 1.300"))


def test_a_damaged_newest_checkpoint_is_told_by_every_command(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(run.path, tmp_path / "copy")
    newest, before = run.steps()[-1], run.steps()[-2]
    (copy / "checkpoints" / f"{newest:09d}.npz").write_bytes(b"PK")
    told = f"The newest checkpoint cannot be read (step {newest}). This is the one of step {before}, the last that can."
    calls = [
        ["sample", "--run", str(copy), "--count", "4", "--out", str(tmp_path / "a.npz")],
        ["export", "--run", str(copy), "--format", "keras", "--out", str(tmp_path / "a.keras")],
        ["export", "--run", str(copy), "--format", "archive", "--out", str(tmp_path / "a.zip")],
        ["evaluate", "--run", str(copy), "--count", "60", "--json"],
    ]
    for call in calls:
        assert main(call) == 0
        assert f"note: {told}\n" in capsys.readouterr().err, call
    assert main([*calls[0], "--checkpoint", "5"]) == 0
    assert "note: " not in capsys.readouterr().err
    (copy / "config.json").write_bytes(b"\0")
    assert main(["train", "--resume", "--out", str(copy), "--steps", "31"]) == 0
    said = capsys.readouterr().err
    assert told in said
    assert (
        f"The file config.json of this run was damaged. It was made anew from the checkpoint of step {before}." in said
    )
    assert Run(copy).config() == run.config().replace(steps=31)


@pytest.mark.trial
def test_a_disk_that_is_full_ends_a_training_with_path_and_space(tmp_path: Path) -> None:
    path = tmp_path / "run"
    process = shell("train", *SMALL, "--seconds", "600", "--out", str(path))
    with process:
        if process.stderr is None:
            pytest.fail("no pipe")
        for line in process.stderr:
            if line.startswith("step "):
                break
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert re.search(rf"^error: {re.escape(str(path))}.* cannot be written or read: .* MB are free there", err, re.M), (
        err
    )
    assert main(["train", "--resume", "--out", str(path), "--steps", str(Run(path).load().step + 1)]) == 0
