"""A generator must not learn from its own samples: runs among a visitor's pictures are left out, and that is said."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets.images import Images, read_images
from ganboard.datasets.run_folders import without_runs
from ganboard.figures import png
from ganboard.i18n import render
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint


def picture(value: int) -> bytes:
    return png(np.full((9, 9, 3), value, np.uint8))


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """20 pictures, all darker than 100, and two runs among them with white ones; of one, ``run.json`` is lost."""
    for number in range(20):
        (tmp_path / f"{number:02d}.png").write_bytes(picture(number))
    for name in ("a", "deep/b"):
        run = Run.create(tmp_path / name, TrainConfig(), "x")
        (run.path / "real.png").write_bytes(picture(250))
        for step in (5, 10):
            run.save(Checkpoint(step, 0.0, {"a": np.zeros(2)}), picture(250))
    (tmp_path / "a" / "run.json").unlink()
    return tmp_path


def test_runs_inside_a_folder_of_pictures_are_left_out_and_named(pictures: Path) -> None:
    data = Images(path=str(pictures)).load()
    assert len(data) == 20
    assert data.samples.max() < 100
    said = " ".join(map(render, data.report.left_out))
    assert "a: the folder of a training" in said
    assert "deep/b: the folder of a training" in said


def test_runs_inside_a_zip_and_among_uploads_are_left_out_too(pictures: Path) -> None:
    files = {str(file.relative_to(pictures)): file.read_bytes() for file in pictures.rglob("*") if file.is_file()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    for uploads in ([("my.zip", buffer.getvalue())], list(files.items())):
        data = read_images(uploads)
        assert len(data) == 20
        assert data.samples.max() < 100


@pytest.mark.parametrize(
    ("names", "runs"),
    [
        (["run.json", "1.png"], []),  # another program may have a file of this name
        (["config.json", "checkpoints/1.png"], []),
        (["x/checkpoints/000000005.png", "x/checkpoints/000000005.npz"], []),
        (["x/run.json", "x/config.json", "y.png"], ["x"]),
        (["x/config.json", "x/checkpoints/000000005.png", "x/real.png", "xx/1.png"], ["x"]),
        (["run.json", "config.json", "real.png"], ["."]),
        (["a/b/run.json", "a/b/checkpoints/000000005.npz", "a/1.png"], ["a/b"]),
    ],
)
def test_a_run_is_known_by_two_of_its_three_marks(names: list[str], runs: list[str]) -> None:
    kept, found = without_runs(names)
    assert found == runs
    inside = [name for name in names if any(run == "." or name.startswith(f"{run}/") for run in runs)]
    assert kept == [name for name in names if name not in inside]
