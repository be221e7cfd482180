"""Changes in run folders: written down, found again whatever is lost, and branches that leave the other run as it was."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ganboard.branches import branch, possible
from ganboard.changes import Change
from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError, RunError
from ganboard.export import export_script
from ganboard.i18n import render
from ganboard.recording import Recording
from ganboard.run_steering import begun_by, let_steer, note_beginner, steered_by
from ganboard.runs import Run
from ganboard.trainer import Trainer
from tests.test_recording import equal, train

Small = Callable[..., TrainConfig]
pytestmark = pytest.mark.usefixtures("by_steps_alone")
RATE, GAMMA, TURNS = "generator_learning_rate", "penalty.gamma", "discriminator_steps"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Recording]]:
    """A function from a config, or a run, to its recording; closed at the end."""
    open_ones: list[Recording] = []

    def open_one(what: TrainConfig | Run) -> Recording:
        run = Run.create(tmp_path / "run", what, "test") if isinstance(what, TrainConfig) else what
        open_ones.append(Recording(run))
        return open_ones[-1]

    yield open_one
    for one in open_ones:
        one.close()


def digests(run: Run) -> dict[str, str]:
    """Of every file of a run but its lock."""
    files = [file for file in run.path.rglob("*") if file.is_file() and "lock" not in file.name]
    return {str(file.relative_to(run.path)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.trial
def test_a_turned_dial_is_written_down_and_holds_when_the_run_is_opened_again(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    one.dial(RATE, 0.002)  # as it is: nothing is changed
    assert not (one.run.path / "changes.jsonl").exists()
    one.dial(RATE, 0.004)
    one.dial(RATE, 0.003)
    one.dial(GAMMA, 1)
    with pytest.raises(ConfigError, match="at most 100"):
        one.dial(GAMMA, 101)
    train(one, 12)
    one.close()
    told = [Change(5, RATE, 0.003), Change(5, GAMMA, 1.0)]
    assert list(one.run.changes()) == told
    again = opened(one.run)  # it stands at 10, and was at 12
    train(again, 15)
    straight = Trainer(one.config, None, told)
    straight.advance(15)
    assert equal(again.trainer.checkpoint(), straight.checkpoint())


@pytest.mark.slow
def test_a_change_that_led_nowhere_can_be_taken_back(opened: Callable, small: Small) -> None:
    """As after a training that broke down: it stands before the change again, which would come again."""
    one = opened(small("mlp"))
    train(one, 5)
    one.dial(GAMMA, 2)
    train(one, 7)
    one.dial(RATE, 0.9)
    train(one, 8)
    one.close()
    again = opened(one.run)
    assert again.step == 5
    again.dial(RATE, 0.002)  # what it says now, and shall go on saying
    assert list(again.trainer.changes) == list(again.run.changes()) == [Change(5, GAMMA, 2.0)]


@pytest.mark.trial
def test_a_rewind_repeats_the_changes_and_keeps_what_came(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 7)
    one.dial(TURNS, 2)
    train(one, 15)
    before, stamps = one.trainer.checkpoint(), {step: one.run.stamp(step) for step in one.run.steps()}
    one.rewind(5)
    with pytest.raises(RunError, match="Branch from step 5"):
        one.dial(RATE, 0.01)
    train(one, 15)
    assert equal(one.trainer.checkpoint(), before)
    assert {step: one.run.stamp(step) for step in one.run.steps()} == stamps  # bit for bit: none was written anew


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["file", "line", "all"])
def test_what_led_to_a_checkpoint_is_known_from_it(loss: str, opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    one.dial(RATE, 0.003)
    train(one, 10)
    one.dial(GAMMA, 2)
    one.close()
    file = one.run.path / "changes.jsonl"
    lines = file.read_text().splitlines()
    if loss == "line":
        file.write_text(
            "\n".join(
                [lines[0], lines[1][:20], "[1", '{"step": 3}', '{"step": 4, "dial": 7, "value": 1}', lines[2], ""]
            )
        )
    else:
        file.unlink()
    if loss == "all":
        for name in ("run.json", "config.json"):
            (one.run.path / name).unlink()
    known = [Change(5, RATE, 0.003)] + (
        [Change(10, GAMMA, 2.0)] if loss == "line" else []
    )  # the other had led nowhere yet
    assert list(one.run.changes()) == known
    again = opened(one.run)
    assert list(again.trainer.changes) == known
    assert render(again.run.status()["notices"][-1]).startswith("The file changes.jsonl of this run was damaged.")
    assert [json.loads(line).get("step") for line in file.read_text().splitlines()] == [
        None,
        *(each.step for each in known),
    ]


@pytest.mark.slow
def test_a_branch_shares_the_past_and_leaves_the_other_as_it_was(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    one.dial(RATE, 0.003)
    train(one, 10)
    one.dial(GAMMA, 2)
    train(one, 15)
    one.close()
    let_steer(one.run, "somebody")
    note_beginner(one.run, "somebody")
    before = digests(one.run)
    made = branch(one.run, 10, [Change(10, RATE, 0.01)])
    assert (begun_by(made.path), steered_by(made.path)) == (None, None)  # whoever branched it says so
    assert digests(one.run) == before
    assert made.status()["parent"] == {"run": "run", "step": 10, "settings": {}}
    assert (made.steps(), made.status()["state"], made.status()["step"]) == ([5, 10], "paused", 10)
    assert [row["step"] for row in made.history()] == [5, 10]
    assert list(made.changes()) == [Change(5, RATE, 0.003), Change(10, RATE, 0.01), Change(10, GAMMA, 2.0)]
    for name in ("real.png", "checkpoints/000000010.npz", "checkpoints/000000005.png"):
        assert (made.path / name).samefile(one.run.path / name)
    grown = opened(made)
    train(grown, 15)
    grown.close()
    assert digests(one.run) == before
    straight = Trainer(one.config, None, made.changes())
    straight.advance(15)
    assert equal(grown.trainer.checkpoint(), straight.checkpoint())
    (made.path / "run.json").unlink()
    assert made.status()["parent"] == {"run": "run", "step": 10, "settings": {}}  # its own checkpoint knows


@pytest.mark.trial
def test_an_unchanged_branch_comes_to_the_same(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    one.dial(TURNS, 2)
    train(one, 10)
    one.close()
    made = opened(branch(one.run, 5))
    train(made, 10)
    assert made.run.fingerprint(10) == one.run.fingerprint(10)
    assert made.run.picture(10) == one.run.picture(10)


KILLED = """
import os, signal, sys
from ganboard import recording
from ganboard.recording import Recording
from ganboard.runs import Run
recording.SAVE_SECONDS = float("inf")  # see by_steps_alone
branch, one = (Recording(Run(path)) for path in sys.argv[1:])
while branch.step < 17:
    branch.turn(10, at_most=17 - branch.step)
while one.step < 7:
    one.turn(10, at_most=7 - one.step)
one.dial("generator_learning_rate", 0.004)
one.turn(10, at_most=1)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def killed(small: Small, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run, Run]:
    """A run with a change, its unchanged branch, and another run with a change; the last two were in a process that was killed."""
    folder = tmp_path_factory.mktemp("killed")
    parent = Recording(Run.create(folder / "run", small("mlp", augmentation="adaptive", instance_noise=0.1), "test"))
    train(parent, 5)  # with whatever chance there is
    parent.dial(TURNS, 2)
    train(parent, 20)
    parent.close()
    made = branch(parent.run, 10, settings={"steps": 20})
    run = Run.create(folder / "other", small("mlp"), "test")
    died = subprocess.run([sys.executable, "-c", KILLED, made.path, run.path], env={**os.environ}, check=False)
    assert died.returncode == -signal.SIGKILL
    return parent.run, made, run


@pytest.mark.trial
@pytest.mark.slow
def test_an_unchanged_branch_that_is_killed_and_taken_up_again_gives_its_parents_pictures(
    killed: tuple[Run, Run, Run], opened: Callable
) -> None:
    parent, made, _ = killed
    assert made.steps() == [5, 10, 15]
    again = opened(made)
    train(again, 20)
    assert made.steps() == parent.steps() == [5, 10, 15, 20]
    for step in made.steps():
        assert made.fingerprint(step) == parent.fingerprint(step)
        assert made.picture(step) == parent.picture(step)
    again.go_to(made.load(5))  # another end is no other past


@pytest.mark.trial
def test_a_process_that_is_killed_after_a_change_has_made_it(killed: tuple[Run, Run, Run], opened: Callable) -> None:
    *_, run = killed
    assert (run.steps(), list(run.changes())) == ([5], [Change(7, RATE, 0.004)])
    one = opened(run)
    train(one, 10)
    straight = Trainer(one.config, None, run.changes())
    straight.advance(10)
    assert equal(one.trainer.checkpoint(), straight.checkpoint())


@pytest.mark.slow
def test_there_is_no_branch_from_nowhere_or_to_what_cannot_be(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    one.close()
    with pytest.raises(CheckpointError, match="step 4"):
        branch(one.run, 4)
    with pytest.raises(ConfigError, match="at most 20"):
        branch(one.run, 5, [Change(5, TURNS, 21)])
    assert [path.name for path in one.run.path.parent.iterdir()] == ["run"]


@pytest.mark.trial
def test_a_branch_of_another_config_goes_on_from_the_same_weights(
    opened: Callable, small: Small, tmp_path: Path
) -> None:
    """What only the other settings remember, such as LeCam's averages, begins there; what only the old ones did is left behind."""
    one = opened(small("mlp", penalty={"name": "r1", "gamma": 0.5}, constraint="spectral"))
    train(one, 5)
    one.dial(GAMMA, 2)
    one.dial(RATE, 0.003)
    train(one, 10)
    one.close()
    before = digests(one.run)
    settings = {"objective": "wasserstein", "penalty": "lecam", "penalty.weight": 0.2, "constraint": "none", TURNS: 2}
    made = branch(one.run, 10, settings=settings)
    assert made.status()["parent"] == {"run": "run", "step": 10, "settings": settings}
    assert made.config() == one.config.replace(**{name: value for name, value in settings.items() if name != TURNS})
    assert list(made.changes()) == [Change(5, RATE, 0.003), Change(10, TURNS, 2.0)]
    straight = Trainer(made.config(), None, made.changes())
    straight.restore(one.run.load(10), inherited=True)
    straight.advance(5)
    grown = opened(made)
    (made.path / "config.json").unlink()
    assert made.config().method.objective.name == "wasserstein"  # its own checkpoint says it, no longer the other's
    made.mend()
    train(grown, 15)
    assert equal(grown.trainer.checkpoint(), straight.checkpoint())
    with pytest.raises(RunError, match=r"Before step 10 this training had other settings.* it is a branch of: run\."):
        grown.rewind(5)
    with pytest.raises(RunError, match="Before step 10"):
        branch(made, 5)
    grown.rewind(10)
    train(grown, 15)
    grown.close()
    assert equal(grown.trainer.checkpoint(), straight.checkpoint())
    assert digests(one.run) == before
    export_script(made, tmp_path / "script.py")
    assert "up to step 10 it had other settings" in (tmp_path / "script.py").read_text()
    again = opened(branch(made, 15))
    with pytest.raises(RunError, match="Before step 10"):  # the past of its past
        again.rewind(5)
    again.rewind(10)


@pytest.mark.trial
def test_a_branch_from_the_very_beginning_has_what_its_own_settings_remember(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    one.save()
    one.close()
    grown = opened(branch(one.run, 0, settings={"penalty": "lecam", "objective": "hinge"}))
    train(grown, 5)
    grown.rewind(0)
    train(grown, 5)


@pytest.mark.slow
def test_a_branch_keeps_the_networks_and_the_data(opened: Callable, small: Small) -> None:
    config = small("mlp")
    assert possible(config, {"objective": "hinge", RATE: 0.1, "seed": 5})
    for wrong in (
        {"latent_size": 9},
        {"architecture": "lean"},
        {"dataset": "fashion"},
        {"batch_size": -1},
        {"nothing": 1},
    ):
        assert not possible(config, wrong), wrong
    one = opened(config)
    train(one, 5)
    one.close()
    with pytest.raises(ConfigError, match="a new training has to begin"):
        branch(one.run, 5, settings={"latent_size": 9})
    assert [path.name for path in one.run.path.parent.iterdir()] == ["run"]
