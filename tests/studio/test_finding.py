"""A search finds what the generator made, says plainly what it cannot make, and bothers nobody else."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

from ganboard.errors import ConfigError, EngineError, GANBoardError
from ganboard.i18n import render
from ganboard.studio import Studio
from ganboard.studio.finding import in_words
from ganboard.studio.points import text_of

LATENT = np.random.default_rng(7).standard_normal(8).astype(np.float32)


def point(z: str, label: int) -> dict[str, Any]:
    return {"z": z, "classes": np.eye(10)[label].tolist(), "psi": 1, "off": {}}


def picture_of(studio: Studio, given: dict[str, Any]) -> np.ndarray:
    _, pictures = studio.answer("frames", "small", 4, {"points": [given]})
    assert pictures is not None
    return pictures[0]


def text(picture: np.ndarray) -> str:
    return base64.b64encode(picture.tobytes()).decode()


def ask(studio: Studio, question: str, step: int = 4, **asked: Any) -> tuple[dict[str, Any], np.ndarray]:
    head, pictures = studio.answer(question, "small", step, asked)
    assert pictures is not None
    return head, pictures


def to_the_end(studio: Studio, key: str, most: int = 2_000) -> tuple[dict[str, Any], np.ndarray]:
    progress = 0.0
    for _ in range(most):
        head, pictures = ask(studio, "find_on", key=key)
        assert head["progress"] > progress
        progress = head["progress"]
        if head["done"]:
            return head, pictures
    raise AssertionError(f"after {most} slices only {progress:.0%} is done")


@pytest.mark.trial
def test_a_generated_picture_is_found_again(studio: Studio) -> None:
    wanted = picture_of(studio, point(text_of(LATENT), 3))
    begun, _ = ask(studio, "find", key="a", picture=text(wanted))
    assert (begun["progress"], begun["done"]) == (0, False)
    assert not begun.keys() & {"id", "error", "pictures"}  # these have a meaning of their own in an answer to the page
    head, pictures = to_the_end(studio, "a")
    assert pictures.shape == (1, 28, 28, 1)
    off = np.sqrt(((pictures[0].astype(float) - wanted) ** 2).mean())
    assert off < 2
    assert head["distance"] == pytest.approx(off, abs=0.5)
    assert head["distance"] < begun["distance"]
    assert render(head["sentence"]).startswith("Found")
    # What is given back is the point of the picture that is given back.
    assert (picture_of(studio, point(head["z"], head["label"])) == pictures[0]).all()


@pytest.mark.slow
def test_what_the_generator_cannot_make_is_said_plainly(studio: Studio) -> None:
    board = np.kron(np.indices((14, 14)).sum(0) % 2 * 255, np.ones((2, 2))).astype(np.uint8)[..., None]
    ask(studio, "find", key="a", picture=text(board))
    head, _ = to_the_end(studio, "a")
    assert render(head["sentence"]).startswith("The generator cannot make this picture")


@pytest.mark.parametrize(
    ("error", "contrast", "beginning"),
    [
        (3, 0, "Found"),  # a plain grey picture, met
        (12, 80, "Very near"),
        (30, 80, "Similar"),
        (30, 32, "The generator cannot make this picture"),  # a pale picture: only its brightness was met
        (60, 200, "The generator cannot make this picture"),
    ],
)
def test_an_error_is_weighed_against_the_pictures_contrast(error: float, contrast: float, beginning: str) -> None:
    assert render(in_words(error, contrast)).startswith(beginning)


@pytest.mark.trial
def test_a_search_is_of_one_checkpoint_whatever_is_asked_of_others_meanwhile(studio: Studio) -> None:
    wanted = picture_of(studio, point(text_of(LATENT), 3))
    ask(studio, "find", key="a", picture=text(wanted))
    alone, _ = to_the_end(studio, "a")
    ask(studio, "find", key="b", picture=text(wanted))
    head: dict[str, Any] = {"done": False}
    while not head["done"]:
        studio.answer("frames", "small", 0, {"points": [{**point(text_of(LATENT), 1), "off": {}}]})
        head, _ = ask(studio, "find_on", key="b")
    assert head["z"] == alone["z"]


@pytest.mark.slow
def test_units_that_somebody_switched_off_do_not_hide_anything(studio: Studio) -> None:
    wanted = picture_of(studio, point(text_of(LATENT), 3))
    block, units = next(iter(studio.scene("small", 4).renderer.blocks.items()))
    dark = {**point(text_of(LATENT), 3), "off": {block: list(range(units))}}
    ask(studio, "find", key="a", picture=text(wanted))
    before, first = ask(studio, "find_on", key="a")
    assert (picture_of(studio, dark) != first[0]).any()
    _, pictures = ask(studio, "find_on", key="a")
    assert render(to_the_end(studio, "a")[0]["sentence"]).startswith("Found")
    assert (pictures[0] != picture_of(studio, dark)).any()
    assert before["distance"] < 255


def test_what_was_found_before_is_compared_again(studio: Studio) -> None:
    wanted, z = picture_of(studio, point(text_of(LATENT), 3)), text_of(LATENT)
    head, pictures = ask(studio, "near", z=z, label=3, picture=text(wanted))
    assert (pictures[0] == wanted).all()
    assert (head["z"], head["label"], head["distance"], head["done"]) == (z, 3, 0, True)
    head, pictures = ask(studio, "near", z=z, label=4, picture=text(wanted))
    assert head["distance"] == pytest.approx(np.sqrt(((pictures[0].astype(float) - wanted) ** 2).mean()))
    head, pictures = ask(studio, "near", z=z, label=3)  # the picture did not fit into a link
    assert (pictures[0] == wanted).all()
    assert head["sentence"] is None


@pytest.mark.parametrize("wrong", [{"z": "AAAA"}, {"label": 10}, {"label": -1}, {"label": None}, {"picture": "AAAA"}])
def test_nonsense_in_what_was_found_before_is_refused(studio: Studio, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        ask(studio, "near", **{"z": text_of(LATENT), "label": 3, "picture": None, **wrong})


def test_a_search_that_was_given_up_is_gone(studio: Studio) -> None:
    wanted = picture_of(studio, point(text_of(LATENT), 3))
    ask(studio, "find", key="a", picture=text(wanted))
    studio.answer("find_end", "small", 4, {"key": "a"})
    studio.answer("find_end", "small", 4, {"key": "a"})  # twice does no harm
    with pytest.raises(EngineError, match="Press Find again"):
        ask(studio, "find_on", key="a")


@pytest.mark.parametrize("picture", ["", "no base64!", text(np.zeros((32, 32, 3), np.uint8)), None])
def test_what_is_no_picture_of_this_size_is_refused(studio: Studio, picture: Any) -> None:
    with pytest.raises(GANBoardError, match="28×28×1 bytes"):
        ask(studio, "find", key="a", picture=picture)


def test_digits_are_told_from_other_pictures(studio: Studio) -> None:
    assert studio.answer("findable", "small", None, {})[0]["digits"] is True
