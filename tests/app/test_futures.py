"""The room of two futures, without a browser: what is offered, what is refused, and that nothing is asked of an engine before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.metrics.intervals import Interval
from ganboard.race.entry import KEY, Race
from ganboard.race.fork import AS_IT_WAS, fork
from ganboard.race.verdict import FINISH, Finish
from ganboard.runs import Run, all_runs
from tests.app.bound import bound
from tests.app.evaluations import some_run
from tests.app.test_race import button, visitor, written
from tests.app.visitors import opening


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A run with later checkpoints than where it stands, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    run = some_run(tmp_path / "runs", "20260101-000000-past-0000", [0, 300, 800], "past")
    run.update(step=300)
    yield run
    engine().close()
    engine.cache_clear()


def opened(run: Run) -> AppTest:
    page = opening(visitor(), "train")
    page.query_params["run"] = run.id
    page.query_params["lang"] = "en"
    page.run()
    button(page, "Branch from here").click().run()
    assert not page.exception
    return page


@pytest.mark.slow
def test_the_room_asks_in_plain_words_and_for_a_bet_first(run: Run) -> None:
    page = opened(run)
    assert "Two futures from step 300 on" in written(page)
    kinds = bound(page.button_group, "future.kind")
    assert len(kinds.options) > 4
    assert "Learning rate of the judge: 0.002 → 0.01" in written(page)
    length = bound(page.selectbox, "future.length")
    assert length.value == "far"  # it has been further: nothing has to be trained for that future
    assert "which future draws better at step 800?" in written(page)
    assert button(page, "Play both futures").disabled
    bound(page.button_group, "future.bet").set_value("A").run()
    assert not button(page, "Play both futures").disabled
    kinds = bound(page.button_group, "future.kind").set_value("score").run()
    assert button(page, "Play both futures").disabled  # another change, another bet
    button(page, "Branch from here").click().run()
    assert "Two futures" not in written(page)
    assert len(list(all_runs(run.path.parent))) == 1


@pytest.mark.trial
def test_any_setting_that_leaves_the_networks_alone_can_be_changed_to_another_value(run: Run) -> None:
    page = opened(run)
    bound(page.button_group, "future.kind").set_value("any").run()
    settings = bound(page.selectbox, "future.setting")
    assert not {"Size of the noise", "Seed", "Architecture"} & set(settings.options)
    assert "Choose another value than the one that it has." in written(page)
    settings.set_value("penalty.gamma").run()
    bound(page.number_input, "future.value.penalty.gamma").set_value(7.0).run()
    bet = bound(page.button_group, "future.bet")
    assert "B · Penalty: Penalty strength γ: 0.1 → 7" in bet.options
    bet.set_value("B").run()
    assert not button(page, "Play both futures").disabled
    bound(page.number_input, "future.value.penalty.gamma").set_value(9.0).run()
    assert button(page, "Play both futures").disabled  # another value, another bet


def test_a_run_without_a_checkpoint_cannot_be_branched(run: Run) -> None:
    empty = some_run(run.path.parent, "20260102-000000-none-0000", [])
    page = opening(visitor(), "train")
    page.query_params["run"] = empty.id
    page.run()
    assert button(page, "Branch from here").disabled


def ended(run: Run, *finishes: tuple[int, float]) -> AppTest:
    """Two futures that are over: where each ended, and how far from the real samples."""
    race = fork(run, 300, {"penalty": "none"}, 500)
    for run_id, (step, value) in zip(race.runs, finishes, strict=True):
        finish = Finish(step, 5.0, Interval(value, value - 0.02, value + 0.02), 500)
        Run(run.path.parent / run_id).update(**{FINISH: finish.to_dict()}, state="finished")
    page = visitor()
    page.query_params["race"] = race.id
    page.query_params["lang"] = "en"
    page.run()
    assert not page.exception
    assert Race.of(Run(run.path.parent / race.id).status()) == race
    assert KEY in Run(run.path.parent / race.id).status()
    return page


@pytest.mark.slow
def test_the_end_says_which_came_out_better_and_leads_back(run: Run) -> None:
    page = ended(run, (800, 0.2), (800, 0.9))
    told = written(page)
    assert "Up to step 300 both are past" in told
    assert "What was changed: Penalty: R1 → None." in told
    assert f"A · {AS_IT_WAS} comes out better" in told
    button(page, "Back to where they parted").click().run()
    assert page.session_state.choices["run"] == run.id


def test_futures_that_were_stopped_at_different_steps_are_not_compared(run: Run) -> None:
    told = written(ended(run, (800, 0.2), (500, 0.9)))
    assert "They ended at different steps, so they cannot be compared." in told
    assert "comes out better" not in told
