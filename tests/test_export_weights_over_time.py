"""Scripts of trainings in which something changed, or that begin with what others learnt, come to the same weights as we do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.scripts import LEAN, PLAIN, check_same_weights, row
from tests.trials import again


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        (
            {"penalty": {"name": "r1", "every": 2}, "augmentation": "fixed"},
            [
                row(0, "generator_learning_rate", 0.004),
                row(3, "penalty.gamma", 2.0),
                row(5, "discriminator_steps", 3),
                row(5, "instance_noise", 0.2),
                row(9, "augmentation.strength", 0.3),
                row(12, "discriminator_steps", 2),
                row(12, "instance_noise", 0.0),
                row(15, "discriminator_learning_rate", 0.001),
                row(50, "penalty.gamma", 9.0),
            ],
        ),
        again(
            {"method": {"name": "acgan", "architecture": LEAN, "discriminator_steps": 2, "decay_steps": 0}},
            [row(4, "reading", 0.5), row(4, "obedience", 1.0), row(6, "discriminator_steps", 1)],
        ),
        again(
            {"method": {"name": "vae", "architecture": PLAIN}}, [row(7, "beta", 0.1), row(9, "learning_rate", 0.0005)]
        ),
        again({"penalty": "gradient"}, [row(7, "penalty.weight", 1.0)]),
        again({"penalty": "lecam"}, [row(7, "penalty.weight", 1.0)]),
        again({"penalty": "dragan"}, [row(7, "penalty.weight", 3.0)]),
    ],
    ids=lambda value: "-".join(str(each) for each in value)[:60],
)
def test_so_does_that_of_a_training_in_which_something_changed(
    settings: dict[str, Any], changes: list[dict[str, Any]], digits: Data, tmp_path: Path
) -> None:
    settings = settings if "method" in settings else {"architecture": PLAIN, **settings}
    check_same_weights(settings, tmp_path, digits, changes=changes)


BEGINNERS: list[Any] = [
    again({"name": "gan", "conditional": True, "architecture": LEAN}, 1),
    again({"name": "vae", "conditional": True, "architecture": LEAN}, 0),
    again({"name": "acgan", "conditional": True, "architecture": LEAN}, 2),
    ({"name": "swap", "width": 4, "judge_width": 4, "batch_size": 4}, 1),
    again({"name": "clips", "width": 4, "judge_width": 4, "batch_size": 4}, 2),
    again({"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}, 1),
]


@pytest.mark.trial
@pytest.mark.slow
@pytest.mark.parametrize(("method", "frozen"), BEGINNERS, ids=str)
def test_so_does_that_of_a_training_that_begins_with_what_another_learnt(
    method: dict[str, Any], frozen: int, digits: Data, tmp_path: Path
) -> None:
    """The script comes with those weights, in which what was not learnt there is fresh."""
    name = method["name"]
    settings: dict[str, Any] = {"seed": 3, "method": method}
    if name in ("gan", "vae", "acgan"):
        data = digits
        settings |= {"batch_size": 8, "latent_size": 6}
    else:
        kind = {"name": "clips", "count": 100} if name == "clips" else {"name": "creatures", "size": 32, "count": 100}
        settings["dataset"] = kind
        data = TrainConfig(**settings).dataset.load()
    told = {**method, "conditional": frozen != 1} if name == "gan" else method  # then the script has fresh rows
    before = TrainConfig(**settings | {"method": told})
    recording = Recording(Run.create(tmp_path / "source", before, "source"), data=data)
    recording.trainer.advance(5)
    recording.save()
    recording.close()
    start = {"name": "run", "run": "source", "frozen": frozen}
    trainer = check_same_weights({**settings, "start": start}, tmp_path, data)
    assert trainer.begun is not None
    assert trainer.begun.share > 0.3
    assert len(trainer.begun.frozen) == frozen * {"swap": 2, "clips": 2}.get(name, 1)
