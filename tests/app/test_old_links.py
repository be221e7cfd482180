"""Links of the time when Train was the first page still lead to it; the Start page's own stay."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ganboard.app.old_links import OldLinks


@pytest.mark.parametrize(
    ("path", "asked", "leads"),
    [
        ("/", "/?run=a%20b&lang=zh", "./train?run=a%20b&lang=zh"),
        ("/", "/?preset=points", "./train?preset=points"),
        ("/", "/?method.objective=hinge", "./train?method.objective=hinge"),
        ("/class", "/class/?race=x", "./train?race=x"),
        ("/class", "/class?race=x", "./class/train?race=x"),
        ("/", "/", None),
        ("/", "/?lang=zh", None),
        ("/", "/?world=digits&run=x", None),
        ("/", "/explore?run=x", None),
        ("/class", "/?run=x", None),
    ],
)
def test_who_means_train_gets_there(path: str, asked: str, leads: str | None) -> None:
    async def answer(request: object) -> PlainTextResponse:
        return PlainTextResponse("here")

    app = Starlette(routes=[Route("/{rest:path}", answer)])
    got = TestClient(OldLinks(app, path), follow_redirects=False).get(asked)
    assert got.headers.get("location") == leads
    assert got.is_redirect == (leads is not None)
