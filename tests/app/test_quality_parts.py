"""A measuring in parts leaves a training most of the time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from ganboard.app.quality import parts


class Answering:
    """An engine that answers at once; whether a training runs there is said beforehand."""

    def __init__(self, training: bool) -> None:
        self.training, self.asked = training, list[Any]()

    def explore(self, *asked: Any) -> tuple[dict[str, Any], tuple[()]]:
        self.asked.append(asked)
        return {"count": 3, "took": 0.02, "training": self.training}, ()


@pytest.mark.parametrize("training", [True, False])
def test_a_training_gets_its_share_before_the_next_part(training: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    answering = Answering(training)
    monkeypatch.setattr(parts, "engine", lambda: answering)
    begun = time.perf_counter()
    assert parts.part_of("stays", "shipped-swap", 100, side="day", part=2)["count"] == 3
    assert (time.perf_counter() - begun >= parts.SHARE * 0.02) == training
    assert answering.asked == [("stays", "shipped-swap", 100, {"side": "day", "part": 2})]


def test_nobody_else_slows_a_measuring_down() -> None:
    folder = Path(parts.__file__).parent
    assert [file.name for file in folder.glob("*.py") if "time.sleep(" in file.read_text(encoding="utf-8")] == [
        "parts.py"
    ]
