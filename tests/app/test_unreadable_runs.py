"""A folder of runs that cannot be read is a sentence on every page that lists runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the place of the folder: no rights of whoever runs the tests make it a folder."""
    place = tmp_path / "runs"
    place.write_text("")
    monkeypatch.setenv("GANBOARD_RUNS", str(place))
    return place


@pytest.mark.parametrize("name", ["train", "explore", "say", "draw", "swap", "evaluate", "theory", "runs"])
def test_every_page_stands_and_says_so(unreadable: Path, name: str) -> None:
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page(f"ganboard/app/pages/{name}.py").run()
    assert not page.exception
    if name not in ("train", "theory"):
        assert f"{unreadable} cannot be written or read: Not a directory." in page.error[0].value
    engine.cache_clear()


def test_the_shell_says_so(unreadable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs"]) == 2
    assert f"{unreadable} cannot be written or read: Not a directory." in capsys.readouterr().err
