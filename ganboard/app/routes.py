"""What a page fetches by itself, past Streamlit: the newest view of a run, and pictures.

A rerun of a page's script several times a second costs a two-core computer a quarter of its training speed, most of it in
the browser; what the page's own component gets here costs far less. So scripts run when something is pressed, and what moves
comes from here.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from ganboard import figures
from ganboard.app.around import ROUTES as AROUND
from ganboard.app.connection import config_of, engine
from ganboard.app.dials import ROUTES as DIALS
from ganboard.app.exchange import code, explore
from ganboard.app.lessons import lessons
from ganboard.app.moments import describe
from ganboard.app.move_files import ROUTES as MOVE_FILES
from ganboard.app.numbers import STEPS, whole
from ganboard.app.paths import BASE
from ganboard.app.picture_files import ROUTES as PICTURE_FILES
from ganboard.app.presence import attend
from ganboard.app.prose import DEFAULT
from ganboard.app.quiz.code import ROUTES as ROOM_CODES
from ganboard.app.quiz.line import ROUTES as QUIZ
from ganboard.app.slow_motion import ROUTES as SLOW_MOTION
from ganboard.app.sockets import opened
from ganboard.app.stand.line import ROUTES as STAND
from ganboard.app.start.film import ROUTES as FILMS
from ganboard.app.start.news import news
from ganboard.app.tagged import tagged
from ganboard.app.take.route import ROUTES as TAKE
from ganboard.app.tours.sheet import ROUTES as WORKSHEETS
from ganboard.app.tray import ROUTES as TRAY
from ganboard.app.walk_files import ROUTES as WALK_FILES
from ganboard.errors import GANBoardError
from ganboard.i18n import render, translations
from ganboard.runs import Run, find_run

MOVING = ("waiting", "preparing", "running")
"""States in which a page changes by itself."""
TICK_SECONDS, REST_SECONDS = 0.46, 2.5
"""From one look to the next at a run that moves, and at one that rests, which another window may wake."""

FRAMES = 64
"""Of a clip, at most."""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Freeze what was loaded at the start; end the engine with the server."""
    # After every script run Streamlit collects garbage: what stays loaded need not be looked at each time.
    gc.collect()
    gc.freeze()
    engine()  # made by one thread: two visitors who come at the same moment must not get two
    present = asyncio.create_task(attend())
    yield
    present.cancel()
    engine().close()


async def live(socket: WebSocket) -> None:
    """Sends every new view of a run, in the language asked for: ``/ganboard/live/RUN?since=VERSION&lang=zh``."""
    await _tell(socket, _news)


async def begun(socket: WebSocket) -> None:
    """The same for the Start page: ``/ganboard/begun/RUN?since=VERSION&lang=zh``."""
    await _tell(socket, news)


async def _tell(socket: WebSocket, newer: Callable[[str, int, str], dict[str, Any] | None]) -> None:
    """A socket, because two fetches a second cost a browser as much as drawing what they bring."""
    language = await opened(socket)
    if language is None:
        return
    version, moving = whole(socket.query_params.get("since"), 0, sys.maxsize), True
    version = -1 if version is None else version
    with suppress(WebSocketDisconnect):
        while True:
            answer = await run_in_threadpool(newer, socket.path_params["run"], version, language)
            if answer:
                await socket.send_text(json.dumps(answer))
                version = int(answer.get("version", version))
            if answer and "gone" in answer:
                await socket.close()
                return
            if answer:
                moving = answer["state"] in MOVING
            with suppress(TimeoutError):  # the page sends nothing; this ends when it leaves
                await asyncio.wait_for(socket.receive_text(), TICK_SECONDS if moving else REST_SECONDS)


def _news(run_id: str, version: int, language: str) -> dict[str, Any] | None:
    """What is newer than a version; None if nothing is."""
    try:
        view = engine().watch(run_id, version)
        if view.version <= version:
            return None
        return describe(view, config_of(find_run(engine().root, run_id)), language, version)
    except GANBoardError as error:
        return {"gone": render(error.message, translations(language).gettext)}


def picture(request: Request) -> Response:
    """The samples of a checkpoint: ``/ganboard/picture/RUN/STEP.png``."""
    step = whole(request.path_params["step"], 0, STEPS)
    if step is None:
        return Response("There is no such step.", 404, headers={"Cache-Control": "no-store"})
    return _png(request, lambda run: run.picture(step))


def rebuilt(request: Request) -> Response:
    """Real images as a checkpoint rebuilds them: ``/ganboard/rebuilt/RUN/STEP.png``."""
    step = whole(request.path_params["step"], 0, STEPS)

    def read(run: Run) -> bytes:
        found = None if step is None else run.rebuilt(step)
        if found is None:
            raise FileNotFoundError(step)
        return found

    return _png(request, read)


def real(request: Request) -> Response:
    """Real images laid out like the samples: ``/ganboard/real/RUN.png``."""
    return _png(request, lambda run: (run.path / "real.png").read_bytes())


def _png(request: Request, read: Callable[[Run], bytes]) -> Response:
    """A picture of a run's folder, asked for each time and answered in a line where nothing changed.

    Another run may come by the same name, and other numbers at the same step.
    """
    frames = whole(request.query_params.get("frames"), 2, FRAMES)
    try:
        data = read(find_run(engine().root, request.path_params["run"]))
        if frames is not None:  # of clips: side by side, as the stage plays them
            data = figures.side_by_side(data, frames)
    except (GANBoardError, OSError) as error:
        return Response(str(error), 404, headers={"Cache-Control": "no-store"})
    return tagged(request, data, "image/png", "private, no-cache")


def front_page(request: Request) -> Response:
    """The page that has no name in the address, to whoever types its name: ``/start``, with all that is asked for."""
    # Relative, so that it holds below any path that stands before ours.
    place = "../" if request.url.path.endswith("/") else "./"
    return RedirectResponse(f"{place}?{request.url.query}" if request.url.query else place)


ROUTES: list[Route | WebSocketRoute] = [
    Route(f"/{DEFAULT}", front_page),
    Route(f"/{DEFAULT}/", front_page),
    WebSocketRoute(f"/{BASE}/live/{{run}}", live),
    WebSocketRoute(f"/{BASE}/begun/{{run}}", begun),
    *FILMS,
    WebSocketRoute(f"/{BASE}/explore", explore),
    WebSocketRoute(f"/{BASE}/theory", lessons),
    Route(f"/{BASE}/code/{{room}}/{{name}}.js", code),
    Route(f"/{BASE}/picture/{{run}}/{{step}}.png", picture),
    Route(f"/{BASE}/rebuilt/{{run}}/{{step}}.png", rebuilt),
    Route(f"/{BASE}/real/{{run}}.png", real),
    *AROUND,
    *DIALS,
    *SLOW_MOTION,
    *QUIZ,
    *ROOM_CODES,
    *MOVE_FILES,
    *WALK_FILES,
    *PICTURE_FILES,
    *STAND,
    *TAKE,
    *TRAY,
    *WORKSHEETS,
]


def root() -> str:
    """Where the first page lies: ``"/"``, or what ``server.baseUrlPath`` says."""
    return "/" + str(st.get_option("server.baseUrlPath")).strip("/")


def routes() -> list[Route | WebSocketRoute]:
    """What the server adds to Streamlit's addresses, below ``server.baseUrlPath`` like those."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return [_below(f"/{path}", route) for route in ROUTES] if path else ROUTES


def _below(path: str, route: Route | WebSocketRoute) -> Route | WebSocketRoute:
    if isinstance(route, WebSocketRoute):
        return WebSocketRoute(path + route.path, route.endpoint)
    return Route(path + route.path, route.endpoint, methods=list(route.methods or ()))
