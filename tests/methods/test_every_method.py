"""Whatever the method and the medium: it trains, is saved and taken up again, sampled, exported, measured and explored."""

from __future__ import annotations

import base64
import zipfile
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard import figures
from ganboard.architectures import ARCHITECTURES
from ganboard.archive import read_archive, write_archive
from ganboard.backend import keras
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data, split
from ganboard.datasets.prepared import save_prepared
from ganboard.errors import CheckpointError, ConfigError, GANBoardError
from ganboard.evaluation.evaluator import evaluator_of
from ganboard.evaluation.points import measured
from ganboard.evaluation.reference import Reference
from ganboard.export import export_gif, export_keras, export_script
from ganboard.i18n import render
from ganboard.media import ImageMedium
from ganboard.methods import METHODS
from ganboard.metrics import extractor_for
from ganboard.metrics.base import METRICS
from ganboard.recording import Recording
from ganboard.run_data import COPY, real_picks
from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.studio import Studio
from ganboard.studio.points import text_of
from ganboard.trainer import Trainer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("as_written")]

SIZE = 6
"""Of the latents."""


MEDIA = {"images": ("mnist", "fashion", "creatures"), "points": ("points",), "clips": ("clips",)}
"""By medium the datasets that are there without any file of a visitor's; the first one that a method can learn from is taken."""


def taken(method: str, medium: str) -> TrainConfig | None:
    """Small networks of a method for a medium, told the class where that can be; None where the method takes no such samples."""
    for dataset, architecture, told in product(MEDIA[medium], ARCHITECTURES, (True, False)):
        small = {"width": 8} if "width" in architecture.model_fields else {}
        wanted = {"architecture": {"name": architecture.name, **small}, "conditional": told, "latent_size": SIZE}
        wanted |= {"batch_size": 4, "width": 8, "judge_width": 8}
        settings = {name: value for name, value in wanted.items() if name in METHODS.get(method).model_fields}
        with suppress(ConfigError):
            return TrainConfig(dataset=dataset, method={"name": method, **settings})
    return None


NEVER_LEARN = ("discriminator_units",)
"""Layers of judges that hold kernels and change units alone."""
PAIRS = {pair: config for pair in product(METHODS.names(), MEDIA) if (config := taken(*pair))}


def some(config: TrainConfig) -> Data:
    data = config.dataset.load()
    return data.take(np.arange(len(data)) % (len(data) // 200) == 0)  # sets are sorted by class


EVERY_TIME = ("gan of images", "vae of points")
"""A learner with a rival and one without, of two media; the others, which compile for longer, are trials."""
CASES = [
    pytest.param(pair, id=name, marks=() if name in EVERY_TIME else pytest.mark.trial)
    for pair in PAIRS
    if (name := " of ".join(pair))
]


@pytest.fixture(scope="module", params=CASES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of each method of each medium that it takes, after three steps, with checkpoints 0, 2 and 3."""
    run = Run.create(tmp_path_factory.mktemp("method") / "run", PAIRS[request.param], "some")
    data = some(run.config())
    save_prepared(data, run.path / COPY)  # as the engine's client does with what it is given
    recording = Recording(run, data=data)
    for more in (0, 2, 1):
        recording.trainer.advance(more) if more else None
        recording.save()
    recording.close()
    return run


def of_pictures(run: Run) -> bool:
    return isinstance(run.config().dataset.medium, ImageMedium)


def test_every_method_takes_some_medium_and_says_of_the_others_that_it_does_not() -> None:
    assert {method for method, _ in PAIRS} == set(METHODS.names())
    assert {medium for _, medium in PAIRS} == set(MEDIA) == {part().medium.name for part in DATASETS}
    for method, medium in product(METHODS.names(), MEDIA):
        if (method, medium) not in PAIRS:
            with pytest.raises(ConfigError, match="expected"):
                TrainConfig(method=method, dataset=MEDIA[medium][0])


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


def test_another_training_begins_with_all_that_it_learnt_and_of_each_judge_the_first_layers_stay(run: Run) -> None:
    """What learns begins as what is shown: the first pictures are the run's, and no network forgets in the first step."""
    config, learnt = run.config(), run.load(3)
    warm = config.replace(seed=9, start={"name": "run", "run": run.id, "frozen": 1})
    trainer = Trainer(warm, some(config), start=warm.start.arrays(run.path.parent))
    assert trainer.begun is not None
    assert (trainer.begun.share, trainer.begun.fresh) == (1.0, ())
    found = trainer.checkpoint()
    for name, array in found.arrays.items():
        owner, _, path = name.partition("/")
        if owner.endswith("_adam"):
            assert not array.any(), name
        elif owner in config.method.networks:
            np.testing.assert_array_equal(array, learnt.arrays[name], name)
        elif owner in trainer.learner.copies:
            of = trainer.learner.copies[owner]
            source = next(f"{shown}/{path}" for shown in of if f"{shown}/{path}" in learnt.arrays)
            np.testing.assert_array_equal(array, learnt.arrays[source], name)
    made = [Sampler.from_checkpoint(config, each).generate(20, seed=4)[0] for each in (learnt, found)]
    np.testing.assert_array_equal(*made)

    judges = {"vae": 0, "swap": 2, "clips": 2}.get(config.method.name, 1)
    assert len(trainer.begun.frozen) == judges
    trainer.advance(1)
    moved = trainer.checkpoint().arrays
    for name, array in found.arrays.items():
        owner, _, path = name.partition("/")
        layer = path.split("/")[-2] if "/" in path else ""
        if owner == "discriminator" and name.endswith("kernel") and layer not in NEVER_LEARN and "_each" not in layer:
            assert (array.tobytes() == moved[name].tobytes()) == (layer in trainer.begun.frozen), name


def test_what_leaves_it_makes_the_same_pictures(run: Run, tmp_path: Path) -> None:
    config, checkpoint = run.config(), run.load(3)
    samples, labels = Sampler.from_checkpoint(config, checkpoint).generate(20, seed=4)
    assert samples.shape == (20, *config.dataset.shape)
    write_archive(run, tmp_path / "a.zip")
    archive = read_archive(tmp_path / "a.zip")
    assert {name.split("/")[0] for name in archive.checkpoint.arrays} == set(config.method.networks)
    maker = config.method.maker(config.dataset)
    maker.load(archive.checkpoint)  # all of its networks
    assert np.array_equal(Sampler(maker, config.network_spec).generate(20, seed=4)[0], samples)
    export_keras(run, tmp_path / "a.keras", 3)
    noise = np.random.default_rng(4).standard_normal((20, config.network_spec.latent_size)).astype(np.float32)
    given = [noise, labels] if config.network_spec.classes else noise
    if any(slot.kind == "picture" for slot in maker.slots):
        given = [noise, labels, maker.sketches(noise, labels).astype(np.float32)]
    made = keras.saving.load_model(tmp_path / "a.keras")(given, training=False)
    assert np.array_equal(config.dataset.medium.stored(made).numpy(), samples)
    export_gif(run, tmp_path / "a.gif")
    assert (tmp_path / "a.gif").stat().st_size > 100
    export_script(run, tmp_path / "a.py")
    compile((tmp_path / "a.py").read_text(encoding="utf-8"), "a.py", "exec")


def test_its_script_is_one_or_it_says_why_there_is_none(run: Run, tmp_path: Path) -> None:
    try:
        export_script(run, tmp_path / "a.py")
    except GANBoardError as problem:
        assert "script" in str(problem)  # noqa: PT017 - whether there is a template is the exporter's to say
        assert not (tmp_path / "a.py").exists()
    else:
        compile((tmp_path / "a.py").read_text(), "a.py", "exec")


def test_its_weights_do_not_pass_as_those_of_another_method(run: Run, tmp_path: Path) -> None:
    config = run.config()
    write_archive(run, tmp_path / "a.zip")
    medium = config.dataset.medium.name
    others = [other for pair, other in PAIRS.items() if pair[1] == medium and other.method.name != config.method.name]
    others = others or [PAIRS["gan", "images"]]  # the only one of its medium
    assert others
    for other in others:
        with zipfile.ZipFile(tmp_path / "a.zip") as good, zipfile.ZipFile(tmp_path / "b.zip", "w") as bad:
            for info in good.infolist():
                bad.writestr(info, other.to_json() if info.filename == "config.json" else good.read(info))
        if set(other.method.networks) != set(config.method.networks):
            with pytest.raises(CheckpointError, match=r"none of the arrays|it has no weights of"):
                read_archive(tmp_path / "b.zip")
            continue
        claimed = read_archive(tmp_path / "b.zip")  # called alike: seen where the weights are put into them
        with pytest.raises(CheckpointError, match="does not fit these networks"):
            other.method.maker(other.dataset).load(claimed.checkpoint)


def test_every_metric_can_be_taken(run: Run) -> None:
    config = run.config()
    if config.dataset.medium.name == "clips":
        return  # see tests/metrics/test_clips.py
    if not of_pictures(run):
        _step, numbers, unseen = measured(run, 3, 200)
        assert np.isfinite([numbers.kullback_leibler, numbers.jensen_shannon, numbers.wasserstein]).all()
        assert unseen is not None
        return
    reference = Reference(extractor_for(config.dataset, config.dataset.shape), *split(some(config)))
    evaluator = evaluator_of(reference, config, run.load(3), 60, seed=0)
    while not evaluator.gathered:
        evaluator.advance(1)
    assert evaluator.measure().readings.keys() == set(METRICS.names())


def test_the_explorer_answers_what_its_abilities_promise(run: Run) -> None:
    studio, config = Studio(run.path.parent), run.config()
    abilities, classes = config.method.abilities, config.network_spec.classes

    def ask(question: str, **asked: Any) -> tuple[dict[str, Any], np.ndarray | None]:
        return studio.answer(question, run.id, 3, asked)

    if "make" not in abilities:
        with pytest.raises(ConfigError, match="a training that makes pictures from noise alone"):
            ask("opened")
        if abilities == {"swap"}:
            head, pictures = ask("swapped", side="day", numbers=[1, 2, 3])
            assert head["step"] == 3
            assert pictures is not None
            assert pictures.shape == (9, *config.dataset.shape)
            with pytest.raises(ConfigError, match="a training that makes pictures from drawings"):
                ask("drawable")
            return
        assert abilities == {"translate"}
        size = config.dataset.shape[0]
        sketch = base64.b64encode(bytes(size * size)).decode()
        head, pictures = ask("drawn", sketch=sketch, seed=1, count=3)
        assert head["step"] == 3
        assert pictures is not None
        assert pictures.shape == (3, *config.dataset.shape)
        return
    opened, _ = ask("opened")
    assert opened["abilities"] == sorted(abilities)
    size = config.network_spec.latent_size
    z = text_of(np.random.default_rng(0).standard_normal(size).astype(np.float32))
    direction = text_of(np.eye(size, dtype=np.float32)[0])
    point = {"z": z, "classes": np.eye(classes)[3].tolist() if classes else None, "psi": 1, "off": {}}
    _, samples = ask("frames", points=[point])
    assert samples is not None
    assert samples.shape == (1, *config.dataset.shape)
    ask("strips", point=point, axes=[{"lowest": -3, "highest": 3, "value": 0, "direction": direction}], count=3)
    ask("stages", point=point, steps=[0, 2, 3])
    ask("plane", point=point, right=direction, up=direction, side=2)
    ask("walk", points=[point, {**point, "psi": 0.5}])
    ask("directions", kind="pca")
    ask("directions", kind="sefa")
    for part in opened["parts"]:
        ask("directions", kind=part)
    ask("consistency", directions=[direction], point=point)
    assert "open" in abilities
    picture = base64.b64encode(samples[0].tobytes()).decode()
    pictured = {
        "copied": {"point": point},
        "find": {"key": "a", "picture": picture},
        "units": {"point": point, "block": next(iter(opened["blocks"]))},
    }
    given = {"judge": ("judged", {"point": point}), "encode": ("encoded", {"picture": picture})}
    if not of_pictures(run):
        for question, asked in [*pictured.items(), *given.values()]:
            with pytest.raises(ConfigError, match="has no picture to explore"):
                ask(question, **asked)
        return
    for question, asked in pictured.items():
        ask(question, **asked)
    head, _ = ask("find_on", key="a")
    assert 0 < head["progress"] < 1
    ask("find_end", key="a")
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
    picks = some(config).take(real_picks(some(config), config))
    sampler = Sampler(config.method.maker(config.dataset), config.network_spec)
    labels, columns = (
        picks.labels if config.network_spec.classes else None,
        figures.columns_for(config.network_spec.classes, len(picks)),
    )
    medium = config.dataset.medium.fitted(some(config).samples)
    shown = figures.read_png((run.path / "real.png").read_bytes())
    assert np.array_equal(shown, medium.sheet(picks.samples, columns, role="real"))
    for step in (0, 3):
        sampler.maker.load(run.load(step))
        rebuilt = sampler.sample(sampler.maker.encode(picks.samples, labels), labels)
        found = figures.read_png(run.rebuilt(step) or b"")
        assert np.abs(found.astype(int) - medium.sheet(rebuilt, columns)).max() <= 1
    assert run.rebuilt(0) != run.rebuilt(3)
