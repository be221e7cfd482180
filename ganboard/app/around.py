"""What is to be seen around the points of a checkpoint: ``/ganboard/around/RUN/STEP.json``, arrays as ``cloud.js`` reads them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ganboard.app.connection import engine
from ganboard.app.numbers import NO_STEP, STEPS, whole
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.errors import GANBoardError, RunError
from ganboard.i18n import best_language, render, translations


async def around(request: Request) -> Response:
    """The arrays by name, or ``{"problem"}``, a sentence; the page shows the picture alone then."""
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    step = whole(request.path_params["step"], 0, STEPS)
    try:
        if step is None or not await same_origin(request):
            raise RunError(NO_STEP)
        head, _ = await run_in_threadpool(engine().explore, "around", request.path_params["run"], step)
        return JSONResponse(head["scene"], headers={"Cache-Control": "private, max-age=3600"})
    except GANBoardError as error:
        problem = {"problem": render(error.message, translate)}
        return JSONResponse(problem, 404, headers={"Cache-Control": "no-store"})


ROUTES = [Route(f"/{BASE}/around/{{run}}/{{step}}.json", around)]
