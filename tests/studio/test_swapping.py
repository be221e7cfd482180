"""What the engine answers of a training that changes pictures into pictures of another side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.creatures.factors import FACTORS
from ganboard.datasets.creatures import Creatures
from ganboard.errors import ConfigError
from ganboard.i18n import render
from ganboard.methods.swap_maker import strangers
from ganboard.metrics.kept import read
from ganboard.metrics.turned import turned
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio import Studio
from ganboard.studio.swapping import MEASURED, PART

DATASET = Creatures(size=32, count=64)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    method = {"name": "swap", "width": 4, "judge_width": 4, "batch_size": 4}
    run = Run.create(tmp_path_factory.mktemp("runs") / "swap", TrainConfig(dataset=DATASET, method=method), "swap")
    recording = Recording(run, data=DATASET.load())
    recording.trainer.advance(2)
    recording.save()
    recording.close()
    return Studio(run.path.parent)


def ask(studio: Studio, question: str, **given: Any) -> tuple[dict[str, Any], np.ndarray | None]:
    return studio.answer(question, "swap", None, given)


@pytest.mark.trial
def test_it_says_what_can_be_changed_into_what(studio: Studio) -> None:
    head, pictures = ask(studio, "swappable")
    assert pictures is None
    assert [(side["name"], render(side["title"])) for side in head["sides"]] == [
        ("day", "by day"),
        ("night", "by night"),
    ]
    assert [len(factor["values"]) for factor in head["factors"]] == [len(factor) for factor in FACTORS]
    assert head["count"] == len(strangers(DATASET))
    assert head["parts"] * PART == MEASURED


@pytest.mark.parametrize(("side", "column"), [("day", "images"), ("night", "night")])
def test_a_creature_goes_there_and_back(studio: Studio, side: str, column: str) -> None:
    head, pictures = ask(studio, "swapped", side=side, numbers=[7, 3])
    assert pictures is not None
    assert pictures.shape == (6, 32, 32, 3)
    data = strangers(DATASET)
    assert np.array_equal(pictures[:2], np.asarray(data.columns[column][np.array([7, 3])]))
    again, same = ask(studio, "swapped", side=side, numbers=[7, 3])
    assert np.array_equal(pictures, same)
    own, other = DATASET.sides if side == "day" else DATASET.sides[::-1]
    assert head["step"] == 2
    number = DATASET.sides.index(own)
    assert head["turned"] == [
        turned(DATASET, 1 - number, pictures[2:4]).tolist(),
        turned(DATASET, number, pictures[4:]).tolist(),
    ]
    for place, of in enumerate((own, other, own)):
        assert head["read"][place] == read(DATASET, of, pictures[2 * place : 2 * place + 2]).tolist()
    assert again == head


def test_it_counts_what_stays_of_what_has_come_to_the_other_side(studio: Studio) -> None:
    head, _ = studio.answer("stays", "shipped-swap", None, {"side": "day", "part": 1})
    assert head["count"] == head["turned"] == PART
    for place in ("away", "home"):
        assert len(head[place]) == len(FACTORS)
        assert all(0.5 * PART <= each <= PART for each in head[place])
    count = len(strangers(Creatures(size=32)))
    numbers = [number * count // MEASURED for number in range(PART, PART + 24)]
    swapped, _ = studio.answer("swapped", "shipped-swap", None, {"side": "day", "numbers": numbers})
    seen = np.array(swapped["read"])
    assert ((seen[0] == seen[1]).sum(axis=0) <= head["away"]).all()  # of some of the same


def test_what_has_learnt_nothing_keeps_nothing(studio: Studio) -> None:
    """After two steps pictures are nearly as they were. Of these everything stays, and nothing of it counts."""
    for side in ("day", "night"):
        head, _ = ask(studio, "stays", side=side, part=0)
        assert head == {**head, "count": PART, "turned": 0, "away": [0] * len(FACTORS), "home": [0] * len(FACTORS)}
        seen = np.array(ask(studio, "swapped", side=side, numbers=list(range(24)))[0]["read"])
        assert (seen[0] == seen[1]).mean() > 0.5


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        ("swapped", {"side": "noon", "numbers": [1]}, "one of day, night"),
        ("swapped", {"side": "day", "numbers": []}, "1 to 24 numbers"),
        ("swapped", {"side": "day", "numbers": [-1]}, "a number from 0 to"),
        ("swapped", {"side": "day", "numbers": [10**6]}, "a number from 0 to"),
        ("stays", {"side": "day", "part": 99}, "a number from 0 to"),
    ],
)
def test_what_is_out_of_range_is_said(studio: Studio, question: str, given: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        ask(studio, question, **given)


def test_other_makers_do_not_change_pictures(studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a training that changes pictures into pictures of another side"):
        studio.answer("swappable", "shipped", None, {})
