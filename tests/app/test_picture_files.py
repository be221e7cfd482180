"""A visitor's picture comes back at the generator's size, a drawn digit lies as MNIST's do, and nonsense gets a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app import picture_files
from ganboard.app.picture_files import ROUTES
from ganboard.datasets.writing import centred
from tests.datasets.drawing import encoded, flat

ADDRESS = "/ganboard/picture-file"


@pytest.fixture
def server() -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url="http://here")


def send(server: TestClient, body: bytes, headers: dict[str, str] | None = None, **query: Any) -> Any:
    return server.post(ADDRESS, params={"size": 28, "color": 0, **query}, content=body, headers=headers or {})


def pixels(answer: Any, *shape: int) -> np.ndarray:
    assert answer.status_code == 200, answer.text
    return np.frombuffer(answer.content, np.uint8).reshape(shape)


def stroke(top: int, bottom: int, left: int, right: int, side: int = 280) -> np.ndarray:
    """A white rectangle on black."""
    drawing = np.zeros((side, side), np.uint8)
    drawing[top:bottom, left:right] = 255
    return drawing


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_every_kind_of_file_comes_back_at_the_size_asked_for(server: TestClient, kind: str) -> None:
    image = Image.new("RGB", (90, 60), (200, 40, 40))
    found = pixels(send(server, encoded(image, kind), size=32, color=1), 32, 32, 3)
    assert np.abs(found.astype(int) - (200, 40, 40)).max() <= 6
    grey = pixels(send(server, encoded(image, kind), size=32), 32, 32, 1)
    assert np.abs(grey.astype(int) - 88).max() <= 4  # 0.299 * 200 + 0.701 * 40


def test_light_and_dark_are_swapped_where_that_is_asked_for(server: TestClient) -> None:
    assert (pixels(send(server, flat(200), swap=1), 28, 28) == 55).all()


def test_a_digit_on_paper_becomes_a_digit_on_black(server: TestClient) -> None:
    paper = np.full((280, 280), 225, np.uint8)
    paper[20:120, 30:60] = 20
    found = pixels(send(server, encoded(paper), swap=1, digit=1), 28, 28)
    assert np.flatnonzero(found.any(1)).tolist() == list(range(4, 24))
    assert np.flatnonzero(found.any(0)).tolist() == list(range(11, 17))
    assert found[0, 0] == 0
    assert found[14, 14] > 220


def test_only_small_grey_pictures_are_centred_as_digits(server: TestClient) -> None:
    corner = encoded(stroke(0, 100, 0, 100))
    assert pixels(send(server, corner, size=32, digit=1), 32, 32)[0, 0] == 255
    assert pixels(send(server, corner, size=28, color=1, digit=1), 28, 28, 3)[0, 0, 0] == 255


@pytest.mark.parametrize(("top", "left"), [(0, 0), (13, 97), (180, 220)])
def test_where_and_how_large_a_digit_is_drawn_does_not_matter(top: int, left: int) -> None:
    expected = centred(stroke(100, 200, 100, 160))
    assert (centred(stroke(top, top + 100, left, left + 60)) == expected).all()
    half = centred(stroke(top, top + 50, left, left + 30))
    assert np.abs(half.astype(int) - expected).max() <= 1
    assert np.flatnonzero(expected.any(1)).tolist() == list(range(4, 24))
    assert np.flatnonzero(expected.any(0)).tolist() == list(range(8, 20))


def test_the_centre_of_mass_is_in_the_middle_not_that_of_the_box() -> None:
    drawing = stroke(100, 200, 50, 65)
    drawing[185:200, 50:130] = 255  # an L: its mass lies below and left of its box's middle
    small = centred(drawing).astype(float)
    rows, columns = np.indices(small.shape)
    assert abs((small * rows).sum() / small.sum() - 13.5) <= 0.5
    assert abs((small * columns).sum() / small.sum() - 13.5) <= 0.5
    box = np.flatnonzero(small.any(0))
    assert box[0] + box[-1] > 27  # the box itself lies right of the middle


def test_an_empty_pad_stays_empty() -> None:
    assert not centred(np.zeros((280, 280), np.uint8)).any()


def test_a_digit_of_one_dot_is_a_square_in_the_middle() -> None:
    found = centred(stroke(3, 4, 7, 8))
    assert (found[4:24, 4:24] == 255).all()
    assert found.sum() == 20 * 20 * 255


@pytest.mark.parametrize("size", ["", "0", "-3", "513", "99999999999", "28.5", "²", "00019999", "0" * 9 + "513"])
def test_a_size_that_is_none_gets_a_sentence(server: TestClient, size: str) -> None:
    answer = send(server, flat(), size=size)
    assert answer.status_code == 400
    assert answer.text == "size: expected a number from 1 to 512."


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG, JPEG, WebP, BMP or GIF image"),
        (flat(size=(300, 200))[:60], "damaged or cut off"),
    ],
)
def test_a_file_that_is_no_picture_gets_a_sentence(server: TestClient, body: bytes, reason: str) -> None:
    answer = send(server, body)
    assert answer.status_code == 400
    assert answer.text == f"This file cannot be used: {reason}. Choose another picture."
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_picture_of_too_many_pixels_is_not_decoded(server: TestClient) -> None:
    answer = send(server, encoded(Image.new("1", (10_000, 6_000))))
    assert (answer.status_code, answer.text.count("50 million pixels")) == (400, 1)


def test_a_file_of_too_many_bytes_is_not_read_to_its_end(server: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_files, "FILE_BYTES", 1_000_000)
    answer = send(server, flat() + bytes(1_000_000))
    assert (answer.status_code, answer.text) == (413, "The file is larger than 1 MB. Choose a smaller picture.")


def test_a_page_of_somebody_else_may_not_send_pictures(server: TestClient) -> None:
    assert send(server, flat(), headers={"origin": "http://elsewhere"}).status_code == 403
    assert send(server, flat(), headers={"origin": "http://here"}).status_code == 200


def test_the_address_is_among_the_servers() -> None:
    from ganboard.app.routes import ROUTES as ALL

    assert all(route in ALL for route in ROUTES)
