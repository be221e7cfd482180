"""A tour's worksheet, to be printed: ``/ganboard/worksheet/first-gan.html?lang=zh``."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from ganboard.app.paths import BASE, base
from ganboard.app.session import language
from ganboard.i18n import best_language, translations
from ganboard.tours import tours, worksheet


def sheet(request: Request) -> Response:
    """The page; 404 where there is no such tour."""
    spoken = best_language(request.query_params.get("lang"))
    tour = tours(spoken)[0].get(request.path_params["name"])
    if tour is None:
        return PlainTextResponse("There is no such tour.", 404, headers={"Cache-Control": "no-store"})
    return HTMLResponse(worksheet(tour, spoken, translations(spoken).gettext), headers={"Cache-Control": "no-cache"})


def sheet_of(name: str) -> str:
    """The address of a tour's worksheet in the visitor's language, seen from any page."""
    return f"{base()}/worksheet/{quote(name, safe='')}.html?{urlencode({'lang': language()})}"


ROUTES = [Route(f"/{BASE}/worksheet/{{name}}.html", sheet)]
