"""The tiles of the map: they are the pictures of the points that the page computes from the same answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.errors import ConfigError
from ganboard.studio import Studio
from ganboard.studio.planes import weights_at
from ganboard.studio.points import text_of, vector

SIZE, CLASSES = 8, 10


def point(seed: int, label: int, truncation: float = 1.0) -> dict[str, Any]:
    latent = np.random.default_rng(seed).standard_normal(SIZE).astype(np.float32)
    return {"z": text_of(latent), "classes": np.eye(CLASSES)[label].tolist(), "psi": truncation, "off": {}}


def place(head: dict[str, Any], x: float, y: float) -> dict[str, Any]:
    """The point at a place of the map, as ``map.js`` makes it."""
    once, right, up = (vector(axis, SIZE) for axis in head["z"])
    weights = [np.asarray(axis) for axis in head["classes"]]
    mixed = np.maximum(weights[0] + x * weights[1] + y * weights[2], 0)
    mixed = mixed / max(mixed.sum(), 1)
    return {"z": text_of(once + x * right + y * up), "classes": mixed.tolist(), "psi": head["psi"], "off": head["off"]}


def pictures(studio: Studio, *points: dict[str, Any]) -> np.ndarray:
    shown = studio.answer("frames", "small", None, {"points": list(points)})[1]
    assert shown is not None
    return shown.astype(int)


def axis(number: int) -> str:
    return text_of(np.eye(SIZE, dtype=np.float32)[number])


def test_the_tiles_of_two_directions_are_their_points(studio: Studio) -> None:
    at = point(1, 3, truncation=0.5)
    asked = {"point": at, "right": axis(0), "up": axis(5), "side": 5, "reach": 2.0}
    head, tiles = studio.answer("plane", "small", None, asked)
    assert tiles is not None
    assert tiles.shape == (25, 28, 28, 1)
    places = [(x, y) for y in (2.0, 1.0, 0.0, -1.0, -2.0) for x in (-2.0, -1.0, 0.0, 1.0, 2.0)]
    expected = pictures(studio, *(place(head, *each) for each in places))
    np.testing.assert_allclose(tiles, expected, atol=1)
    np.testing.assert_allclose(tiles[12], pictures(studio, at)[0], atol=1)
    assert np.abs(tiles[0].astype(int) - tiles[24]).max() > 1, "the corners do not differ: the directions are not used"


def test_three_pictures_lie_where_the_map_says(studio: Studio) -> None:
    anchors = [point(1, 0), point(2, 3, truncation=0.4), point(3, 3)]
    head, tiles = studio.answer("plane_through", "small", None, {"anchors": anchors, "side": 7})
    assert tiles is not None
    assert head["reach"] == 1
    shown = pictures(studio, *(place(head, *each) for each in head["anchors"]))
    np.testing.assert_allclose(shown, pictures(studio, *anchors), atol=1)
    # Of seven tiles from -1 to 1 the second and the sixth stand at -2/3 and 2/3, where the pictures are.
    np.testing.assert_allclose(tiles[[5 * 7 + 1, 5 * 7 + 5, 1 * 7 + 3]], pictures(studio, *anchors), atol=1)


def test_beyond_three_pictures_no_class_counts_less_than_nothing() -> None:
    outside = np.float32([[1.5, -0.5, 0.0], [0.2, 0.3, 0.5]])
    np.testing.assert_allclose(weights_at(outside), [[1, 0, 0], [0.2, 0.3, 0.5]], atol=1e-6)


@pytest.mark.parametrize(
    "wrong", [{"side": 1}, {"side": 40}, {"reach": 0}, {"reach": 1e9}, {"right": "AAAA"}, {"up": None}]
)
def test_a_plane_that_cannot_be_is_refused(studio: Studio, wrong: dict[str, Any]) -> None:
    asked = {"point": point(1, 3), "right": axis(0), "up": axis(1), **wrong}
    with pytest.raises(ConfigError):
        studio.answer("plane", "small", None, asked)


@pytest.mark.parametrize("anchors", [[], [point(1, 1)] * 2, [point(1, 1)] * 4, [point(1, 1), point(2, 2), "nonsense"]])
def test_it_takes_three_pictures(studio: Studio, anchors: list[Any]) -> None:
    with pytest.raises(ConfigError):
        studio.answer("plane_through", "small", None, {"anchors": anchors})
