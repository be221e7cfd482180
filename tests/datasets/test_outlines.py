"""Outlines: ink where the silhouette ends and where brightness changes much inside, paper everywhere else."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from ganboard.datasets import split
from ganboard.datasets.drawn import Drawn
from ganboard.datasets.fashion import Fashion
from ganboard.datasets.outlines import outlines


def of(image: np.ndarray) -> np.ndarray:
    return outlines(image.astype(np.uint8)[None, ..., None])[0, ..., 0]


def square(light: int = 200) -> np.ndarray:
    image = np.zeros((28, 28))
    image[6:22, 6:22] = light
    return image


def test_a_plain_thing_is_drawn_as_its_edge_alone() -> None:
    drawing = of(square())
    assert (drawing[:4] == 255).all()
    assert (drawing[10:18, 10:18] == 255).all()
    assert (drawing[6:8, 8:20].min(axis=0) < 60).all()  # all along the upper edge
    assert np.array_equal(drawing, drawing.T)


def test_how_light_a_thing_is_does_not_show() -> None:
    assert np.array_equal(of(square(90)), of(square(240)))


def test_an_edge_inside_is_a_line_where_it_is_strong() -> None:
    strong, weak = square(220), square(220)
    strong[6:22, 14:22], weak[6:22, 14:22] = 60, 190
    assert (of(strong)[10:18, 12:16].min(axis=1) < 60).all()
    assert (of(weak)[10:18, 10:18] == 255).all()


def test_what_fills_the_picture_has_its_edge_in_it() -> None:
    drawing = of(np.full((28, 28), 180))
    frame = np.concatenate([drawing[0], drawing[-1], drawing[:, 0], drawing[:, -1]])
    assert np.median(frame) == 0
    assert frame.max() < 160  # in the corners
    assert (drawing[4:-4, 4:-4] == 255).all()


def test_nothing_is_an_empty_sheet() -> None:
    assert (of(np.zeros((28, 28))) == 255).all()


def test_the_clothes_have_them_the_same_on_every_machine_and_drawn_when_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = Fashion().load()
    assert tuple(data.columns) == Fashion().columns == ("images", "labels", "sketches")
    column = data.columns["sketches"]
    assert isinstance(column, Drawn)
    assert column.shape == (10_000, 28, 28, 1)
    drawn = np.asarray(column[::100])
    assert hashlib.sha256(drawn.tobytes()).hexdigest()[:16] == "8f291b05c2858229"
    ink = (drawn < 128).mean(axis=(1, 2, 3))
    assert 0.03 < np.quantile(ink, 0.05) < np.quantile(ink, 0.95) < 0.3
    monkeypatch.setattr(Drawn, "__array__", lambda *_: pytest.fail("drew"))
    split(data)  # as every training on clothes does
