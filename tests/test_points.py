"""Points in the plane from end to end, without a page: trained, watched, told, sampled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ganboard import cli
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.plane import DENSITIES
from ganboard.datasets.prepared import save_prepared
from ganboard.errors import ConfigError
from ganboard.evaluation.points import PlaneReference, in_words
from ganboard.i18n import render
from ganboard.metrics.modes import modes
from ganboard.presets import preset
from ganboard.recording import Recording
from ganboard.run_data import parts
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.trainer import Trainer
from tests.trials import again

pytestmark = pytest.mark.usefixtures("as_written")


def config(**changes: object) -> TrainConfig:
    return preset("points").config(**{"architecture.width": 8, "batch_size": 8, **changes})


def own(scale: float = 1.0, middle: float = 0.0) -> Data:
    return Data({"points": (DENSITIES["ring"].draw(1000, 3) * scale + middle).astype(np.float32)})


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """A few steps of points that lie far from 0."""
    kind = {"name": "points", "kind": "own"}
    run = Run.create(tmp_path_factory.mktemp("points") / "run", config(dataset=kind), "points")
    save_prepared(own(100, 5000), run.path / "data.npz")  # as the engine's client does
    recording = Recording(run)
    recording.trainer.advance(3)
    recording.save()
    yield recording
    recording.close()


@pytest.mark.slow
def test_a_thousand_points_are_watched_with_what_is_around_them(recording: Recording) -> None:
    fakes = recording.snapshot().images
    assert fakes.shape == (1024, 2)
    scene = recording.showing.scene(fakes)
    assert np.array_equal(scene["fakes"], fakes)
    assert scene["verdicts"].dtype == np.uint8
    learner = recording.trainer.learner
    # The verdict of the field in the upper right corner is D's of its middle.
    side, (across, up), reach = len(scene["verdicts"]), recording.showing.medium.centre, recording.showing.medium.reach
    corner = np.array([[across, up]], np.float32) + reach * (1 - 1 / side)
    logit = float(learner.judge(corner, None).numpy()[0])
    assert scene["verdicts"][0, -1] == pytest.approx(255 / (1 + np.exp(-logit)), abs=1)
    # An arrow is the slope of the logit there.
    step = 0.5
    moved = fakes[:1] + np.array([[step, 0]], np.float32)
    slope = float((learner.judge(moved, None) - learner.judge(fakes[:1], None)).numpy()[0]) / step
    assert scene["arrows"][0, 0] == pytest.approx(slope, rel=0.05, abs=1e-4)
    # The grid is what the generator makes of straight lines: the middle of the middle line is the middle of the noise.
    lines, along, _ = scene["grid"].shape
    middle = recording.trainer.sampler.sample(np.zeros((1, 2), np.float32))[0]
    assert scene["grid"][lines // 4, along // 2] == pytest.approx(middle, rel=1e-5)


def test_points_are_in_the_units_of_the_data(recording: Recording, tmp_path: Path) -> None:
    assert (
        cli.main(["sample", "--run", str(recording.run.path), "--count", "50", "--out", str(tmp_path / "some.npz")])
        == 0
    )
    with np.load(tmp_path / "some.npz") as arrays:
        assert arrays.files == ["points"]
        points = arrays["points"]
    assert points.shape == (50, 2)
    assert points.dtype == np.float32
    assert (np.abs(points - 5000) < 600).all()
    assert cli.main(["sample", "--run", str(recording.run.path), "--out", str(tmp_path / "some.png")]) == 0
    assert (tmp_path / "some.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.trial
def test_units_do_not_change_what_is_learned() -> None:
    plain, scaled = Trainer(config(), own()), Trainer(config(), own(64))
    for trainer in (plain, scaled):
        trainer.advance(5)
    assert scaled.samples() == pytest.approx(64 * plain.samples(), rel=2e-3, abs=0.1)


def test_the_run_keeps_its_own_points(recording: Recording) -> None:
    training, held_out = parts(recording.run)
    assert len(training) + len(held_out) == 1000
    every = {tuple(point) for part in (training, held_out) for point in part.samples.tolist()}
    assert every == {tuple(point) for point in own(100, 5000).samples.tolist()}


def test_evaluate_gives_the_numbers_of_points(recording: Recording, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.main(["evaluate", "--run", str(recording.run.path), "--count", "200", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fakes"]["places"] is None
    assert found["fakes"]["wasserstein"] > found["unseen"]["wasserstein"] > 0
    assert cli.main(["evaluate", "--run", str(recording.run.path), "--extractor", "inception"]) == 2
    assert "these are always compared with real ones of their own data" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(("only", "resting"), [("generator", "discriminator"), ("discriminator", "generator")])
def test_one_network_learns_while_the_other_rests(only: str, resting: str) -> None:
    trainer = Trainer(config(), own())
    trainer.advance(2)
    before = trainer.checkpoint().arrays
    trainer.advance(2, only)
    after = trainer.checkpoint().arrays
    moved = {name.split("/")[0] for name in before if not np.array_equal(before[name], after[name])}
    assert only in moved
    assert resting not in moved
    before = after
    trainer.advance(1)
    after = trainer.checkpoint().arrays
    assert any(not np.array_equal(before[name], after[name]) for name in before if name.startswith(f"{resting}/"))


@pytest.mark.slow
def test_nobody_else_can_learn_alone() -> None:
    with pytest.raises(ConfigError, match="generator, discriminator"):
        Trainer(config(), own()).advance(1, "judge")


def sentence(points: np.ndarray, step: int = 5000) -> str:
    reference = PlaneReference(DENSITIES["ring"], points)
    return render(in_words(reference.numbers(points), step)[0])


def test_the_sentence_says_what_the_points_do() -> None:
    ring = DENSITIES["ring"]
    every = ring.draw(1024, 1)
    assert sentence(every).startswith("It found 8 of 8 places; ")
    nearest = np.square(every[:, None] - ring.centres[None]).sum(axis=2).argmin(axis=1)
    assert sentence(every[nearest < 2]).startswith("It visits only 2 of 8 places: mode collapse.")
    assert sentence(every[nearest < 7]).startswith("It visits 7 of 8 places; ")
    assert "on its way" in sentence(every[nearest < 2], step=500)
    assert sentence(np.full((1024, 2), np.nan, np.float32)) == "Some of the fakes are no numbers any more."


def test_the_distances_are_nearly_zero_for_real_points_and_grow_with_what_is_wrong() -> None:
    ring = DENSITIES["ring"]
    reference, real = PlaneReference(ring, ring.draw(1000, 1)), ring.draw(1024, 8)
    good, shifted = reference.numbers(real), reference.numbers(real + np.array([0.5, 0], np.float32))
    assert good.kullback_leibler < 0.2
    assert good.jensen_shannon < 0.02
    assert good.wasserstein < 0.05
    # Moved by half a unit along the first axis: the mean over directions is 2/π times as far.
    assert shifted.wasserstein == pytest.approx(0.5 * 2 / np.pi, abs=0.05)
    assert shifted.kullback_leibler > 10 * good.kullback_leibler
    assert shifted.jensen_shannon > 10 * good.jensen_shannon


@pytest.mark.slow
@pytest.mark.parametrize("seed", [again(0), again(1), again(2)])
def test_the_preset_finds_all_places_of_the_ring(seed: int) -> None:
    trainer = Trainer(preset("points").config(seed=seed))
    trainer.advance(6_000)  # three seconds where nothing else runs
    ring = DENSITIES["ring"]
    covered, good = modes(trainer.sampler.sample(latents(2000, 2, 1)), ring.modes, ring.deviation)
    assert covered.value == 1
    assert good.value > 0.7


@pytest.mark.trial
@pytest.mark.slow
def test_plain_minimax_with_a_strong_discriminator_collapses() -> None:
    changes = {"objective": "minimax", "penalty": "none", "discriminator_steps": 5}
    trainer = Trainer(preset("points").config(**changes))
    trainer.advance(3_000)
    told = in_words(PlaneReference(DENSITIES["ring"], own().samples).numbers(trainer.samples()), trainer.step)
    assert "mode collapse" in render(told[0])
