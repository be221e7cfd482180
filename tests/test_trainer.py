"""The loop, on small networks: who learns from what, resuming, seeds, breaking down."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import CheckpointError, TrainingDiverged
from ganboard.snapshot import Checkpoint
from ganboard.storage import read_arrays, write_arrays
from ganboard.trainer import Trainer

Small = Callable[..., TrainConfig]
NOTHING = 1e-50
"""A learning rate that is 0 in float32."""
KINDS = {
    "lean": {},
    "lean, told the class": {"conditional": True},
    "mlp": {"architecture": {"name": "mlp", "width": 8}},
    "article": {"architecture": "article", "batch_size": 4, "penalty": "none"},
}
"""Everything that a checkpoint may hold: class embeddings, moving statistics, dropout's random state."""


def same(one: Checkpoint, two: Checkpoint) -> bool:
    """Whether two checkpoints are of one step and equal to the last bit."""
    assert one.arrays.keys() == two.arrays.keys()
    return one.step == two.step and all(
        array.dtype == two.arrays[name].dtype and array.tobytes() == two.arrays[name].tobytes()
        for name, array in one.arrays.items()
    )


def changed(one: Checkpoint, two: Checkpoint, owner: str) -> set[bool]:
    """For each trained weight of a network, whether it differs."""
    names = [
        name for name in one.arrays if name.startswith(owner + "/") and "moving" not in name and "seed" not in name
    ]
    assert names
    return {one.arrays[name].tobytes() != two.arrays[name].tobytes() for name in names}


CONTINUE = """
import sys
from ganboard import TrainConfig, Trainer
from ganboard.datasets import Data
from ganboard.snapshot import Checkpoint
from ganboard.storage import read_arrays, write_arrays
for folder in sys.argv[1:]:
    config = TrainConfig.from_json(open(folder + "/config.json").read())
    trainer = Trainer(config, Data(read_arrays(folder + "/data.npz")))
    trainer.restore(Checkpoint(3, 0.0, read_arrays(folder + "/3.npz")))
    trainer.advance(9)
    write_arrays(__import__("pathlib").Path(folder + "/12.npz"), trainer.checkpoint().arrays)
"""


@pytest.fixture(scope="module")
def histories(digits: Data, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """For each kind: the trainer after 12 uninterrupted updates in several calls, its checkpoints, its config."""
    found = {}
    for kind, changes in KINDS.items():
        base = {"architecture": {"name": "lean", "width": 8}, "batch_size": 8, "latent_size": 6, "seed": 3}
        config = TrainConfig(**{**base, **changes})
        trainer = Trainer(config, digits)
        checkpoints = {0: trainer.checkpoint()}
        for count in (1, 2, 4, 5):
            trainer.advance(count)
            checkpoints[trainer.step] = trainer.checkpoint()
        found[kind] = (trainer, checkpoints, config)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_training_resumed_is_training_never_interrupted(kind: str, histories: dict[str, Any], digits: Data) -> None:
    _, checkpoints, config = histories[kind]
    assert list(checkpoints) == [0, 1, 3, 7, 12]
    assert changed(checkpoints[7], checkpoints[12], "generator") == {True}
    other = Trainer(config, digits)
    for cut in (3, 0, 7, 1):
        other.restore(checkpoints[cut])
        assert same(other.checkpoint(), checkpoints[cut])
        other.advance(12 - cut)
        assert same(other.checkpoint(), checkpoints[12])


@pytest.mark.parametrize("kind", KINDS)
def test_going_back_in_place_loses_nothing(kind: str, histories: dict[str, Any]) -> None:
    trainer, checkpoints, _ = histories[kind]
    trainer.restore(checkpoints[3])
    trainer.advance(4)
    assert same(trainer.checkpoint(), checkpoints[7])
    trainer.advance(5)
    assert same(trainer.checkpoint(), checkpoints[12])


@pytest.mark.trial
@pytest.mark.slow
def test_resuming_in_another_process_is_exact_too_and_prints_nothing(
    histories: dict[str, Any], digits: Data, tmp_path: Path
) -> None:
    folders = []
    for number, (_, checkpoints, config) in enumerate(histories.values()):
        folders.append(tmp_path / str(number))
        folders[-1].mkdir()
        (folders[-1] / "config.json").write_text(config.to_json())
        write_arrays(folders[-1] / "data.npz", digits.columns)
        write_arrays(folders[-1] / "3.npz", checkpoints[3].arrays)
    environment = {key: value for key, value in os.environ.items() if key != "TF_CPP_MIN_LOG_LEVEL"}
    command = [sys.executable, "-c", CONTINUE, *map(str, folders)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "remapper failed" not in done.stderr  # what TensorFlow's optimizer of graphs notes in passing
    assert "INVALID_ARGUMENT" not in done.stderr
    assert done.stdout == ""
    for folder, (_, checkpoints, _) in zip(folders, histories.values(), strict=True):
        assert same(Checkpoint(12, 0.0, read_arrays(folder / "12.npz")), checkpoints[12])


@pytest.mark.trial
@pytest.mark.slow
def test_the_seed_decides_the_run(histories: dict[str, Any], digits: Data) -> None:
    _, checkpoints, config = histories["lean"]
    again, other = Trainer(config, digits), Trainer(config.replace(seed=4), digits)
    assert same(again.checkpoint(), checkpoints[0])
    again.advance(7)
    assert same(again.checkpoint(), checkpoints[7])
    assert not same(other.checkpoint(), checkpoints[0])
    other.restore(checkpoints[0])  # the same weights, but another chance
    other.advance(1)
    assert not same(other.checkpoint(), checkpoints[1])


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize("network", ["lean", "mlp"])
def test_each_network_learns_from_its_own_loss_alone(network: str, small: Small, digits: Data) -> None:
    """A gradient that reached the other network, or one taken outside the tape, would show here."""
    still = {
        "generator": {"generator_learning_rate": NOTHING},
        "discriminator": {"discriminator_learning_rate": NOTHING},
    }
    for rests, moves in (("generator", "discriminator"), ("discriminator", "generator")):
        trainer = Trainer(small(network, **still[rests]), digits)
        before = trainer.checkpoint()
        trainer.advance(3)
        after = trainer.checkpoint()
        assert changed(before, after, rests) == {False}
        assert changed(before, after, moves) == {True}


@pytest.mark.trial
@pytest.mark.slow
def test_alone_d_learns_to_tell_and_g_learns_to_please(small: Small, digits: Data) -> None:
    rates = {"generator_learning_rate": NOTHING, "discriminator_learning_rate": 3e-3}
    trainer = Trainer(small(**rates, penalty="none"), digits)
    trainer.advance(1)
    first = trainer.snapshot().measures
    trainer.advance(60)
    trainer.snapshot()
    trainer.advance(1)
    last = trainer.snapshot().measures
    assert last["real_score"] - last["fake_score"] > 0.5 > first["real_score"] - first["fake_score"]
    assert last["discriminator_loss"] < first["discriminator_loss"]
    rates = {"generator_learning_rate": 3e-3, "discriminator_learning_rate": NOTHING}
    trainer = Trainer(small(**rates), digits)
    trainer.advance(1)
    first = trainer.snapshot().measures
    trainer.advance(60)
    trainer.snapshot()
    trainer.advance(1)
    assert trainer.snapshot().measures["generator_loss"] < first["generator_loss"]


@pytest.mark.trial
@pytest.mark.parametrize(("decay", "shares"), [(0.0, [0, 0, 0]), (0.2, [0, 1 / 11, 0.2]), (0.999, [0, 1 / 11, 4 / 14])])
def test_the_average_looks_back_over_a_tenth_of_the_steps(
    decay: float, shares: list[float], small: Small, digits: Data
) -> None:
    """mean = now + d (old mean - now), the same d in every weight: 1 - 10/t at step t, never above the config's."""
    trainer = Trainer(small(ema_decay=decay), digits)
    for step, expected in zip((10, 11, 14), shares, strict=True):
        if step - 1 > trainer.step:
            trainer.advance(step - 1 - trainer.step)
        before = trainer.checkpoint().arrays
        trainer.advance(1)
        after = trainer.checkpoint().arrays
        names = [name.removeprefix("average/") for name in after if name.startswith("average/")]
        join = lambda arrays, owner: np.concatenate([arrays[f"{owner}/{n}"].ravel() for n in names]).astype(float)  # noqa: B023, E731
        old, now, mean = join(before, "average"), join(after, "generator"), join(after, "average")
        np.testing.assert_allclose(mean, now + expected * (old - now), atol=1e-6)


@pytest.mark.slow
def test_breaking_down_is_told_with_its_step(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp"), digits)
    update = trainer.learner.update
    trainer.learner.update = lambda step: update(step) * tf.where(step == 4, np.nan, 1.0)  # the fifth update
    with pytest.raises(TrainingDiverged) as caught:
        trainer.advance(10)
    assert caught.value.step == 5
    assert trainer.step == 5


@pytest.mark.slow
def test_a_spoilt_network_is_found_at_once_and_not_saved(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp"), digits)
    trainer.advance(2)
    good = trainer.checkpoint()
    for network in ("generator", "discriminator"):
        name = next(name for name in good.arrays if name.startswith(network + "/"))
        spoilt = {**good.arrays, name: np.full_like(good.arrays[name], np.nan)}
        trainer.restore(Checkpoint(2, 0.0, spoilt))
        with pytest.raises(TrainingDiverged, match="step 2"):
            trainer.checkpoint()
        with pytest.raises(TrainingDiverged, match="step 3"):
            trainer.advance(10)
        assert trainer.step == 3
    trainer.restore(good)
    trainer.advance(1)
    assert np.isfinite(list(trainer.snapshot().measures.values())).all()


def damaged(good: Checkpoint) -> dict[str, dict[str, np.ndarray]]:
    """Arrays of a checkpoint that does not fit, by what is wrong with them: always the last one."""
    last = list(good.arrays)[-1]
    other = {name: array + 1 for name, array in good.arrays.items()}
    return {
        "empty": {},
        "one is missing": {name: array for name, array in other.items() if name != last},
        "one has another shape": {**other, last: np.zeros(np.array(other[last].shape) + 1)},
        "one is text": {**other, last: np.full(other[last].shape, "x")},
    }


@pytest.mark.parametrize("wrong", ["empty", "one is missing", "one has another shape", "one is text"])
def test_a_checkpoint_that_does_not_fit_changes_nothing(wrong: str, histories: dict[str, Any]) -> None:
    trainer, checkpoints, _ = histories["mlp"]
    trainer.restore(checkpoints[7])
    with pytest.raises(CheckpointError):
        trainer.restore(Checkpoint(99, 5.0, damaged(checkpoints[7])[wrong]))
    assert same(trainer.checkpoint(), checkpoints[7])
    assert trainer.step == 7


def test_networks_of_another_kind_do_not_fit(histories: dict[str, Any]) -> None:
    for kind, (trainer, _, _) in histories.items():
        for other, (_, checkpoints, _) in histories.items():
            if kind != other:
                with pytest.raises(CheckpointError):
                    trainer.restore(checkpoints[3])
