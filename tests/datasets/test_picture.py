"""One image file to one array."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from ganboard.datasets.picture import PIXELS, PictureError, square, squares
from ganboard.datasets.prepare import picture
from ganboard.i18n import render
from tests.datasets.drawing import encoded, flat


def halves(left: int, right: int) -> np.ndarray:
    """32 × 32, the left half and the right half of one value each."""
    return np.repeat(np.array([[left] * 16 + [right] * 16], np.uint8), 32, axis=0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
@pytest.mark.parametrize(("mode", "color"), [("L", (200,)), ("RGB", (255, 0, 0))])
def test_every_format_reads(kind, mode, color):
    data = flat(color, mode, (50, 40), kind)
    image = picture(data, 32, color=True)
    assert image.dtype == np.uint8
    assert image.shape == (32, 32, 3)
    assert np.abs(image.astype(int) - (color * 3 if mode == "L" else color)).max() <= 3
    grey = picture(data, 28, color=False)
    luma = color[0] if mode == "L" else 0.299 * 255
    assert grey.shape == (28, 28, 1)
    assert np.abs(grey - luma).max() <= 3


@pytest.mark.parametrize("size", [28, 32, 64])
def test_an_image_of_the_right_size_is_left_as_it_is(size):
    original = np.random.default_rng(0).integers(0, 256, (size, size, 3), np.uint8)
    assert np.array_equal(picture(encoded(original), size, color=True), original)


@pytest.mark.parametrize(("height", "width"), [(64, 192), (192, 64)])
def test_the_middle_square_is_cut_out(height, width):
    """Three squares in a row or a column: only the middle one is kept (but the filter sees beyond its rim)."""
    wide = np.zeros((height, width), np.uint8)
    wide[(slice(None), slice(64, 128)) if width > height else slice(64, 128)] = 255
    result = picture(encoded(wide), 32, color=False)[..., 0]
    assert result.min() > 235
    assert result[1:-1, 1:-1].min() > 250
    inside = np.zeros((height, width), np.uint8)
    middle = inside[:, 64:128] if width > height else inside[64:128]
    middle[:32, :32] = 255  # its top left quarter
    result = picture(encoded(inside), 32, color=False)[..., 0]
    assert result[1:14, 1:14].min() > 250
    assert result[18:].max() < 5
    assert result[:, 18:].max() < 5


def test_a_small_image_is_enlarged():
    small = np.array([[0, 255], [255, 0]], np.uint8)
    large = picture(encoded(small), 32, color=False)[..., 0]
    assert large[0, 0] == large[-1, -1] == 0
    assert large[0, -1] == large[-1, 0] == 255


def test_a_very_long_image_takes_no_more_memory_than_a_square():
    assert picture(flat(7, size=(60_000, 1)), 64, color=False).tolist() == np.full((64, 64, 1), 7).tolist()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "turns"), [(1, 0), (3, 2), (6, 3), (8, 1)])
def test_exif_orientation_turns_the_image_upright(kind, orientation, turns):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(halves(0, 255), kind, exif=exif)
    difference = picture(data, 32, color=False)[..., 0].astype(int) - np.rot90(halves(0, 255), turns)
    assert np.abs(difference[2:-2, 2:-2]).mean() < 4


def test_transparent_parts_become_white():
    clear = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    assert picture(encoded(clear), 32, color=True).min() == 255
    half = Image.new("RGBA", (32, 32), (255, 0, 0, 128))
    assert picture(encoded(half), 32, color=True)[0, 0].tolist() == [255, 127, 127]
    grey = Image.new("LA", (32, 32), (0, 128))
    assert picture(encoded(grey), 32, color=False)[0, 0].tolist() == [127]


def test_palettes_and_their_transparent_colour():
    image = Image.fromarray((halves(0, 1)), "P")
    image.putpalette([10, 20, 30, 40, 50, 60])
    result = picture(encoded(image), 32, color=True)
    assert result[0, 0].tolist() == [10, 20, 30]
    assert result[0, -1].tolist() == [40, 50, 60]
    for kind in ("PNG", "GIF"):
        result = picture(encoded(image, kind, transparency=0), 32, color=True)
        assert result[0, 0].tolist() == [255, 255, 255]
        assert result[0, -1].tolist() == [40, 50, 60]


def test_sixteen_bit_grey_is_scaled_and_not_cut_off():
    values = np.repeat(np.linspace(0, 65535, 32).astype(np.uint16)[None], 32, axis=0)
    assert np.array_equal(picture(encoded(values), 32, color=False)[..., 0], np.round(values / 257).astype(np.uint8))


def test_one_bit_images_are_black_and_white():
    image = Image.fromarray(halves(0, 255)).convert("1")
    assert np.array_equal(picture(encoded(image), 32, color=False)[..., 0], halves(0, 255))


def test_cmyk_becomes_rgb():
    red = Image.new("CMYK", (32, 32), (0, 255, 255, 0))
    assert np.abs(picture(encoded(red, "JPEG"), 32, color=True).astype(int) - (255, 0, 0)).max() <= 3


def test_a_large_jpeg_keeps_its_middle():
    """Decoded at a part of its size, the crop must still land in the same place."""
    large = np.kron(halves(30, 220), np.ones((40, 40), np.uint8))  # 1,280 pixels
    assert (
        np.abs(picture(encoded(large, "JPEG"), 32, color=False)[:, [0, 14, 17, 31], 0] - [30.0, 30, 220, 220]).max()
        <= 4
    )


def test_the_first_frame_of_an_animation():
    frames = [Image.new("L", (32, 32), value) for value in (50, 100, 150)]
    for kind in ("GIF", "WEBP", "PNG"):
        options = {"lossless": True} if kind == "WEBP" else {}
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, **options)
        assert np.unique(picture(data, 32, color=False)).tolist() == [50]


def png_header(width: int, height: int) -> bytes:
    """A PNG that declares a size, with no pixels to speak of."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(100))),
        (b"IEND", b""),
    ]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [7_100, 12_000, 60_000])
def test_decompression_bombs_are_refused_before_they_unfold(side):
    assert side * side > PIXELS
    with pytest.raises(PictureError) as caught:
        picture(png_header(side, side), 32, color=True)
    assert caught.value.reason == {"template": "larger than {limit} million pixels", "values": {"limit": 50}}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b"hello", "no PNG, JPEG, WebP, BMP or GIF image"),
        (b"<svg/>", "no PNG, JPEG, WebP, BMP or GIF image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "no PNG, JPEG, WebP, BMP or GIF image"),
        (b"PK\x03\x04", "an archive that is not opened here; unpack it"),
        (b"Rar!\x1a\x07\x01\0", "an archive that is not opened here; unpack it"),
        (flat(kind="TIFF"), "a TIFF file, which is not read here; save it as PNG or JPEG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC file, which is not read here; save it as PNG or JPEG"),
    ],
)
def test_what_is_no_image_of_ours_says_what_it_is(data, reason):
    with pytest.raises(PictureError) as caught:
        picture(data, 32, color=True)
    assert render(caught.value.reason) == reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_truncated_files_are_refused_wherever_they_end(kind):
    noise = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    data = encoded(noise, kind)
    for length in range(30, len(data) * 9 // 10, max(1, len(data) // 40)):
        with pytest.raises(PictureError):
            picture(data[:length], 32, color=True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_garbled_files_give_an_image_or_unreadable_and_nothing_else(kind):
    random = np.random.default_rng(1)
    data = np.frombuffer(encoded(random.integers(0, 256, (40, 40, 3), np.uint8), kind), np.uint8)
    for _ in range(60):
        garbled = data.copy()
        garbled[random.integers(0, min(len(data), 400), 6)] = random.integers(0, 256, 6)
        with contextlib.suppress(PictureError):
            assert picture(garbled.tobytes(), 32, color=True).shape == (32, 32, 3)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_several_sizes_at_once_are_those_of_each_by_itself(kind):
    """A photo that lies on its side, large enough for a JPEG to be decoded at a part of its size."""
    chance = np.random.default_rng(3)
    photo = Image.fromarray(chance.integers(0, 256, (30, 50, 3), np.uint8)).resize(
        (1000, 600), Image.Resampling.BICUBIC
    )
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(photo, kind, exif=exif)
    for found, size in zip(squares(data, (32, 64)), (32, 64), strict=True):
        np.testing.assert_array_equal(found.pixels, square(data, size).pixels)
        assert found.pixels.shape == (size, size, 3)


def test_a_png_may_hold_many_words():
    words = PngImagePlugin.PngInfo()
    words.add_text("workflow", "a cat on a roof, " * 200_000, zip=True)
    file = io.BytesIO()
    Image.new("L", (4, 4), 90).save(file, "PNG", pnginfo=words)
    assert square(file.getvalue(), 4).pixels.ravel().tolist() == [90] * 16
