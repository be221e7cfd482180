"""Directions that are kept come back, as unit vectors and from disk; nonsense and damage give a sentence and lose nothing."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.errors import ConfigError, GANBoardError, RunError
from ganboard.studio import Studio
from ganboard.studio.base import SHIPPED
from ganboard.studio.kept import FILE, MOST, kept_directions
from ganboard.studio.points import text_of, vector

SIZE = 8
STEP = np.arange(1, SIZE + 1, dtype=np.float32)


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Path:
    """A copy of the runs, for this test alone."""
    return Path(shutil.copytree(root, tmp_path / "runs"))


@pytest.fixture
def studio(own: Path) -> Studio:
    return Studio(own)


def ask(studio: Studio, question: str, source: str = "small", /, **asked: Any) -> dict[str, Any]:
    return studio.answer(question, source, None, asked)[0]


def keep(studio: Studio, name: str = "Thicker", step: np.ndarray = STEP) -> dict[str, Any]:
    return ask(studio, "keep_direction", name=name, z=text_of(step))


def names(studio: Studio, source: str = "small") -> list[str]:
    return [row["name"] for row in ask(studio, "my_directions", source)["kept"]]


def test_what_was_kept_is_a_unit_vector_and_there_for_another_engine(studio: Studio, own: Path) -> None:
    kept = keep(studio)
    keep(studio, "  More \n slanted ", -STEP)
    rows = kept_directions(Studio(own).scene("small", 2))
    assert [row["name"] for row in rows] == ["Thicker", "More slanted"]
    assert rows[0]["id"] == kept["new"] != rows[1]["id"]
    assert rows[0]["step"] == 4
    np.testing.assert_allclose(vector(rows[0]["z"], SIZE), STEP / np.linalg.norm(STEP), rtol=1e-6)
    np.testing.assert_allclose(vector(rows[1]["z"], SIZE), -vector(rows[0]["z"], SIZE), rtol=1e-6)


def test_rename_and_forget_touch_only_the_one(studio: Studio) -> None:
    first, second = (keep(studio, name)["new"] for name in ("First", "Second"))
    before = ask(studio, "my_directions")["kept"]
    renamed = ask(studio, "rename_direction", id=second, name="Third")["kept"]
    assert renamed == [before[0], {**before[1], "name": "Third"}]
    assert ask(studio, "forget_direction", id=first)["kept"] == [renamed[1]]
    with pytest.raises(RunError, match="not there any more"):
        ask(studio, "forget_direction", id=first)
    with pytest.raises(RunError, match="not there any more"):
        ask(studio, "rename_direction", id=first, name="Again")
    assert names(studio) == ["Third"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "\u202eevil", None, 3])
def test_a_name_that_cannot_be_read_is_refused(studio: Studio, name: Any) -> None:
    with pytest.raises(ConfigError, match="from 1 to 60 characters"):
        ask(studio, "keep_direction", name=name, z=text_of(STEP))
    assert names(studio) == []


@pytest.mark.parametrize(
    ("z", "sentence"),
    [
        (text_of(np.zeros(SIZE)), "two points that lie apart"),
        (text_of(np.ones(SIZE + 1)), "8 numbers"),
        (text_of(np.full(SIZE, np.nan)), "numbers between"),
        ("banana!", "a point of latent space"),
    ],
)
def test_what_is_no_direction_is_refused(studio: Studio, z: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        ask(studio, "keep_direction", name="Nothing", z=z)
    assert names(studio) == []


def test_no_more_than_can_be_listed(studio: Studio, own: Path) -> None:
    keep(studio)
    path = own / "small" / FILE
    row = json.loads(path.read_text())["directions"][0]
    path.write_text(json.dumps({"directions": [{**row, "id": str(number)} for number in range(MOST)]}))
    with pytest.raises(RunError, match="Remove one first"):
        keep(studio)
    ask(studio, "forget_direction", id="7")
    assert len(keep(studio)["kept"]) == MOST


def damaged_rows() -> list[bytes]:
    good = {"id": "a", "name": "A", "z": text_of(STEP / np.linalg.norm(STEP)), "step": 4, "created": 1.0}
    changes: list[dict[str, Any]] = [
        {"z": text_of(np.ones(3))},
        {"z": text_of(STEP)},
        {"name": ""},
        {"step": "4"},
        {"created": None},
        {"id": 5},
    ]
    return [json.dumps({"directions": [{**good, **change}]}).encode() for change in changes]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"directions": 3}', b"\xff\xfe", b"[" * 100_000, *damaged_rows()])
def test_a_damaged_file_is_named_and_left_as_it_is(studio: Studio, own: Path, data: bytes) -> None:
    path = own / "small" / FILE
    path.write_bytes(data)
    for question in (lambda: ask(studio, "my_directions"), lambda: keep(studio)):
        with pytest.raises(RunError, match=r"directions\.json.* is damaged: .* Move it away"):
            question()
    assert path.read_bytes() == data


def test_a_folder_in_its_place_is_a_sentence(studio: Studio, own: Path) -> None:
    (own / "small" / FILE).mkdir()
    with pytest.raises(GANBoardError, match="is damaged"):
        keep(studio)


def test_those_of_the_shipped_generator_lie_beside_the_runs(tmp_path: Path) -> None:
    root = tmp_path / "not yet there"
    studio = Studio(root)
    size = studio.scene(SHIPPED, None).renderer.spec.latent_size
    ask(studio, "keep_direction", SHIPPED, name="Bolder", z=text_of(np.ones(size)))
    assert names(Studio(root), SHIPPED) == ["Bolder"]
    assert [path.name for path in root.iterdir()] == ["shipped-directions.json"]


def test_a_reader_never_sees_half_a_file(studio: Studio, own: Path) -> None:
    """Another process, such as a backup or the command line, reads while directions are kept."""
    path, seen, stop = own / "small" / FILE, [], threading.Event()
    keep(studio)

    def read() -> None:
        while not stop.is_set():
            seen.append(len(json.loads(path.read_bytes())["directions"]))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(30):
            keep(studio, f"Direction {number}")
    finally:
        stop.set()
        reader.join()
    assert seen
    assert seen == sorted(seen)
    assert len(names(studio)) == 31
