"""Addresses at which there is no page lead to the first one, wherever that lies, and all others stay as they are."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ganboard.app.unknown_pages import UnknownPages

BROWSER = {"accept": "text/html,application/xhtml+xml"}


def led(path: str, asked: str, accept: dict[str, str] = BROWSER) -> str | None:
    """Where a request ends up behind all redirections; None where it is not sent anywhere."""

    async def answer(request: object) -> PlainTextResponse:
        return PlainTextResponse("here")

    app = Starlette(routes=[Route("/{rest:path}", answer)])
    got = TestClient(UnknownPages(app, path)).get(asked, headers=accept)
    assert got.text == "here"
    return got.url.raw_path.decode() if got.history else None


@pytest.mark.parametrize(
    ("path", "asked", "leads"),
    [
        ("/", "/trainn?run=x&lang=zh", "/?lang=zh&missing=trainn"),
        ("/", "/train/digits", "/?missing=train%2Fdigits"),
        ("/", "/a/b/c/?present=1", "/?present=1&missing=a%2Fb%2Fc"),
        ("/", "/%E8%AE%AD%E7%BB%83", "/?missing=%E8%AE%AD%E7%BB%83"),
        ("/class", "/class/trainn", "/class/?missing=trainn"),
        ("/", "/Train?run=a%20b&lang=zh", "/train?run=a+b&lang=zh"),
        ("/", "/train/", "/train"),
        ("/", "/start?world=digits", "/?world=digits"),
        ("/class", "/class/start", "/class/"),
    ],
)
def test_what_is_no_page_leads_to_the_first_one_and_what_means_one_there(path: str, asked: str, leads: str) -> None:
    assert led(path, asked) == leads


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/", "/"),
        ("/", "/train?run=x"),
        ("/", "/stand"),
        ("/", "/favicon.png"),
        ("/", "/ganboard/worksheet/first-gan.html"),
        ("/", "/_stcore/health"),
        ("/", "/static/js/index.js"),
        ("/class", "/class"),
        ("/class", "/class/"),
        ("/class", "/elsewhere"),
    ],
)
def test_what_is_there_stays(path: str, asked: str) -> None:
    assert led(path, asked) is None


def test_only_who_looks_at_a_page_is_led() -> None:
    assert led("/", "/trainn", {"accept": "application/json"}) is None
