"""``data`` writes what a dataset has into a file, and says in a sentence what is wrong."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from ganboard.cli import main
from ganboard.creatures import factors
from ganboard.creatures.parsing import parse
from ganboard.datasets import DATASETS
from ganboard.datasets.creatures import Drawn
from ganboard.storage import read_arrays

CREATURES = ["data", "--dataset", "creatures", "--seed", "5"]


def test_creatures_come_with_all_that_is_known_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.npz"
    assert main([*CREATURES, "--count", "30", "--size", "64", "--out", str(file)]) == 0
    assert "30 images of creatures" in capsys.readouterr().out
    found = read_arrays(file)
    shapes = {"images": (64, 64, 3), "sketches": (64, 64, 1), "night": (64, 64, 3), "clips": (8, 64, 64, 3)}
    for name, shape in shapes.items():
        assert (found[name].shape, found[name].dtype) == ((30, *shape), np.uint8)
    assert found["never_shown"].dtype == bool
    own = np.stack([found[f"factor_{name}"] for name in factors.NAMES], axis=1)
    assert own.dtype.kind == "i"
    np.testing.assert_array_equal(found["never_shown"], factors.never_shown(own))
    for factor in factors.FACTORS:
        assert tuple(found[f"names_{factor.name}"]) == factor.values
    for name in ("captions", "captions_zh"):
        for text, numbers in zip(found[name], own, strict=True):
            assert factors.named(parse(str(text)).check().said) == dict(zip(factors.NAMES, numbers, strict=True))
    np.testing.assert_array_equal(found["clips"][:, 0], found["images"])


def test_the_same_seed_writes_the_same_file_and_more_begin_with_the_same(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.npz" for name in "abc"]
    for file, count in zip(files, (12, 12, 20), strict=True):
        assert main([*CREATURES, "--count", str(count), "--out", str(file)]) == 0
    one, same, more = (read_arrays(file) for file in files)
    for name, array in one.items():
        np.testing.assert_array_equal(array, same[name])
        if not name.startswith("names_"):
            np.testing.assert_array_equal(array, more[name][:12])
    assert one["images"].shape == (12, 32, 32, 3)


@pytest.mark.parametrize("name", DATASETS.names())
def test_every_dataset_gives_what_it_has(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = DATASETS.create(name)
    status = main(["data", "--dataset", name, "--count", "20", "--out", str(tmp_path / "a.npz")])
    if name in ("images", "hand"):  # there are none without a folder or a file
        assert status == 2
        assert capsys.readouterr().err.startswith("error: ")
        return
    assert status == 0
    found = read_arrays(tmp_path / "a.npz")
    assert found[dataset.medium.name].shape == (20, *dataset.shape)
    if dataset.classes:
        assert found["labels"].shape == (20,)
        assert tuple(found["names_labels"]) == dataset.classes


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--dataset", "dogs"], "dataset: expected one of mnist, fashion, creatures"),
        (["--dataset", "creatures", "--size", "48"], "size: expected one of 28, 32, 64, but got 48"),
        (["--dataset", "creatures", "--size", "big"], "size: expected one of 28, 32, 64"),
        (["--dataset", "creatures", "--count", "0"], "count: expected a number of at least 1"),
        (["--dataset", "creatures", "--count", "many"], "count: expected a whole number"),
        (["--dataset", "creatures", "--count", "2.5"], "count: expected a whole number"),
        (["--dataset", "creatures", "--seed", "-1"], "seed: expected a number of at least 0"),
        (["--dataset", "mnist", "--size", "64"], "nothing: the dataset mnist has no such setting"),
        (["--dataset", "mnist", "--count", "6000"], "count: expected at most 5000"),
        (["--dataset", "images", "--path", "/nowhere"], "/nowhere"),
        (["--count", "3"], "--dataset"),
    ],
)
def test_wrong_input_is_a_sentence(
    flags: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", *flags, "--out", str(tmp_path / "a.npz")]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("out", ["a.png", "nowhere/a.npz", "."])
def test_a_file_that_cannot_be_written_is_said_before_anything_is_drawn(
    out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drawn, "__array__", lambda *_: pytest.fail("drew"))
    assert main([*CREATURES, "--out", str(tmp_path / out)]) == 2
    assert capsys.readouterr().err.startswith("error: out: expected")


@pytest.mark.trial
@pytest.mark.slow
def test_a_large_file_is_announced_and_one_without_room_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([*CREATURES, "--count", "500", "--size", "64", "--out", str(tmp_path / "a.npz")]) == 0
    assert "500 images with all that is known of them: 6" in capsys.readouterr().err
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=9_000_000))
    assert main([*CREATURES, "--count", "500", "--size", "64", "--out", str(tmp_path / "b.npz")]) == 2
    assert "they need" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def test_ctrl_c_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.npz"
    file.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Drawn, "__array__", interrupted)
    assert main([*CREATURES, "--count", "3", "--out", str(file)]) == 130
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_of_own_pictures_all_is_told_that_training_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(0)
    for number in range(16):
        Image.fromarray(rng.integers(0, 256, (40, 40, 3), np.uint8)).save(tmp_path / f"{number}.png")
    Image.new("RGB", (40, 40)).save(tmp_path / "plain.png")
    (tmp_path / "note.txt").write_text("no picture")
    out = tmp_path / "a.npz"
    assert main(["data", "--dataset", "images", "--path", str(tmp_path), "--out", str(out)]) == 0
    told = capsys.readouterr().err
    for line in ("17 of 18 files were read", "One of these 17 shows one plain colour.", "image: note.txt"):
        assert line in told
    assert "64" not in told
