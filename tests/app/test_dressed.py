"""A page comes with its stylesheet; everything else passes as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ganboard.app.dressed import Dressed

PAGE = "<html><head></head><body><div id='root'></div>" + " " * 2000 + "</body></html>"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-encoding": "gzip", "if-none-match": '"old"'}


def plain(request: Request) -> Response:
    """The page as Streamlit gives it: with a tag, by which a browser asks whether it is another one."""
    if request.headers.get("if-none-match"):
        return Response(status_code=304)
    return HTMLResponse(PAGE, headers={"etag": '"old"', "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT"})


def pieces(_request: Request) -> Response:
    def parts() -> Iterator[str]:
        yield PAGE[:500]
        yield PAGE[500:]

    return StreamingResponse(parts(), media_type="text/html")


@pytest.fixture(scope="module")
def client() -> TestClient:
    def numbers(_request: Request) -> Response:
        return JSONResponse([1] * 2000, headers={"etag": '"numbers"'})

    routes = [Route("/", plain, methods=["GET", "HEAD"]), Route("/pieces", pieces), Route("/numbers", numbers)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Dressed), Middleware(GZipMiddleware)]))


@pytest.mark.parametrize("address", ["/", "/pieces"])
def test_a_page_wears_the_stylesheet_between_the_head_and_all_that_is_drawn(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200  # a page of before, without it, is not taken for the same
    assert answer.headers["content-length"] == str(len(answer.content))
    assert not {"etag", "last-modified", "content-encoding"} & answer.headers.keys()
    before, style = answer.text.split("<style>")
    assert before.rstrip().endswith("</head><body>")
    assert ".stMainBlockContainer { padding" in style
    assert "max(1.8rem, var(--gb-least, 0px))" in style  # large letters in front of a class
    assert style.partition("</style>")[2].startswith(
        "<div id='root'>"
    )  # a sheet drawn later, such as present.css, counts more


def test_what_is_no_page_and_who_wants_none_is_left_alone(client: TestClient) -> None:
    assert client.get("/numbers", headers=BROWSER).headers["etag"] == '"numbers"'
    assert client.get("/", headers={"accept": "*/*"}).text == PAGE
    assert client.head("/", headers={"accept": "text/html"}).status_code == 200
