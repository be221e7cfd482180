"""One real engine for all tests that do not kill theirs: loading TensorFlow takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ganboard.config import TrainConfig
from ganboard.engine import EngineClient, Limits, View
from tests.waiting import until

SMALL = TrainConfig(architecture={"name": "mlp"}, batch_size=4)
"""Builds and compiles quickly."""
Seen = Callable[..., View]


@pytest.fixture(scope="session")
def shared_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineClient]:
    client = EngineClient(tmp_path_factory.mktemp("runs"), Limits(live=3))
    client.start()
    client.explore(
        "seeded", "shipped", None, {"seed": 1, "count": 1}
    )  # before TensorFlow is there orders count as accepted
    yield client
    client.close()


@pytest.fixture
def engine(shared_engine: EngineClient) -> Iterator[EngineClient]:
    yield shared_engine
    for run in shared_engine.runs():  # whatever a failed test left behind
        shared_engine.end(run["id"])


@pytest.fixture
def own_engine(tmp_path: Path) -> Iterator[EngineClient]:
    """One that may be killed. Not started."""
    client = EngineClient(tmp_path / "runs")
    yield client
    client.close()


def seen(client: EngineClient, run_id: str, condition: Callable[[View], object], what: str) -> View:
    """The first view for which the condition holds."""

    def look() -> View | None:
        view = client.watch(run_id)
        return view if condition(view) else None

    view = until(look, f"{what}; last seen: {client.watch(run_id)!r:.600}", 60)
    assert view is not None
    return view
