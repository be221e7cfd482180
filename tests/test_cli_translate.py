"""``translate`` makes pictures from drawings; what is wrong is a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.datasets.creatures import Creatures
from ganboard.datasets.fashion import Fashion
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.storage import read_arrays

pytestmark = pytest.mark.slow

DATASET = Creatures(size=32, count=64)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
    run = Run.create(tmp_path_factory.mktemp("runs") / "sketch", TrainConfig(dataset=DATASET, method=method), "sketch")
    recording = Recording(run, data=DATASET.load())
    recording.trainer.advance(2)
    recording.save()
    recording.close()
    return run


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("drawings") / "drawings.npz"
    np.savez(file, images=np.asarray(DATASET.some(5, 9).columns["sketches"]))
    return file


def translated(run: Run, source: Path, out: Path, *more: str) -> np.ndarray:
    assert main(["translate", "--run", str(run.path), "--input", str(source), "--out", str(out), *more]) == 0
    return read_arrays(out)["images"]


@pytest.mark.trial
def test_each_drawing_becomes_a_picture_and_the_seed_and_the_colour_decide(
    run: Run, drawings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    images = translated(run, drawings, tmp_path / "a.npz")
    assert (images.shape, images.dtype) == ((5, 32, 32, 3), np.uint8)
    told = capsys.readouterr()
    assert told.out == f"5 images of step 2 in {tmp_path / 'a.npz'}\n"
    assert "note:" not in told.err
    assert np.array_equal(images, translated(run, drawings, tmp_path / "b.npz", "--seed", "0"))
    assert not np.array_equal(images, translated(run, drawings, tmp_path / "c.npz", "--seed", "1"))
    red, blue = (
        translated(run, drawings, tmp_path / f"{value}.npz", "--given", f"colour={value}") for value in ("red", "blue")
    )
    assert not np.array_equal(red, blue)


def test_a_png_becomes_a_png_and_several_one_sheet(run: Run, drawings: Path, tmp_path: Path) -> None:
    call = ["translate", "--run", str(run.path), "--out", str(tmp_path / "out.png"), "--input"]
    with np.load(drawings) as arrays:
        Image.fromarray(arrays["images"][0, :, :, 0]).save(tmp_path / "one.png")
    assert main([*call, str(tmp_path / "one.png")]) == 0
    assert Image.open(tmp_path / "out.png").size == (32, 32)
    assert main([*call, str(drawings)]) == 0
    assert Image.open(tmp_path / "out.png").size > (60, 60)


def test_what_was_done_to_drawings_is_said(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.savez(tmp_path / "a.npz", images=np.zeros((2, 50, 50, 3), np.uint8))
    translated(run, tmp_path / "a.npz", tmp_path / "b.npz")
    told = capsys.readouterr().err
    assert "note: Brought to 32×32 pixels: 2 of 2 drawings." in told
    assert "note: Nothing is drawn on 2 of 2 drawings" in told


@pytest.mark.parametrize("given", ["color=red", "colour=pink", "colour", "colour=", "eyes=3", ""])
def test_what_cannot_be_told_is_a_sentence(
    given: str, run: Run, drawings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["translate", "--run", str(run.path), "--input", str(drawings), "--out", str(tmp_path / "a.npz")]
    assert main([*call, "--given", given]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: given: expected colour=VALUE once, where the value is one of red, orange")
    assert told.count("\n") == 1
    assert main([*call, "--given", "colour=red", "--given", "colour=blue"]) == 2


@pytest.mark.trial
def test_of_clothes_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
    run = Run.create(tmp_path / "clothes", TrainConfig(dataset="fashion", method=method), "outlines")
    clothes = Fashion().load().take(np.arange(0, 10_000, 100))
    recording = Recording(run, data=clothes)
    recording.save()
    recording.close()
    np.savez(tmp_path / "a.npz", sketches=np.asarray(clothes.columns["sketches"][:3]))
    images = translated(run, tmp_path / "a.npz", tmp_path / "b.npz")
    assert (images.shape, images.dtype) == ((3, 28, 28, 1), np.uint8)
    call = ["translate", "--run", str(run.path), "--input", str(tmp_path / "a.npz"), "--out", str(tmp_path / "c.npz")]
    capsys.readouterr()
    assert main([*call, "--given", "colour=red"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: given: expected nothing: here chance decides what a drawing does not show")
    assert told.count("\n") == 1


def test_a_training_that_makes_no_pictures_of_drawings_is_refused(
    drawings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run.create(tmp_path / "gan", TrainConfig(architecture={"name": "mlp", "width": 16}), "gan")
    recording = Recording(run)
    recording.save()
    recording.close()
    call = ["translate", "--run", str(run.path), "--input", str(drawings), "--out", str(tmp_path / "a.npz")]
    assert main(call) == 2
    assert "expected a training that makes pictures from drawings" in capsys.readouterr().err


def test_sample_makes_pictures_of_drawings_that_it_never_saw(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "s.npz"
    assert main(["sample", "--run", str(run.path), "--count", "7", "--label", "100", "--out", str(out)]) == 0
    assert read_arrays(out)["images"].shape == (7, 32, 32, 3)
    assert "note: These are made from drawings that no training saw." in capsys.readouterr().err
