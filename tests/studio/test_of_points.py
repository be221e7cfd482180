"""Points in the plane in the explorer: they come as numbers, with what a page needs to draw them."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.app.exchange import pack
from ganboard.errors import ConfigError
from ganboard.presets import preset
from ganboard.recording import Recording
from ganboard.run_data import COPY, parts
from ganboard.runs import Run
from ganboard.sampler import Sampler, latents
from ganboard.studio import Studio
from ganboard.studio.planes import FINEST_SIDE, LARGEST_SIDE
from ganboard.studio.points import text_of

watched: dict[str, np.ndarray] = {}
"""What was to be seen while the run of this file trained, at its last step."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    config = preset("points").config(**{"architecture.width": 8, "batch_size": 8, "dataset.kind": "moons"})
    run = Run.create(tmp_path_factory.mktemp("plane") / "moons", config, "points")
    recording = Recording(run)
    recording.trainer.advance(3)
    recording.save()
    watched.update(recording.showing.scene(recording.snapshot().images))
    recording.close()
    return run


@pytest.fixture
def studio(run: Run) -> Studio:
    return Studio(run.path.parent)


def at(latent: np.ndarray) -> dict[str, Any]:
    return {"z": text_of(latent), "classes": None, "psi": 1.0, "off": {}}


def plane_of(head: dict[str, Any]) -> tuple[list[float], float, np.ndarray]:
    plane = head["plane"]
    return plane["centre"], plane["reach"], np.frombuffer(base64.b64decode(plane["real"]), "<f4").reshape(-1, 2)


@pytest.mark.trial
def test_opening_tells_the_plane_with_real_points_in_it(studio: Studio, run: Run) -> None:
    centre, reach, real = plane_of(studio.answer("opened", "moons", None, {})[0])
    training = {tuple(point) for point in parts(run)[0].samples.tolist()}
    assert len(real) == 1000
    assert {tuple(point) for point in real.tolist()} <= training
    assert (np.abs(real - centre) < reach).all()


@pytest.mark.slow
def test_where_the_real_points_are_gone_the_plane_is_that_of_the_fakes(run: Run, tmp_path: Path) -> None:
    config = run.config().replace(dataset={"name": "points", "kind": "own", "path": "/nowhere.csv"})
    alone = Run.create(tmp_path / "alone", config, "points")
    alone.save(run.load(3), b"")
    assert not (alone.path / COPY).exists()
    centre, reach, real = plane_of(Studio(tmp_path).answer("opened", "alone", None, {})[0])
    fakes, _ = Sampler.from_checkpoint(config, run.load(3)).generate(100, seed=0)
    assert len(real) == 0
    assert (np.abs(fakes - centre) < reach).mean() > 0.9


def test_the_points_are_the_generators_and_travel_as_they_are(studio: Studio, run: Run) -> None:
    noise = latents(5, 2, seed=1)
    head, points = studio.answer("frames", "moons", None, {"points": [at(each) for each in noise]})
    assert points is not None
    assert np.allclose(points, Sampler.from_checkpoint(run.config(), run.load(3)).sample(noise), atol=1e-6)
    packed = pack(head, points)
    assert head["pictures"] == {"count": 5, "kind": "points"}
    assert np.array_equal(np.frombuffer(packed[-40:], "<f4").reshape(5, 2), points)


def test_around_a_checkpoint_is_to_be_seen_what_was_while_it_trained(studio: Studio, run: Run) -> None:
    scene = studio.answer("around", "moons", 3, {})[0]["scene"]
    assert scene.keys() == watched.keys() == {"fakes", "grid", "verdicts", "arrows"}
    for name, array in watched.items():
        found = np.frombuffer(base64.b64decode(scene[name]["data"]), array.dtype).reshape(scene[name]["shape"])
        assert np.allclose(found, array, atol=1 if name == "verdicts" else 1e-5), name
    with pytest.raises(ConfigError, match="a training of points"):
        studio.answer("around", "shipped", None, {})


def test_strips_and_maps_of_points_may_be_finer(studio: Studio) -> None:
    axis = {"direction": text_of(np.array([1, 0], np.float32)), "lowest": -3, "highest": 3, "value": 0.5}
    here = at(np.array([0.5, -1], np.float32))
    _, points = studio.answer("strips", "moons", None, {"point": here, "axes": [axis], "count": 161})
    assert points is not None
    assert points.shape == (162, 2)
    ways = {"right": axis["direction"], "up": text_of(np.array([0, 1], np.float32))}
    asked = {"point": at(np.zeros(2, np.float32)), **ways, "side": FINEST_SIDE}
    _, tiles = studio.answer("plane", "moons", None, asked)
    assert tiles is not None
    assert tiles.shape == (FINEST_SIDE**2, 2)
    one = text_of(np.eye(32, dtype=np.float32)[0])
    digits = {"point": {"z": one, "classes": 3}, "right": one, "up": one, "side": FINEST_SIDE}
    with pytest.raises(ConfigError, match=f"from 2 to {LARGEST_SIDE}"):
        studio.answer("plane", "shipped", None, digits)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("copied", {"point": at(np.zeros(2, np.float32))}),
        ("judged", {"point": at(np.zeros(2, np.float32))}),
        ("units", {"point": at(np.zeros(2, np.float32)), "block": "x"}),
        ("compared", {"logit": 0.0}),
        ("find", {"key": "a", "picture": ""}),
        ("findable", {}),
        ("encoded", {"picture": ""}),
        ("measure", {"count": 500}),
    ],
)
def test_what_wants_a_picture_is_refused(studio: Studio, question: str, asked: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="has no picture to explore"):
        studio.answer(question, "moons", None, asked)
