"""Races on the Train page, without a browser: what is offered, what is refused, the bet, and two visitors at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.app.race.bets import told
from ganboard.config import TrainConfig
from ganboard.metrics.intervals import Interval
from ganboard.race.entry import KEY, Race
from ganboard.race.verdict import FINISH, Finish, verdict
from ganboard.runs import Run, all_runs
from tests.app.bound import bound
from tests.app.visitors import refused, visitor

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor's page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield visitor()
    engine().close()
    engine.cache_clear()


def button(page: AppTest, label: str) -> Any:
    (found,) = [each for each in page.button if each.label == label]
    return found


def begin(page: AppTest, bet: str = "B", kind: str = "brake") -> Race:
    """A ready-made race, started by clicks."""
    button(page, "Race").click().run()
    bound(page.button_group, "race.kind").set_value(kind).run()
    bound(page.button_group, "race.bet").set_value(bet).run()
    button(page, "Start the race").click().run()
    assert not page.exception
    race = Race.of(Run(engine().root / page.session_state.choices["race"]).status())
    assert race is not None
    return race


def written(page: AppTest) -> str:
    return " ".join(str(each.value) for kind in ("html", "markdown", "caption") for each in page.get(kind))


@pytest.mark.slow
def test_nobody_starts_without_a_bet_and_just_watching_is_one(page: AppTest) -> None:
    page.run()
    assert not [each for each in page.button if each.label == "Start the race"]
    button(page, "Race").click().run()
    assert button(page, "Start the race").disabled
    bound(page.button_group, "race.bet").set_value("watch").run()
    assert not button(page, "Start the race").disabled
    bound(page.button_group, "race.kind").set_value("rates").run()  # other entrants, another bet
    assert button(page, "Start the race").disabled


@pytest.mark.slow
def test_a_ready_race_is_started_with_a_bet_and_outlives_a_reload(page: AppTest, tmp_path: Path) -> None:
    page.run()
    bound(page.number_input, "train.field.seed").set_value(5).run()
    race = begin(page)
    assert (race.names, race.by, race.title) == (("With R1", "Without R1"), "step", "With or without a brake?")
    configs = [run.config() for run in all_runs(tmp_path / "runs")]
    assert {(config.seed, config.steps, config.seconds) for config in configs} == {(5, 1000, None)}
    assert race.id in page.query_params["race"]
    assert "run" not in page.query_params
    assert "You bet on B · Without R1." in written(page)
    assert bound(page.number_input, "train.field.seed").value == 5  # the form keeps what it says

    again = visitor()  # a link, followed by somebody else
    again.query_params["race"] = race.runs[1]  # any of its runs leads there
    again.query_params["lang"] = "en"
    again.run()
    assert not again.exception
    assert "Race: With or without a brake?" in written(again)
    assert "You bet" not in written(again)
    engine().end(race.id)


@pytest.mark.trial
@pytest.mark.slow
def test_two_visitors_race_at_once_and_neither_sees_the_others(page: AppTest) -> None:
    page.run()
    other = visitor()
    other.run()
    mine, theirs = begin(page), begin(other, "A", "lessons")
    assert not set(mine.runs) & set(theirs.runs)
    page.run()
    assert "Race: With or without a brake?" in written(page)
    assert "lessons" not in written(page).split("New training")[0].replace("One or three lessons for the judge?", "")
    assert "You bet on A · One lesson." in written(other)
    engine().end(mine.id)
    engine().end(theirs.id)


@pytest.mark.trial
def test_a_race_of_ones_own_is_named_by_what_differs_and_the_same_is_refused(page: AppTest) -> None:
    page.run()
    button(page, "Race").click().run()
    bound(page.button_group, "race.kind").set_value("own").run()
    button(page, "Take these settings as A").click().run()
    button(page, "Take these settings as B").click().run()
    assert [each.value for each in page.error] == [
        "B is the same as A: the same seed gives the same training again. Change a setting first."
    ]
    bound(page.selectbox, "train.field.penalty").set_value("none").run()
    bound(page.number_input, "train.field.seed").set_value(4).run()
    button(page, "Take these settings as B").click().run()
    assert "B has the seed 4, A has 0" in page.error[0].value
    bound(page.number_input, "train.field.seed").set_value(0).run()
    button(page, "Take these settings as B").click().run()
    assert not page.error
    assert "**A** · Penalty: R1" in written(page)
    assert "**B** · Penalty: None" in written(page)
    assert button(page, "Start the race").disabled
    bound(page.button_group, "race.bet").set_value("A").run()
    button(page, "Take B out").click().run()
    assert not [each for each in page.button if each.label == "Start the race"]
    assert bound(page.selectbox, "train.field.penalty").value == "none"


@pytest.mark.slow
def test_settings_that_do_not_go_together_are_no_entrant(page: AppTest) -> None:
    page.run()
    button(page, "Race").click().run()
    bound(page.button_group, "race.kind").set_value("own").run()
    bound(page.selectbox, "train.field.constraint").set_value("clipping").run()
    button(page, "Take these settings as A").click().run()
    assert len(page.error) == 1
    assert "clipping" in page.error[0].value


def test_a_race_that_is_not_there_is_named(page: AppTest) -> None:
    page.query_params["race"] = "../../etc"
    page.run()
    assert "There is no race called ../../etc. It may have been deleted." in refused(page)
    assert button(page, "Start training")


def ended(root: Path, *distances: float | None) -> Race:
    """A race that is over, as its folders tell it. None: dropped out."""
    runs = [
        Run.create(root / f"20260101-00000{number}-race-0000", TrainConfig(steps=100, latent_size=8 + number), "race")
        for number in range(len(distances))
    ]
    race = Race(tuple(run.id for run in runs), "step")
    for run, value in zip(runs, distances, strict=True):
        finish = {} if value is None else Finish(100, 5.0, Interval(value, value - 0.02, value + 0.02), 500).to_dict()
        state = "failed" if value is None else "finished"
        run.update(**{KEY: race.to_dict(), FINISH: finish}, state=state, step=100, seconds=5.0)
    return race


@pytest.mark.parametrize(
    ("distances", "said"),
    [
        ((0.5, 0.2), ["B · Size of the noise: 9 wins", "larger than chance"]),
        ((0.21, 0.2), ["Too close to call", "no more than chance"]),
        ((None, 0.9), ["B · Size of the noise: 9 wins", "the only one", "Dropped out: A"]),
    ],
)
def test_the_end_names_who_won_or_that_nobody_did(
    page: AppTest, tmp_path: Path, distances: tuple[float | None, ...], said: list[str]
) -> None:
    race = ended(tmp_path / "runs", *distances)
    page.query_params["race"] = race.id
    page.run()
    assert not page.exception
    assert all(text in written(page) for text in said), written(page)


def test_a_bet_is_told_of_right_or_wrong() -> None:
    names = ["A · one", "B · two"]
    won = verdict([Finish(1, 1.0, Interval(v, v - 0.01, v + 0.01), 500) for v in (0.1, 0.9)])
    even = verdict([Finish(1, 1.0, Interval(v, v - 0.1, v + 0.1), 500) for v in (0.1, 0.1)])
    assert told("A", won, names) == "You bet on A · one. You were right!"
    assert told("B", won, names) == "You bet on B · two. A · one won."
    assert told("B", even, names) == "You bet on B · two. Nobody won, so nobody lost."
    assert told("watch", won, names) == "You just watched."
    assert told(None, won, names) == told("D", won, names) == ""
