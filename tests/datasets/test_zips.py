"""Names in zips that other computers packed: in their own code pages, and with their own separators."""

from __future__ import annotations

import io
import zipfile

import pytest

from ganboard.datasets.images import read_images
from ganboard.datasets.zips import Archive
from ganboard.i18n import render
from tests.datasets.drawing import several, zipped


def packed_in(page: str, names: list[str], separator: str = "/") -> bytes:
    """A zip with 20 pictures whose names, separators too, are written in a code page and not marked as UTF-8."""
    lengths = [len(name.replace("/", separator).encode(page)) for name in names]
    stand_ins = [f"{number:02}".ljust(length, "q") for number, length in enumerate(lengths)]
    archive = zipped([(stand_in, data) for stand_in, (_, data) in zip(stand_ins, several(20), strict=True)])
    for stand_in, name in zip(stand_ins, names, strict=True):
        assert archive.count(stand_in.encode()) == 2  # where the file begins, and in the table of contents
        archive = archive.replace(stand_in.encode(), name.replace("/", separator).encode(page))
    return archive


WORDS = {
    "cp932": ["表", "ソ", "能", "十", "犬の写真", "テスト", "ひらがな（1）"],
    "gbk": ["猫", "照片", "测试图片", "誠", "朶朶"],
    "gb2312": ["猫", "照片", "测试图片"],
    "big5": ["功", "許", "蓋", "照片"],
    "cp949": ["고양이", "사진"],
    "utf-8": ["猫", "ネコ", "Kätzchen", "고양이"],
}


@pytest.mark.parametrize("page", WORDS)
@pytest.mark.parametrize("separator", ["/", "\\"])
def test_names_in_other_code_pages_are_read_as_they_were_written(page, separator):
    names = [f"{WORDS[page][number % len(WORDS[page])]}/picture number {number:06}.png" for number in range(20)]
    archive = packed_in(page, names, separator)
    found = [name for name, _ in Archive(archive).members]
    if page not in ("big5", "cp949"):  # their text is text in the Chinese page, too
        assert found == names
    data = read_images([("a.zip", archive)])
    assert len(data) == 20
    assert data.report.left_out == ()


def test_letters_that_end_as_a_backslash_does_hide_nothing():
    """On a Japanese Windows the second byte of these letters is that of a backslash, and the rest looked like ".png"."""
    archive = packed_in("cp932", [f"{letter}{number:08}.png" for number, letter in enumerate("表ソ能十" * 5)])
    assert b"\\" in archive
    short = packed_in("cp932", [f"{number:07}{'表ソ能十'[number % 4]}.png" for number in range(20)])
    for each in (archive, short):
        assert len(read_images([("a.zip", each)])) == 20


@pytest.mark.parametrize("page", ["cp437", "cp850", "latin-1"])
def test_names_of_no_known_page_hide_nothing_either(page):
    names = [f"Prüfung né {number:08}/ñ.png" for number in range(20)]
    data = read_images([("a.zip", packed_in(page, names))])
    assert len(data) == 20
    assert data.report.left_out == ()


def test_european_names_are_no_japanese_ones():
    names = [f"Prüfung né é {number:08}.png" for number in range(20)]
    assert [name for name, _ in Archive(packed_in("cp437", names)).members] == names


def test_empty_folders_and_links_in_a_zip():
    buffer = io.BytesIO(zipped([*several(16), ("folder/", b""), ("other folder\\", b"")]))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("link.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "000.png")
    report = read_images([("a.zip", buffer.getvalue())]).report
    assert [render(line) for line in report.left_out] == ["a.zip/link.png: a link, packed without what it leads to"]
