"""Pictures of a run are known by what they are, not by their address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import segno
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app.connection import engine
from ganboard.app.routes import ROUTES
from ganboard.config import TrainConfig
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint

PICTURE, REAL = "/ganboard/picture/mine/5.png", "/ganboard/real/mine.png"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    return TestClient(Starlette(routes=ROUTES), base_url="http://here")


def made(picture: bytes) -> Run:
    run = Run.create(engine().root / "mine", TrainConfig(), "mine")
    run.save(Checkpoint(5, 0.5, {}), picture)
    (run.path / "real.png").write_bytes(picture + b" real")
    return run


@pytest.mark.parametrize(("address", "first", "second"), [(PICTURE, b"one", b"two"), (REAL, b"one real", b"two real")])
def test_a_run_made_anew_under_its_name_shows_its_own_pictures(
    server: TestClient, address: str, first: bytes, second: bytes
) -> None:
    run = made(b"one")
    answer = server.get(address)
    assert (answer.content, answer.headers["content-type"]) == (first, "image/png")
    assert "no-cache" in answer.headers["cache-control"]
    known = {"If-None-Match": answer.headers["etag"]}
    again = server.get(address, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    shutil.rmtree(run.path)
    gone = server.get(address, headers=known)
    assert (gone.status_code, gone.headers["cache-control"]) == (404, "no-store")
    made(b"two")
    anew = server.get(address, headers=known)
    assert (anew.status_code, anew.content) == (200, second)


@pytest.mark.parametrize("address", ["code/shared/element.js", "film/digits.webp"])
def test_what_a_browser_has_already_is_not_sent_again(server: TestClient, address: str) -> None:
    first = server.get(f"/ganboard/{address}")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    tag = first.headers["etag"]
    for known, status in ((tag, 304), (f'"another", W/{tag}', 304), ('"another"', 200), ("", 200)):
        again = server.get(f"/ganboard/{address}", headers={"If-None-Match": known})
        assert (again.status_code, len(again.content)) == (status, len(first.content) if status == 200 else 0)
        assert again.headers["etag"] == tag


def test_the_code_of_a_room_is_a_picture_of_its_link_and_of_nothing_else(server: TestClient) -> None:
    link = "http://192.168.1.20:8501/quiz?room=ABCD"
    answer = server.get("/ganboard/code.svg", params={"link": link})
    assert answer.headers["content-type"] == "image/svg+xml"
    width = 4 + 4 * segno.make(link, error="m", micro=False).version + 17
    assert f'viewBox="0 0 {width} {width}"' in answer.text.replace("'", '"')
    for wrong in ("", "javascript:alert(1)", "http://" + "x" * 400):
        assert server.get("/ganboard/code.svg", params={"link": wrong}).status_code == 404
