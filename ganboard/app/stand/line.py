"""The line of a stand's screen: which run draws the digits, how old it is, and when the next begins; or a ``problem``, a sentence.

As long as a line stands, the training is kept going, and no time limit pauses it: ``WS /ganboard/stand?lang=zh``.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from functools import cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from ganboard.app.connection import engine
from ganboard.app.paths import BASE
from ganboard.app.sockets import opened
from ganboard.app.stand.training import Stand, round_seconds
from ganboard.errors import GANBoardError
from ganboard.i18n import render, translations

LOOK = 2.0
"""Seconds from one look at the training to the next."""


@cache
def stand() -> Stand:
    """The one of this server."""
    return Stand(engine(), seconds=round_seconds())


async def line(socket: WebSocket) -> None:
    """Serves one screen."""
    language = await opened(socket)
    if language is None:
        return
    translate = translations(language).gettext
    with suppress(WebSocketDisconnect, RuntimeError):  # the screen is gone
        while True:
            await socket.send_text(json.dumps(await run_in_threadpool(_look, translate)))
            with suppress(TimeoutError):  # the screen says nothing; this ends when it leaves
                await asyncio.wait_for(socket.receive_text(), LOOK)


def _look(translate: Any) -> dict[str, Any]:
    try:
        return stand().tend()
    except GANBoardError as error:
        return {"problem": render(error.message, translate)}


ROUTES = [WebSocketRoute(f"/{BASE}/stand", line)]
