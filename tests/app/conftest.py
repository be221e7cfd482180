"""Pages without an engine that nobody asks anything: loading TensorFlow takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app.connection import engine
from ganboard.app.routes import ROUTES
from ganboard.engine import EngineClient

START = EngineClient.start


@pytest.fixture(autouse=True)
def _engine_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page starts the engine, so that it is there when it is asked; in these tests the first question starts it."""
    monkeypatch.setattr(EngineClient, "start", lambda client: None)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Our routes over a real engine; the generators are those that ship."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GANBOARD_RUNS", str(tmp_path_factory.mktemp("runs")))
        engine.cache_clear()
        yield TestClient(Starlette(routes=ROUTES))
        engine().close()
        engine.cache_clear()
