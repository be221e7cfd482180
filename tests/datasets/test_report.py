"""What came of a visitor's files is told, in whole sentences, and held-out pictures are different ones."""

from __future__ import annotations

import json

import numpy as np
import pytest

from ganboard.datasets import Data, split
from ganboard.datasets.images import Images, read_images
from ganboard.datasets.report import Report, left_out
from ganboard.errors import DatasetError
from ganboard.i18n import message, render
from tests.datasets.drawing import encoded, flat, several, zipped

BOTH_SIZES = "They are kept at 64 pixels as well, so that you can go on with large ones."


def noise(count: int, seed: int = 0) -> list[bytes]:
    chance = np.random.default_rng(seed)
    return [encoded(chance.integers(0, 256, (32, 32, 3), np.uint8)) for _ in range(count)]


def lines(report: Report) -> list[str]:
    return [render(line) for line in report.lines()]


def test_repeats_and_plain_pictures_are_counted():
    pictures = noise(5)
    files = [(f"{number}.png", pictures[number % 5]) for number in range(300)] + [("z.png", flat())]
    report = read_images(files).report
    assert (report.read, report.different, report.plain) == (301, 6, 1)
    assert lines(report) == [
        "301 images were read.",
        BOTH_SIZES,
        "Only 6 of these 301 are different; the others are repeats.",
        "One of these 301 shows one plain colour.",
    ]
    assert lines(read_images([(f"{number}.png", pictures[0]) for number in range(20)]).report)[2:] == [
        "All these 20 are the same."
    ]


def test_what_is_said_of_one_picture_is_said_of_one():
    faint = np.full((1, 32, 32, 1), 7, np.uint8)
    assert lines(Report.of(faint, ())) == [
        "One image was read.",
        "It shows one plain colour.",
        "It lies between the brightnesses 7 and 7 of 255: hardly anything can be seen.",
    ]
    left = left_out("a.txt", message("no image"))
    assert lines(Report.of(faint, (left,)))[0] == "One of 2 files was read as an image."


def test_what_was_left_out_is_gathered_by_reason():
    files = [(f"{number:03}.png", data) for number, data in enumerate(noise(16))]
    files += [(f"t{number:02}.txt", b"x") for number in range(23)] + [("u.png", b""), ("v.heic", b"\0\0\0\x18ftypheic")]
    report = read_images(files).report
    names = ", ".join(f"t{number:02}.txt" for number in range(20))
    assert lines(report) == [
        "16 of 41 files were read as images.",
        BOTH_SIZES,
        f"Left out (23), no PNG, JPEG, WebP, BMP or GIF image: {names} and 3 more",
        "Left out (1), an empty file: u.png",
        "Left out (1), a HEIC file, which is not read here; save it as PNG or JPEG: v.heic",
    ]
    assert Report.from_dict(json.loads(json.dumps(report.to_dict()))) == report
    for damaged in (None, 3, [], {}, {**report.to_dict(), "read": "x"}, {**report.to_dict(), "left_out": [1]}):
        assert Report.from_dict(damaged) is None


def test_an_error_names_every_reason():
    with pytest.raises(DatasetError) as caught:
        read_images([*several(3), ("a.txt", b"x"), (".hidden.png", flat()), ("b.png", flat()[:-30])])
    assert str(caught.value) == (
        "Only 3 of 6 files could be read as images, but training needs at least 16. Add more PNG, JPEG, WebP, BMP or GIF "
        "files. Left out (1), hidden, for the name begins with a dot: .hidden.png. "
        "Left out (1), no PNG, JPEG, WebP, BMP or GIF image: a.txt. Left out (1), damaged or cut off: b.png."
    )


def test_pictures_of_0_and_1_are_told_to_be_invisible(tmp_path):
    chance = np.random.default_rng(0)
    masks = chance.integers(0, 2, (20, 32, 32, 3), np.uint8)
    told = "All of them lie between the brightnesses 0 and 1 of 255: hardly anything can be seen."
    assert told in lines(read_images([(f"{number}.png", encoded(mask)) for number, mask in enumerate(masks)]).report)
    np.savez(tmp_path / "a.npz", images=masks, labels=np.zeros(20), more=1)
    assert lines(Images(path=str(tmp_path / "a.npz")).load().report) == [
        "20 images were read.",
        "Arrays in the file that are not used: labels, more.",
        "20 of these 20 show one plain colour.",
        told,
    ]


def test_the_same_files_give_the_same_report_however_they_come(tmp_path):
    files = [*several(20), ("a/.DS_Store", b"x"), ("a/b.txt", b"y"), ("again.png", flat(0))]
    for name, data in files:
        (tmp_path / "f" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "f" / name).write_bytes(data)
    reports = [read_images(files).report, Images(path=str(tmp_path / "f")).load().report]
    assert reports[0] == reports[1]
    (tmp_path / "f.zip").write_bytes(zipped(files))
    zipped_one = Images(path=str(tmp_path / "f.zip")).load().report
    assert lines(zipped_one)[:3] == lines(reports[0])[:3]
    assert len(zipped_one.left_out) == 2


def images_of(data: Data | None) -> list[bytes]:
    return [] if data is None else [image.tobytes() for image in data.samples]


@pytest.mark.parametrize("labels", [True, False])
@pytest.mark.parametrize("times", [(2,), (1, 3), (1,) * 20 + (40,)])
def test_repeats_are_all_on_one_side(times, labels):
    chance = np.random.default_rng(1)
    once = chance.integers(0, 256, (400, 4, 4, 1), np.uint8)
    images = np.repeat(once, [times[number % len(times)] for number in range(400)], axis=0)
    order = chance.permutation(len(images))
    data = Data({"images": images[order]} | ({"labels": (order % 3).astype(np.int32)} if labels else {}))
    training, held_out = split(data)
    assert not set(images_of(training)) & set(images_of(held_out))
    assert len(training) + len(held_out) == len(data)
    assert 0.08 * len(data) < len(held_out) <= 0.1 * len(data)


def test_a_set_of_few_different_pictures_is_not_parted():
    once = np.random.default_rng(2).integers(0, 256, (199, 4, 4, 1), np.uint8)
    data = Data({"images": np.tile(once, (5, 1, 1, 1))})
    assert split(data) == (data, None)
