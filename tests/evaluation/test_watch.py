"""The estimate while training: the right number, within its part of the time, and never in the way of the training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError
from ganboard.evaluation import purse, watch
from ganboard.evaluation.watch import FAKES, FEWEST, FIRST_SECONDS, REALS, SHARE, usable
from ganboard.metrics import extractor_for
from ganboard.metrics.frechet import frechet_distance
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.evaluation.conftest import CONFIG

pytestmark = pytest.mark.usefixtures("as_written")

Open = Callable[..., Recording]
MUCH = 1e9
"""Seconds of training that pay for everything."""


@pytest.fixture(scope="module")
def some() -> Data:
    """250 digits: 225 to learn from, 25 held out."""
    data = TrainConfig().dataset.load()
    picks = np.arange(len(data)) % 20 == 0
    return data.take(picks)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """A function from images to a recording of them; without images it opens the same run again."""
    open_ones: list[Recording] = []

    def open_one(data: Data | None = None, config: TrainConfig = CONFIG) -> Recording:
        path = tmp_path / "run"
        run = Run(path) if path.exists() else Run.create(path, config, "test")
        open_ones.append(Recording(run, data=data))
        return open_ones[-1]

    yield open_one
    for one in open_ones:
        one.close()


def clock(seconds: Callable[[], float]) -> SimpleNamespace:
    """A stand-in for the module ``time``: so many seconds go by between two looks."""
    now = [0.0]

    def perf_counter() -> float:
        now[0] += seconds()
        return now[0]

    return SimpleNamespace(perf_counter=perf_counter)


def tick(monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]) -> None:
    """Let so many seconds go by between two looks at the clock, whoever looks."""
    stand_in = clock(seconds)
    for module in (watch, purse):
        monkeypatch.setattr(module, "time", stand_in)


def expected(one: Recording) -> float:
    """The estimate, worked out without the watch."""
    latents = np.random.default_rng(0).standard_normal((FAKES, CONFIG.method.latent_size)).astype(np.float32)
    labels = np.arange(FAKES, dtype=np.int32) % 10 if one.config.network_spec.classes else None
    look = extractor_for(one.config.dataset, (28, 28, 1)).features
    real = one.trainer.data.samples
    order = np.random.default_rng(0).permutation(len(real))[:REALS]
    return frechet_distance(look(one.trainer.sampler.sample(latents, labels)), look(real[order]))


@pytest.mark.slow
def test_an_estimate_is_the_frechet_distance_of_500_fakes_with_its_interval(opened: Open, some: Data) -> None:
    one = opened(some)
    one.trainer.advance(3)
    one.watch.after(MUCH, at_checkpoint=True)
    (row,) = one.watch.rows
    assert (row["step"], row["count"], row["extractor"]) == (3, FAKES, "digits")
    assert row["value"] == pytest.approx(expected(one), rel=1e-4)
    assert 0 < row["low"] < row["value"] < row["high"] < 2 * row["value"]
    assert one.run.quality.rows() == [row]
    one.trainer.advance(2)
    one.watch.after(0.1, at_checkpoint=True)
    assert [row["step"] for row in one.run.quality.rows()] == [3, 5]
    assert "unseen" not in one.watch.rows[-1]  # 25 held-out images are not 500


def test_between_checkpoints_nothing_is_measured(opened: Open, some: Data) -> None:
    one = opened(some)
    one.watch.after(MUCH, at_checkpoint=False)
    assert one.watch.purse.spent > 0  # it got ready
    assert one.watch.rows == ()


@pytest.mark.trial
@pytest.mark.slow
def test_unseen_real_images_have_their_number_too_and_it_is_found_once(opened: Open) -> None:
    one = opened(config=CONFIG.replace(architecture={"name": "lean", "width": 8}, conditional=True))
    for _ in range(3):
        one.watch.after(MUCH, at_checkpoint=True)
    look = extractor_for(one.config.dataset, (28, 28, 1)).features
    real = one.trainer.data.samples[np.random.default_rng(0).permutation(len(one.trainer.data))[:REALS]]
    assert one.trainer.held_out is not None
    assert one.watch.rows[-1]["unseen"] == pytest.approx(
        frechet_distance(look(one.trainer.held_out.samples), look(real)), rel=1e-4
    )
    assert one.watch.rows[-1]["value"] == pytest.approx(expected(one), rel=1e-4)
    one.save()
    one.close()
    rows = [{**row, "unseen": 7.0} for row in one.watch.rows]  # to see where the next number comes from
    one.run.quality.path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    again = opened()
    for _ in range(2):
        again.watch.after(MUCH, at_checkpoint=True)
    assert again.watch.rows[-1]["unseen"] == 7.0


@pytest.mark.trial
@pytest.mark.slow
def test_it_begins_when_training_has_paid_for_it_and_stays_within_its_part(
    opened: Open, some: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(some)
    tick(monkeypatch, lambda: 0.02)
    begun = None
    for _ in range(300):
        one.watch.after(0.1, at_checkpoint=True)
        assert one.watch.purse.spent <= SHARE * one.watch.purse.trained < 0.03 * one.watch.purse.trained
        begun = begun or (one.watch.purse.spent and one.watch.purse.trained)
    assert begun == pytest.approx(FIRST_SECONDS / SHARE, abs=0.11)
    assert len(one.watch.rows) > 8
    assert one.watch.purse.spent > 0.8 * SHARE * one.watch.purse.trained  # what may be spent is


@pytest.mark.slow
def test_what_took_too_long_is_waited_for(opened: Open, some: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    tick(monkeypatch, lambda: 0.02)
    one = opened(some)
    for _ in range(2):
        one.watch.after(MUCH, at_checkpoint=True)
    one.watch.purse.trained = one.watch.purse.spent / SHARE + 100
    tick(monkeypatch, lambda: 5.0)  # the computer is busy
    before = len(one.watch.rows)
    one.watch.after(0.0, at_checkpoint=True)
    assert len(one.watch.rows) == before + 1
    waited = 0.0
    while len(one.watch.rows) == before + 1:
        assert one.watch.purse.spent > SHARE * (one.watch.purse.trained - 10) - 5 * watch.MARGIN
        one.watch.after(10.0, at_checkpoint=True)
        waited += 10
    assert waited >= 5 / SHARE


@pytest.mark.trial
def test_a_rewind_drops_what_came_after_it(opened: Open, some: Data) -> None:
    one = opened(some)
    one.save()
    for _ in range(3):
        one.trainer.advance(1)
        one.watch.after(MUCH, at_checkpoint=True)
        one.save()
    values = [row["value"] for row in one.watch.rows]
    one.rewind(2)
    assert [row["step"] for row in one.watch.rows] == [1, 2]
    assert one.run.quality.rows() == list(one.watch.rows)
    one.trainer.advance(1)
    one.watch.after(MUCH, at_checkpoint=True)
    assert [row["value"] for row in one.watch.rows] == values  # the same training, the same fakes


@pytest.mark.slow
def test_a_run_opened_again_keeps_its_estimates_up_to_where_it_stands(opened: Open, some: Data) -> None:
    one = opened(some)
    one.trainer.advance(1)
    one.watch.after(MUCH, at_checkpoint=True)
    one.save()
    one.trainer.advance(1)
    one.watch.after(MUCH, at_checkpoint=True)  # and dies before it is saved
    one.close()
    with one.run.quality.path.open("ab") as file:
        file.write(b'{"step": 3, "val')
    again = opened(some)
    assert [row["step"] for row in again.watch.rows] == [1]


def test_too_few_images_are_not_measured_and_that_is_said(opened: Open, digits: Data) -> None:
    one = opened(digits)
    one.watch.after(MUCH, at_checkpoint=True)
    assert one.watch.purse.spent == 0
    assert not one.run.quality.path.exists()
    assert one.run.status()["unwatched"]["values"] == {"least": FEWEST, "count": 40}


@pytest.mark.slow
@pytest.mark.parametrize("error", [GANBoardError("The file {name} is gone.", name="x"), MemoryError("no room")])
def test_what_goes_wrong_ends_the_watch_and_not_the_training(
    opened: Open, some: Data, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    one = opened(some)

    def broken(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(watch, "extractor_for", broken)
        patch.setattr(one.watch.purse, "share", MUCH)
        assert one.turn(at_most=1) == 1
    assert one.watch.problem
    assert one.run.status()["unwatched"] == one.watch.problem
    spent = one.watch.purse.spent
    one.watch.after(MUCH, at_checkpoint=True)
    assert one.watch.purse.spent == spent
    assert one.run.status()["state"] == "paused"
    one.close()
    assert opened(some).run.status()["unwatched"] is None  # another try


def test_rows_that_lack_numbers_are_passed_over() -> None:
    good = {"step": 1, "value": 1.0, "low": 0.5, "high": 2.0}
    bad = [{**good, "value": "1"}, {**good, "high": float("nan")}, {"step": 2}, {**good, "unseen": None}]
    assert usable([good, *bad, {**good, "unseen": 0.4}]) == [good, {**good, "unseen": 0.4}]
