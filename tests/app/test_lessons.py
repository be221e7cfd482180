"""The Theory page's line: scenes for settings, in the visitor's language, and what is not answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ganboard.app.lessons import LONGEST
from ganboard.app.routes import ROUTES
from ganboard.theory import DEMOS, controls


@pytest.fixture(scope="module")
def line() -> Iterator[Any]:
    with TestClient(Starlette(routes=ROUTES)).websocket_connect("/ganboard/theory?lang=en") as socket:
        yield socket


def ask(line: Any, **question: Any) -> dict[str, Any]:
    line.send_text(json.dumps({"id": 7, **question}))
    return line.receive_json()


def messages(value: Any) -> bool:
    """Whether something in it is not put into words yet."""
    if isinstance(value, dict):
        return value.keys() == {"template", "values"} or any(messages(inner) for inner in value.values())
    return isinstance(value, list) and any(messages(inner) for inner in value)


@pytest.mark.parametrize("name", DEMOS.names())
def test_every_demonstration_answers_in_words(line: Any, name: str) -> None:
    values = {control["name"]: control["value"] for control in controls(DEMOS.get(name))}
    answer = ask(line, demo=name, values=values)
    assert answer.keys() == {"id", "scene"}
    assert answer["id"] == 7
    assert not messages(answer["scene"])
    assert answer["scene"]["plots"][0]["alt"]


@pytest.mark.parametrize("name", DEMOS.names())
def test_the_ends_of_every_slider_are_answered(line: Any, name: str) -> None:
    for control in controls(DEMOS.get(name)):
        for end in ("low", "high"):
            if end in control:
                assert "scene" in ask(line, demo=name, values={control["name"]: control[end]}), (control["name"], end)


def test_nonsense_is_answered_with_a_sentence(line: Any) -> None:
    line.send_text("no json")
    assert line.receive_json() == {
        "id": None,
        "error": "The page asked something that cannot be understood. Reload it.",
    }
    line.send_text(json.dumps({"id": 1, "demo": "two_losses", "values": {"x": "y" * LONGEST}}))
    assert "cannot be understood" in line.receive_json()["error"]
    assert "cannot be understood" in ask(line, demo="two_losses", values=[1])["error"]
    assert ask(line, demo="nobody", values={})["error"].startswith("demonstration: expected one of ")
    assert "expected a name" in ask(line, demo=["two_losses"], values={})["error"]
    assert "no setting of this name" in ask(line, demo="two_losses", values={"nothing": 1})["error"]
    assert "scene" in ask(line, demo="two_losses", values={}), "and the line still lives"


def test_a_value_out_of_range_is_refused_by_name(line: Any) -> None:
    control = next(each for each in controls(DEMOS.get("two_losses")) if each["kind"] == "slider")
    answer = ask(line, demo="two_losses", values={control["name"]: control["high"] + 1})
    assert answer["error"].startswith(f"demonstration.{control['name']}: expected a number of at most")


def test_a_foreign_page_gets_no_line() -> None:
    client = TestClient(Starlette(routes=ROUTES))
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/ganboard/theory", headers={"origin": "https://elsewhere.example"}),
    ):
        pass
