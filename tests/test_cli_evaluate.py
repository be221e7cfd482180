"""``evaluate`` in this process: a real run, images from a file, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.evaluation import store
from ganboard.metrics.base import METRICS
from ganboard.recording import Recording
from ganboard.runs import Run

pytestmark = pytest.mark.slow  # each measures a checkpoint


SMALL = TrainConfig(architecture={"name": "mlp"}, batch_size=8, latent_size=8)


def of_two_checkpoints(path: Path, config: TrainConfig) -> Run:
    run = Run.create(path, config, path.name)
    recording = Recording(run)
    recording.save()
    recording.trainer.advance(1)
    recording.save()
    recording.close()
    return run


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return of_two_checkpoints(tmp_path_factory.mktemp("cli") / "tiny", SMALL)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 250 images of one's own: measuring one of all digits takes ten times as long."""
    folder = tmp_path_factory.mktemp("few")
    np.savez(folder / "own.npz", images=SMALL.dataset.load().samples[::20])
    own = {"name": "images", "path": str(folder / "own.npz"), "size": 28, "color": False}
    return of_two_checkpoints(folder / "few", SMALL.replace(dataset=own))


def test_a_run_is_measured_as_json_and_kept(trained: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--run", str(trained.path), "--checkpoint", "0", "--count", "200", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["run"], told["step"], told["count"], told["extractor"]) == ("tiny", 0, 200, "digits")
    assert list(told["readings"]) == METRICS.names()
    frechet = told["readings"]["frechet"]
    assert frechet["low"] <= frechet["value"] <= frechet["high"]
    assert frechet["best"]["value"] < frechet["value"]
    assert frechet["verdict"] == "worse"
    assert isinstance(frechet["sentence"], str)
    assert frechet["held_out_count"] == 500
    assert store.measured(trained) == [0]


def test_the_result_is_written_before_it_is_printed(
    few: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "result.json"
    call = ["evaluate", "--run", str(few.path), "--count", "60", "--json", "--out", str(out)]
    assert main(call) == 0
    said = capsys.readouterr()
    assert json.loads(out.read_text()) == json.loads(said.out)
    assert said.err.splitlines()[-1] == f"Kept in {out}"
    kept = store.read(few, 1)
    assert kept.checkpoint == few.fingerprint(1) != ""
    assert store.is_current(few, 1, kept)


@pytest.mark.trial
def test_a_table_has_a_line_for_each_metric(trained: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--run", str(trained.path), "--count", "200"]) == 0
    table = " ".join(capsys.readouterr().out.split())
    assert "tiny · 1 · 200 fakes" in table
    for metric in METRICS:
        assert metric.title.split()[0] in table


def test_the_same_seed_gives_the_same_readings(few: Run, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for seed in ("0", "0", "1"):
        assert main(["evaluate", "--run", str(few.path), "--count", "60", "--seed", seed, "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out)["readings"])
    assert told[0] == told[1]
    assert told[0]["sliced"]["value"] != told[2]["sliced"]["value"]


@pytest.mark.trial
def test_images_of_another_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fakes.npz"
    np.savez(file, images=np.random.default_rng(0).integers(0, 256, (150, 28, 28)).astype(np.uint8))
    assert main(["evaluate", "--images", str(file), "--reference", "mnist", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["images"], told["reference"], told["count"]) == (str(file), "mnist", 150)
    assert told["readings"]["precision"]["value"] < 0.1
    assert told["readings"]["frechet"]["value"] > 3 * told["readings"]["frechet"]["best"]["value"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "either --run or --images"),
        (["--run", "a", "--images", "b.npz"], "either --run or --images"),
        (["--run", "nowhere"], "run: Expected a run folder"),
        (["--run", "{run}", "--checkpoint", "5"], "step 5"),
        (["--run", "{run}", "--count", "10"], "count: expected a number of at least 50"),
        (["--run", "{run}", "--count", "many"], "many"),
        (["--run", "{run}", "--out", "result.txt"], "out: expected a file name that ends in .json"),
        (["--run", "{run}", "--count", "0"], "count: expected a number of at least 50"),
        (["--run", "{run}", "--reference", "mnist"], "compared with its own images"),
        (["--run", "{run}", "--extractor", "clip"], "extractor: expected one of auto, inception"),
        (["--images", "b.npz"], "reference: expected mnist, fashion"),
        (["--images", "b.npz", "--reference", "mnist"], "images: expected an .npz file that can be read"),
        (["--images", "b.npz", "--reference", "mnist", "--count", "100"], "count: expected nothing"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(
    arguments: list[str], problem: str, trained: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["evaluate", *(each.format(run=trained.path) for each in arguments)])
    err = capsys.readouterr().err
    assert (status, err.count("\n")) == (2, 1), err
    assert problem in err
