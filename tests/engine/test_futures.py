"""Two futures in a real engine: what was there is not trained again, both come to the same end, and the training rests."""

from __future__ import annotations

import pytest

from ganboard.engine import EngineClient, Limits
from ganboard.engine.futures import play
from ganboard.errors import EngineError, GANBoardError
from ganboard.race.verdict import Finish
from ganboard.runs import Run, all_runs
from tests.engine.conftest import SMALL, seen
from tests.test_branches import RATE, digests


@pytest.mark.trial
@pytest.mark.slow
def test_a_training_is_played_on_as_it_was_and_with_a_change(engine: EngineClient) -> None:
    run_id = engine.submit(SMALL, "past")
    seen(engine, run_id, lambda view: view.step > 100, "some steps")
    race = play(engine, run_id, 30, {RATE: 0.05}, 60)  # it trains: it has to rest first
    run = Run(engine.root / run_id)
    assert engine.watch(run_id).state == "paused"
    before = digests(run)
    one, other = (seen(engine, each, lambda view: view.state == "finished", "its end") for each in race.runs)
    assert (one.step, other.step) == (90, 90)
    folders = [Run(engine.root / each) for each in race.runs]
    finishes = [Finish.of(folder.status()) for folder in folders]
    assert all(each is not None and each.distance is not None and each.step == 90 for each in finishes)
    assert finishes[0] != finishes[1]
    begun, parted = ({row["step"]: row["value"] for row in folder.quality.rows()} for folder in folders)
    assert begun[30] == parted[30]  # one point, and from there two curves
    assert {step for step in folders[0].steps() if step >= 30} <= set(begun)
    assert len(parted) > 5
    for step in [each for each in folders[1].steps() if 30 < each < 90]:
        assert folders[0].fingerprint(step) == run.fingerprint(step)
        assert folders[0].picture(step) == run.picture(step)
        assert folders[1].picture(step) != run.picture(step)
    assert digests(run) == before

    now = play(engine, race.runs[1], None, {"penalty": "none"}, 10)  # a future has futures, too
    assert now.start == 90
    for each in now.runs:
        seen(engine, each, lambda view: view.state == "finished" and view.step == 100, "its end")
    with pytest.raises(GANBoardError, match="would be the same"):
        play(engine, run_id, None, {RATE: 0.002}, 10)


def test_where_there_is_one_place_nobody_parts(engine: EngineClient) -> None:
    client = EngineClient(engine.root, Limits(live=1))
    count = len(list(all_runs(engine.root)))
    with pytest.raises(EngineError, match="one training runs at a time"):
        play(client, "any", None, {}, 10)
    assert not client.alive
    assert len(list(all_runs(engine.root))) == count
