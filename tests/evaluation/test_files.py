"""Files of other programs: what is refused says what came and how to turn it, and turned in that way it is taken."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.errors import ConfigError
from ganboard.evaluation import files, foreign
from ganboard.evaluation.foreign import read_images
from ganboard.i18n import render

CHANCE = np.random.default_rng(0)
BYTES = CHANCE.integers(0, 256, (60, 28, 28, 1)).astype(np.uint8)
UNIT = BYTES / 255


def saved(path: Path, **arrays: Any) -> str:
    np.savez(path, **arrays)
    return str(path)


TURNED: dict[str, Any] = {
    "uint8 (60, 1, 28, 28)": BYTES.transpose(0, 3, 1, 2),
    "uint8 (60, 3, 28, 28)": CHANCE.integers(0, 256, (60, 3, 28, 28)).astype(np.uint8),
    "uint8 (28, 28, 1, 60)": BYTES.transpose(1, 2, 3, 0),
    "uint8 (60, 784)": BYTES.reshape(60, 784),
    "uint8 (60, 28, 28, 4)": CHANCE.integers(0, 256, (60, 28, 28, 4)).astype(np.uint8),
    "float32 (60, 28, 28, 1)": (2 * UNIT - 1).astype(np.float32),
    "float64 (60, 28, 28, 1)": UNIT,
    "float64 (60, 28, 28)": UNIT[..., 0] * 255,
    "float16 (60, 28, 28, 1)": (UNIT * 6 - 3).astype(np.float16),
    "int64 (60, 28, 28, 1)": BYTES.astype(np.int64),
    "int8 (60, 28, 28, 1)": (BYTES.astype(int) - 128).astype(np.int8),
    "uint16 (60, 28, 28, 1)": BYTES.astype(np.uint16) * 257,
    "int32 (60, 28, 28, 1)": (BYTES > 127).astype(np.int32),
    "bool (60, 28, 28, 1)": BYTES > 127,
}


@pytest.mark.parametrize("came", TURNED)
def test_what_is_no_such_array_is_named_and_the_advice_makes_one_of_it(came: str, tmp_path: Path) -> None:
    images = TURNED[came]
    with pytest.raises(ConfigError, match=re.escape(f"a.npz holds images: {came}. Turn it with")) as error:
        read_images(saved(tmp_path / "a.npz", images=images), "images")
    call = re.search(r"Turn it with (.*) and save it again\.", str(error.value))
    assert call is not None
    turned = eval(call[1], {"np": np, "images": images})  # noqa: S307 - as the reader would do it
    if turned.ndim == 4 and turned.dtype != np.uint8:
        turned = np.uint8(turned)
    found = read_images(saved(tmp_path / "b.npz", images=turned), "images").data.samples
    assert found.shape[0] == 60
    assert found.max() > 250
    if images.size == BYTES.size and came not in ("bool (60, 28, 28, 1)", "int32 (60, 28, 28, 1)"):
        assert np.abs(found.astype(int) - BYTES).max() <= 1


def test_a_float_range_is_never_cut_off(tmp_path: Path) -> None:
    assert files.scaling(-1, 1, whole=False) == "np.uint8(((images + 1.0) * 127.5).clip(0, 255).round())"
    assert files.scaling(0, 65_535, whole=True) == "np.uint8((images - 0) / 65535 * 255.0)"


@pytest.mark.parametrize(
    ("arrays", "problem"),
    [
        ({"x_train": BYTES, "y": np.zeros(60)}, "x_train: uint8 (60, 28, 28, 1); y: float64 (60,). No array in it"),
        ({"x_train": BYTES}, "Save it with np.savez(file, images=x_train)."),
        ({}, "holds -. No array in it is called images"),
        ({"images": np.array([None] * 60, object)}, "no Python objects"),
        ({"images": np.array(["a"] * 60)}, "Only plain numbers"),
        ({"images": np.zeros((60, 28, 28, 2), np.uint8)}, "1 or 3 channels, which come last"),
        ({"images": np.zeros((60, 0, 28, 1), np.uint8)}, "no pixels"),
        ({"images": np.uint8(3)}, "three or four axes"),
        ({"images": BYTES[:1]}, "at least 50 images, but got 1."),
        ({"images": BYTES[:0]}, "at least 50 images, but got 0."),
        ({"images": BYTES > 3, "more": BYTES}, "images: bool (60, 28, 28, 1); more: uint8"),
        ({"images": BYTES // 255}, "The largest value is 1, and 255 is white."),
        ({"images": BYTES, "labels": np.zeros((60, 10), int)}, "labels: int64 (60, 10). The labels must be whole"),
    ],
)
def test_what_cannot_be_guessed_is_named_too(arrays: dict[str, Any], problem: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape(problem)) as error:
        read_images(saved(tmp_path / "a.npz", **arrays), "images")
    assert str(error.value).startswith("images: expected ")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_no_numbers_are_counted(value: float, tmp_path: Path) -> None:
    images = UNIT.copy()
    images[[3, 50], 2, 2] = value
    with pytest.raises(ConfigError, match="for 2 hold NaN or infinity"):
        read_images(saved(tmp_path / "a.npz", images=images), "images")


def test_a_single_array_is_told_how_to_become_an_npz(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", BYTES)
    with pytest.raises(ConfigError, match=re.escape("np.savez(")):
        read_images(str(tmp_path / "a.npy"), "images")


def test_what_came_is_read_whole_in_pieces_and_in_either_order_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PIECE_BYTES", 3 * 784 + 5)
    for name, array in (("rows", BYTES), ("columns", np.asfortranarray(BYTES))):
        parts: list[float] = []
        found = read_images(saved(tmp_path / f"{name}.npz", images=array), "images", told=parts.append)
        assert np.array_equal(found.data.samples, BYTES)
        assert found.notes == ()
        assert name == "columns" or (parts == sorted(parts) and len(parts) == 20)
    np.savez_compressed(tmp_path / "packed.npz", images=BYTES[..., 0], labels=np.arange(60))
    packed = read_images(str(tmp_path / "packed.npz"), "images").data
    assert np.array_equal(packed.samples, BYTES)
    assert packed.labels.tolist() == list(range(60))


def test_of_a_sorted_file_that_is_too_long_every_kind_is_kept(tmp_path: Path) -> None:
    labels = np.repeat(np.arange(10), 60)
    images = np.repeat(np.arange(10, 250, 24), 60).astype(np.uint8)[:, None, None] + np.zeros((1, 4, 4), np.uint8)
    file = saved(tmp_path / "sorted.npz", images=images, labels=labels)
    given = read_images(file, "images", most=500)
    assert np.bincount(given.data.labels, minlength=10).min() > 35
    assert (given.data.samples[:, 0, 0, 0] == 10 + 24 * given.data.labels).all()
    assert render(given.notes[0]) == f"{file} holds 600 images. 500 of them were drawn by chance and looked at."
    assert np.array_equal(read_images(file, "images", most=500).data.labels, given.data.labels)
    other = read_images(file, "images", most=500, seed=1).data.labels
    assert not np.array_equal(other, given.data.labels)


def test_more_than_fits_into_memory_is_drawn_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MOST_BYTES", 784 * 55)
    assert len(read_images(saved(tmp_path / "a.npz", images=BYTES), "images").data) == 55


@pytest.mark.parametrize("count", [50, 100_000_000_000])
def test_a_header_that_promises_other_than_there_is_is_refused_unread(count: int, tmp_path: Path) -> None:
    file = tmp_path / "bomb.npz"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("images.npy", "w") as stream:
        header = {"descr": "|u1", "fortran_order": False, "shape": (count, 28, 28, 1)}
        np.lib.format.write_array_header_1_0(stream, header)
        stream.write(BYTES.tobytes())
    with pytest.raises(ConfigError, match=r"an \.npz file that can be read"):
        read_images(str(file), "images")


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    file = Path(saved(tmp_path / "a.npz", images=BYTES))
    data = bytearray(file.read_bytes())
    data[20_000] ^= 1
    file.write_bytes(data)
    with pytest.raises(ConfigError, match=r"an \.npz file that can be read"):
        read_images(str(file), "images")
