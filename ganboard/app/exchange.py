"""The explorer's line to the engine: one socket for a page, questions in, words and pictures out.

A question is JSON text: ``{"id", "ask", "source", "step", "with"}``. An answer is binary: the length of the head, 4 bytes, little
end first; the head, JSON; the samples. Points and small pictures go as they are, which costs nobody anything; large pictures as one
JPEG.
"""

from __future__ import annotations

import asyncio
import io
import json
import struct
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.sockets import opened
from ganboard.app.tagged import tagged
from ganboard.errors import EngineError, GANBoardError, reason
from ganboard.i18n import N_, render, translations

PLAIN_BYTES = 400_000
"""Pictures of so many bytes go as they are."""
AT_ONCE = 8
"""Questions of one page that may wait for their answers at the same time."""
LONGEST = 2_000_000
"""Characters of a question."""
CODE = Path(__file__).parent / "components"
OURS = N_("GANBoard made a mistake while it answered ({problem}). Reload the page, and report it.")
UNREADABLE = N_("The page asked something that cannot be understood. Reload it.")


async def explore(socket: WebSocket) -> None:
    """Answers a page's questions, several at a time, as they come."""
    language = await opened(socket)
    if language is None:
        return
    places, sending = asyncio.Semaphore(AT_ONCE), asyncio.Lock()
    tasks: set[asyncio.Task[None]] = set()

    async def answer(text: str) -> None:
        async with places:
            packed = await run_in_threadpool(_answer, text, language)
        async with sending:
            with suppress(WebSocketDisconnect, RuntimeError):  # the page is gone
                await socket.send_bytes(packed)

    with suppress(WebSocketDisconnect):
        while True:
            task = asyncio.create_task(answer(await socket.receive_text()))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()


def _answer(text: str, language: str) -> bytes:
    translate = translations(language).gettext
    number: Any = None
    try:
        asked = _read(text)
        number = asked["id"]
        head, pictures = engine().explore(
            str(asked.get("ask")), str(asked.get("source")), asked.get("step"), asked.get("with")
        )
        return pack({**in_words(head, translate), "id": number}, pictures)
    except GANBoardError as error:
        return pack({"id": number, "error": render(error.message, translate), "kind": type(error).__name__}, None)
    except Exception as error:  # a bug of ours, which must not leave the page waiting
        traceback.print_exception(error)
        problem = translate(OURS).format(problem=reason(error))
        return pack({"id": number, "error": problem, "kind": "EngineError"}, None)


def _read(text: str) -> dict[str, Any]:
    try:
        asked = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("id"), int):
        raise EngineError(UNREADABLE)
    if not isinstance(asked.get("with", {}), dict) or not isinstance(asked.get("step"), int | None):
        raise EngineError(UNREADABLE)
    return asked


def in_words(value: Any, translate: Any) -> Any:
    """An answer, JSON types, with every message in it in the visitor's language."""
    if isinstance(value, dict):
        if value.keys() == {"template", "values"}:
            return render(value, translate)
        return {key: in_words(inner, translate) for key, inner in value.items()}
    return [in_words(inner, translate) for inner in value] if isinstance(value, list) else value


def pack(head: dict[str, Any], pictures: np.ndarray | None) -> bytes:
    """An answer as bytes.

    Args:
        head: JSON types; ``"pictures"`` is added: count, height, width, channels, kind (``"plain"`` or ``"jpeg"``), columns; of
            points, which the page draws, count and the kind ``"points"``.
        pictures: uint8, (count, height, width, channels); or clips, (count, frames, height, width, channels), which go as so many
            pictures, ``"frames"`` of each; or points, float32, (count, 2); or None.
    """
    body = b""
    if pictures is not None and pictures.ndim == 2:
        head["pictures"] = {"count": len(pictures), "kind": "points"}
        body = pictures.astype("<f4").tobytes()
    elif pictures is not None:
        frames = pictures.shape[1] if pictures.ndim == 5 else 1
        pictures = pictures.reshape(-1, *pictures.shape[-3:])
        count, height, width, channels = pictures.shape
        plain = pictures.nbytes <= PLAIN_BYTES
        columns = 1 if plain else min(count, 33)
        kind = "plain" if plain else "jpeg"
        head["pictures"] = {
            "count": count,
            "height": height,
            "width": width,
            "channels": channels,
            "kind": kind,
            "columns": columns,
            "frames": frames,
        }
        body = pictures.tobytes() if plain else _jpeg(figures.grid(pictures, columns, gap=0))
    text = json.dumps(head).encode()
    return struct.pack("<I", len(text)) + text + body


def _jpeg(sheet: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    figures.to_pil(sheet).save(buffer, "JPEG", quality=90, subsampling=0)
    return buffer.getvalue()


def code(request: Request) -> Response:
    """A module of our components' JavaScript, where it lies in ``components/``: ``/ganboard/code/ROOM/NAME.js``."""
    room, name = request.path_params["room"], request.path_params["name"]
    file = CODE / room / f"{name}.js"
    if file.parent.parent != CODE or not room.isidentifier() or not file.is_file():
        return Response("There is no such module.", 404)
    # Asked for anew each time, answered in a line if nothing changed: a page never runs with parts of two versions.
    return tagged(request, file.read_bytes(), "text/javascript")
