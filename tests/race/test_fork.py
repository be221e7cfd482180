"""Two futures as run folders: what they share, what is in each, and that the training itself stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from ganboard.changes import Change
from ganboard.config import TrainConfig
from ganboard.errors import CheckpointError, ConfigError, GANBoardError
from ganboard.race.entry import Race
from ganboard.race.fork import AS_IT_WAS, fork
from ganboard.race.verdict import FINISH
from ganboard.recording import Recording
from ganboard.runs import Run, all_runs
from tests.test_branches import GAMMA, RATE, TURNS, digests
from tests.test_recording import train

pytestmark = pytest.mark.usefixtures("as_written")

SMALL = TrainConfig(architecture={"name": "mlp", "width": 8}, batch_size=8, latent_size=6, seed=3, seconds=900)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A training of 30 steps with a change at 5 and two at 20. It won a race once, and went on past its end."""
    run = Run.create(tmp_path_factory.mktemp("runs") / "20260101-000000-past-0000", SMALL, "past")
    one = Recording(run)
    train(one, 5)
    one.dial(GAMMA, 0.5)
    train(one, 20)
    one.dial(RATE, 0.003)
    one.dial(TURNS, 2)
    train(one, 30)
    one.close()
    run.update(race=Race((run.id, "other"), "step").to_dict(), finish={"step": 30}, open_ended=True)
    return run


@pytest.fixture(autouse=True)
def others(past: Run) -> Iterator[Callable[[], list[str]]]:
    """The runs beside it, which go again."""
    yield lambda: [run.id for run in all_runs(past.path.parent) if run.id != past.id]
    for run in all_runs(past.path.parent):
        if run.id != past.id:
            shutil.rmtree(run.path)


def made(past: Run, race: Race) -> tuple[Run, Run]:
    one, other = (Run(past.path.parent / run_id) for run_id in race.runs)
    assert [Race.of(each.status()) for each in (one, other)] == [race, race]
    assert [(each.status().get(FINISH), each.status()["open_ended"]) for each in (one, other)] == [(None, False)] * 2
    return one, other


@pytest.mark.trial
def test_the_first_goes_on_from_where_the_training_has_been_and_the_second_meets_all_but_its_change_again(
    past: Run,
) -> None:
    before = digests(past)
    race = fork(past, 15, {RATE: 0.05}, 15, "Much faster")
    one, other = made(past, race)
    assert (race.start, race.names) == (15, (AS_IT_WAS, "Much faster"))
    assert digests(past) == before
    assert (one.steps(), one.status()["step"]) == ([5, 10, 15, 20, 25, 30], 30)  # nothing is left to be trained
    assert (other.steps(), other.status()["step"]) == ([5, 10, 15], 15)
    for run in (one, other):
        for step in run.steps():
            for end in ("npz", "png"):
                file = f"checkpoints/{step:09d}.{end}"
                assert (run.path / file).samefile(past.path / file)  # links, not copies
        assert (run.config().steps, run.config().seconds) == (30, None)
    assert list(one.changes()) == list(past.changes())
    assert list(other.changes()) == [Change(5, GAMMA, 0.5), Change(15, RATE, 0.05), Change(20, TURNS, 2.0)]
    assert one.status()["parent"]["run"] == other.status()["parent"]["run"] == past.id


@pytest.mark.slow
def test_another_config_takes_what_was_changed_later_as_far_as_it_has_it(past: Run) -> None:
    one, other = made(past, fork(past, 10, {"penalty": "none"}, 100))
    assert one.status()["step"] == 30  # from there on it trains, too
    assert one.config().steps == other.config().steps == 110
    assert list(other.changes()) == [Change(20, RATE, 0.003), Change(20, TURNS, 2.0)]


@pytest.mark.parametrize(
    ("step", "settings", "kind", "reason"),
    [
        (15, {GAMMA: 0.5}, GANBoardError, "Both futures would be the same"),  # since step 5
        (15, {"penalty": "r1"}, GANBoardError, "Both futures would be the same"),
        (15, {}, GANBoardError, "Both futures would be the same"),
        (15, {"latent_size": 9}, ConfigError, "a new training has to begin"),
        (15, {RATE: 7}, ConfigError, "at most 1"),
        (7, {RATE: 0.5}, CheckpointError, "step 7"),
    ],
)
def test_what_would_be_no_two_futures_is_refused_and_leaves_nothing(
    past: Run,
    step: int,
    settings: dict[str, object],
    kind: type[Exception],
    reason: str,
    others: Callable[[], list[str]],
) -> None:
    with pytest.raises(kind, match=reason):
        fork(past, step, settings, 100)
    assert others() == []
