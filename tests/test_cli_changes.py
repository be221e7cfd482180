"""``train --change``: the same training from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ganboard.changes import Change
from ganboard.cli import main
from ganboard.cli.changing import planned
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, RunError
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.trainer import Trainer

SMALL = ["--architecture", "mlp", "--architecture.width", "8", "--batch-size", "4", "--latent-size", "6", "--seed", "2"]


def test_texts_become_changes_in_the_order_of_their_steps() -> None:
    texts = ["50:penalty.gamma=2", "10:penalty.gamma=1", "10:generator-learning-rate=1e-3", "10:penalty.gamma=0.5"]
    assert planned(TrainConfig(), texts, None).to_list() == [
        {"step": 10, "dial": "generator_learning_rate", "value": 0.001},
        {"step": 10, "dial": "penalty.gamma", "value": 0.5},
        {"step": 50, "dial": "penalty.gamma", "value": 2.0},
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("penalty.gamma=1", "expected STEP:NAME=VALUE"),
        ("5:penalty.gamma", "expected STEP:NAME=VALUE"),
        ("five:penalty.gamma=1", "expected STEP:NAME=VALUE"),
        ("5:penalty.gamma=much", "a number, but got 'much'"),
        ("5:penalty.gamma=1e9", "at most 100"),
        ("5:width=4", "can be changed while this trains: generator_learning_rate"),
    ],
)
def test_what_is_no_change_is_told_before_anything_is_written(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *SMALL, "--steps", "5", "--out", str(tmp_path / "run"), "--change", text]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
def test_what_was_trained_already_is_not_changed_in_the_shell(tmp_path: Path) -> None:
    config = TrainConfig(architecture={"name": "mlp", "width": 8}, batch_size=4, latent_size=6)
    run = Run.create(tmp_path / "run", config, "test")
    recording = Recording(run)
    recording.trainer.advance(6)
    recording.save()
    recording.close()
    with pytest.raises(RunError, match="a step of at least 6, up to which this run was trained, but got 5"):
        planned(config, ["5:penalty.gamma=1"], run)
    run.set_changes(planned(config, ["6:penalty.gamma=1", "9:penalty.gamma=3"], run))
    assert planned(config, ["8:penalty.gamma=2"], run).to_list() == [
        {"step": step, "dial": "penalty.gamma", "value": value} for step, value in ((6, 1.0), (8, 2.0), (9, 3.0))
    ]
    with pytest.raises(ConfigError, match="at most 100"):
        planned(config, ["8:penalty.gamma=200"], run)


@pytest.mark.trial
@pytest.mark.slow
def test_a_training_by_flags_is_the_one_by_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    assert main(["train", *SMALL, "--steps", "10", "--out", str(out), "--change", "4:discriminator_steps=2"]) == 0
    assert main(["train", "--resume", "--out", str(out), "--steps", "15", "--change", "12:penalty.gamma=1"]) == 0
    run = Run(out)
    changes = [Change(4, "discriminator_steps", 2), Change(12, "penalty.gamma", 1.0)]
    assert list(run.changes()) == changes
    trainer = Trainer(run.config(), None, changes)
    trainer.advance(15)
    assert run.holds(trainer.checkpoint())
    capsys.readouterr()
    assert main(["train", *SMALL, "--steps", "5", "--dry-run", "--change", "3:penalty.gamma=1"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == [{"step": 3, "dial": "penalty.gamma", "value": 1.0}]
