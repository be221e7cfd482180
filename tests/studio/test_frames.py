"""Pictures of points: exact, along axes, over training; and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.errors import CheckpointError, ConfigError, EngineError, GANBoardError, RunError
from ganboard.i18n import render
from ganboard.runs import Run
from ganboard.sampler import Sampler, latents
from ganboard.studio import Studio
from ganboard.studio.base import SHIPPED
from ganboard.studio.points import Point, text_of, vector
from tests.studio.conftest import CONFIG


def point(seed: int = 0, label: int = 3, **more: Any) -> dict[str, Any]:
    return {"z": text_of(latents(1, 8, seed)[0]), "classes": label, "psi": 1.0, "off": {}, **more}


def ask(studio: Studio, name: str, step: int | None = None, **arguments: Any) -> Any:
    return studio.answer(name, "small", step, arguments)


def test_opening_says_what_there_is(studio: Studio) -> None:
    head, pictures = ask(studio, "opened")
    assert pictures is None
    assert (head["step"], head["steps"], head["shape"], head["latent"]) == (4, [0, 2, 4], [28, 28, 1], 8)
    assert [render(name) for name in head["classes"]] == list("0123456789")
    head, _ = studio.answer("opened", SHIPPED, None, {})
    assert len(head["classes"]) == 10


def test_a_seed_gives_the_latents_of_the_shell(studio: Studio) -> None:
    head, _ = ask(studio, "seeded", seed=5, count=2)
    assert (vector(head["z"][0], 8) == latents(1, 8, 5)[0]).all()
    assert (vector(head["z"][1], 8) == latents(1, 8, 6)[0]).all()


@pytest.mark.parametrize("step", [0, 2, 4, None])
def test_the_picture_is_the_generators(studio: Studio, root: Path, step: int | None) -> None:
    _, pictures = ask(studio, "frames", step, points=[point(7, 2)])
    sampler = Sampler.from_checkpoint(CONFIG, Run(root / "small").load(4 if step is None else step))
    expected = sampler.sample(latents(1, 8, 7), np.array([2], np.int32))
    assert np.abs(pictures.astype(int) - expected).max() <= 1


def test_strips_begin_end_and_meet_where_the_sliders_stand(studio: Studio) -> None:
    here = latents(1, 8, 1)[0]
    direction = np.full(8, 8**-0.5, np.float32)
    axes = [
        {"direction": text_of(direction), "lowest": -4, "highest": 4, "value": 1.0},
        {"truncation": True, "lowest": 0, "highest": 1, "value": 1.0},
        {"blend": [3, 8], "lowest": 0, "highest": 1, "value": 0.0},
    ]
    head, pictures = ask(studio, "strips", point=point(1), axes=axes, count=9)
    assert head["count"] == 9
    assert pictures.shape == (3 * 9 + 1, 28, 28, 1)
    moved = text_of(here + (-4 - 1) * direction)
    _, expected = ask(
        studio,
        "frames",
        points=[
            point(1, z=moved),
            point(1, z=text_of(here + 3 * direction)),
            point(1, psi=0.0),
            point(1),
            point(1),
            point(1, 8),
            point(1),
        ],
    )
    ours = pictures[[0, 8, 9, 17, 18, 26, 27]]
    assert np.abs(ours.astype(int) - expected).max() <= 1
    assert (ours[0] != ours[1]).any()
    assert (ours[4] != ours[5]).any()


def test_stages_show_one_point_over_training(studio: Studio) -> None:
    head, pictures = ask(studio, "stages", point=point(2), steps=[0, 2, 4])
    assert head["steps"] == [0, 2, 4]
    for step, picture in zip(head["steps"], pictures, strict=True):
        _, expected = ask(studio, "frames", step, points=[point(2)])
        assert (picture == expected[0]).all()
    _, newest = ask(studio, "frames", points=[point(2)])  # the studio is back where it was
    assert (newest[0] == pictures[-1]).all()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "a point of latent space"),
        (point(z="!!"), "a point of latent space"),
        (point(z=text_of(np.zeros(9, np.float32))), "belongs to another generator"),
        (point(z=text_of(np.full(8, np.nan, np.float32))), "numbers between"),
        (point(psi=2), "a number from 0 to 1"),
        (point(classes=[1, 0]), "a weight for each of the 10 classes"),
        (point(off={"nowhere": [1]}), "a layer of this generator"),
    ],
    ids=str,
)
def test_nonsense_is_refused_in_a_sentence(studio: Studio, given: Any, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        ask(studio, "frames", points=[given])


def test_what_is_not_there_is_named(studio: Studio) -> None:
    with pytest.raises(RunError, match="no run called gone"):
        studio.answer("opened", "gone", None, {})
    with pytest.raises(CheckpointError, match="no readable checkpoint of step 3"):
        ask(studio, "opened", 3)
    with pytest.raises(EngineError, match="no question nonsense"):
        ask(studio, "nonsense")
    with pytest.raises(GANBoardError, match="frames"):
        ask(studio, "frames", wrong=1)
    with pytest.raises(ConfigError, match="from 1 to 8"):
        ask(studio, "stages", point=point(), steps=[4] * 9)
    with pytest.raises(ConfigError, match="from 1 to"):
        ask(studio, "frames", points=[point()] * 1501)


def test_a_run_that_is_deleted_meanwhile_is_named(root: Path) -> None:
    shutil.copytree(root / "small", root / "copy")
    studio = Studio(root)
    studio.answer("frames", "copy", None, {"points": [point()]})
    shutil.rmtree(root / "copy")
    with pytest.raises(RunError, match="It may have been deleted"):
        studio.answer("frames", "copy", None, {"points": [point()]})


def test_a_latent_vector_survives_its_text() -> None:
    values = latents(1, 33, 1)[0]
    assert (vector(text_of(values), 33) == values).all()
    assert (vector(text_of(values).replace("+", "-").replace("/", "_").rstrip("="), 33) == values).all()
    assert Point(values, None, 0.5).noise[0] == values[0] * np.float32(0.5)
