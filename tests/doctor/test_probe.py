"""The probe in a training: it changes nothing about it, pays before it looks, and goes along with rewinds and branches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.branches import branch
from ganboard.config import TrainConfig
from ganboard.doctor import diagnose
from ganboard.doctor.course import Course
from ganboard.doctor.looking_back import gaps, looked_back
from ganboard.doctor.probe import CREDIT, SHARE
from ganboard.doctor.symptoms.stalled import Stalled
from ganboard.engine.mailbox import Mailbox
from ganboard.engine.protocol import View
from ganboard.errors import TrainingDiverged
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.trainer import Trainer

RING = TrainConfig(dataset="points", architecture={"name": "plane", "width": 8}, latent_size=2, batch_size=8)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """A small training of points that was looked at at every moment."""
    recording = Recording(Run.create(tmp_path_factory.mktemp("ring") / "run", RING, "ring"))
    recording.probe.purse.share = 1e9
    while recording.step < 600:
        recording.turn(at_most=600 - recording.step)
        recording.snapshot()
    recording.save()
    yield recording
    recording.close()


@pytest.mark.trial
def test_it_looks_at_its_moments_and_changes_nothing(trained: Recording) -> None:
    rows = trained.run.probes.rows()
    assert [row["step"] for row in rows] == [100, 200, 300, 400, 500, 600]
    assert all({"alike", "auc", "memory", "slope", "seen", "middle", "distance"} <= row.keys() for row in rows)
    assert all(len(row["seen"]) == 8 and row["fakes"] == 256 for row in rows)
    alone = Trainer(RING)
    alone.advance(600)
    for name, array in alone.checkpoint().arrays.items():
        np.testing.assert_array_equal(trained.run.load(600).arrays[name], array, err_msg=name)


@pytest.mark.slow
def test_the_page_the_folder_and_the_shell_say_the_same(trained: Recording) -> None:
    said = diagnose(trained.run)
    assert said.verdict == "early"
    assert View.from_run(trained.run).diagnosis == said.to_dict()
    mailbox = Mailbox(trained.run)
    mailbox.show(trained)
    assert mailbox.view.diagnosis == said.to_dict()
    mailbox.insist("failed", {}, error=TrainingDiverged(600).message)
    assert mailbox.view.diagnosis is not None
    assert mailbox.view.diagnosis["verdict"] == "diverged"
    mailbox.enter("paused", {}, error=None)
    command = [sys.executable, "-m", "ganboard", "doctor", "--run", str(trained.run.path), "--json"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {key: told[key] for key in ("run", "step", "verdict", "findings")} == told
    assert (told["run"], told["step"], told["verdict"]) == (trained.run.id, 600, said.verdict)


def test_a_branch_has_the_rows_up_to_its_step_and_a_rewind_lays_later_ones_aside(trained: Recording) -> None:
    run = trained.run
    step = next(each for each in run.steps() if each >= 300)
    child = branch(run, step)
    assert [row["step"] for row in child.probes.rows()] == [each for each in range(100, 601, 100) if each <= step]
    trained.rewind(step)
    assert run.probes.rows()[-1]["step"] <= step
    assert diagnose(run, 600).step == 600
    trained.rewind(600)
    assert run.probes.rows()[-1]["step"] == 600


def test_it_pays_before_it_looks(trained: Recording) -> None:
    probe = trained.probe
    probe.purse.share, probe.purse.spent, probe.purse.trained = SHARE, CREDIT, 0.0
    count, cost = probe.count, probe._costs
    for _ in range(3):
        probe._due = 0
        probe.after(0.3 * cost / SHARE)
    assert probe.count == count
    probe._due = 0
    probe.after(0.2 * cost / SHARE)
    assert probe.count == count + 1


@pytest.mark.slow
def test_what_goes_wrong_ends_the_probe_and_not_the_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = Recording(Run.create(tmp_path / "run", RING, "ring"))
    recording.probe.purse.share = 1e9
    (tmp_path / "run" / "doctor.jsonl").mkdir()  # no file can be written there
    while recording.step < 200:
        recording.turn(at_most=200)
    assert recording.probe.problem is not None
    assert recording.step >= 200
    assert any("doctor" in note["template"] for note in recording.run.status()["notices"])
    recording.close()


def test_a_symptom_that_is_wrong_ends_neither_a_training_nor_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def sign(self: Stalled, course: Course, number: int) -> None:
        raise ZeroDivisionError

    run = Run.create(tmp_path / "run", RING, "ring")
    run.record({"step": 5_000, "seconds": 1.0, "generator_loss": 1.0})
    monkeypatch.setattr(Stalled, "sign", sign)
    assert View.from_run(run).diagnosis is None
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_damaged_journal_and_a_missing_one_are_told_as_far_as_they_go(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", RING, "ring")
    assert diagnose(run).verdict == "early"
    for step in range(0, 9_000, 100):
        run.record({"step": step, "seconds": 1.0, "real_score": 0.999, "fake_score": 0.001})
    run.update(step=8_900)
    assert diagnose(run).verdict == "discriminator_wins"
    (run.path / "doctor.jsonl").write_bytes(
        os.urandom(200) + b'\n{"step": 5000, "auc": "x"}\n[1]\n{"step": -1}\n{"step"'
    )
    assert diagnose(run).verdict == "discriminator_wins"
    (run.path / "doctor.jsonl").write_text('{"format": 999}\n{"step": 5000}\n')
    assert View.from_run(run).diagnosis is None  # of a newer version: nothing is said rather than something wrong


def test_the_shell_says_it_in_words_and_refuses_a_step_that_never_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ganboard.cli import main

    run = Run.create(tmp_path / "run", RING.replace(penalty="none"), "ring")
    for step in range(0, 9_000, 100):
        worst: dict[str, Any] = {"generator_loss": 1e6} if step >= 4_000 else {"generator_loss": 1.0}
        run.record(
            {"step": step, "seconds": 1.0, "discriminator_loss": 1.0, "real_score": 0.6, "fake_score": 0.4, **worst}
        )
    run.update(step=8_900)
    assert main(["doctor", "--run", str(run.path)]) == 0
    said = capsys.readouterr().out
    assert "have run away" in said
    assert "penalty = r1" in said
    assert main(["doctor", "--run", str(run.path), "--step", "3000", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "healthy"
    assert main(["doctor", "--run", str(run.path), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["symptom"] == "diverged"
    assert 4_000 <= finding["step"] <= 4_800
    assert "1,000,000" in finding["measurement"]
    assert finding["remedy"]["settings"] == {"penalty": "r1"}
    assert main(["doctor", "--run", str(run.path), "--step", "9999"]) == 2
    assert "at most 8,900" in capsys.readouterr().err


@pytest.mark.trial
def test_a_run_that_was_hardly_looked_at_is_looked_at_afterwards_and_training_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """D does not move at all: no training learns by that, and nobody looked while it trained."""
    from ganboard.cli import main

    config = RING.replace(discriminator_learning_rate=1e-9, steps=3_000)
    recording = Recording(Run.create(tmp_path / "run", config, "ring"))
    recording.probe.purse.share = -1.0  # nothing is affordable
    while not recording.finished:
        recording.turn(1.0)
    recording.save()
    run = recording.run
    run.update(state="finished")
    recording.close()
    assert run.probes.rows() == []
    before = {file: file.read_bytes() for file in run.path.rglob("*") if file.is_file()}
    assert main(["doctor", "--run", str(run.path), "--json", "--measured"]) == 0
    assert "missing" not in {each["symptom"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert main(["doctor", "--run", str(run.path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"collapse", "missing"} & {each["symptom"] for each in said["findings"]}
    assert said["verdict"] == diagnose(run).verdict == View.from_run(run).diagnosis["verdict"]  # the page says it, too
    assert {file: file.read_bytes() for file in before} == before
    rows = looked_back(run)
    assert rows[-1]["step"] == 3_000
    assert gaps(run) == []
    os.utime(run.path / "checkpoints" / "000003000.npz", (1, 1))  # as if it were another one
    assert looked_back(run) == rows[:-1]
    assert gaps(run) == [3_000]
