"""Pages without an engine that nobody asks anything: loading TensorFlow takes seconds."""

from __future__ import annotations

import pytest

from ganboard.engine import EngineClient

START = EngineClient.start


@pytest.fixture(autouse=True)
def _engine_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page starts the engine, so that it is there when it is asked; in these tests the first question starts it."""
    monkeypatch.setattr(EngineClient, "start", lambda client: None)
