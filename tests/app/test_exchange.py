"""The explorer's line: how an answer is packed, and what is not answered."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ganboard.app.connection import engine
from ganboard.app.exchange import PLAIN_BYTES, pack
from ganboard.app.origin import OneSite
from ganboard.app.routes import ROUTES


def unpacked(data: bytes) -> tuple[dict[str, Any], bytes]:
    length = struct.unpack("<I", data[:4])[0]
    return json.loads(data[4 : 4 + length]), data[4 + length :]


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield TestClient(Starlette(routes=ROUTES))
    engine().close()
    engine.cache_clear()


def test_small_pictures_go_as_they_are() -> None:
    pictures = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4, 1)
    head, body = unpacked(pack({"id": 1}, pictures))
    told = {"count": 2, "height": 3, "width": 4, "channels": 1, "frames": 1, "kind": "plain", "columns": 1}
    assert head["pictures"] == told
    assert (np.frombuffer(body, np.uint8).reshape(2, 3, 4, 1) == pictures).all()


def test_many_pictures_go_as_one_sheet() -> None:
    count = PLAIN_BYTES // (64 * 64 * 3) + 7
    pictures = np.zeros((count, 64, 64, 3), np.uint8)
    pictures[34] = 255
    head, body = unpacked(pack({"id": 1}, pictures))
    sheet = np.asarray(Image.open(io.BytesIO(body)))
    assert head["pictures"]["kind"] == "jpeg"
    assert sheet.shape[1] == 33 * 64
    assert sheet[64:128, 64:128].min() > 250  # the 35th: second row, second column
    assert sheet[:64].max() < 5


@pytest.mark.trial
@pytest.mark.slow
def test_the_line_answers_in_the_visitors_language_and_survives_nonsense(client: Any) -> None:
    with client.websocket_connect("/ganboard/explore?lang=en") as socket:
        socket.send_text("no json")
        head, _ = unpacked(socket.receive_bytes())
        assert head["error"] == "The page asked something that cannot be understood. Reload it."
        socket.send_text(json.dumps({"id": 7, "ask": "opened", "source": "gone", "step": None, "with": {}}))
        head, _ = unpacked(socket.receive_bytes())
        assert (head["id"], head["kind"]) == (7, "RunError")
        socket.send_text(json.dumps({"id": 8, "ask": "opened", "source": "shipped", "step": None}))
        head, _ = unpacked(socket.receive_bytes())
        assert head["shape"] == [28, 28, 1]
    with client.websocket_connect("/ganboard/explore?lang=zh") as socket:
        socket.send_text(json.dumps({"id": 1, "ask": "opened", "source": "gone"}))
        assert "gone" in unpacked(socket.receive_bytes())[0]["error"]


def test_a_page_of_somebody_else_is_turned_away(client: Any) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/ganboard/explore", headers={"origin": "https://elsewhere.example"}),
    ):
        pass


@pytest.mark.parametrize("origin", ["http://localhost:9000", "http://127.0.0.1"])
def test_who_is_let_in_by_streamlit_is_let_in_by_us(client: Any, origin: str) -> None:
    headers = {"origin": origin, "host": "inside:8501"}  # as a proxy on this computer tells it
    with client.websocket_connect("/ganboard/theory", headers=headers) as socket:
        socket.send_text("no json")
        assert "cannot be understood" in socket.receive_text()


def test_a_page_that_came_from_here_is_let_in_under_any_name(client: Any) -> None:
    behind = TestClient(OneSite(client.app))
    headers = {"origin": "https://gan.example", "host": "inside:8501"}
    with pytest.raises(WebSocketDisconnect), behind.websocket_connect("/ganboard/theory", headers=headers):
        pass
    answer = behind.get("/ganboard/code/explore/core.js")
    assert answer.headers["set-cookie"] == "ganboard_site=1; Path=/; HttpOnly; SameSite=Strict"
    assert "set-cookie" not in behind.get("/ganboard/code/explore/core.js").headers  # the browser has it
    with behind.websocket_connect("/ganboard/theory", headers=headers) as socket:
        socket.send_text("no json")
        assert "cannot be understood" in socket.receive_text()
    for odd in ("null", "http://[", ""):
        assert behind.get("/ganboard/code/explore/core.js", headers={"origin": odd}).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("explore/core", 200),
        ("shared/element", 200),
        ("nothing/core", 404),
        ("explore/nothing", 404),
        ("..%2Fexplore/core", 404),
        ("%2E%2E/shell", 404),
        ("explore/..%2F..%2Fshell", 404),
    ],
)
def test_modules_are_served_by_name_alone(client: Any, name: str, status: int) -> None:
    answer = client.get(f"/ganboard/code/{name}.js")
    assert answer.status_code == status
    assert status == 404 or "javascript" in answer.headers["content-type"]
