"""In front of a class: letters have a least size in all of our stylesheets."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ganboard.app import dressed, presenting
from ganboard.app.browsers import Browser
from ganboard.app.choices import everything
from ganboard.app.components import HERE, SIZE, at_least
from ganboard.app.connection import engine
from ganboard.app.presenting import STYLE

FRONT_DOOR = Path(__file__).parents[2] / "streamlit_app.py"
SHEETS = sorted([*HERE.glob("*/*.css"), *dressed.STYLES])


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_every_size_can_be_raised_to_the_least(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    for size in SIZE.findall(css):  # what max() does not take would void the rule: inherit, smaller, !important
        assert re.fullmatch(r"[\d.]+(rem|em|px)|(clamp|min|max|calc)\(.*\)", size.strip()), f"{sheet.name}: {size}"
    assert not re.findall(r"font: *(?!inherit|[^;}]*\bvar)[^ ;}][^;}]*", css), (
        f"{sheet.name}: a size in the shorthand is not raised"
    )
    assert at_least(css).count("var(--gb-least, 0px)") == len(SIZE.findall(css))


def test_the_presenters_sheet_says_the_least_itself() -> None:
    assert "--gb-least: 20px" in STYLE.read_text(encoding="utf-8")


def test_a_link_switches_it_on_once_and_the_switch_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    page = AppTest.from_file(FRONT_DOOR, default_timeout=60)
    page.query_params["present"] = "1"
    page.run()
    assert [button.key for button in page.button if button.key == "present_reset"]
    switch = next(toggle for toggle in page.toggle if toggle.key.startswith("present|"))
    switch.set_value(False).run()
    page.query_params["present"] = "1"  # what the browser sends may be older than what was written
    page.run()
    assert not [button.key for button in page.button if button.key == "present_reset"]


def test_what_is_begun_is_noted_until_the_last_tab_that_presents_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    secret, there = "a" * 32, {"one", "two"}
    monkeypatch.setattr(presenting, "asking", lambda: Browser(secret))
    monkeypatch.setattr(presenting, "is_open", there.__contains__)
    engine.cache_clear()

    def draws(tab: str, on: bool) -> bool:
        """Whether what its browser begins is noted, once a tab's script ran."""
        monkeypatch.setattr(presenting, "get_script_run_ctx", lambda: SimpleNamespace(session_id=tab))
        presenting._presents(on)
        return secret in engine().begun

    assert not draws("two", False)
    assert draws("one", True)
    engine().begun[secret].append("a run")
    assert draws("two", False)
    assert engine().begun[secret] == ["a run"]
    there.remove("one")  # closed, and not switched off
    assert not draws("two", False)
    engine.cache_clear()


def test_a_reset_forgets_what_was_chosen_and_an_undo_brings_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    page = AppTest.from_file(FRONT_DOOR, default_timeout=60)
    page.query_params["present"] = "1"
    page.run()
    page.session_state.choices["explore.smooth"] = False
    page.session_state.choices["language"] = "zh"
    page.button(key="present_reset").click().run()
    assert "explore.smooth" not in page.session_state.choices
    assert page.session_state.choices["language"] == "zh"
    assert not [each for each in page.button if each.key == "present_reset"]
    page.session_state.choices["explore.class"] = 3  # a class that looks around and begins nothing
    page.run()
    assert page.button(key="present_reset")
    page.button(key="present_undo").click().run()
    assert page.session_state.choices["explore.smooth"] is False
    assert page.button(key="present_reset")


class Session(dict[str, Any]):
    """Streamlit's, as far as a reset goes."""

    __setattr__ = dict.__setitem__
    __getattr__ = dict.__getitem__


def test_impatient_presses_of_reset_and_undo_count_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", Session())
    monkeypatch.setattr(presenting, "_begun", list)
    everything()["explore.smooth"] = False
    for _ in range(2):
        presenting._reset("museum")
    assert "explore.smooth" not in everything()
    for _ in range(2):
        presenting._undo()
    assert everything()["explore.smooth"] is False
    assert st.session_state["present_to"] == "museum"
