"""Walks as files: an animation, its frames, or a strip for print. ``POST /ganboard/walk/FORM``, FORM one of ``MAKERS``.

The engine makes the frames, some at a time between turns of training; the files are made here, where nothing waits for them.
"""

from __future__ import annotations

import base64
import io
import json
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import numpy as np
from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.errors import ConfigError, EngineError, GANBoardError, RunError
from ganboard.i18n import N_, best_language, render, translations
from ganboard.media import PointsMedium

LONGEST = 200_000
"""Bytes of a request: six points take a few thousand."""
AT_ONCE = 60
"""Frames asked of the engine at a time."""
MOST_PIXELS = 64_000_000
"""Of all frames of a file together, as enlarged: half a minute at 256×256."""
SIDE, STRIP_SIDE = 256, 210
"""Pixels that a frame, and a picture of the strip, is enlarged to, as near as whole factors come."""
DPI = 300
DURATIONS = {"gif": (30, 30, 40), "webp": (33, 33, 34)}
"""Milliseconds of frames in turn: 30 a second, as near as the format can say it; GIF counts in hundredths."""
MAKING = threading.BoundedSemaphore(2)
"""Files may be made so many at a time; each takes a core for seconds."""
UNREADABLE = N_("The page sent a walk that cannot be understood. Reload it.")
ELSEWHERE = N_("Walks are saved only for GANBoard's own pages. Open the Explore page and save it there.")
TOO_LARGE = N_(
    "This walk has {count} frames of {width}×{height} pixels, too many for one file. Make it faster or choose fewer pictures."
)
BUSY = N_("Other walks are being saved right now. Try again in a few seconds.")
UNKNOWN = N_("A walk can be saved as {choices}, but not as {form}.")


class BusyError(GANBoardError):
    """Too many files are being made at the same time."""


@dataclass(frozen=True)
class Walk:
    """What was asked for.

    Attributes:
        source: Of the generator; see ``Studio.answer``.
        step: Of its checkpoint.
        way: What the questions ``walk`` and ``filmstrip`` have in common: points, kind, loop.
        leg: Frames from one point to the next.
    """

    source: str
    step: int | None
    way: dict[str, Any]
    leg: int

    @classmethod
    def read(cls, body: bytes) -> Walk:
        """A walk from a request; the engine checks its points.

        Raises:
            ConfigError: it is none.
        """
        try:
            given = json.loads(body) if len(body) <= LONGEST else None
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise GANBoardError(UNREADABLE)
        step, leg, points = given.get("step"), given.get("leg", 30), given.get("points")
        if not isinstance(step, int | None) or not isinstance(leg, int) or not isinstance(points, list):
            raise GANBoardError(UNREADABLE)
        way = {"points": points, "kind": given.get("kind", "spherical"), "loop": bool(given.get("loop"))}
        return cls(str(given.get("source")), step, way, leg)

    def frames(self) -> np.ndarray:
        """All frames: uint8, (count, height, width, channels).

        Raises:
            GANBoardError: the points, the run or the engine do not allow it, or it is too much for one file.
        """
        parts: list[np.ndarray] = []
        done, total = 0, 1
        while done < total:
            head, pictures = self._ask("walk", leg=self.leg, start=done, count=AT_ONCE)
            total = head["total"]
            pictures = self._pictured(pictures)
            height, width = pictures.shape[1:3]
            if total * height * width > MOST_PIXELS:
                raise GANBoardError(TOO_LARGE, count=total, width=width, height=height)
            parts.append(pictures)
            done += len(pictures)
        return np.concatenate(parts)

    def strip(self) -> np.ndarray:
        """Nine pictures along the walk: uint8, (9, height, width, channels)."""
        return self._pictured(self._ask("filmstrip")[1])

    def _pictured(self, samples: np.ndarray) -> np.ndarray:
        """Pictures as they are; points where they lie among real ones."""
        if samples.ndim > 2:
            return samples
        plane = engine().explore("opened", self.source, self.step)[0]["plane"]
        real = np.frombuffer(base64.b64decode(plane["real"]), "<f4").reshape(-1, 2)
        return PointsMedium(tuple(plane["centre"]), plane["reach"]).among(samples, real)

    def _ask(self, question: str, **more: Any) -> tuple[dict[str, Any], np.ndarray]:
        head, pictures = engine().explore(question, self.source, self.step, {**self.way, **more})
        if pictures is None:
            raise EngineError(N_("The training process made no frames. Try again."))
        return head, pictures


def gif(frames: np.ndarray) -> bytes:
    """Frames, uint8 (count, height, width, 1 or 3), as an endless GIF of 30 a second. Colours are reduced to 256 a frame.

    Where neighbours are alike to the last pixel they become one frame that is shown longer.
    """
    # Colours are chosen before the enlargement, which adds none: a tenth of the work.
    pictures = [
        each if each.mode == "L" else each.quantize(256, dither=Image.Dither.NONE) for each in _pictures(frames)
    ]
    return _animation("gif", _enlarged(pictures, _factor(frames)), optimize=False)


def webp(frames: np.ndarray) -> bytes:
    """Frames, uint8 (count, height, width, 1 or 3), as an endless WebP of 30 a second, without loss."""
    pictures = [each.convert("RGB") for each in _enlarged(_pictures(frames), _factor(frames))]
    return _animation("webp", pictures, lossless=True, quality=0, method=0)


def png_zip(frames: np.ndarray) -> bytes:
    """Frames, uint8 (count, height, width, 1 or 3), as ``frame_0001.png`` and so on in a zip."""
    buffer = io.BytesIO()
    factor = _factor(frames)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # PNG is compressed already
        for number, frame in enumerate(frames, start=1):
            archive.writestr(f"frame_{number:04d}.png", figures.png(figures.enlarge(frame, factor)))
    return buffer.getvalue()


def strip_png(pictures: np.ndarray) -> bytes:
    """Pictures, uint8 (count, height, width, 1 or 3), side by side with white gaps, for print at 300 dots an inch."""
    factor = max(1, round(STRIP_SIDE / max(pictures.shape[1:3])))
    large = pictures.repeat(factor, axis=1).repeat(factor, axis=2)
    sheet = figures.grid(large, len(large), gap=max(2, large.shape[2] // 20))
    buffer = io.BytesIO()
    figures.to_pil(sheet).save(buffer, "PNG", dpi=(DPI, DPI))
    return buffer.getvalue()


MAKERS: dict[str, tuple[str, str, Callable[[Walk], bytes]]] = {
    "gif": ("walk.gif", "image/gif", lambda walk: gif(walk.frames())),
    "webp": ("walk.webp", "image/webp", lambda walk: webp(walk.frames())),
    "zip": ("walk-30-frames-a-second.zip", "application/zip", lambda walk: png_zip(walk.frames())),
    "png": ("filmstrip.png", "image/png", lambda walk: strip_png(walk.strip())),
}
"""By form: the file's name, its media type, and what makes it."""


async def walk_file(request: Request) -> Response:
    """Makes a file of the walk in the request's body; what is wrong comes as ``{"error": sentence}`` with a status 4xx."""
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    try:
        if not await same_origin(request):
            return JSONResponse({"error": translate(ELSEWHERE)}, 403)
        name, media_type, make = _maker(str(request.path_params["form"]))
        walk = Walk.read(await _body(request))
        data = await run_in_threadpool(_made, make, walk)
    except GANBoardError as error:
        return JSONResponse({"error": render(error.message, translate)}, _status(error))
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


ROUTES = [Route(f"/{BASE}/walk/{{form}}", walk_file, methods=["POST"])]


def _maker(form: str) -> tuple[str, str, Callable[[Walk], bytes]]:
    if form not in MAKERS:
        raise GANBoardError(UNKNOWN, choices=", ".join(MAKERS), form=form[:20])
    return MAKERS[form]


async def _body(request: Request) -> bytes:
    """The body, read no further than the limit, whatever length was announced."""
    body = b""
    with suppress(ClientDisconnect):  # nobody is there to read what is wrong with half a request
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                raise GANBoardError(UNREADABLE)
    return body


def _made(make: Callable[[Walk], bytes], walk: Walk) -> bytes:
    if not MAKING.acquire(blocking=False):
        raise BusyError(BUSY)
    try:
        return make(walk)
    finally:
        MAKING.release()


def _status(error: GANBoardError) -> int:
    kinds = {RunError: 404, BusyError: 429, ConfigError: 422, EngineError: 503}
    return next((status for kind, status in kinds.items() if isinstance(error, kind)), 400)


def _factor(frames: np.ndarray) -> int:
    """How many times each pixel is enlarged, so that all frames together stay under the limit."""
    count, height, width = frames.shape[:3]
    allowed = int((MOST_PIXELS / (count * height * width)) ** 0.5)
    return max(1, min(SIDE // max(height, width), allowed))


def _pictures(frames: np.ndarray) -> list[Image.Image]:
    return [figures.to_pil(frame) for frame in frames]


def _enlarged(pictures: list[Image.Image], factor: int) -> list[Image.Image]:
    return [each.resize((each.width * factor, each.height * factor), Image.Resampling.NEAREST) for each in pictures]


def _animation(form: str, pictures: list[Image.Image], **options: Any) -> bytes:
    buffer = io.BytesIO()
    durations = list(islice(cycle(DURATIONS[form]), len(pictures)))
    pictures[0].save(
        buffer, form.upper(), save_all=True, append_images=pictures[1:], duration=durations, loop=0, **options
    )
    return buffer.getvalue()
