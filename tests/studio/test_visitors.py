"""Several visitors at once, over runs that move, are rewound, thinned out, deleted and made anew."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError, EngineError
from ganboard.i18n import render
from ganboard.methods.maker import SHOWN
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.snapshot import Checkpoint
from ganboard.studio import Studio
from ganboard.studio.base import NEEDS, QUESTIONS, RENDERERS, SCENES
from ganboard.studio.frames import STAGES
from ganboard.studio.points import text_of
from tests.studio.conftest import CONFIG

POINT = {"z": text_of(latents(1, 8, 0)[0]), "classes": 3, "psi": 1.0, "off": {}}
PICTURE = base64.b64encode(np.tile(np.arange(28, dtype=np.uint8) * 9, 28).tobytes()).decode()
MANY = list(range(4, 4 + 2 * SCENES + 1))


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Studio:
    """A studio over a copy, which may be written into."""
    shutil.copytree(root / "small", tmp_path / "small")
    return Studio(tmp_path)


def file(studio: Studio, step: int) -> Path:
    return studio.root / "small" / "checkpoints" / f"{step:09d}.npz"


def crowd(studio: Studio) -> None:
    """More checkpoints than the studio has places."""
    for step in MANY[1:]:
        shutil.copy(file(studio, 4), file(studio, step))


def picture(studio: Studio, step: int | None = 4) -> np.ndarray:
    _, pictures = studio.answer("frames", "small", step, {"points": [POINT]})
    assert pictures is not None
    return pictures


def blank(path: Path, config: TrainConfig = CONFIG, step: int = 4, value: float = 0.0) -> Run:
    """A run whose every weight is the same number: its pictures look like those of no other."""
    run, networks = Run.create(path, config, path.name), config.method.architecture.build(config.network_spec)
    names = [f"{SHOWN}/{weight.path}" for weight in networks.generator.weights]
    sizes = {name: weight.shape for name, weight in zip(names, networks.generator.weights, strict=True)}
    sizes |= {f"discriminator/{weight.path}": weight.shape for weight in networks.discriminator.weights}
    arrays = {name: np.full(tuple(size), value, np.float32) for name, size in sizes.items()}
    run.save(Checkpoint(step, 1.0, arrays), b"")
    run.update(step=step)
    return run


@pytest.mark.slow
def test_scrubbing_over_many_checkpoints_ends_nobodys_search_or_evaluation(own: Studio) -> None:
    crowd(own)
    own.answer("find", "small", 4, {"key": "a", "picture": PICTURE})
    measured, _ = own.answer("measure", "small", 4, {"count": 500})
    for start in range(0, len(MANY), STAGES):
        head, pictures = own.answer("stages", "small", None, {"point": POINT, "steps": MANY[start : start + STAGES]})
        assert pictures is not None
        assert len(pictures) == len(head["steps"])
    again, _ = own.answer("measure", "small", 4, {"count": 500})
    assert again["progress"] > measured["progress"]
    assert own.answer("find_on", "small", 4, {"key": "a"})[0]["progress"] > 0


@pytest.mark.trial
def test_opening_more_checkpoints_than_there_are_places_ends_nothing_either(own: Studio) -> None:
    crowd(own)
    own.answer("find", "small", 4, {"key": "a", "picture": PICTURE})
    measured, _ = own.answer("measure", "small", 4, {"count": 500})
    for step in MANY:
        picture(own, step)
    assert own.answer("find_on", "small", 4, {"key": "a"})[0]["progress"] > 0
    assert own.answer("measure", "small", 4, {"count": 500})[0]["progress"] > measured["progress"]


@pytest.mark.trial
def test_visitors_of_other_architectures_end_no_search(own: Studio) -> None:
    own.answer("find", "small", 4, {"key": "a", "picture": PICTURE})
    for width in range(8, 8 + RENDERERS + 1):
        config = TrainConfig(architecture={"name": "mlp", "width": width}, latent_size=8)
        blank(own.root / f"other{width}", config)
        own.answer("frames", f"other{width}", None, {"points": [POINT]})  # it is told no class, and asks for none
    assert own.answer("find_on", "small", 4, {"key": "a"})[0]["progress"] > 0


@pytest.mark.slow
def test_a_whole_class_searches_at_once(studio: Studio) -> None:
    for pupil in range(8):
        studio.answer("find", "small", 4, {"key": str(pupil), "picture": PICTURE, "seed": pupil})
    heads = [studio.answer("find_on", "small", 4, {"key": str(pupil)})[0] for pupil in range(8)]
    assert all(head["progress"] > 0 for head in heads)
    for pupil in range(8):
        studio.answer("find_end", "small", 4, {"key": str(pupil)})


def test_a_checkpoint_that_was_trained_anew_is_shown_anew(own: Studio) -> None:
    before, (head, _) = picture(own), own.answer("opened", "small", 4, {})
    shutil.copy(file(own, 0), file(own, 4))
    after, (anew, _) = picture(own), own.answer("opened", "small", 4, {})
    assert (after == picture(own, 0)).all()
    assert (after != before).any()
    assert head["stamp"] != anew["stamp"]


@pytest.mark.slow
def test_a_run_that_was_made_anew_under_its_name_shows_nothing_of_the_old_one(own: Studio) -> None:
    before = picture(own)
    own.answer("find", "small", 4, {"key": "a", "picture": PICTURE})
    own.answer("directions", "small", 4, {"kind": "pca"})
    data = own.scene("small", 4).data()
    shutil.rmtree(own.root / "small")
    anew = blank(own.root / "small")
    assert (picture(own) != before).any()
    assert own.scene("small", 4).data() is not data
    with pytest.raises(EngineError, match="Press Find again"):
        own.answer("find_on", "small", 4, {"key": "a"})
    file(own, 4).unlink()
    shutil.copytree(anew.path, own.root / "copy")
    shutil.rmtree(anew.path)
    blank(own.root / "small", step=2)
    with pytest.raises(CheckpointError, match="no readable checkpoint of step 4"):
        picture(own)


@pytest.mark.slow
def test_a_checkpoint_that_is_thinned_out_while_it_is_looked_at_stays(own: Studio) -> None:
    before = picture(own, 2)
    file(own, 2).unlink()
    assert (picture(own, 2) == before).all()
    with pytest.raises(CheckpointError, match="no readable checkpoint of step 2"):
        Studio(own.root).answer("frames", "small", 2, {"points": [POINT]})


def test_where_a_run_stands_is_told_without_reading_a_checkpoint(own: Studio) -> None:
    for step in (0, 2, 4):
        file(own, step).write_bytes(b"nobody reads this")
    run = Run(own.root / "small")
    assert own.answer("standing", "small", None, {"step": 2}) == (
        {"steps": [0, 2, 4], "stands": 4, "state": run.status()["state"], "stamp": run.stamp(2)},
        None,
    )


def test_a_preview_reads_only_the_generator_and_passes_over_what_is_gone(own: Studio) -> None:
    run = Run(own.root / "small")
    expected = picture(own, 2)
    only = {name: array for name, array in run.load(2).arrays.items() if name.startswith(f"{SHOWN}/")}
    run.save(Checkpoint(2, 1.0, only), b"")
    file(own, 0).unlink()
    head, pictures = own.answer("stages", "small", 4, {"point": POINT, "steps": [0, 2]})
    assert head["steps"] == [2]
    assert pictures is not None
    assert (pictures == expected).all()
    assert own.answer("stages", "small", 4, {"point": POINT, "steps": [0]})[1] is None


@pytest.mark.parametrize("gone", [False, True])
def test_a_newest_checkpoint_that_cannot_be_read_gives_way_to_the_one_before_and_every_answer_says_so(
    own: Studio, gone: bool
) -> None:
    Run(own.root / "small").update(step=4)
    assert "passed_over" not in own.answer("frames", "small", None, {"points": [POINT]})[0]
    own = Studio(own.root)  # which holds nothing yet
    file(own, 4).write_bytes(b"damaged")
    if gone:
        file(own, 4).unlink()
    head, _ = own.answer("opened", "small", None, {})
    assert head["step"] == 2
    for answer in (head, own.answer("frames", "small", None, {"points": [POINT]})[0]):
        assert render(answer["passed_over"]).startswith(
            "The newest checkpoint cannot be read (step 4). This is the one of step 2"
        )
    assert "passed_over" not in own.answer("opened", "small", 2, {})[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": None},
        {},
        {"points": [POINT], "more": 1},
        {"points": {}},
    ],
    ids=str,
)
def test_what_no_page_of_ours_asks_is_no_setting_of_the_visitor(studio: Studio, wrong: dict[str, Any]) -> None:
    with pytest.raises(EngineError, match="Reload the page"):
        studio.answer("frames", "small", 4, wrong)


@pytest.mark.parametrize("error", [KeyError("x"), TypeError("x"), ValueError("x"), IndexError("x"), RuntimeError("x")])
def test_a_mistake_of_ours_is_told_as_ours(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: Exception
) -> None:
    def broken(scene: Any) -> Any:
        raise error

    monkeypatch.setitem(QUESTIONS, "broken", broken)
    monkeypatch.setitem(NEEDS, "broken", "make")
    with pytest.raises(EngineError, match="No setting of yours caused it"):
        studio.answer("broken", "small", 4, {})
    assert "in broken" in capfd.readouterr().err  # where it happened stands in the engine's log


@pytest.mark.parametrize(
    "axis",
    [
        {},
        5,
        {"lowest": 0, "highest": 1},
        {"lowest": "a", "highest": 1, "value": 0, "truncation": True},
        {"lowest": 0, "highest": float("inf"), "value": 0, "truncation": True},
        {"lowest": 0, "highest": 10**400, "value": 0, "truncation": True},
        {"lowest": 0, "highest": 1, "value": 0},
        {"lowest": 0, "highest": 1, "value": 0, "blend": [1, "a"]},
        {"lowest": 0, "highest": 1, "value": 0, "blend": 7},
    ],
    ids=str,
)
def test_a_slider_that_is_none_is_said_to_be_none(studio: Studio, axis: Any) -> None:
    with pytest.raises(ConfigError):
        studio.answer("strips", "small", 4, {"point": POINT, "axes": [axis]})


@pytest.mark.parametrize("off", [{"relu": 5}, {"relu": ["a"]}, {"relu": [0.5]}, {"relu": [True]}, ["relu"]], ids=str)
def test_units_are_numbers(studio: Studio, off: Any) -> None:
    with pytest.raises(ConfigError, match="with numbers of its units"):
        studio.answer("frames", "small", 4, {"points": [{**POINT, "off": off}]})
