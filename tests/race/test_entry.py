"""Who may race, and what a status tells of it."""

from __future__ import annotations

from typing import Any

import pytest

from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.race.entry import Race, check, entered


def test_the_races_end_takes_the_place_of_the_entrants_own() -> None:
    configs = [TrainConfig(steps=5), TrainConfig(seconds=9, penalty="none")]
    assert [(each.steps, each.seconds) for each in entered(configs, "step", 600)] == [(600, None)] * 2
    assert [(each.steps, each.seconds) for each in entered(configs, "seconds", 15)] == [(None, 15)] * 2


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ([], "at least two"),
        ([TrainConfig(steps=7)], "B is the same as A"),
        ([TrainConfig(penalty="none"), TrainConfig(penalty="none", seconds=3)], "C is the same as B"),
        ([TrainConfig(seed=3, penalty="none")], "B has the seed 3, A has 0"),
        ([TrainConfig(dataset="fashion")], "B learns from other data"),
        ([TrainConfig(precision="mixed_bfloat16")], "another number format"),
        ([TrainConfig(latent_size=size) for size in (1, 2, 3, 4)], "at most four"),
    ],
)
def test_what_would_be_no_race_is_refused_with_the_reason(others: list[TrainConfig], reason: str) -> None:
    with pytest.raises(GANBoardError, match=reason):
        entered([TrainConfig(), *others], "step", 600)


def test_one_alone_may_wait_for_others() -> None:
    check([TrainConfig()])
    check([])


RACE = Race(("a", "b"), "step", ("One", "Two"), "A race")


def test_a_race_comes_back_from_the_status_of_each_of_its_runs() -> None:
    for run in RACE.runs:
        assert Race.of({"id": run, "race": RACE.to_dict()}) == RACE
    assert (RACE.id, RACE.letter("b")) == ("a", "B")
    forked = Race(("a", "b"), "step", start=500)
    assert Race.of({"id": "b", "race": forked.to_dict()}) == forked


@pytest.mark.parametrize(
    "change",
    [
        {"runs": ["a"]},
        {"runs": ["a", "a"]},
        {"runs": ["x", "b"]},
        {"runs": [1, "a"]},
        {"runs": None},
        {"by": "luck"},
        {"by": ["step"]},
        {"names": ["One"]},
        {"title": 3},
        {"start": -1},
        {"start": "5"},
        {"start": True},
    ],
)
def test_a_status_that_tells_nonsense_tells_of_no_race(change: dict[str, Any]) -> None:
    assert Race.of({"id": "a", "race": {**RACE.to_dict(), **change}}) is None
    assert Race.of({"id": "a", "race": "fast"}) is None
    assert Race.of({"id": "a"}) is None
