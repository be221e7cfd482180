"""Walks in parts are the whole walk; they end where they should; nonsense is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.errors import GANBoardError
from ganboard.studio import Studio
from ganboard.studio.points import text_of, vector

SIZE, CLASSES = 8, 10


def point(seed: int, label: int, truncation: float = 1.0) -> dict[str, Any]:
    latent = np.random.default_rng(seed).standard_normal(SIZE).astype(np.float32)
    return {"z": text_of(latent), "classes": np.eye(CLASSES)[label].tolist(), "psi": truncation, "off": {}}


POINTS = [point(1, 3), point(2, 8, truncation=0.5), point(3, 3)]


def ask(studio: Studio, question: str, **asked: Any) -> tuple[dict[str, Any], np.ndarray]:
    head, pictures = studio.answer(question, "small", None, {"points": POINTS, **asked})
    assert pictures is not None
    return head, pictures.astype(int)


def shown(studio: Studio, *points: dict[str, Any]) -> np.ndarray:
    return ask(studio, "frames", points=list(points))[1]


def test_parts_together_are_the_whole_walk(studio: Studio) -> None:
    head, whole = ask(studio, "walk", leg=5)
    assert head["total"] == len(whole) == 2 * 5 + 1
    parts = [ask(studio, "walk", leg=5, start=start, count=4)[1] for start in (0, 4, 8)]
    assert [len(part) for part in parts] == [4, 4, 3]
    np.testing.assert_allclose(np.concatenate(parts), whole, atol=1)


def test_a_walk_goes_through_its_pictures_and_a_loop_comes_back(studio: Studio) -> None:
    pictures = shown(studio, *POINTS)
    _, way = ask(studio, "walk", leg=5)
    np.testing.assert_allclose(way[[0, 5, 10]], pictures, atol=1)
    head, round_trip = ask(studio, "walk", leg=5, loop=True)
    assert head["total"] == len(round_trip) == 15
    np.testing.assert_allclose(round_trip[:11], way, atol=1)
    assert np.abs(round_trip[14] - round_trip[0]).max() > 0, "the first picture comes twice where the loop closes"


def test_an_arc_keeps_the_length_of_noise_and_a_line_does_not(studio: Studio) -> None:
    points = [point(1, 3), point(2, 3)]

    def middle(kind: str) -> float:
        head, _ = ask(studio, "walk", points=points, kind=kind, leg=10, start=5, count=1)
        return float(np.linalg.norm(vector(head["first"]["z"], SIZE)))

    ends = [float(np.linalg.norm(vector(each["z"], SIZE))) for each in points]
    assert middle("spherical") == pytest.approx(sum(ends) / 2, rel=1e-5)
    assert middle("linear") < 0.95 * sum(ends) / 2


def test_the_first_point_of_a_part_makes_its_first_frame(studio: Studio) -> None:
    head, frames = ask(studio, "walk", leg=6, start=4, count=2)
    np.testing.assert_allclose(shown(studio, head["first"])[0], frames[0], atol=1)
    assert sum(head["first"]["classes"]) == pytest.approx(1)


def test_the_filmstrip_has_nine_pictures_from_the_first_to_the_last(studio: Studio) -> None:
    _, strip = ask(studio, "filmstrip")
    assert len(strip) == 9
    np.testing.assert_allclose(strip[[0, 4, 8]], shown(studio, *POINTS), atol=1)
    _, closed = ask(studio, "filmstrip", loop=True)
    np.testing.assert_allclose(closed[8], closed[0], atol=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": POINTS[:1]},
        {"points": []},
        {"points": POINTS * 3},
        {"points": "all"},
        {"points": [POINTS[0], {"z": text_of(np.zeros(SIZE + 1))}]},
        {"kind": "round"},
        {"leg": 0},
        {"leg": 10**9},
        {"leg": 1.5},
        {"start": -1},
        {"start": 61, "leg": 30},
        {"count": 121},
        {"count": 0},
    ],
    ids=str,
)
def test_a_walk_that_cannot_be_is_refused_with_a_sentence(studio: Studio, wrong: dict[str, Any]) -> None:
    with pytest.raises(GANBoardError, match=r"\w+ \w+"):
        studio.answer("walk", "small", None, {"points": POINTS, **wrong})
