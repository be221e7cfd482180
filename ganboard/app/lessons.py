"""The line of the Theory page's demonstrations: settings in, scenes out, in the visitor's language.

A question is JSON text: ``{"id", "demo", "values"}``. Its answer is ``{"id", "scene"}``, see ``ganboard/theory/scene.py``, or
``{"id", "error"}`` with a sentence. A page asks again only when it has its answer, so they are answered one by one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from ganboard.app.exchange import UNREADABLE, in_words
from ganboard.app.sockets import opened
from ganboard.errors import EngineError, GANBoardError, reason
from ganboard.i18n import render, translations
from ganboard.theory import DEMOS

LONGEST = 10_000
"""Characters of a question."""


async def lessons(socket: WebSocket) -> None:
    """Answers a page's demonstrations: ``/ganboard/theory?lang=zh``."""
    language = await opened(socket)
    if language is None:
        return
    with suppress(WebSocketDisconnect, RuntimeError):  # the page is gone
        while True:
            text = await socket.receive_text()
            await socket.send_text(await run_in_threadpool(_answer, text, language))


def _answer(text: str, language: str) -> str:
    translate = translations(language).gettext
    number: Any = None
    try:
        asked = _read(text)
        number = asked["id"]
        scene = DEMOS.create({**asked["values"], "name": asked.get("demo")}).scene()
        return json.dumps({"id": number, "scene": in_words(scene.to_dict(), translate)}, allow_nan=False)
    except GANBoardError as error:
        return json.dumps({"id": number, "error": render(error.message, translate)})
    except Exception as error:  # a bug of ours, which must not leave the page waiting
        return json.dumps({"id": number, "error": reason(error)})


def _read(text: str) -> dict[str, Any]:
    try:
        asked = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("id"), int) or not isinstance(asked.get("values"), dict):
        raise EngineError(UNREADABLE)
    return asked
