"""What an earlier version wrote opens, and gives the same pictures and weights. See ``witnesses/v1/README.md``."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.archive import read_archive
from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.presets import PRESETS
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.trainer import Trainer
from tests.trials import again

V1 = Path(__file__).parent / "witnesses" / "v1"
WEIGHTS: dict[str, Any] = json.loads((V1 / "weights.json").read_text())
THEN: dict[str, dict[str, Any]] = {
    "quick": {"penalty.gamma": 0.1, "mismatch": 0.05},
    "images": {"augmentation": "none", "start": "fresh", "architecture.width": 24},
}
"""What presets set otherwise when their weights were written down."""


@pytest.fixture
def opened(tmp_path: Path) -> Run:
    """The run of the first version, where it may be written."""
    return Run(shutil.copytree(V1 / "run", tmp_path / "run"))


def samples(name: str) -> np.ndarray:
    with np.load(V1 / name) as arrays:
        return np.asarray(arrays["images"])


@pytest.mark.parametrize(("run", "expected", "count"), [("run", "samples.npz", 10), ("own", "own-samples.npz", 4)])
def test_a_run_gives_the_same_pictures(run: str, expected: str, count: int, tmp_path: Path) -> None:
    shutil.copytree(V1 / run, tmp_path / run)
    out = tmp_path / "now.npz"
    arguments = ["sample", "--run", str(tmp_path / run), "--count", str(count), "--seed", "5", "--out", str(out)]
    assert main(arguments) == 0
    with np.load(out) as arrays:
        different = np.abs(arrays["images"].astype(int) - samples(expected))
    assert different.max() <= 1  # the same but for rounding, on any processor


def test_an_archive_gives_the_same_pictures(opened: Run) -> None:
    archive = read_archive(V1 / "run.zip")
    images, _ = Sampler.from_checkpoint(archive.config, archive.checkpoint).generate(10, seed=5)
    assert np.abs(images.astype(int) - samples("samples.npz")).max() <= 1
    assert archive.config == opened.config()


@pytest.mark.slow
def test_a_run_goes_on(opened: Run) -> None:
    recording = Recording(opened)
    try:
        assert recording.step == 40
        recording.turn(at_most=1)
        recording.save()
    finally:
        recording.close()
    assert opened.steps()[-1] == 41
    history = opened.history()
    assert history[0].keys() >= {"step", "discriminator_loss", "real_log"}


def test_its_settings_are_those_of_their_time(opened: Run) -> None:
    own = {"architecture.width": 4, "latent_size": 8, "steps": 40, "seed": 3}
    assert opened.config() == PRESETS["quick"].config(**THEN["quick"], **own)
    assert Run(V1 / "own").config().dataset.to_dict()["path"] == "pictures"


@pytest.mark.parametrize(
    ("link", "settings"),
    [
        (
            {"penalty": "r1", "penalty.gamma": "0.2", "penalty.fraction": "0.25"},
            {"penalty": {"name": "r1", "gamma": 0.2}},
        ),
        ({"method": "gan", "method.mismatch": "0.05", "conditional": "true"}, {"mismatch": 0.05, "conditional": True}),
        (
            {"architecture": "article", "latent_size": "100", "steps": ""},
            {"architecture": "article", "latent_size": 100},
        ),
    ],
)
def test_a_link_means_what_it_meant(link: dict[str, str], settings: dict[str, Any]) -> None:
    assert TrainConfig.from_query(link) == TrainConfig(**settings)


def digest(arrays: dict[str, np.ndarray]) -> str:
    found = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        found.update(f"{name}{array.dtype}{array.shape}".encode())
        found.update(array.tobytes())
    return found.hexdigest()


def trained(name: str) -> tuple[Trainer, dict[str, Any], bool]:
    """A preset's training after three steps, what it came to then, and whether this is the same bit for bit."""
    config, before = PRESETS[name].config(**THEN.get(name, {})), WEIGHTS[name]
    if name == "images":
        config = config.replace(dataset={"name": "images", "path": str(V1 / "own" / "data.npz")})
    trainer = Trainer(config)
    trainer.advance(3)
    return trainer, before, digest(trainer.checkpoint().arrays) == before["sha256_3"]


@pytest.mark.slow
@pytest.mark.parametrize("name", [again(name) if name == "article" else name for name in WEIGHTS])
def test_a_preset_trains_to_the_same_weights(name: str) -> None:
    """Bit for bit where the processor gives the same bits; elsewhere close to what they were then."""
    trainer, before, same = trained(name)
    arrays = trainer.checkpoint().arrays
    assert arrays.keys() == before["norms_3"].keys()
    if not same:
        for key, norm in before["norms_3"].items():
            assert np.linalg.norm(arrays[key].astype(np.float64)) == pytest.approx(norm, rel=1e-3, abs=1e-5), key


@pytest.mark.trial
@pytest.mark.parametrize("name", WEIGHTS)
def test_where_three_steps_give_the_same_bits_many_do_so_too(name: str) -> None:
    trainer, before, same = trained(name)
    if same:
        later = 20 if name == "article" else 200
        trainer.advance(later - 3)
        assert digest(trainer.checkpoint().arrays) == before[f"sha256_{later}"]
