"""A real engine process, asked as a page asks it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.engine import EngineClient
from ganboard.engine.history import CLOCK
from ganboard.errors import CheckpointError, ConfigError, RunError
from ganboard.figures import read_png
from ganboard.i18n import render
from ganboard.runs import Run
from ganboard.storage import read_arrays, write_arrays
from tests.engine.conftest import SMALL, seen
from tests.waiting import until


@pytest.mark.trial
def test_a_run_from_start_to_stop(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "Erster Versuch!")
    run = Run(engine.root / run_id)

    first = seen(engine, run_id, lambda view: view.picture, "a first picture")
    assert first.name == "Erster Versuch!"
    assert first.device is not None
    assert read_png(first.picture).ndim == 3

    early = seen(engine, run_id, lambda view: view.step > 0, "a step")
    later = seen(engine, run_id, lambda view: view.step > early.step, "a later step")
    assert later.version > early.version
    assert later.picture != early.picture
    assert set(later.measures) == {measure.name for measure in TrainConfig().method.measures}
    assert set(later.history) == {*CLOCK, *later.measures}
    assert later.history["step"][-1] == later.step
    assert later.images_seen == later.step * SMALL.method.batch_size

    engine.pause(run_id)
    paused = seen(engine, run_id, lambda view: view.state == "paused", "the pause")
    assert (paused.state, run.status()["state"]) == ("paused", "paused")
    assert paused.step in paused.checkpoints
    brief = engine.watch(run_id, newer_than=paused.version)
    assert (brief.step, brief.picture, brief.history, brief.version) == (paused.step, None, {}, paused.version)

    engine.advance(run_id, 10)
    ten = seen(engine, run_id, lambda view: view.state == "paused" and view.step > paused.step, "the end of ten steps")
    assert ten.step == paused.step + 10
    engine.advance(run_id, 1)
    one = seen(engine, run_id, lambda view: view.state == "paused" and view.step > ten.step, "the end of one step")
    assert one.step == paused.step + 11
    assert one.picture != ten.picture

    engine.save(run_id)
    assert one.step in engine.watch(run_id).kept
    engine.rewind(run_id, 5)
    back = engine.watch(run_id)
    assert (back.state, back.step) == ("paused", 5)
    assert all(step <= 5 for step in back.history["step"])
    assert one.step in back.checkpoints

    engine.resume(run_id)
    seen(engine, run_id, lambda view: view.step > 5, "training after the rewind")
    engine.end(run_id)
    stopped = engine.watch(run_id)
    assert (stopped.state, run.status()["state"]) == ("stopped", "stopped")
    assert run.status()["step"] == stopped.step
    engine.pause(run_id)
    assert engine.watch(run_id).state == "stopped"


@pytest.mark.trial
def test_going_back_saves_where_the_training_stood_and_going_forward_finds_it(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "kept")
    seen(engine, run_id, lambda view: view.step > 20, "some steps")
    engine.rewind(run_id, 10)  # in the middle of training, with no checkpoint at this step
    back = engine.watch(run_id)
    assert (back.state, back.step, back.history["step"][-1]) == ("paused", 10, 10)
    furthest = back.checkpoints[-1]
    assert furthest > 20
    assert back.later["step"][-1] == furthest
    assert back.moments[furthest]["step"] == furthest
    engine.advance(run_id, 2)
    passed = seen(engine, run_id, lambda view: view.step == 12, "two steps more")
    assert (passed.history["step"][-1], passed.later["step"][-1]) == (12, furthest)
    engine.rewind(run_id, furthest)
    there = engine.watch(run_id)
    run = Run(engine.root / run_id)
    assert (there.step, there.history["step"][-1], there.later["step"]) == (furthest, furthest, [])
    assert there.picture == run.picture(furthest)
    assert there.measures == {name: there.moments[furthest][name] for name in there.measures}
    assert there.measures.keys() == passed.measures.keys()
    assert there.seconds == pytest.approx(there.moments[furthest]["seconds"], abs=0.001)
    engine.rewind(run_id, 0)
    start = engine.watch(run_id)
    assert (start.step, start.measures, start.picture) == (0, {}, run.picture(0))
    assert start.moments == there.moments


@pytest.mark.trial
def test_a_rewound_run_goes_on_as_it_did(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL.replace(steps=20), "twice")
    first = seen(engine, run_id, lambda view: view.state == "finished", "its end")
    assert first.step == 20
    engine.rewind(run_id, 10)
    engine.advance(run_id, 10)
    again = seen(engine, run_id, lambda view: view.step == 20, "the same step")
    assert again.picture == first.picture


@pytest.mark.trial
def test_resume_trains_past_the_end(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL.replace(steps=3), "short")
    seen(engine, run_id, lambda view: view.state == "finished", "its end")
    engine.resume(run_id)
    seen(engine, run_id, lambda view: view.step > 20, "steps past the end")


def seconds_at_rest(engine: EngineClient, ids: list[str]) -> list[float]:
    """Seconds of training of each run, all paused: what is seen of one that moves is from a moment ago."""
    for run_id in ids:
        engine.pause(run_id)
    return [seen(engine, run_id, lambda view: view.state == "paused", "the pause").seconds for run_id in ids]


@pytest.mark.trial
@pytest.mark.slow
def test_a_training_that_diverged_although_finite_says_so_at_its_end(engine: EngineClient) -> None:
    config = SMALL.replace(steps=60, generator_learning_rate=1.0, discriminator_learning_rate=1.0)
    run_id = engine.submit(config, "wild")
    ended = seen(engine, run_id, lambda view: view.state in ("finished", "failed"), "its end")
    assert ended.state == "finished"
    assert "have run away" in ended.notices[-1]["template"]
    calm = engine.submit(SMALL.replace(steps=20), "calm")
    assert seen(engine, calm, lambda view: view.state == "finished", "its end").notices == []


@pytest.mark.trial
@pytest.mark.slow
def test_runs_share_the_time(engine: EngineClient) -> None:
    ids = [engine.submit(SMALL.replace(seed=seed), "shared") for seed in range(3)]
    for run_id in ids:
        seen(engine, run_id, lambda view: view.step > 50, "every run at work")
    before = seconds_at_rest(engine, ids)
    for run_id in ids:
        engine.resume(run_id)
    seen(engine, ids[0], lambda view: view.seconds > before[0] + 2, "some twenty turns")
    done = [now - then for now, then in zip(seconds_at_rest(engine, ids), before, strict=True)]
    assert max(done) <= 2 * min(done)  # of time: on a busy machine a turn may hold few steps, but not little time


@pytest.mark.trial
@pytest.mark.slow
def test_one_run_more_than_there_are_places_waits(engine: EngineClient) -> None:
    ids = [engine.submit(SMALL.replace(seed=seed), "placed") for seed in range(3)]
    fourth = engine.submit(SMALL, "fourth")
    for run_id in ids:
        seen(engine, run_id, lambda view: view.step > 0, "every run at work")
    assert engine.watch(fourth).state == "waiting"
    engine.end(ids[0])
    seen(engine, fourth, lambda view: view.step > 0, "the fourth run in the free place")


@pytest.mark.slow
def test_a_run_that_breaks_down_fails_alone_and_can_be_rewound(engine: EngineClient) -> None:
    other, run_id = engine.submit(SMALL, "healthy"), engine.submit(SMALL, "poisoned")
    seen(engine, run_id, lambda view: view.step > 10, "some checkpoints")
    engine.pause(run_id)
    spoilt = engine.watch(run_id).step
    file = engine.root / run_id / "checkpoints" / f"{spoilt:09d}.npz"
    arrays = read_arrays(file)
    weights = [name for name, array in arrays.items() if array.ndim]
    write_arrays(file, arrays | {name: np.full_like(arrays[name], np.nan) for name in weights})
    engine.rewind(run_id, spoilt)
    engine.resume(run_id)

    failed = seen(engine, run_id, lambda view: view.state == "failed", "the failure")
    assert "Training broke down" in failed.error["template"]
    assert Run(engine.root / run_id).status()["error"] == failed.error
    before = engine.watch(other)
    assert before.state == "running"
    seen(engine, other, lambda view: view.step > before.step, "the other run going on")

    engine.rewind(run_id, 5)
    engine.advance(run_id, 3)
    assert seen(engine, run_id, lambda view: view.step == 8, "new steps").error is None


@pytest.mark.slow
def test_own_images_travel_with_the_run(engine: EngineClient) -> None:
    images = np.random.default_rng(0).integers(0, 256, (20, 28, 28, 1), np.uint8)
    run_id = engine.submit(SMALL, "own", Data({"images": images}))
    seen(engine, run_id, lambda view: view.step > 0, "training")
    engine.end(run_id)
    assert np.array_equal(read_arrays(engine.root / run_id / "data.npz")["images"], images)
    assert json.loads((engine.root / run_id / "run.json").read_text())["images"] == 20  # and it learned from them


@pytest.mark.trial
def test_a_run_by_folder_only(engine: EngineClient) -> None:
    here = engine.submit(SMALL.replace(steps=12), "original")
    original = seen(engine, here, lambda view: view.state == "finished", "its end")
    run_id = "20260101-000000-copy-0000"
    shutil.copytree(engine.root / here, engine.root / run_id)
    view = engine.watch(run_id)
    assert run_id not in [run["id"] for run in engine.runs()]
    assert (view.state, view.step, view.checkpoints) == ("finished", 12, original.checkpoints)
    assert (view.picture, view.measures, view.history) == (original.picture, original.measures, original.history)
    assert engine.watch(run_id, newer_than=view.version).picture is None

    Run(engine.root / run_id).update(name="renamed")
    renamed = engine.watch(run_id, newer_than=view.version)
    assert (renamed.name, renamed.picture) == ("renamed", view.picture)

    engine.rewind(run_id, 10)
    assert (engine.watch(run_id).step, engine.watch(run_id).state) == (10, "paused")


def test_a_run_that_another_process_trains(engine: EngineClient) -> None:
    run = Run.create(engine.root / "20260101-000000-other-0000", SMALL, "other")
    lock = run.acquire()
    run.update(state="running")
    with pytest.raises(RunError, match="another process"):
        engine.resume(run.id)
    assert run.status()["state"] == "running"
    assert engine.watch(run.id).state == "running"
    lock.release()


@pytest.mark.parametrize("run_id", ["", "no-such-run", "..", "../runs", "/etc", ".hidden"])
def test_an_unknown_run(engine: EngineClient, run_id: str) -> None:
    for ask in (engine.watch, engine.pause, engine.resume, engine.end, engine.save):
        with pytest.raises(RunError, match="There is no run called"):
            ask(run_id)


@pytest.mark.trial
def test_commands_that_cannot_be_obeyed(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "commands")
    seen(engine, run_id, lambda view: view.step > 0, "training")
    with pytest.raises(CheckpointError, match="no readable checkpoint of step 999,999"):
        engine.rewind(run_id, 999_999)
    with pytest.raises(ConfigError, match="at least 1"):
        engine.advance(run_id, 0)
    with pytest.raises(ConfigError, match="one of keras, poster"):
        engine.export(run_id, "exe")
    step = engine.watch(run_id).step
    seen(engine, run_id, lambda view: view.state == "running" and view.step > step, "training all the same")


@pytest.mark.trial
def test_what_an_export_passes_over_is_told(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL.replace(steps=12), "exported")
    seen(engine, run_id, lambda view: view.state == "finished", "its end")
    engine.export(run_id, "keras")
    assert engine.watch(run_id).notices == []
    *_, before, newest = sorted((engine.root / run_id / "checkpoints").glob("*.npz"))
    newest.write_bytes(newest.read_bytes()[:500])
    assert engine.export(run_id, "keras")
    told = seen(engine, run_id, lambda view: view.notices, "the notice").notices[-1]
    assert render(told) == (
        f"The newest checkpoint cannot be read (step 12). This is the one of step {int(before.stem)}, the last that can."
    )


def test_a_dataset_that_cannot_be_had_fails_with_its_sentence(engine: EngineClient) -> None:
    config = TrainConfig(dataset={"name": "images", "path": "/no/such/folder"})
    run_id = engine.submit(config, "missing")
    failed = seen(engine, run_id, lambda view: view.state == "failed", "the failure")
    assert "/no/such/folder" in str(failed.error)


def test_an_unexpected_error_is_told_and_written_down(engine: EngineClient) -> None:
    unlabelled = Data({"images": np.zeros((20, 28, 28, 1), np.uint8)})
    run_id = engine.submit(SMALL.replace(architecture="lean", conditional=True), "unlabelled", unlabelled)
    failed = seen(engine, run_id, lambda view: view.state == "failed", "the failure")
    assert "An unexpected error" in failed.error["template"]
    assert failed.error["values"]["problem"]
    assert "Traceback" in (engine.root / run_id / "error.log").read_text()


@pytest.mark.slow
def test_many_threads_use_one_client(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "threads")
    seen(engine, run_id, lambda view: view.step > 0, "training")
    views: list[int] = []

    def watch() -> None:
        views.extend(engine.watch(run_id).version for _ in range(50))

    threads = [threading.Thread(target=watch) for _ in range(8)]
    for thread in threads:
        thread.start()
    until(lambda: len(views) == 400, "400 views")
    for thread in threads:
        thread.join()
    engine.end(run_id)
    assert {"id": run_id, "state": "stopped", "step": engine.watch(run_id).step} in engine.runs()


def test_the_client_loads_neither_tensorflow_nor_streamlit() -> None:
    code = "import sys, ganboard.engine; print({'tensorflow', 'keras', 'streamlit'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
