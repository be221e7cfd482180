"""A visitor's own picture, as a generator could have made it: decoded here, at the generator's size and colours.

The page sends the file as it is and gets plain bytes back: no browser has to agree with Pillow about colours and edges, and
a picture that Pillow refuses never reaches the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ganboard.app.numbers import whole
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.datasets.picture import PictureError
from ganboard.datasets.prepare import picture
from ganboard.datasets.writing import SIDE, centred
from ganboard.i18n import N_, best_language, message, render, translations

FILE_BYTES = 40_000_000
"""The most bytes a picture's file may have: the largest photos pass."""
LARGEST = 512
"""The largest side that is asked for, pixels; no generator here makes larger pictures."""
DRAWN = 280
"""Side at which a drawing is looked at before it is made small, pixels."""


async def picture_file(request: Request) -> Response:
    """The bytes of a picture: ``POST /ganboard/picture-file?size=28&color=0&swap=0&digit=1&lang=zh``, a file as the body.

    Gives ``size * size * (3 if color else 1)`` bytes, row by row. With ``swap=1`` light and dark are swapped; then, with
    ``digit=1``, it is placed as :func:`ganboard.datasets.writing.centred` does. What cannot be used is answered by 400 or 413
    and a sentence in the visitor's language.
    """
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    if not await same_origin(request):  # a page of somebody else's
        return _sentence(403, message(N_("This page may not send pictures here. Open GANBoard itself.")), translate)
    size = whole(request.query_params.get("size"), 1, LARGEST)
    if size is None:
        return _sentence(400, message(N_("size: expected a number from {ge} to {le}."), ge=1, le=LARGEST), translate)
    body = await _body(request)
    if body is None:
        limit = FILE_BYTES // 1_000_000
        return _sentence(
            413, message(N_("The file is larger than {limit} MB. Choose a smaller picture."), limit=limit), translate
        )
    color, swap, digit = (request.query_params.get(name) == "1" for name in ("color", "swap", "digit"))
    try:
        pixels = await run_in_threadpool(_pixels, body, size, color, swap, digit)
    except PictureError as error:
        sentence = message(N_("This file cannot be used: {reason}. Choose another picture."), reason=error.reason)
        return _sentence(400, sentence, translate)
    return Response(pixels.tobytes(), media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


def _pixels(body: bytes, size: int, color: bool, swap: bool, digit: bool) -> np.ndarray:
    """uint8, (size, size, channels)."""
    digit = digit and size == SIDE and not color
    found = picture(body, DRAWN if digit else size, color)
    found = 255 - found if swap else found
    return centred(found[:, :, 0])[:, :, None] if digit else found


async def _body(request: Request) -> bytes | None:
    """What was sent; None as soon as it is too much."""
    parts, length = [], 0
    try:
        async for part in request.stream():
            parts.append(part)
            length += len(part)
            if length > FILE_BYTES:
                return None
    except ClientDisconnect:
        return b""
    return b"".join(parts)


def _sentence(status: int, sentence: dict[str, Any], translate: Callable[[str], str]) -> Response:
    return Response(render(sentence, translate), status, media_type="text/plain; charset=utf-8")


ROUTES = [Route(f"/{BASE}/picture-file", picture_file, methods=["POST"])]
