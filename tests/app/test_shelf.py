"""What lies on the shelf is what was kept; what comes from a file or a page is looked at before anybody believes it."""

from __future__ import annotations

import base64
import io
import json
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from ganboard import figures
from ganboard.app.desk_links import read_point
from ganboard.app.pictures import data_url
from ganboard.app.shelf import FORM, MOST, PREFIX, SIDE, address_of, check_card, put, read_shelf, write_shelf
from ganboard.errors import GANBoardError
from ganboard.studio.points import text_of

RANDOM = np.random.default_rng(5)
Z = RANDOM.standard_normal(32).astype(np.float32)


def png(*shape: int) -> str:
    return data_url(figures.png(RANDOM.integers(0, 256, shape, dtype=np.uint8)))


def card(**changes: Any) -> dict[str, Any]:
    good = {
        "id": "1f-2e",
        "source": "20260131-142233-quick-3fa9",
        "title": "Quick look",
        "step": 300,
        "z": text_of(Z),
        "classes": [0.0, 0.25, 0.75],
        "psi": 0.7,
        "off": {"block_1": [3, 4]},
        "seed": 42,
        "name": "8 · seed 42",
        "picture": png(28, 28, 1),
    }
    return {**good, **changes}


def pixels(picture: str) -> np.ndarray:
    return figures.read_png(base64.b64decode(picture.removeprefix(PREFIX)))


def plain_png(image: Image.Image, **options: Any) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", **options)
    return data_url(buffer.getvalue())


@pytest.mark.parametrize("shape", [(28, 28, 1), (64, 64, 3), (1, 1, 1), (SIDE, 3, 3)])
def test_a_card_comes_back_from_a_file_as_it_was(shape: tuple[int, ...]) -> None:
    kept = check_card(card(picture=png(*shape)))
    (back,) = read_shelf(write_shelf([kept]))
    np.testing.assert_array_equal(pixels(back.pop("picture")), pixels(kept.pop("picture")))
    assert back == kept == {name: value for name, value in card().items() if name != "picture"}


def test_a_canvas_gives_the_same_pixels_as_the_generator() -> None:
    """A browser saves grey pictures with colours and opacity."""
    grey = RANDOM.integers(0, 256, (28, 28, 1), dtype=np.uint8)
    canvas = plain_png(Image.fromarray(grey[:, :, 0]).convert("RGBA"))
    np.testing.assert_array_equal(pixels(check_card(card(picture=canvas))["picture"]), grey)


def test_only_the_pixels_of_a_picture_pass() -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "<script>alert(1)</script>")
    given = plain_png(Image.new("RGB", (8, 8), "red"), pnginfo=note)
    assert b"script" in base64.b64decode(given.removeprefix(PREFIX))
    assert b"script" not in base64.b64decode(check_card(card(picture=given))["picture"].removeprefix(PREFIX))


def test_unknown_fields_are_left_behind_and_missing_words_are_empty() -> None:
    given = {**card(onclick="alert(1)", name="a\x00\n  b" + "x" * 500), "id": "<b>"}
    del given["title"], given["seed"], given["off"], given["psi"], given["classes"]
    checked = check_card(given)
    assert checked.keys() == card().keys()
    assert checked["name"].startswith("a bx")
    assert len(checked["name"]) == 120
    assert (checked["title"], checked["seed"], checked["off"], checked["psi"], checked["classes"]) == (
        "",
        None,
        {},
        1,
        None,
    )
    assert checked["id"] != "<b>"


def bomb() -> str:
    """A file of a few kilobytes that says it is 20,000 pixels wide and high."""
    data = bytearray(figures.png(np.zeros((8, 8, 1), np.uint8)))
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return data_url(bytes(data))


WRONG: list[tuple[str, Any, str]] = [
    ("z", "", "point of latent space"),
    ("z", "banana", "point of latent space"),
    ("z", None, "point of latent space"),
    ("z", text_of(np.ones(4))[:-4], "point of latent space"),
    ("z", text_of(np.array([np.nan, 1])), "point of latent space"),
    ("z", text_of(np.array([np.inf, 1])), "point of latent space"),
    ("z", text_of(np.array([1e9, 1])), "point of latent space"),
    ("z", text_of(np.ones(513)), "point of latent space"),
    ("step", -1, "whole number"),
    ("step", True, "whole number"),
    ("step", 1.5, "whole number"),
    ("step", 10**400, "whole number"),
    ("seed", 2**31, "whole number"),
    ("seed", "1", "whole number"),
    ("psi", 1.1, "out of range"),
    ("psi", float("nan"), "out of range"),
    ("psi", "1", "out of range"),
    ("classes", "abc", "no list of numbers"),
    ("classes", [], "no list of numbers"),
    ("classes", [1, None], "out of range"),
    ("classes", [10**400], "out of range"),
    ("classes", [float("inf")], "out of range"),
    ("off", [1], "by layer"),
    ("off", {"a": 3}, "by layer"),
    ("off", {"a": ["x"]}, "whole number"),
    ("source", "../../etc", "which training"),
    ("source", "..\\etc", "which training"),
    ("source", ".hidden", "which training"),
    ("source", "", "which training"),
    ("source", None, "which training"),
    ("picture", None, "no PNG"),
    ("picture", "https://example.org/a.png", "no PNG"),
    ("picture", "javascript:alert(1)", "no PNG"),
    ("picture", PREFIX + "!!!", "no PNG"),
    ("picture", PREFIX + base64.b64encode(b"<svg onload='alert(1)'/>").decode(), "no PNG"),
    ("picture", png(28, 28, 1)[:-200], "no PNG"),
    ("picture", plain_png(Image.new("L", (SIDE + 1, 1))), "no PNG of at most 512 pixels"),
    ("picture", bomb(), "no PNG"),
    ("picture", PREFIX + "A" * 3_000_000, "no PNG"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG, ids=lambda value: repr(value)[:30])
def test_a_card_with_nonsense_is_refused_and_said_why(field: str, value: Any, sentence: str) -> None:
    with pytest.raises(GANBoardError, match=sentence):
        check_card(card(**{field: value}))


@pytest.mark.parametrize("given", [None, 3, "card", [], [card()]])
def test_what_is_no_card_is_refused(given: Any) -> None:
    with pytest.raises(GANBoardError, match="could not be kept"):
        check_card(given)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "banana",
        "[]",
        "[" * 100_000,
        '{"cards": []}',
        json.dumps({"form": FORM, "cards": 3}),
        " " * 20_000_001,
    ],
    ids=lambda text: repr(text)[:20],
)
def test_what_is_no_shelf_is_refused(text: Any) -> None:
    with pytest.raises(GANBoardError, match="This file holds no shelf"):
        read_shelf(text)


def test_a_file_with_one_damaged_card_names_it() -> None:
    with pytest.raises(GANBoardError, match=r"picture 2 of this file is damaged: its point of latent space is none\."):
        read_shelf(write_shelf([card(), card(z="")]))


def test_a_file_with_more_than_a_shelf_holds_is_not_read() -> None:
    with pytest.raises(GANBoardError, match="holds 61 pictures"):
        read_shelf(write_shelf([{}] * (MOST + 1)))


def test_a_shelf_takes_no_card_twice_and_no_more_than_it_holds() -> None:
    cards = [check_card(card(id=str(number))) for number in range(MOST + 2)]
    shelf, left = put([], cards[:3])
    assert (shelf, left) == (cards[:3], 0)
    again, left = put(shelf, cards[1:4])
    assert (again, left) == (cards[:4], 0)
    full, left = put(again, cards)
    assert (full, left) == (cards[:MOST], 2)
    assert len(shelf) == 3, "a shelf that was handed out does not change"


@pytest.mark.parametrize("changes", [{}, {"classes": None, "off": {}, "seed": None, "psi": 1.0}])
def test_the_address_of_a_card_is_a_link_to_it(changes: dict[str, Any]) -> None:
    kept = check_card(card(**changes))
    address = address_of(kept)
    step, point = read_point(address)
    assert (address["run"], step) == (kept["source"], kept["step"])
    assert point is not None
    assert {name: point[name] for name in ("z", "psi", "classes", "off", "seed")} == {
        name: kept[name] for name in ("z", "psi", "classes", "off", "seed")
    }
