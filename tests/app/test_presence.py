"""How long a training goes on is a setting, and is said before it is started."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganboard.app import presence
from ganboard.app.connection import IDLE, TRAININGS, engine, limits
from ganboard.engine import EngineClient
from ganboard.errors import ConfigError
from tests.app.conftest import START
from tests.app.visitors import visitor

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield
    engine().close()
    engine.cache_clear()


@pytest.mark.parametrize(
    ("text", "seconds"), [("", 900), ("30", 1800), (" 0.5 ", 30), ("never", math.inf), ("Never", math.inf)]
)
def test_the_limit_is_a_setting(text: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IDLE, text)
    assert limits().idle == engine().limits.idle == seconds


@pytest.mark.parametrize("text", ["0", "-3", "soon", "nan"])
def test_a_limit_that_is_none_is_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IDLE, text)
    with pytest.raises(ConfigError, match="a number of minutes above 0, or never"):
        limits()
    assert engine().limits.idle == 900


@pytest.mark.parametrize(("text", "places"), [("", 8), ("3", 3), ("0", 8), ("65", 8), ("two", 8), ("²", 8)])
def test_how_many_train_at_once_is_a_setting(text: str, places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRAININGS, text)
    assert engine().limits.live == places
    if text and places == 8:
        with pytest.raises(ConfigError, match=r"GANBOARD_TRAININGS.*a whole number from 1 to 64"):
            limits()


@pytest.mark.parametrize(
    ("text", "says", "warned"),
    [
        ("", "for 15 min", False),
        ("2.5", "for 2.5 min", False),
        ("never", "even if nobody", False),
        ("x", "for 15 min", True),
    ],
)
def test_the_page_says_it_beforehand(text: str, says: str, warned: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IDLE, text)
    page = visitor().run()
    assert not page.exception
    assert any(says in caption.value for caption in page.caption)
    assert any(IDLE in warning.value for warning in page.warning) == warned


def test_only_living_sessions_count(monkeypatch: pytest.MonkeyPatch) -> None:
    living = {"a": ("one",), "b": ("two", "four"), "c": ("one",)}
    monkeypatch.setattr(presence, "_open", {**living, "left": ("three",)})
    assert presence.runs_open() == []  # no server runs here
    monkeypatch.setattr(presence.runtime, "exists", lambda: True)
    monkeypatch.setattr(
        presence.runtime, "get_instance", type("R", (), {"is_active_session": lambda _, i: i in living})
    )
    assert presence.runs_open() == ["four", "one", "two"]
    del living["b"]
    assert presence.runs_open() == ["one"]


@pytest.mark.slow
def test_every_page_starts_the_engine_but_theirs_who_only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EngineClient, "start", START)
    page = visitor().run()
    assert engine().alive
    engine().close()
    page.switch_page("ganboard/app/pages/theory.py").run()
    assert not engine().alive
    page.switch_page("ganboard/app/pages/runs.py").run()
    assert engine().alive
