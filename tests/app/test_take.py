"""A run to take away: what its files are called and hold, that they are made once, and what is said where they cannot be made."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.take import forms
from ganboard.app.take.forms import FORMS, file_name
from ganboard.app.take.once import Once
from ganboard.app.take.route import ROUTES
from ganboard.export.sheet import grid_png
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Our routes. No engine is started: what is asked for here needs none."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    yield TestClient(Starlette(routes=ROUTES))
    engine().close()
    engine.cache_clear()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run with two checkpoints."""
    made = Run.create(tmp_path / "20260131-142233-quick-3fa9", preset("quick").config(), "quick")
    for step in (3, 40):
        made.save(Checkpoint(step, 0.0, {}), figures.png(np.full((58, 298, 1), step, np.uint8)))
    made.update(step=40, state="paused")
    return made


@pytest.mark.parametrize(
    ("form", "language", "step", "name"),
    [
        ("grid", "en", "3", "handwritten-digits-fast-pictures-3.png"),
        ("grid", "zh", None, "手写数字-快-图片-40.png"),
        ("gif", "zh", "3", "手写数字-快-动画.gif"),
        ("script", "en", None, "handwritten-digits-fast-script.py"),
    ],
)
def test_a_file_comes_with_a_name_in_the_visitors_words(
    client: TestClient, run: Run, form: str, language: str, step: str | None, name: str
) -> None:
    query = {"lang": language, **({"step": step} if step else {})}
    answer = client.post(f"/ganboard/take/{run.id}/{form}", params=query)
    assert answer.status_code == 200, answer.text
    assert unquote(answer.headers["content-disposition"]) == f"attachment; filename*=UTF-8''{name}"
    if form == "script":
        assert f"python {name}" in answer.text
    if form == "grid":
        assert answer.content == grid_png(run, run.picture(int(step or 40)), int(step or 40), language)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('../a:b*"c"|<d>?.', "a-b-c-d-script.py"),
        ("CON", "con-script.py"),
        ("\N{GRINNING FACE}", "20260131-142233-quick-3fa9-script.py"),
        ("龘" * 200, "龘" * 60 + "-script.py"),
    ],
)
def test_every_system_takes_the_names(run: Run, name: str, expected: str) -> None:
    run.update(name=name)
    assert file_name(run, FORMS["script"], None, "en") == expected


def test_what_cannot_be_made_is_said_in_a_sentence(
    client: TestClient, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def problem(form: str, **query: str) -> str:
        answer = client.post(f"/ganboard/take/{run.id}/{form}", params=query)
        assert answer.status_code == 400
        return str(answer.json()["error"])

    assert "one of grid, gif, clips_gif, clips_webp, clips_frames, poster, keras, script" in problem("pdf")
    assert "no such step" in problem("grid", step="last")
    assert "7" in problem("grid", step="7")  # let go of since the page was drawn
    answer = client.post(f"/ganboard/take/{run.id}/grid", headers={"origin": "https://elsewhere.example"})
    assert "Open GANBoard itself" in answer.json()["error"]

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/made")

    with monkeypatch.context() as patch:
        patch.setattr(forms.tempfile, "TemporaryDirectory", full)
        assert "full" in problem("script")
    shutil.rmtree(run.path)
    assert run.id in problem("grid")
    assert "没有" in problem("grid", lang="zh")


def test_what_two_ask_for_at_once_is_made_once_and_anew_for_who_comes_later() -> None:
    maker, go, made = Once[int](2), threading.Event(), []

    def make() -> int:
        assert go.wait(20)
        made.append(1)
        return len(made)

    both = [maker.ask("poster", make) for _ in range(2)]
    go.set()
    assert [each.result(20) for each in both] == [1, 1]
    assert maker.ask("poster", make).result(20) == 2
