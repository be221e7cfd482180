"""Anybody's drawings become dark ink on white, of one size, and what was done to them is said."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganboard.datasets.creatures import Creatures
from ganboard.drawings import Drawings, fitted, read_drawings
from ganboard.errors import ConfigError, DatasetError
from ganboard.i18n import render


def cross(side: int = 32) -> np.ndarray:
    """A cross of ink on paper, (side, side, 1)."""
    image = np.full((side, side, 1), 255, np.uint8)
    image[side // 2 - 1 : side // 2 + 1, 4:-4] = 0
    image[4:-4, side // 2 - 1 : side // 2 + 1] = 0
    return image


def said(drawings: Drawings) -> str:
    return " ".join(render(note) for note in drawings.notes)


def test_what_is_as_it_should_be_stays_byte_by_byte_and_nothing_is_said() -> None:
    sketches = np.asarray(Creatures(size=32).some(20, 4).columns["sketches"])
    found = fitted(list(sketches), 32)
    assert np.array_equal(found.sketches, sketches)
    assert found.notes == []


def test_light_lines_on_dark_are_turned_round() -> None:
    found = fitted([255 - cross(), cross()], 32)
    assert np.array_equal(found.sketches[0], cross())
    assert np.array_equal(found.sketches[1], cross())
    assert said(found) == (
        "Light lines on dark were turned round, since the networks know dark ink on white: 1 of 2 drawings."
    )


@pytest.mark.parametrize("ink", [0, 255])
def test_lines_on_nothing_are_ink_whatever_their_colour(ink: int) -> None:
    drawing = np.full((32, 32, 4), ink, np.uint8)
    drawing[..., 3] = 255 - cross()[..., 0]
    found = fitted([drawing], 32)
    assert np.array_equal(found.sketches[0], cross())
    assert said(found) == "Transparent parts were taken as paper."


def test_colours_are_left_out() -> None:
    drawing = np.repeat(cross(), 3, axis=2)
    drawing[drawing[..., 0] == 0] = (0, 0, 160)
    found = fitted([drawing], 32)
    assert found.sketches[0].min() < 30
    assert "Colours were left out" in said(found)


@pytest.mark.parametrize("shape", [(64, 64), (300, 300), (16, 16), (200, 100), (31, 77)])
def test_another_size_is_brought_to_size_whole_and_thin_lines_keep_their_ink(shape: tuple[int, int]) -> None:
    drawing = np.full((*shape, 1), 255, np.uint8)
    drawing[:, 0], drawing[:, -1], drawing[0], drawing[-1] = 0, 0, 0, 0  # a frame, one pixel thin
    (sketch,) = fitted([drawing], 32).sketches
    assert sketch.shape == (32, 32, 1)
    rows, columns = (np.flatnonzero((sketch[..., 0] < 128).any(axis=axis)) for axis in (1, 0))
    wide = shape[1] >= shape[0]
    across = columns if wide else rows
    assert (across[0], across[-1]) == (0, 31)
    assert sketch.min() < 60


def test_an_empty_sheet_is_said() -> None:
    empty = np.full((32, 32, 1), 255, np.uint8)
    assert said(fitted([empty], 32)) == "Nothing is drawn on it: its picture is the networks' guess."
    assert "Nothing is drawn on 1 of 2 drawings" in said(fitted([empty, cross()], 32))


def test_a_folder_is_read_in_order_and_what_is_no_picture_is_named(tmp_path: Path) -> None:
    Image.fromarray(cross()[..., 0]).save(tmp_path / "b.png")
    Image.fromarray(255 - cross()[..., 0]).save(tmp_path / "a.png")
    (tmp_path / "note.txt").write_text("no picture")
    found = read_drawings(str(tmp_path), 32)
    assert len(found.sketches) == 2
    assert "Left out (1), no PNG, JPEG, WebP, BMP or GIF image: note.txt" in said(found)


def test_of_a_folder_in_which_nothing_can_be_read_the_reasons_are_told(tmp_path: Path) -> None:
    Image.fromarray(cross()[..., 0]).save(tmp_path / ".hidden.png")
    (tmp_path / "note.txt").write_text("no picture")
    with pytest.raises(DatasetError, match=r"Left out \(1\), hidden.*hidden\.png.*Left out \(1\), no PNG.*note\.txt"):
        read_drawings(str(tmp_path), 32)


def test_arrays_of_any_size_are_read_and_sketches_count_before_images(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", images=np.stack([cross(48)] * 3))
    assert read_drawings(str(tmp_path / "a.npz"), 32).sketches.shape == (3, 32, 32, 1)
    np.savez(tmp_path / "b.npz", images=np.zeros((2, 32, 32, 3), np.uint8), sketches=np.stack([cross()] * 2))
    found = read_drawings(str(tmp_path / "b.npz"), 32)
    assert np.array_equal(found.sketches[1], cross())
    assert "the drawings were taken from that" in said(found)


def test_a_picture_of_16_bits_and_one_that_lies_on_its_side_are_read(tmp_path: Path) -> None:
    Image.fromarray(cross()[..., 0].astype(np.uint16) * 257).save(tmp_path / "deep.png")
    assert np.array_equal(read_drawings(str(tmp_path / "deep.png"), 32).sketches[0], cross())
    turned = Image.fromarray(np.tril(np.full((32, 32), 200, np.uint8)) + 55)
    exif = turned.getexif()
    exif[0x0112] = 3  # upside down
    turned.save(tmp_path / "turned.png", exif=exif)
    upright = np.asarray(turned)[::-1, ::-1, None]
    assert np.array_equal(read_drawings(str(tmp_path / "turned.png"), 32).sketches[0], upright)


@pytest.mark.parametrize("channels", [1, 3])
def test_of_16_bits_a_part_may_be_used(channels: int, tmp_path: Path) -> None:
    """As scanners write them: 12 bits, of which the largest value is paper."""
    deep = np.repeat(cross().astype(np.uint16) * (4095 // 255), channels, axis=2)
    (tmp_path / "deep.png").write_bytes(png_of_16_bits(deep))
    found = read_drawings(str(tmp_path / "deep.png"), 32)
    assert np.array_equal(found.sketches[0], cross())
    assert found.notes == []


def png_of_16_bits(pixels: np.ndarray) -> bytes:
    """Pillow writes none with colours."""
    height, width, channels = pixels.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 16, {1: 0, 3: 2}[channels], 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def broken() -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)).save(file, "PNG")
    return file.getvalue()[:900]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("none.png", None, "that is there"),
        ("a.png", b"", "an empty file"),
        ("a.png", b"hello", "no PNG, JPEG, WebP, BMP or GIF image"),
        ("a.png", broken(), "damaged or cut off"),
        ("a.npz", b"hello", "an .npz file that can be read"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name: str, data: bytes | None, expected: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ConfigError, match=expected):
        read_drawings(str(tmp_path / name), 32)


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        ({"pictures": np.zeros((2, 8, 8, 1), np.uint8)}, "No array in it is called images"),
        ({"images": np.zeros((2, 8, 8, 1))}, "Turn it with"),
        ({"images": np.zeros((2, 1, 8, 8), np.uint8)}, "transpose"),
        ({"images": np.zeros((0, 8, 8, 1), np.uint8)}, "1 to 10000 drawings in it"),
    ],
)
def test_arrays_of_another_kind_are_a_sentence(arrays: dict[str, np.ndarray], expected: str, tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(Exception, match=expected):
        read_drawings(str(tmp_path / "a.npz"), 32)


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there are 0"):
        read_drawings(str(tmp_path), 32)
