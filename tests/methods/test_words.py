"""Words: what is never shown is neither seen nor denied."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.architectures import NetworkSpec
from ganboard.config import TrainConfig
from ganboard.creatures.factors import KINDS, NAMES, SIZES, kind_numbers, kinds, never_shown
from ganboard.errors import ConfigError
from ganboard.methods.chance import Chance
from ganboard.methods.words_learner import open_values, shown_neighbours
from ganboard.trainer import Trainer

SMALL: dict[str, Any] = {
    "name": "words",
    "conditional": True,
    "architecture": {"name": "lean", "width": 8},
    "latent_size": 6,
    "batch_size": 8,
    "mismatch": 1.0,
}
DATASET = {"name": "creatures", "size": 28, "count": 240}
SPEC = NetworkSpec((28, 28, 3), 8, KINDS, SIZES)
NEVER = never_shown(kinds())
STARTS = dict(zip(NAMES, np.cumsum([0, *SIZES[:-1]]), strict=True))
"""The column at which a factor's values begin."""


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    return Trainer(TrainConfig(dataset=DATASET, method=SMALL))


def test_in_a_small_world_the_tables_are_these() -> None:
    """Two factors of two and three values; of the six classes 00 01 02 10 11 12 the class 12 is never shown."""
    spec, never = NetworkSpec((28, 28, 3), 8, 6, (2, 3)), np.arange(6) == 5
    neighbours = shown_neighbours(spec, never)
    assert [sorted(set(row)) for row in neighbours.tolist()] == [
        [1, 2, 3],
        [0, 2, 4],
        [0, 1],
        [0, 4],
        [1, 3],
        [2, 3, 4],
    ]
    opened = open_values(spec, never).astype(int).tolist()
    assert opened[0] == [1, 1, 1, 1, 1]
    assert opened[2] == [1, 0, 1, 1, 1]  # 02: with 1 in the place of 0 it would be 12
    assert opened[3] == [1, 1, 1, 1, 0]  # 10: with 2 in the place of 0 likewise
    assert opened[4] == [1, 1, 1, 1, 0]


def test_a_value_that_would_make_a_never_shown_kind_is_closed() -> None:
    opened = open_values(SPEC, NEVER)
    red_with_two = int(kind_numbers(np.array([0, 0, 1, 0, 0])))  # red, round, two eyes, smiling, nothing on its head
    eyes = slice(STARTS["eyes"], STARTS["eyes"] + 3)
    assert opened[red_with_two, eyes].tolist() == [True, True, False]
    for number in np.flatnonzero(~NEVER)[::13]:
        for place, name in enumerate(NAMES):
            for value in range(SIZES[place]):
                other = kinds()[number].copy()
                other[place] = value
                assert opened[number, STARTS[name] + value] == (not NEVER[kind_numbers(other)])


def test_a_wrong_label_is_never_one_that_is_never_shown() -> None:
    shown = np.flatnonzero(~NEVER)  # the others have no pictures that a label could be wrong of
    neighbours = shown_neighbours(SPEC, NEVER)[shown]
    assert not NEVER[neighbours].any()
    assert ((kinds()[neighbours] != kinds()[shown, None]).sum(axis=2) == 1).all()
    assert set(neighbours.ravel()) == set(shown)


@pytest.mark.slow
def test_no_picture_of_what_is_never_shown_is_learned_from_though_it_is_asked_for(trainer: Trainer) -> None:
    data = TrainConfig(dataset=DATASET).dataset.load()
    assert data.columns["never_shown"].mean() > 0.2
    learner = trainer.learner
    labels, asked = [], []
    for step in range(40):
        drawn = learner._drawn(Chance(3, np.int64(step)), np.int64(step), 1)
        labels.append(drawn["labels"].numpy())
        asked.append(drawn["asked"].numpy())
    assert not NEVER[np.concatenate(labels)].any()
    assert NEVER[np.stack(asked)[:, 4:]].mean() > 0.15
    assert not NEVER[np.stack(asked)[:, :4]].any()
    assert not NEVER[learner.labels.numpy()].any()


@pytest.mark.trial
@pytest.mark.slow
def test_it_learns_and_says_what_it_reads(trainer: Trainer) -> None:
    trainer.advance(2)
    measured = trainer.learner.method.measures
    assert {"real_right", "fake_right"} <= {measure.name for measure in measured}


@pytest.mark.parametrize(
    ("change", "field"), [({"conditional": False}, "conditional"), ({"free_requests": 1.0}, "free_requests")]
)
def test_what_cannot_be_is_a_sentence(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ConfigError) as problem:
        TrainConfig(dataset=DATASET, method={**SMALL, "mismatch": 0.0, **change})
    assert problem.value.field == field
