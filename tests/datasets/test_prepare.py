"""What a set decides for all of its pictures: a ground for transparent ones, and a scale for those of 16 bits."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from ganboard.datasets.images import BOTH, Images, read_images
from ganboard.datasets.prepare import picture
from ganboard.i18n import render
from tests.datasets.drawing import encoded, several


def drawing(ink: int, number: int = 0, size: int = 32) -> bytes:
    """A square of one grey level on transparency; another place for another number."""
    pixels = np.zeros((size, size, 4), np.uint8)
    pixels[..., :3] = ink
    pixels[4 + number % 8 : 20, 6 + number // 8 : 22, 3] = 255
    return encoded(pixels)


def drawings(*inks: int) -> list[tuple[str, bytes]]:
    return [(f"{number:02}.png", drawing(inks[number % len(inks)], number)) for number in range(20)]


def told(data) -> str:
    return "\n".join(render(line) for line in data.report.lines())


def corners(data) -> set[int]:
    return set(data.samples[:, 0, 0].ravel().tolist())


def test_white_drawings_get_a_ground_on_which_they_are_seen():
    data = read_images(drawings(255))
    assert corners(data) == {0}
    assert data.report.plain == 0
    assert "which became black: 20. On white 20 of them would show one plain colour." in told(data)


def test_black_and_coloured_drawings_stay_on_white():
    for ink in (0, 90):
        data = read_images(drawings(ink))
        assert corners(data) == {255}
        assert "Pictures with transparent parts, which became white: 20." in told(data)


def test_white_and_black_drawings_in_one_set_get_grey():
    data = read_images(drawings(0, 255))
    assert corners(data) == {128}
    assert data.report.plain == 0


def test_a_few_white_ones_do_not_change_the_ground_of_all():
    data = read_images([*drawings(0), ("zz.png", drawing(255))])
    assert corners(data) == {255}
    assert data.report.plain == 1
    assert "One of them shows one plain colour now; on grey none would. Choose that ground." in told(data)


@pytest.mark.parametrize(("ground", "level"), [("white", 255), ("black", 0), ("grey", 128)])
def test_a_ground_that_was_chosen_is_taken_and_what_cannot_be_seen_on_it_is_told(ground, level):
    data = read_images(drawings(level), ground=ground)
    assert corners(data) == {level}
    assert data.report.plain == 20
    assert "20 of them show one plain colour now; on" in told(data)
    assert "20 of these 20 show one plain colour." in told(data)


def test_the_ground_is_a_setting_of_the_dataset(tmp_path):
    for name, data in drawings(0):
        (tmp_path / name).write_bytes(data)
    assert corners(Images(path=str(tmp_path), ground="grey").load()) == {128}


def test_pictures_that_are_clear_all_over_are_plain():
    empty = [(f"{number}.png", encoded(Image.new("RGBA", (32, 32), (number, 0, 0, 0)))) for number in range(20)]
    data = read_images(empty)
    assert data.report.plain == 20
    assert data.report.different == 1


def test_one_picture_alone_is_put_on_a_ground_too():
    assert picture(drawing(255), 32, color=False).min() == 0
    assert picture(drawing(0), 32, color=False)[0, 0, 0] == 255


def png(values: np.ndarray) -> bytes:
    """A PNG of 16 bits a channel, most significant byte first, as the format asks; (height, width, 1 to 4 channels)."""
    height, width, channels = values.shape
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 16, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def ramps(bits: int, base: int = 0, channels: int = 1) -> list[tuple[str, bytes]]:
    """20 pictures of 32 × 32 that rise from left to right, each twentieth of the range higher in the end."""
    rise = np.linspace(0, 2**bits - 1, 32)
    pictures = []
    for number in range(1, 21):
        values = np.broadcast_to((base + rise * number / 20)[None, :, None], (32, 32, channels)).astype(np.uint16)
        if channels in (2, 4):
            values = np.concatenate([values[..., :-1], np.full((32, 32, 1), 65535, np.uint16)], axis=-1)
        pictures.append((f"{number:02}.png", png(values)))
    return pictures


@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_what_uses_a_part_of_16_bits_keeps_its_contrast_and_its_brightness_beside_the_others(bits, channels):
    data = read_images(ramps(bits, channels=channels), color=False)
    brightest = data.samples.max((1, 2, 3)).astype(int)
    assert data.samples.min() == 0
    assert np.abs(brightest - np.arange(1, 21) * 255 / 20).max() <= 3
    if bits < 16 and channels in (1, 3):
        assert "Pictures of 16 bits: 20. Their values from 0 to " in told(data)


def test_a_narrow_range_far_from_0_is_spread_too():
    data = read_images(ramps(12, base=32768), color=False)
    assert (data.samples.min(), data.samples.max()) == (0, 255)
    assert "from 32768 to 368" in told(data)


def test_a_burnt_out_pixel_does_not_make_the_rest_black():
    pictures = ramps(12)
    hot = np.full((32, 32, 1), 100, np.uint16)
    hot[3, 3] = 65535
    data = read_images([*pictures, ("zz.png", png(hot))], color=False)
    assert data.samples[19].max() > 240


def test_all_of_16_bits_is_left_as_it_is_and_8_bits_are_never_spread():
    full = np.repeat(np.linspace(0, 65535, 32).astype(np.uint16)[None], 32, axis=0)[..., None]
    data = read_images([*several(16), ("z.png", png(full))], color=False)
    assert data.samples[:16, 0, 0, 0].tolist() == [number * 10 for number in range(16)]
    assert np.array_equal(data.samples[16, ..., 0], np.round(full[..., 0] / 257).astype(np.uint8))
    assert [note["template"] for note in data.report.notes] == [BOTH]  # no word of brightnesses


def test_clear_parts_of_16_bits_do_not_shine_into_the_drawing_nor_into_the_scale():
    values = np.zeros((64, 64, 4), np.uint16)
    values[..., :3] = 60000
    values[16:48, 16:48, :3] = np.linspace(0, 4000, 32)[None, :, None]
    values[16:48, 16:48, 3] = 65535
    image = picture(png(values), 32, color=True)
    assert image[0, 0].tolist() == [255, 255, 255]
    assert image[16, 9:23, 0].max() > 200
    assert image[16, 9:12, 0].max() < 60


def test_16_bits_are_turned_upright_and_cut_as_others_are():
    values = np.zeros((32, 64), np.uint16)
    values[:16] = 4000
    image = Image.fromarray(values)
    exif = Image.Exif()
    exif[0x0112] = 3
    found = picture(encoded(image, exif=exif), 32, color=False)[..., 0]
    assert found[:14].max() == 0
    assert found[18:].min() == 255


def test_animations_say_that_one_picture_was_taken():
    frames = [Image.new("L", (32, 32), value) for value in (50, 100, 150)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    data = read_images([*several(16), ("z.gif", moving)])
    assert "Animations, of which the first picture was taken: 1." in told(data)
