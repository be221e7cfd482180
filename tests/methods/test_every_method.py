"""Whatever the method: it trains, is saved and taken up again, sampled, exported, measured and explored."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard import figures
from ganboard.archive import read_archive, write_archive
from ganboard.backend import keras
from ganboard.config import TrainConfig
from ganboard.datasets import Data, split
from ganboard.errors import CheckpointError, ConfigError
from ganboard.evaluation.evaluator import evaluator_of
from ganboard.evaluation.reference import Reference
from ganboard.export import export_gif, export_keras, export_script
from ganboard.i18n import render
from ganboard.methods import METHODS
from ganboard.metrics import extractor_for
from ganboard.metrics.base import METRICS
from ganboard.recording import Recording
from ganboard.run_data import real_picks
from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.studio import Studio
from ganboard.studio.points import text_of

SIZE = 6
"""Of the latents."""


SMALL = {
    "architecture": {"name": "lean", "width": 8},
    "conditional": True,
    "batch_size": 4,
    "latent_size": SIZE,
    "free_requests": 2,
    "width": 8,
    "judge_width": 8,
}
"""Settings that keep a training small; a method takes those that it has."""


def config_of(name: str) -> TrainConfig:
    """A small training by a method, on a dataset that has what it needs."""
    part = METHODS.get(name)
    known = set(TrainConfig().dataset.columns)
    dataset = "mnist" if set(part.needs) <= known else {"name": "creatures", "size": 32, "count": 250}
    settings = {key: value for key, value in SMALL.items() if key in part.model_fields}
    return TrainConfig(dataset=dataset, method={"name": name, **settings})


def some(config: TrainConfig) -> Data:
    data = config.dataset.load()
    if config.dataset.name != "mnist":
        return data
    picks = np.arange(len(data)) % 25 == 0  # the set is sorted by class
    return data.take(picks)


@pytest.fixture(scope="module", params=METHODS.names())
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of each method, after three steps, with checkpoints 0, 2 and 3."""
    config = config_of(request.param)
    run = Run.create(tmp_path_factory.mktemp("method") / request.param, config, request.param)
    recording = Recording(run, data=some(config))
    for more in (0, 2, 1):
        recording.trainer.advance(more) if more else None
        recording.save()
    recording.close()
    return run


def test_what_is_said_of_it_holds_at_every_step(run: Run) -> None:
    method = run.config().method
    names = [measure.name for measure in method.measures]
    assert len(set(names)) == len(names)
    assert {measure.panel for measure in method.measures if measure.panel} == {panel.name for panel in method.panels}
    row = run.history()[-1]
    assert row["step"] == 3
    assert all(np.isfinite(row[name]) for name in names)
    for measures in (row, {}):  # histories that were written before may lack what came later
        assert render(method.narrate(3, measures))


def test_its_networks_are_called_what_it_says(run: Run) -> None:
    config = run.config()
    assert tuple(config.method.maker(config.dataset).networks) == config.method.networks


def test_it_goes_on_bit_for_bit_where_it_was_left(run: Run, tmp_path: Path) -> None:
    twin = Run.create(tmp_path / "twin", run.config(), "twin")
    twin.save(run.load(2), run.picture(2))
    twin.update(step=2)
    recording = Recording(twin, data=some(run.config()))
    recording.trainer.advance(1)
    found, expected = recording.trainer.checkpoint().arrays, run.load(3).arrays
    recording.close()
    assert found.keys() == {name for name in expected if not name.startswith("meta/")}
    assert not [name for name, array in found.items() if array.tobytes() != expected[name].tobytes()]


def test_what_leaves_it_makes_the_same_pictures(run: Run, tmp_path: Path) -> None:
    config, checkpoint = run.config(), run.load(3)
    sampler = Sampler.from_checkpoint(config, checkpoint)
    images, labels = sampler.generate(20, seed=4)
    write_archive(run, tmp_path / "a.zip")
    archive = read_archive(tmp_path / "a.zip")
    assert {name.split("/")[0] for name in archive.checkpoint.arrays} == set(config.method.networks)
    maker = config.method.maker(config.dataset)
    maker.load(archive.checkpoint)  # all of its networks
    assert np.array_equal(Sampler(maker, config.network_spec).generate(20, seed=4)[0], images)
    export_keras(run, tmp_path / "a.keras", 3)
    noise = np.random.default_rng(4).standard_normal((20, SIZE)).astype(np.float32)
    given = [noise, labels]
    if any(slot.kind == "picture" for slot in maker.slots):
        given.append(maker.sketches(noise, labels).astype(np.float32))
    made = keras.saving.load_model(tmp_path / "a.keras")(given, training=False)
    assert np.array_equal(config.dataset.medium.stored(made).numpy(), images)
    export_gif(run, tmp_path / "a.gif")
    assert (tmp_path / "a.gif").stat().st_size > 100
    export_script(run, tmp_path / "a.py")
    compile((tmp_path / "a.py").read_text(encoding="utf-8"), "a.py", "exec")


def test_its_weights_do_not_pass_as_those_of_another_method(run: Run, tmp_path: Path) -> None:
    config = run.config()
    write_archive(run, tmp_path / "a.zip")
    other = next(METHODS.get(name) for name in METHODS.names() if name != config.method.name)
    claimed = TrainConfig(method={"name": other.name, "latent_size": SIZE}).to_json()
    with zipfile.ZipFile(tmp_path / "a.zip") as good, zipfile.ZipFile(tmp_path / "b.zip", "w") as bad:
        for info in good.infolist():
            bad.writestr(info, claimed if info.filename == "config.json" else good.read(info))
    with pytest.raises(CheckpointError, match="none of the arrays"):
        read_archive(tmp_path / "b.zip")


@pytest.mark.slow
def test_every_metric_can_be_taken(run: Run) -> None:
    config = run.config()
    reference = Reference(extractor_for(config.dataset, config.dataset.shape), *split(some(config)))
    evaluator = evaluator_of(reference, config, run.load(3), 60, seed=0)
    while not evaluator.gathered:
        evaluator.advance(1)
    assert evaluator.measure().readings.keys() == set(METRICS.names())


def test_the_explorer_answers_what_its_abilities_promise(run: Run) -> None:
    studio, abilities = Studio(run.path.parent), run.config().method.abilities

    def ask(question: str, **asked: Any) -> tuple[dict[str, Any], np.ndarray | None]:
        return studio.answer(question, run.id, 3, asked)

    if "make" not in abilities:
        with pytest.raises(ConfigError, match="a training that makes pictures of noise alone"):
            ask("opened")
        assert abilities == {"translate"}
        size = run.config().dataset.shape[0]
        sketch = base64.b64encode(bytes(size * size)).decode()
        head, pictures = ask("drawn", sketch=sketch, seed=1, count=3)
        assert head["step"] == 3
        assert pictures is not None and pictures.shape == (3, size, size, 3)
        return
    opened, _ = ask("opened")
    assert opened["abilities"] == sorted(abilities)
    z = text_of(np.random.default_rng(0).standard_normal(SIZE).astype(np.float32))
    direction = text_of(np.eye(SIZE, dtype=np.float32)[0])
    point = {"z": z, "classes": np.eye(run.config().network_spec.classes)[3].tolist(), "psi": 1, "off": {}}
    _, pictures = ask("frames", points=[point])
    assert pictures is not None
    picture = base64.b64encode(pictures[0].tobytes()).decode()
    ask("strips", point=point, axes=[{"lowest": -3, "highest": 3, "value": 0, "direction": direction}], count=3)
    ask("stages", point=point, steps=[0, 2, 3])
    ask("plane", point=point, right=direction, up=direction, side=2)
    ask("walk", points=[point, {**point, "psi": 0.5}])
    ask("directions", kind="pca")
    ask("directions", kind="sefa")
    ask("copied", point=point)
    ask("find", key="a", picture=picture)
    head, _ = ask("find_on", key="a")
    assert 0 < head["progress"] < 1
    ask("find_end", key="a")
    assert "open" in abilities
    ask("units", point=point, block=next(iter(opened["blocks"])))
    given = {"judge": ("judged", {"point": point}), "encode": ("encoded", {"picture": picture})}
    for ability, (question, asked) in given.items():
        if ability in abilities:
            ask(question, **asked)
        else:
            with pytest.raises(ConfigError, match="a training in which"):
                ask(question, **asked)
    if "judge" in abilities:
        ask("compared", logit=0.0)


def test_what_can_encode_shows_its_rebuilt_pictures_at_every_checkpoint(run: Run) -> None:
    """Beside the real ones: the same images in the same order, rebuilt with that checkpoint's weights."""
    config = run.config()
    if "encode" not in config.method.abilities:
        assert run.rebuilt(3) is None
        return
    data = some(config)
    real = data.samples[real_picks(data, config)]
    labels = data.labels[real_picks(data, config)]
    assert np.array_equal(figures.read_png((run.path / "real.png").read_bytes()), figures.grid(real, 10))
    for step in (0, 3):
        maker = config.method.maker(config.dataset)
        maker.load(run.load(step))
        rebuilt = Sampler(maker, config.network_spec).sample(maker.encode(real, labels), labels)
        found = figures.read_png(run.rebuilt(step) or b"")
        assert np.abs(found.astype(int) - figures.grid(rebuilt, 10)).max() <= 1
    assert run.rebuilt(0) != run.rebuilt(3)
