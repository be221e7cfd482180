"""The address of a run's files: ``POST /ganboard/take/RUN/FORM?step=40&lang=zh``, FORM one of ``FORMS``.

The page saves what comes; what is wrong comes as ``{"error": sentence}`` and is said there. Streamlit's own button would show a
message of Streamlit's, and make the file once for each click.
"""

from __future__ import annotations

import asyncio
import traceback
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ganboard.app.exchange import OURS
from ganboard.app.numbers import NO_STEP, STEPS, whole
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.app.take.forms import FORMS, Asked, made
from ganboard.app.take.once import Once
from ganboard.errors import CheckpointError, EngineError, GANBoardError, reason
from ganboard.export.poster import HOME
from ganboard.i18n import N_, best_language, message, render, translations
from ganboard.storage import disk_message

MAKING: Once[tuple[str, bytes]] = Once(2)
"""Two at a time: each takes a core for seconds."""
ELSEWHERE = N_("This page may not take files from here. Open GANBoard itself.")
LONGEST = 500
"""Letters of the address of our pages."""


async def take(request: Request) -> Response:
    """Makes a file of a run, or says why it cannot be made."""
    language = best_language(request.query_params.get("lang"))
    try:
        if not await same_origin(request):
            raise EngineError(ELSEWHERE)
        form, asked = str(request.path_params["form"]), _asked(request, language)
        # Shielded: who asked first may be gone by now, and others wait for the same file.
        name, data = await asyncio.shield(asyncio.wrap_future(MAKING.ask((form, asked), partial(made, form, asked))))
    except GANBoardError as error:
        return _problem(error.message, language)
    except OSError as error:
        return _problem(disk_message(error, ""), language)
    except Exception as error:  # a bug of ours, which must not leave the visitor without a word
        traceback.print_exception(error)
        return _problem(message(OURS, problem=reason(error)), language)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    kind = "application/zip" if name.endswith(".zip") else FORMS[form].media_type
    return Response(data, media_type=kind, headers=headers)


def _asked(request: Request, language: str) -> Asked:
    text = request.query_params.get("step")
    step = whole(text, 0, STEPS)
    if text is not None and step is None:
        raise CheckpointError(NO_STEP)
    home = request.query_params.get("home", "")[:LONGEST]
    return Asked(
        str(request.path_params["run"]), step, language, home if home.startswith(("http://", "https://")) else HOME
    )


def _problem(sentence: dict[str, Any], language: str) -> Response:
    return JSONResponse({"error": render(sentence, translations(language).gettext)}, 400)


ROUTES = [Route(f"/{BASE}/take/{{run}}/{{form}}", take, methods=["POST"])]
