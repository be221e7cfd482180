"""The films of the Start page: what lives before anything is trained, and before TensorFlow is loaded."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ganboard.app.paths import BASE
from ganboard.app.start.worlds import WORLDS
from ganboard.app.tagged import tagged

FILMS = Path(__file__).parent / "films"
"""``NAME.webp``, made by ``benchmarks/start_films.py``."""
CELLS, FRAMES = 10, 48
"""Of a film: pictures below each other, and of each so many frames beside each other, the last of which leads to the first."""


def film(request: Request) -> Response:
    """The film of a world: ``/ganboard/film/NAME.webp``; 404 where there is none."""
    name = request.path_params["name"]
    if name not in WORLDS:
        return Response("There is no such film.", 404)
    return tagged(request, (FILMS / f"{name}.webp").read_bytes(), "image/webp")


ROUTES = [Route(f"/{BASE}/film/{{name}}.webp", film)]
