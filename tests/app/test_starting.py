"""What a visitor begins: one after the other however impatient the hand, and nothing ends for what cannot begin."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from ganboard.app import playing, starting
from ganboard.app.choices import choose, chosen
from ganboard.app.connection import engine
from ganboard.app.session import show_run
from ganboard.app.widgets import PRESSED
from ganboard.config import TrainConfig
from ganboard.errors import RunError
from ganboard.race.lineup import Lineup
from ganboard.runs import all_runs


@pytest.fixture(autouse=True)
def visit(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    st.session_state.clear()
    yield
    engine().close()
    engine.cache_clear()
    st.session_state.clear()


def test_presses_are_served_one_after_the_other() -> None:
    """As scripts do, of which one begins while the other is still at its work."""
    inside, begun, both = threading.Event(), [], threading.Barrier(2)

    def press() -> None:
        both.wait(10)
        with starting.one_by_one():
            assert not inside.is_set()
            inside.set()
            if chosen("train.own") is None:  # the second one sees what the first has begun
                begun.append("a training")
                choose("train.own", "a training")
            inside.clear()

    with ThreadPoolExecutor(2) as presses:
        for done in [presses.submit(press) for _ in range(2)]:
            done.result(20)
    assert begun == ["a training"]


def test_what_cannot_begin_ends_no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr(starting, "end_own", lambda but="": ended.append(but))
    gone = TrainConfig(start={"name": "run", "run": "gone"})
    choose("train.own", "mine")
    choose(f"{PRESSED}race_start", [time.time(), "mine"])
    with pytest.raises(RunError, match="no training called gone"):
        starting.start(gone, "quick")
    with pytest.raises(RunError, match="no training called gone"):
        starting.start_race(Lineup([gone, gone.replace(penalty="none")], ["A", "B"], "step", 100))
    assert (ended, chosen("train.own")) == ([], "mine")


def test_what_another_script_has_obeyed_is_not_begun_again() -> None:
    choose("train.own", "begun by the other")
    starting.start(TrainConfig(), "quick", pressed=True)
    assert (chosen("train.own"), chosen("run")) == ("begun by the other", "begun by the other")
    assert starting.start_race(Lineup([TrainConfig(), TrainConfig(penalty="none")], ["A", "B"], "step", 100)) is None
    assert chosen("train.own") == "begun by the other"


def test_the_second_press_of_a_double_click_begins_nothing_though_it_finds_the_new_pages_button(tmp_path: Path) -> None:
    choose("train.own", "begun by the first")
    choose(starting.BEGUN, time.time())
    playing.begin("words", "begun by the first")
    assert (chosen("train.own"), list(all_runs(tmp_path))) == ("begun by the first", [])
    choose(starting.BEGUN, time.time() - starting.IMPATIENCE)
    assert not starting.just_begun()


def test_who_goes_to_a_run_looks_at_no_shipped_maker_any_more_on_any_page() -> None:
    pages = ("explore", "evaluate", "say", "draw", "quiz", "swap", "move")
    for page in pages:
        choose(f"{page}.shipped", f"shipped-{page}")
    show_run("mine")
    assert [chosen(f"{page}.shipped") for page in pages] == [None] * len(pages)
