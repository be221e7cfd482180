"""How good is it: the question that is asked again until it is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ganboard.errors import ConfigError, GANBoardError
from ganboard.evaluation import store
from ganboard.runs import Run, all_runs
from ganboard.shipped import folder_of
from ganboard.studio import Studio
from ganboard.studio.base import SHIPPED
from tests.trials import again
from tests.waiting import until


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Studio:
    """A studio over a copy, which may be written into."""
    shutil.copytree(root / "small", tmp_path / "small")
    return Studio(tmp_path)


def measured(studio: Studio, step: int | None, order: str = "", source: str = "small") -> list[float]:
    """How far it was, from question to question."""
    seen: list[float] = []

    def asked() -> bool:
        head, pictures = studio.answer("measure", source, step, {"count": 500, "order": order})
        assert pictures is None
        seen.append(head["progress"])
        return bool(head["done"])

    until(asked, "the end of measuring", 120)
    return seen


@pytest.mark.trial
@pytest.mark.slow
def test_a_checkpoint_is_measured_in_slices_and_kept(own: Studio) -> None:
    run = Run(own.root / "small")
    seen = measured(own, 2)
    assert seen == sorted(seen)
    assert seen[0] < 0.9
    assert seen[-1] == 1
    assert store.measured(run) == [2]
    assert store.read(run, 2).count == 500
    assert store.read(run, 2).checkpoint == run.fingerprint(2) != ""
    head, _ = own.answer("measure", "small", 2, {"count": 500})
    assert head["done"]  # to who waited for it, asking once more
    assert measured(own, 2, "pressed again")[0] < 0.9  # measures anew, however short ago it was
    measured(own, None)
    assert store.measured(run) == [2, 4]


@pytest.mark.trial
@pytest.mark.slow
def test_what_ships_is_measured_too_and_kept_beside_the_runs(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    measured(studio, None, source=SHIPPED)
    run = folder_of(SHIPPED, tmp_path)
    (step,) = run.steps()
    assert store.measured(run) == [step]
    assert store.is_current(run, step, store.read(run, step))
    assert store.read(run, step).checkpoint == run.fingerprint(step) != ""
    assert list(all_runs(tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize("source", ["shipped-swap", again("shipped-sketch")])
def test_what_is_given_pictures_is_measured_and_watched_too(source: str, tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    measured(studio, None, source=source)
    run = folder_of(source, tmp_path)
    assert store.read(run, run.steps()[0]).count == 500
    head, pictures = studio.answer("watched", source, None, {})
    config = studio.scene(source, None).config
    assert head["step"] == run.steps()[0]
    assert pictures is not None
    assert pictures.shape[1:] == config.dataset.shape
    assert len(pictures) == config.dataset.medium.rows * (config.network_spec.columns or config.dataset.medium.rows)
    assert pictures.std() > 20  # something is drawn


@pytest.mark.parametrize("count", [0, 499, "many", None])
def test_other_counts_are_refused(studio: Studio, count: object) -> None:
    with pytest.raises(ConfigError, match="500, 1000, 2000, 5000"):
        studio.answer("measure", "small", 2, {"count": count})


def test_images_that_are_gone_are_an_error_each_time(own: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> object:
        raise GANBoardError("The images cannot be had.")

    monkeypatch.setattr("ganboard.studio.quality.reference_of", gone)
    for _ in range(2):
        with pytest.raises(GANBoardError, match="cannot be had"):
            own.answer("measure", "small", 2, {"count": 500})
