"""What is drawn is answered with pictures; what is no drawing, or no maker of such pictures, with a sentence."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets.creatures import Creatures
from ganboard.errors import ConfigError
from ganboard.i18n import render
from ganboard.methods.sketch_maker import unseen
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio import Studio

pytestmark = pytest.mark.slow

DATASET = Creatures(size=32, count=64)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
    run = Run.create(tmp_path_factory.mktemp("runs") / "draw", TrainConfig(dataset=DATASET, method=method), "sketch")
    recording = Recording(run, data=DATASET.load())
    recording.save()
    recording.trainer.advance(1)
    recording.save()
    recording.close()
    return run


@pytest.fixture(scope="module")
def studio(run: Run) -> Studio:
    return Studio(run.path.parent)


def ask(studio: Studio, question: str, step: int | None = None, **given: Any) -> tuple[dict[str, Any], Any]:
    return studio.answer(question, "draw", step, given)


def sketch(number: int = 0) -> str:
    return base64.b64encode(unseen(DATASET).columns["sketches"][number].tobytes()).decode()


@pytest.mark.trial
def test_it_is_said_what_can_be_drawn_and_an_example_is_given(studio: Studio) -> None:
    head, _ = ask(studio, "drawable")
    assert (head["of"], head["size"]) == ("creatures", 32)
    assert "Draw a body" in render(head["hint"])
    assert [value["name"] for value in head["told"]] == ["red", "orange", "yellow", "green", "blue", "purple"]
    _, first = ask(studio, "example", seed=3)
    assert np.array_equal(first[0], unseen(DATASET).columns["sketches"][3])


@pytest.mark.trial
def test_a_drawing_becomes_pictures_by_noise_colour_and_checkpoint(studio: Studio) -> None:
    head, pictures = ask(studio, "drawn", sketch=sketch(), seed=1, count=6)
    assert head["step"] == 1
    assert pictures.shape == (6, 32, 32, 3)
    assert len({picture.tobytes() for picture in pictures}) == 6
    again = ask(studio, "drawn", sketch=sketch(), seed=1)[1]
    assert np.array_equal(again[0], pictures[0])
    red, blue = (ask(studio, "drawn", sketch=sketch(), seed=1, value=value)[1] for value in ("red", "blue"))
    assert not np.array_equal(red, blue)
    earlier = ask(studio, "drawn", 0, sketch=sketch(), seed=1)[1]
    assert not np.array_equal(earlier, again)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"sketch": "###"}, "a drawing of 32×32 pixels"),
        ({"sketch": base64.b64encode(bytes(100)).decode()}, "a drawing of 32×32 pixels"),
        ({"count": 25}, "from 1 to 24"),
        ({"count": 0}, "from 1 to 24"),
        ({"seed": -1}, "from 0 to 2147483647"),
        ({"value": "pink"}, "one of red, orange"),
    ],
)
def test_what_is_no_drawing_is_a_sentence(given: dict[str, Any], expected: str, studio: Studio) -> None:
    with pytest.raises(ConfigError, match=expected):
        ask(studio, "drawn", **{"sketch": sketch(), "seed": 1, **given})


def test_what_moves_through_noise_is_refused_here_and_drawing_elsewhere(studio: Studio) -> None:
    with pytest.raises(ConfigError, match="on the page “Draw a creature”"):
        ask(studio, "seeded", seed=1)
    with pytest.raises(ConfigError, match="a training that makes pictures from drawings"):
        studio.answer("drawn", "shipped", None, {"sketch": sketch(), "seed": 1})
