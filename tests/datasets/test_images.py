"""A visitor's own images: folders, zips, uploads, limits, and what is kept of them."""

from __future__ import annotations

import contextlib
import io
import json
import os
import struct
import zipfile

import numpy as np
import pytest
from PIL import Image

from ganboard.datasets import DATASETS, Data, images, resolve, sources, zips
from ganboard.datasets.images import Images, read_images
from ganboard.datasets.prepared import load_prepared, save_prepared
from ganboard.datasets.report import Report
from ganboard.errors import DatasetError, GANBoardError
from ganboard.i18n import render
from tests.datasets.drawing import encoded, flat, several, zipped


def values(data: Data) -> list[int]:
    """The grey value of each image, each being of one colour."""
    assert (data.samples == data.samples[:, :1, :1, :1]).all()
    return data.samples[:, 0, 0, 0].tolist()


def reasons(data: Data) -> list[str]:
    return [render(sentence) for sentence in data.report.left_out]


def write(folder, files):
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return str(folder)


TENS = [number * 10 for number in range(20)]


@pytest.mark.parametrize("size", [28, 32, 64])
@pytest.mark.parametrize("color", [True, False])
def test_a_folder_a_zip_and_uploads_give_the_same(tmp_path, size, color):
    files = several(20)
    folder = Images(path=write(tmp_path / "a", files), size=size, color=color)
    (tmp_path / "b.zip").write_bytes(zipped(files[::-1]))
    told: list[float] = []
    data = folder.load(told.append)
    assert data.samples.dtype == np.uint8
    assert data.samples.shape == (20, *folder.shape)
    assert folder.shape == (size, size, 3 if color else 1)
    assert values(data) == TENS
    assert data.labels is None
    assert data.report.left_out == ()
    assert told == sorted(told)
    assert told[-1] == 1
    zipped_data = Images(path=str(tmp_path / "b.zip"), size=size, color=color).load()
    uploaded = read_images(files[::-1], size, color)
    mixed = read_images([*files[:10], ("b.zip", zipped(files[10:]))], size, color)
    for other in (zipped_data, uploaded, mixed):
        assert np.array_equal(other.samples, data.samples)


def test_subfolders_are_searched_and_what_is_hidden_is_named(tmp_path):
    files = several(20)
    places = ["", "b/", "b/c d/", "ä/"]
    visible = [(places[number % 4] + name, data) for number, (name, data) in enumerate(files)]
    hidden = [(name, b"x") for name in (".DS_Store", "b/._1.png", "__MACOSX/b/._1.png", ".git/1.png", "Thumbs.db")]
    by_name = [data for _, data in sorted(visible)]
    data = Images(path=write(tmp_path, visible + hidden)).load()
    expected = [
        ".DS_Store: left there by macOS or Windows",
        "Thumbs.db: left there by macOS or Windows",
        "__MACOSX: left there by macOS or Windows",
        "b/._1.png: left there by macOS or Windows",
        ".git: hidden, for the name begins with a dot",
    ]
    assert reasons(data) == expected
    assert values(data) == values(read_images([(f"{number:02}.png", data) for number, data in enumerate(by_name)]))
    assert values(read_images([("a.zip", zipped(hidden + visible))])) == values(data)
    assert reasons(read_images([("a.zip", zipped(hidden + visible))])) == [f"a.zip/{line}" for line in expected]
    assert reasons(read_images(hidden + visible)) == expected


def test_what_cannot_be_read_is_listed_with_its_reason(tmp_path):
    bad = [("broken.png", flat()[:-30]), ("notes.txt", b"hello"), ("zz.zip", zipped([("in.zip", zipped(several(3)))]))]
    folder = write(tmp_path, several(16) + bad)
    os.symlink(tmp_path / "nowhere", tmp_path / "gone.png")
    os.symlink("round.png", tmp_path / "round.png")
    os.mkfifo(tmp_path / "pipe.png")
    data = Images(path=folder).load()
    assert len(data) == 16
    assert reasons(data) == [
        "broken.png: damaged or cut off",
        "gone.png: cannot be opened (No such file or directory)",
        "notes.txt: no PNG, JPEG, WebP, BMP or GIF image",
        "pipe.png: no plain file",
        "round.png: cannot be opened (Too many levels of symbolic links)",
        "zz.zip/in.zip: an archive that is not opened here; unpack it",
    ]
    assert Report.from_dict(json.loads(json.dumps(data.report.to_dict()))) == data.report
    german = {"damaged or cut off": "beschädigt", "{name}: {reason}": "{name}: {reason}"}
    assert render(data.report.left_out[0], german.__getitem__) == "broken.png: beschädigt"


def test_fifteen_are_too_few_and_sixteen_are_enough():
    assert len(read_images(several(16))) == 16
    with pytest.raises(DatasetError, match="There are only 15 images, but training needs at least 16"):
        read_images(several(15))
    with pytest.raises(
        DatasetError, match=r"Only 15 of 17 files .* at least 16.* \(2\), no PNG.*: a\.txt, b\.txt\."
    ) as caught:
        read_images([*several(15), ("b.txt", b"x"), ("a.txt", b"x")])
    assert str(GANBoardError.from_dict(json.loads(json.dumps(caught.value.to_dict())))) == str(caught.value)
    with pytest.raises(DatasetError, match="Only one of 2 files could be read as an image, but"):
        read_images([*several(1), ("a.txt", b"x")])
    with pytest.raises(DatasetError, match=r"Nothing in it could be read as an image, but .* no PNG.*: a\.txt"):
        read_images([("a.txt", b"x")])


def test_paths_that_hold_no_images_say_so(tmp_path):
    with pytest.raises(DatasetError, match="No images have been chosen yet"):
        resolve(DATASETS.create("images"))
    with pytest.raises(DatasetError, match="There is no file or folder called /nowhere/at all"):
        Images(path="/nowhere/at all").load()
    with pytest.raises(DatasetError, match="no file or folder"):
        Images(path="a\0b").load()
    with pytest.raises(DatasetError, match=r"no files in it\. Expected at least 16 images"):
        Images(path=str(tmp_path)).load()
    (tmp_path / "one.png").write_bytes(flat())
    with pytest.raises(DatasetError, match="There is only one image, but training needs at least 16"):
        Images(path=str(tmp_path / "one.png")).load()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DatasetError, match=r"\(1\), no plain file: pipe\."):
        Images(path=str(tmp_path / "pipe")).load()
    (tmp_path / "broken.zip").write_bytes(zipped(several(20))[:-40])
    with pytest.raises(DatasetError, match=r"no zip archive, or a damaged one: broken\.zip"):
        Images(path=str(tmp_path / "broken.zip")).load()


def test_links_are_followed_and_every_folder_is_read_once(tmp_path):
    folder = write(tmp_path / "a", several(16))
    write(tmp_path / "elsewhere", several(20)[16:])
    os.symlink(folder, tmp_path / "a" / "loop")
    os.symlink("/", tmp_path / "a" / "everything")
    os.symlink(tmp_path / "elsewhere", tmp_path / "a" / "more")
    os.symlink(tmp_path / "elsewhere", tmp_path / "a" / "more again")
    os.symlink(tmp_path / "a" / "000.png", tmp_path / "a" / "zero.png")
    data = Images(path=folder).load()
    assert values(data) == [*TENS, 0]
    reason = "a link to a folder that is read already, or that holds this one"
    assert sorted(reasons(data)) == [f"{name}: {reason}" for name in ("everything", "loop", "more again")]
    os.symlink(folder, tmp_path / "link")
    assert values(Images(path=str(tmp_path / "link")).load()) == [*TENS, 0]


def test_a_folder_of_nothing_but_links_or_hidden_folders_is_what_was_meant(tmp_path):
    write(tmp_path / "elsewhere", several(20))
    for name in ("links", ".hidden", "around"):
        (tmp_path / name).mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "links" / "all")
    write(tmp_path / "around" / ".pictures", several(20))
    write(tmp_path / ".hidden", several(20))
    for name in ("links", "around", ".hidden"):
        assert values(Images(path=str(tmp_path / name)).load()) == TENS
    inside = [(f".pictures/{name}", data) for name, data in several(20)]
    assert values(read_images(inside)) == values(read_images([("a.zip", zipped(inside))])) == TENS


def test_a_folder_may_be_called_as_a_file_is(tmp_path):
    for name in ("a.npz", "b.zip"):
        assert values(Images(path=write(tmp_path / name, several(20))).load()) == TENS
    os.rename(write(tmp_path / "c", [("a", zipped(several(20)))]) + "/a", tmp_path / "no ending")
    assert values(Images(path=str(tmp_path / "no ending")).load()) == TENS


def test_zips_and_files_without_ending_are_read_in_a_folder_too(tmp_path):
    files = [("a.zip", zipped(several(8))), *(("x" + name[:-4], data) for name, data in several(16)[8:])]
    document = [("word.docx", zipped(several(20))), ("y.jfif", flat(200, kind="JPEG"))]
    data = Images(path=write(tmp_path, files + document)).load()
    assert values(data) == [*TENS[:16], 200]
    assert reasons(data) == ["word.docx: an archive that is not opened here; unpack it"]
    assert np.array_equal(read_images(files + document).samples, data.samples)


def test_names_that_climb_out_of_a_zip_do_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.png", "/etc/evil.png", "C:\\evil.png", "a\nb.png", "\udcff.png", "x" * 5_000 + ".png"]
    files = [(name, b"no image") for name in names if name.isascii()] + several(16)
    data = read_images([("a.zip", zipped(files)), (names[4], b"no image")])
    assert len(data) == 16
    assert len(data.report.left_out) == 6
    shown = [sentence["values"]["name"] for sentence in data.report.left_out]
    assert all(name.isprintable() and len(name) <= 200 for name in shown)
    assert "a.zip/../../evil.png" in shown
    json.dumps(data.report.left_out, ensure_ascii=False).encode()
    assert list(tmp_path.iterdir()) == []


def patched(archive: bytes, signature: bytes, offset: int, kind: str, value: int) -> bytes:
    """The archive with one number changed in every record of a kind."""
    found, start = bytearray(archive), -1
    while (start := found.find(signature, start + 1)) >= 0:
        struct.pack_into(kind, found, start + offset, value)
    return bytes(found)


def test_zip_bombs_are_refused_before_they_unfold(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in "abc":
            archive.writestr(f"{name}.png", bytes(1_000_000))
    declared = patched(bomb.getvalue(), b"PK\x01\x02", 24, "<I", 900_000_000)
    with pytest.raises(DatasetError, match="larger than 2 GB"):
        read_images([("bomb.zip", declared)])
    (tmp_path / "bomb.zip").write_bytes(declared)
    with pytest.raises(DatasetError, match="larger than 2 GB"):
        Images(path=str(tmp_path / "bomb.zip")).load()
    too_large = patched(bomb.getvalue(), b"PK\x01\x02", 24, "<I", 100_000_001)
    lying = patched(bomb.getvalue(), b"PK\x01\x02", 24, "<I", 10)
    data = read_images([*several(16), ("large.zip", too_large), ("lying.zip", lying)])
    assert reasons(data)[0] == "large.zip/a.png: larger than 100 MB"
    assert reasons(data)[3] == "lying.zip/a.png: damaged or cut off"


def test_locked_and_oddly_packed_members_are_skipped():
    locked = patched(patched(zipped([("a.png", flat())]), b"PK\x01\x02", 8, "<H", 1), b"PK\x03\x04", 6, "<H", 1)
    odd = zipped([("a.png", flat())], zipfile.ZIP_LZMA)
    data = read_images([*several(16), ("locked.zip", locked), ("odd.zip", odd)])
    assert reasons(data) == [
        "locked.zip/a.png: locked with a password",
        "odd.zip/a.png: packed in an unusual way; pack the zip anew",
    ]


@pytest.mark.slow
def test_too_many_files_are_refused(tmp_path, monkeypatch):
    many = [(f"{number}.png", b"") for number in range(sources.FILES + 1)]
    with pytest.raises(DatasetError, match="more than 20,000 files"):
        read_images(many)
    with pytest.raises(DatasetError, match="more than 20,000 files"):
        read_images([("a.zip", zipped(many, zipfile.ZIP_STORED))])
    with pytest.raises(DatasetError, match="has 100,001 entries"):
        read_images([("a.zip", b"PK\x03\x04" + b"PK\x01\x02" * (zips.ZIP_ENTRIES + 1))])
    monkeypatch.setattr(sources, "FILES", 19)
    with pytest.raises(DatasetError, match="more than 19 files"):
        Images(path=write(tmp_path, several(20))).load()


@pytest.mark.trial
def test_garbled_zips_never_raise_anything_else():
    random = np.random.default_rng(0)
    archive = np.frombuffer(zipped(several(16)), np.uint8)
    for _ in range(300):
        garbled = archive.copy()
        garbled[random.integers(0, len(archive), 4)] = random.integers(0, 256, 4)
        with contextlib.suppress(DatasetError):
            assert len(read_images([("a.zip", garbled.tobytes())])) == 16


def test_prepared_images_come_back_as_they_were(tmp_path):
    path = tmp_path / "images.npz"
    data = read_images([*several(20), ("notes.txt", b"x")], 28, color=False)
    path.write_bytes(b"what was there before")
    save_prepared(data, path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["images.npz"]
    again = Images(path=str(path), size=28, color=False).load()
    assert np.array_equal(again.samples, data.samples)
    assert again.samples.dtype == np.uint8
    first = path.read_bytes()
    save_prepared(again, path)
    assert path.read_bytes() == first
    labels = np.arange(20, dtype=np.int32)
    save_prepared(Data({"images": data.samples, "labels": labels}), path)
    with np.load(path) as arrays:
        assert np.array_equal(arrays["labels"], labels)
    assert np.array_equal(load_prepared(path, Images(size=28, color=False)).samples, data.samples)


def test_prepared_images_that_do_not_fit_are_refused(tmp_path):
    def saved(**arrays: np.ndarray) -> str:
        np.savez(tmp_path / "a.npz", **arrays)
        return str(tmp_path / "a.npz")

    good = np.zeros((16, 32, 32, 3), np.uint8)
    assert len(Images(path=saved(images=good)).load()) == 16
    assert len(Images(path=saved(images=np.asfortranarray(good))).load()) == 16
    with pytest.raises(DatasetError, match=r"holds uint8 \(16, 32, 32, 3\); expected .* of shape \(64, 64, 1\)"):
        Images(path=saved(images=good), size=64, color=False).load()
    with pytest.raises(DatasetError, match=r"holds float32"):
        Images(path=saved(images=good.astype(np.float32))).load()
    with pytest.raises(DatasetError, match="There are only 15 images"):
        Images(path=saved(images=good[1:])).load()
    with pytest.raises(DatasetError, match=r"could not be read\. Expected an \.npz file that holds images"):
        Images(path=saved(pictures=good)).load()
    with pytest.raises(DatasetError, match="holds object"):
        Images(path=saved(images=np.array([{}], dtype=object))).load()
    whole = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "a.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatasetError, match="could not be read"):
        Images(path=str(tmp_path / "a.npz")).load()


def test_a_header_that_promises_too_much_is_refused_before_memory_is_given(tmp_path):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "|u1", "fortran_order": False, "shape": (10**9, 32, 32, 3)})
    (tmp_path / "a.npz").write_bytes(zipped([("images.npy", header.getvalue())]))
    with pytest.raises(DatasetError, match="expected at most 20,000 images"):
        Images(path=str(tmp_path / "a.npz")).load()


def test_a_full_or_closed_disk_is_an_error_that_says_so(tmp_path):
    with pytest.raises(DatasetError, match=r"missing is not there any more.* MB are free"):
        save_prepared(read_images(several(16)), tmp_path / "missing" / "a.npz")


def test_the_names_of_uploads_may_repeat():
    pictures = [("image.png", encoded(np.full((9, 9), number, np.uint8))) for number in range(16)]
    assert values(read_images(pictures)) == list(range(16))


def drawn(count: int, side: int = 80) -> list[tuple[str, bytes]]:
    """Files of coloured patches, each different, every fourth with transparent parts."""
    chance = np.random.default_rng(8)
    pixels = chance.integers(0, 256, (count, 5, 5, 4), np.uint8)
    pixels[..., 3] = np.where(np.arange(count) % 4 == 0, 0, 255)[:, None, None]
    pixels[:, 1:4, 1:4, 3] = 255
    return [
        (f"{number:03}.png", encoded(each.repeat(side // 5, 0).repeat(side // 5, 1)))
        for number, each in enumerate(pixels)
    ]


@pytest.mark.parametrize("color", [True, False])
def test_small_pictures_are_kept_at_twice_the_side_too(color):
    """They show the same: made small they are the small ones, and they are what reading them large gives."""
    data = read_images(drawn(20), 32, color)
    large = read_images(drawn(20), 64, color)
    np.testing.assert_array_equal(data.larger, large.samples)
    halved = data.larger.reshape(20, 32, 2, 32, 2, -1).mean((2, 4))
    assert np.abs(halved - data.samples).mean() < 8
    assert "They are kept at 64 pixels as well" in " ".join(render(line) for line in data.report.facts())
    assert large.larger is None
    assert read_images(drawn(20), 28, color).larger is None
    assert "64" not in " ".join(render(line) for line in large.report.facts())
    assert data.take(slice(3)).larger is None


def test_large_ones_have_the_ground_and_the_range_of_the_small_ones():
    """Thin white lines on nothing are plain once they are small: black is their ground in both sizes."""
    pixels = np.zeros((20, 64, 64, 4), np.uint8)
    pixels[:, 1::16, :, :] = 255
    pixels[..., :3] = 255
    deep = (np.arange(64 * 64).reshape(64, 64) % 4096).astype(np.uint16)
    files = [(f"{number:02}.png", encoded(each)) for number, each in enumerate(pixels)]
    files += [(f"deep{number}.png", encoded(Image.fromarray(deep))) for number in range(3)]
    data = read_images(files, 32)
    large = data.larger.astype(float)
    assert (large[:20].min(), large[:20].max()) == (0, 255)
    for small, twice in zip(data.samples.astype(float), large, strict=True):
        assert abs(small.mean() - twice.mean()) < 5  # edges are drawn sharper where pictures are made small


def test_of_very_many_pictures_the_small_ones_alone_are_kept(monkeypatch):
    monkeypatch.setattr(images, "KEPT", 19)
    data = read_images(drawn(20))
    assert data.larger is None
    assert "64" not in " ".join(render(line) for line in data.report.facts())
    assert read_images(drawn(19)).larger is not None


def test_others_as_many_cannot_be_the_larger_ones():
    with pytest.raises(DatasetError, match="larger: 3"):
        Data({"images": np.zeros((4, 2, 2, 1), np.uint8)}, larger=np.zeros((3, 4, 4, 1), np.uint8))
