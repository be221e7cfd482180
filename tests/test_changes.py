"""Settings that change while a training runs: the table alone, and in a training, bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ganboard.changes import Change, Changes
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import ConfigError
from ganboard.methods import METHODS
from ganboard.methods.standing import Standing
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

Small = Callable[..., TrainConfig]
RATE, GAMMA, TURNS, NOISE = "generator_learning_rate", "penalty.gamma", "discriminator_steps", "instance_noise"


def row(step: int, dial: str, value: float) -> dict[str, Any]:
    return {"step": step, "dial": dial, "value": value}


def weights(trainer: Trainer) -> dict[str, np.ndarray]:
    return trainer.checkpoint().arrays


def same(one: dict[str, np.ndarray], two: dict[str, np.ndarray]) -> bool:
    return one.keys() == two.keys() and all(one[name].tobytes() == two[name].tobytes() for name in one)


def test_of_one_dial_at_one_step_the_last_change_counts_and_what_changes_nothing_is_none() -> None:
    config = TrainConfig()
    begun = config.to_flat()[GAMMA]
    changes = Changes(
        config, [row(5, GAMMA, 1), row(5, GAMMA, 2), row(5, RATE, 0.5), row(9, GAMMA, 2), row(7, TURNS, 1)]
    )
    assert changes.to_list() == [row(5, RATE, 0.5), row(5, GAMMA, 2.0)]
    assert [changes.at(step)[GAMMA] for step in (0, 4, 5, 100)] == [begun, begun, 2.0, 2.0]
    assert (changes.next(0), changes.next(5)) == (5, None)
    assert len(Changes(config, [row(5, GAMMA, 1), row(5, GAMMA, begun)])) == 0  # there and back at one step
    assert changes.until(4).to_list() == []
    assert changes.until(5) == changes


def test_a_change_takes_its_dial_over() -> None:
    """Whoever turns a dial before a change of it that was to come means it: that one is forgotten, others are not."""
    planned = Changes(TrainConfig(), [row(10, GAMMA, 1), row(50, GAMMA, 2), row(50, RATE, 0.5)])
    assert planned.plus(Change(20, GAMMA, 3)).to_list() == [
        row(10, GAMMA, 1.0),
        row(20, GAMMA, 3.0),
        row(50, RATE, 0.5),
    ]


def test_how_often_d_has_moved_is_known_from_the_changes() -> None:
    changes = Changes(TrainConfig(discriminator_steps=2), [row(3, TURNS, 5), row(7, TURNS, 1)])
    assert changes.standing(2)[TURNS] == Standing(2, 0, 0)
    assert changes.standing(3)[TURNS] == Standing(5, 3, 6)
    assert changes.standing(100)[TURNS] == Standing(1, 7, 6 + 4 * 5)


@pytest.mark.parametrize(
    ("wrong", "fragment"),
    [
        (row(5, GAMMA, 1000), "a number of at most 100"),
        (row(5, RATE, 0), "a number above 0"),
        (row(5, TURNS, 1.5), "a whole number"),
        (row(5, RATE, float("nan")), "finite"),
        (row(5, RATE, True), "a number, but got True"),
        (row(5, RATE, "0.1"), "a number, but got '0.1'"),
        (row(5, "batch_size", 4), "can be changed while this trains: generator_learning_rate"),
        (row(5, "penalty.weight", 4), "can be changed while this trains"),
        (row(-1, RATE, 0.1), "step: expected a whole number from 0"),
        (row(10**9, RATE, 0.1), "step: expected a whole number from 0"),
        ({"step": 5, "dial": RATE}, "a step, a dial and a value"),
        ("nothing", "a step, a dial and a value"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_passed_over_where_it_is_read(wrong: Any, fragment: str) -> None:
    with pytest.raises(ConfigError, match=fragment):
        Changes(TrainConfig(), [row(1, RATE, 0.1), wrong])
    assert Changes.readable(TrainConfig(), [row(1, RATE, 0.1), wrong]).to_list() == [row(1, RATE, 0.1)]


@pytest.mark.parametrize("method", METHODS.names())
def test_every_method_names_dials_that_are_numbers_of_its_settings(method: str) -> None:
    part = METHODS.create(method)
    assert part.dials
    assert len(set(part.dials)) == len(part.dials)
    for dial in part.dials:
        owner, _, setting = dial.rpartition(".")
        assert isinstance(getattr(getattr(part, owner) if owner else part, setting), int | float)


ALL = [
    row(2, RATE, 0.001),
    row(2, "discriminator_learning_rate", 0.003),
    row(3, GAMMA, 2.0),
    row(3, TURNS, 3),
    row(4, NOISE, 0.3),
    row(4, "augmentation.strength", 0.2),
    row(6, TURNS, 1),
    row(7, NOISE, 0.0),
    row(7, GAMMA, 0.1),
]


@pytest.mark.trial
@pytest.mark.slow
def test_a_replay_from_any_checkpoint_repeats_all_changes_bit_for_bit(small: Small, digits: Data) -> None:
    config = small("mlp", augmentation="fixed", penalty={"name": "r1", "every": 2})
    straight = Trainer(config, digits, ALL)
    checkpoints = []
    for _ in range(9):
        checkpoints.append(straight.checkpoint())
        straight.advance(1)
    end = weights(straight)
    for checkpoint in reversed(checkpoints[::2]):  # at last from the start, in one call
        straight.restore(checkpoint)
        straight.advance(9 - checkpoint.step)
        assert same(weights(straight), end)
    straight.restore(checkpoints[0])
    straight.advance(2)
    assert same(weights(straight), checkpoints[2].arrays)
    for changes in (ALL, []):
        other = Trainer(config, digits, changes)
        other.restore(checkpoints[7])
        other.advance(2)
        assert same(weights(other), end) == bool(changes)


@pytest.mark.trial
@pytest.mark.parametrize(
    ("changed", "begun"),
    [
        (row(0, GAMMA, 1.5), {"penalty": {"name": "r1", "gamma": 1.5}}),
        (row(0, TURNS, 3), {TURNS: 3}),
        (row(0, NOISE, 0.4), {NOISE: 0.4}),
    ],
    ids=str,
)
def test_a_dial_turned_before_the_first_step_is_the_setting(
    changed: dict[str, Any], begun: dict[str, Any], small: Small, digits: Data
) -> None:
    turned, straight = Trainer(small("mlp"), digits, [changed]), Trainer(small("mlp", **begun), digits)
    turned.advance(3)
    straight.advance(3)
    assert same(weights(turned), weights(straight))


@pytest.mark.trial
def test_adam_counts_the_steps_that_d_has_done(small: Small, digits: Data) -> None:
    """After a change back the number of D's next update is that of all before, as an Adam by hand has it."""
    trainer = Trainer(small("mlp", penalty="none"), digits, [row(1, TURNS, 3), row(2, TURNS, 1)])
    trainer.advance(2)
    trainer.compile()
    assert int(trainer.learner._turns_before(2)) == 4  # type: ignore[attr-defined]
    trainer.advance(1)
    assert int(trainer.learner._turns_before(3)) == 5  # type: ignore[attr-defined]


@pytest.mark.slow
def test_noise_that_is_turned_on_late_fades_from_there(small: Small, digits: Data) -> None:
    trainer = Trainer(small("mlp", noise_steps=10), digits, [row(4, NOISE, 0.5)])
    trainer.advance(4)
    seen = trainer.learner.seen  # type: ignore[attr-defined]
    assert not seen.noisy
    trainer.compile()
    assert seen.noisy
    assert [float(seen._left(step)) for step in (4, 9, 14, 20)] == pytest.approx([1.0, 0.5, 0.0, 0.0])


@pytest.mark.slow
def test_turning_by_hand_is_the_same_as_planning(small: Small, digits: Data) -> None:
    planned, turned = Trainer(small("mlp"), digits, [row(2, RATE, 0.01)]), Trainer(small("mlp"), digits)
    planned.advance(4)
    turned.advance(2)
    with pytest.raises(ConfigError, match="at most 1"):
        turned.turn(RATE, 2)
    turned.turn(RATE, 0.01)
    turned.advance(2)
    assert turned.changes == planned.changes
    assert same(weights(turned), weights(planned))
