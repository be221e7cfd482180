"""Files on their way from the browser: they come whole, or a sentence says what did not."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app import tray as room
from ganboard.app.tray import ROUTES, Tray
from ganboard.datasets.images import read_images
from ganboard.i18n import render
from tests.datasets.drawing import several


@pytest.fixture
def server() -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url="http://here")


@pytest.fixture
def tray() -> Iterator[Tray]:
    tray = Tray()
    yield tray
    tray.close()


def send(server: TestClient, token: str, files: list[tuple[str, bytes]], **about: Any) -> Any:
    told = {"names": [name for name, _ in files], "large": [], "closed": [], "missing": 0, **about}
    body = [("file", ("file", data)) for _, data in files]
    return server.post(f"/ganboard/tray/{token}", data={"about": json.dumps(told)}, files=body or None)


def test_files_lie_on_the_tray_under_their_own_names(server: TestClient, tray: Tray) -> None:
    files = [('a/"b" %22\\c\n' + name, data) for name, data in several(20)]
    assert send(server, tray.token, files[:12], missing=8).status_code == 204
    assert tray.missing == 8
    assert send(server, tray.token, files[12:]).status_code == 204
    assert tray.missing == 0
    assert [(name, path.read_bytes()) for name, path in tray.files] == files
    assert len(read_images(tray.files)) == 20


def test_what_the_browser_did_not_send_is_told_too(server: TestClient, tray: Tray) -> None:
    assert send(server, tray.token, several(16), large=["film.mp4"], closed=["gone.png"]).status_code == 204
    left = [render(line) for line in read_images(tray.files).report.left_out]
    assert left == ["film.mp4: larger than 100 MB", "gone.png: the browser could not read it"]


def test_nothing_stays_on_the_disk(server: TestClient, tray: Tray) -> None:
    send(server, tray.token, several(3), missing=2)
    paths = [path for _, path in tray.files]
    version = tray.version
    tray.clear()
    assert not any(path.exists() for path in paths)
    assert (tray.files, tray.missing, tray.version > version) == ([], 0, True)
    send(server, tray.token, several(1))
    folder = tray.files[0][1].parent
    tray.close()
    assert not folder.exists()
    gone = Tray()
    gone.add("a", io.BytesIO(b"x"))
    folder = gone.files[0][1].parent
    assert folder.exists()
    del gone
    assert not folder.exists()


def test_too_much_is_refused_with_a_sentence(server: TestClient, tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "FILES", 5)
    answer = send(server, tray.token, several(7), missing=3)
    assert (answer.status_code, answer.text.startswith("There are more than 5 files.")) == (413, True)
    assert (len(tray.files), tray.missing > 0) == (5, True)
    tray.clear()
    monkeypatch.setattr(room, "TOTAL_BYTES", 100)
    answer = send(server, tray.token, several(3))
    assert (answer.status_code, "larger than 0 GB together" in answer.text) == (413, True)
    assert tray.files == []


def test_a_full_or_missing_disk_is_a_sentence(server: TestClient, tray: Tray) -> None:
    tray.close()
    answer = send(server, tray.token, several(2))
    assert answer.status_code == 413
    assert "could not be kept in " in answer.text
    assert "(No such file or directory)" in answer.text
    assert tray.missing == 2


@pytest.mark.parametrize(
    "about",
    [None, "", "{}", "[" * 100_000, "9" * 5_000, '{"names": 3, "large": [], "closed": [], "missing": 0}']
    + [f'{{"names": [], "large": [], "closed": [], "missing": {number}}}' for number in ("-1", "1e9", "true", "NaN")]
    + ['{"names": ["a"], "large": [], "closed": [], "missing": 0}'],
)
def test_nonsense_is_answered_by_a_sentence(server: TestClient, tray: Tray, about: str | None) -> None:
    answer = server.post(f"/ganboard/tray/{tray.token}", data={} if about is None else {"about": about})
    assert (answer.status_code, answer.text) == (
        413,
        "The page sent something that cannot be understood. Reload it.",
    )
    assert tray.files == []


def test_a_broken_form_and_too_many_files_at_once(server: TestClient, tray: Tray) -> None:
    form = {"content-type": "multipart/form-data; boundary=x"}
    assert server.post(f"/ganboard/tray/{tray.token}", content=b"--y\r\nnonsense", headers=form).status_code == 400
    assert send(server, tray.token, [("a", b"")] * (room.AT_ONCE + 1)).status_code == 400


def test_only_our_page_of_this_visit_may_send(server: TestClient, tray: Tray) -> None:
    assert send(server, "0" * 32, several(1)).status_code == 404
    address = f"/ganboard/tray/{tray.token}"
    assert server.post(address, headers={"origin": "http://elsewhere"}).status_code == 403
    assert tray.files == []


def test_the_address_is_among_the_servers() -> None:
    from ganboard.app.routes import ROUTES as ALL

    assert all(route in ALL for route in ROUTES)
