"""A visitor's own picture, as a generator could have made it: decoded here, at the generator's size and colours.

The page sends the file as it is and gets plain bytes back: no browser has to agree with Pillow about colours and edges, and
a picture that Pillow refuses never reaches the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ganboard.app.numbers import whole
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.datasets.picture import PictureError
from ganboard.datasets.prepare import picture
from ganboard.i18n import N_, best_language, message, render, translations

FILE_BYTES = 40_000_000
"""The most bytes a picture's file may have: the largest photos pass."""
LARGEST = 512
"""The largest side that is asked for, pixels; no generator here makes larger pictures."""
DRAWN = 280
"""Side at which a drawing is looked at before it is made small, pixels."""
DIGIT_SIDE, DIGIT_BOX = 28, 20
"""Side of a picture of MNIST, and of the box that its digit just fits into."""
INK = 4
"""What is darker than one part in so many of the lightest place is no part of a drawing, but paper."""


async def picture_file(request: Request) -> Response:
    """The bytes of a picture: ``POST /ganboard/picture-file?size=28&color=0&swap=0&digit=1&lang=zh``, a file as the body.

    Gives ``size * size * (3 if color else 1)`` bytes, row by row. With ``swap=1`` light and dark are swapped; then, with
    ``digit=1``, it is placed as :func:`centred` does. What cannot be used is answered by 400 or 413 and a sentence in
    the visitor's language.
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


def centred(drawing: np.ndarray) -> np.ndarray:
    """A drawn digit, placed as those of MNIST are: its box fits 20×20, its centre of mass is the picture's middle.

    Args:
        drawing: uint8, (height, width): light on dark.

    Returns:
        uint8, (28, 28); black where nothing is drawn.

    Reference: LeCun et al. 1998, Section III.A, "Gradient-based learning applied to document recognition".
    Differs from the paper: Lanczos instead of the anti-aliasing that the authors do not name; a digit whose centre of mass
    lies far out stops at the picture's edge instead of being cut.
    """
    small = np.zeros((DIGIT_SIDE, DIGIT_SIDE), np.uint8)
    ink = drawing > drawing.max(initial=0) / INK
    rows, columns = (np.flatnonzero(ink.any(axis)) for axis in (1, 0))
    if not len(rows):
        return small
    box = np.where(ink, drawing, 0)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = DIGIT_BOX / max(box.shape)
    height, width = (max(1, round(side * scale)) for side in box.shape)
    digit = np.asarray(Image.fromarray(box).resize((width, height), Image.Resampling.LANCZOS))
    top, left = (_placed(digit.sum(axis, dtype=np.float64)) for axis in (1, 0))
    small[top : top + height, left : left + width] = digit
    return small


def _placed(mass: np.ndarray) -> int:
    """Where a digit begins along one side, so that its centre of mass comes to the middle."""
    middle = float((mass * np.arange(len(mass))).sum() / max(mass.sum(), 1))
    return int(np.clip(round((DIGIT_SIDE - 1) / 2 - middle), 0, DIGIT_SIDE - len(mass)))


def _pixels(body: bytes, size: int, color: bool, swap: bool, digit: bool) -> np.ndarray:
    """uint8, (size, size, channels)."""
    digit = digit and size == DIGIT_SIDE and not color
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
