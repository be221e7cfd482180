"""What is said of a run at any of its steps agrees with what was measured there."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard import figures
from ganboard.app.moments import describe
from ganboard.config import TrainConfig
from ganboard.engine import View
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint

CONFIG = TrainConfig(architecture={"name": "mlp"}, batch_size=4, steps=4000)
STEPS = (0, 5, 107, 179, 3419)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """One that was trained to step 3419, with what each step alone can say."""
    run = Run.create(tmp_path / "run", CONFIG, "test")
    for step in STEPS:
        run.save(Checkpoint(step, step / 10, {"generator/w": np.full(3, step)}), f"picture {step}".encode())
        if step:
            run.record(row(step))
            run.quality.add({"step": step, "value": step / 1000, "low": 0.0, "high": 9.0})
    run.update(step=STEPS[-1], seconds=STEPS[-1] / 10, state="paused")
    return run


def row(step: int) -> dict[str, float]:
    scores = {"real_score": 0.5 + step / 10_000, "fake_score": 0.5 - step / 10_000}
    losses = {"discriminator_loss": step / 1000, "generator_loss": step / 2000, "penalty": 0.0}
    return {"step": step, "seconds": step / 10, "steps_per_second": 10.0, **scores, **losses}


def go(run: Run, step: int) -> dict[str, Any]:
    """Take the run to a step, as a recording does, and look."""
    run.record({"rewind": step})
    run.quality.add({"rewind": step})
    run.update(step=step, seconds=step / 10)
    return look(run)


def look(run: Run) -> dict[str, Any]:
    return json.loads(json.dumps(describe(View.from_run(run), CONFIG, "en")))


def agrees(moment: dict[str, Any], step: int) -> None:
    assert (moment["step"], moment["seconds"]) == (step, step / 10)
    assert moment["facts"][:2] == [f"step {step:,}", f"{step * 4:,} images seen"]
    assert moment["progress"]["text"].startswith(f"{step * 100 // 4000}% done")
    if not step:
        assert moment["measures"] == {}
        assert "Nothing is learned yet" in moment["sentence"]
        assert [bar["part"] for bar in moment["bars"]] == [None, None]  # their place is kept
        assert "first number" in moment["qualityText"]
        assert moment["measuredAt"] is None
        return
    known = row(step)
    assert moment["measures"] == {name: known[name] for name in moment["measures"]}
    assert len(moment["measures"]) == 4
    assert [bar["part"] for bar in moment["bars"]] == [known["real_score"], known["fake_score"]]
    assert f"{100 * known['fake_score']:.0f} of 100 fakes" in moment["bars"][1]["text"]
    assert f"at step {step:,}: " in moment["qualityText"]
    assert moment["measuredAt"] == step


def test_every_moment_is_of_its_step_wherever_the_run_stands(run: Run) -> None:
    for standing in (3419, 107, 179, 0, 3419, 5):
        page = go(run, standing)
        agrees(page, standing)
        assert [frame["step"] for frame in page["checkpoints"]] == list(STEPS)
        for frame in page["checkpoints"]:
            agrees(frame, frame["step"])
            assert frame["stamp"] == run.stamp(frame["step"])
        assert page["history"]["step"] == [5, 107, 179, 3419]  # what was trained before can be gone back to
        assert page["quality"]["step"] == [5, 107, 179, 3419]
        view = View.from_run(run)
        assert (view.picture, view.history["step"][-1:]) == (
            f"picture {standing}".encode(),
            [standing] if standing else [],
        )


def test_training_on_replaces_what_it_passes(run: Run) -> None:
    go(run, 107)
    run.record({**row(150), "real_score": 0.75})
    run.save(Checkpoint(150, 15.0, {}), b"picture 150")
    run.update(step=150, seconds=15.0)
    page = look(run)
    assert page["history"]["step"] == [5, 107, 150, 179, 3419]
    assert page["measures"]["real_score"] == 0.75


def test_a_run_of_another_process_is_ahead_of_its_picture_and_does_not_show_it(run: Run) -> None:
    run.update(state="running")
    run.record(row(3800))
    page = look(run)
    agrees(page, 3419)
    assert page["history"]["step"][-1] == 3419


def test_what_did_not_change_is_not_sent_again(run: Run) -> None:
    view = View.from_run(run)
    assert "checkpoints" in describe(view, CONFIG, "en", view.version - 1)
    assert "checkpoints" not in describe(view, CONFIG, "en", view.version)


def test_without_its_picture_none_of_another_step_is_shown(run: Run) -> None:
    (run.path / "checkpoints" / "000003419.png").unlink()
    assert look(run)["picture"] == ""


def test_clips_are_unrolled_once_for_all_who_look(tmp_path: Path) -> None:
    config = TrainConfig(dataset={"name": "clips", "count": 80}, method={"name": "clips"})
    run = Run.create(tmp_path / "clips", config, "test")
    clips = np.random.default_rng(0).integers(0, 256, (20, 8, 32, 32, 3)).astype(np.uint8)
    run.save(Checkpoint(0, 0.0, {}), config.dataset.medium.picture(clips, 4))
    one, other = (describe(View.from_run(run), config, language) for language in ("en", "zh"))
    assert one["strip"] is other["strip"]
    assert one["picture"] is other["picture"]
    strip = figures.read_png(base64.b64decode(one["strip"].partition(",")[2]))
    assert strip.shape == (5 * 34 - 2, 8 * (4 * 34 - 2), 3)
    run.save(Checkpoint(0, 0.0, {}), config.dataset.medium.picture(255 - clips, 4))
    assert describe(View.from_run(run), config, "en")["strip"] != one["strip"]
