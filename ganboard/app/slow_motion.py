"""Slow motion for the Train page: has a run do one step, and tells the stills (``POST /ganboard/slow/RUN``)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.mathml import mathml
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.errors import EngineError, GANBoardError
from ganboard.i18n import N_, best_language, render, translations
from ganboard.methods.still import Row, Still, Sum, Term
from ganboard.runs import find_run

LIGHTER, DARKER = (0, 114, 178), (213, 94, 0)
"""The colours of more and of less light: those of real and of fake."""
NUMBERS = (0, 158, 115)
"""The colour of noise."""
USUAL = 2.5
"""Noise numbers beyond this, to both sides, look alike."""


async def slowly(request: Request) -> Response:
    """One step in slow motion: ``{"step", "stills"}``, or ``{"problem"}``, a sentence."""
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    run_id = request.path_params["run"]
    try:
        if not await same_origin(request):
            raise EngineError(N_("This page may not train here. Open GANBoard itself."))
        find_run(engine().root, run_id)
        step, stills = await run_in_threadpool(engine().slowly, run_id)
        return JSONResponse({"step": step, "stills": [told(still, translate) for still in stills]})
    except GANBoardError as error:
        return JSONResponse({"problem": render(error.message, translate)}, 400)


def told(still: Still, translate: Callable[[str], str]) -> dict[str, Any]:
    """A still as JSON types, in the visitor's language: pictures as data URLs, points as numbers."""
    longest = max((layer.slope for layer in still.layers), default=0.0) or 1.0
    return {
        "name": still.name,
        "actor": render(still.actor, translate),
        "role": still.role,
        "lit": list(still.lit),
        "title": render(still.title, translate),
        "sentences": [render(sentence, translate) for sentence in still.sentences],
        "rows": [_row(row, translate) for row in still.rows],
        "sum": None if still.total is None else _sum(still.total, translate),
        "layers": [
            {
                "network": layer.network,
                "name": layer.name,
                "slope": f"{layer.slope:.2g}",
                "part": round(layer.slope / longest, 4),
                "count": f"{layer.count:,}",
            }
            for layer in still.layers
        ],
    }


def _row(row: Row, translate: Callable[[str], str]) -> dict[str, Any]:
    points = row.kind == "samples" and row.samples.ndim == 2
    pictures = [] if points else [data_url(picture) for picture in _pictures(row)]
    pulls: list[Any] = []
    if row.pulls is not None:
        strength = float(np.abs(row.pulls).max()) or 1.0
        pulls = (row.pulls / strength).tolist() if points else [data_url(each) for each in ink(row.pulls)]
    return {
        "role": row.role,
        "title": render(row.title, translate),
        "kind": "points" if points else row.kind,
        "points": row.samples.astype(float).tolist() if points else [],
        "pictures": pictures,
        "pulls": pulls,
        "scale": row.scale,
        "bars": list(row.bars),
        "before": list(row.before),
        "texts": [_written(value) for value in row.bars],
    }


def _written(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if abs(value) < 100 else f"{value:.0f}".replace("-", "−")


def _sum(total: Sum, translate: Callable[[str], str]) -> dict[str, Any]:
    def terms(some: tuple[Term, ...]) -> list[dict[str, Any]]:
        texts = [f"{term.value:.3f}".replace("-", "−") for term in some]
        return [
            {"role": term.role, "title": render(term.title, translate), "text": text}
            for term, text in zip(some, texts, strict=True)
        ]

    return {
        "symbol": mathml(total.symbol),
        "formula": mathml(total.formula),
        "terms": terms(total.terms),
        "value": f"{total.value:.3f}".replace("-", "−"),
        "more": terms(total.more),
    }


def _pictures(row: Row) -> list[np.ndarray]:
    if row.kind == "samples":
        return list(row.samples)
    if row.kind == "drawing":
        return [np.clip(each, 0, 255).astype(np.uint8) for each in row.samples]
    return [tile(numbers) for numbers in row.samples]


def tile(numbers: np.ndarray) -> np.ndarray:
    """A list of noise numbers as a square picture in the colour of noise, strong where they are large.

    Args:
        numbers: float32, (size,).

    Returns:
        uint8, (side, side, 4), with opacity.
    """
    side = int(np.ceil(len(numbers) ** 0.5))
    cells = np.zeros(side * side)
    cells[: len(numbers)] = np.clip((numbers + USUAL) / (2 * USUAL), 0.06, 1)
    picture = np.empty((side, side, 4), np.uint8)
    picture[..., :3], picture[..., 3] = NUMBERS, np.round(255 * cells).reshape(side, side)
    return picture


def ink(pulls: np.ndarray) -> np.ndarray:
    """Where pictures should be lighter and where darker, as pictures to be laid over them.

    Args:
        pulls: float32, (count, height, width, channels).

    Returns:
        uint8, (count, height, width, 4): blue where lighter, orange where darker, clear where nothing should change.
    """
    light = pulls.sum(axis=3)
    strength = np.quantile(np.abs(light), 0.995) or 1.0
    parts = np.sqrt(np.clip(np.abs(light) / strength, 0, 1))  # what is weak is still seen
    pictures = np.empty((*light.shape, 4), np.uint8)
    pictures[..., :3] = np.where(light[..., None] > 0, LIGHTER, DARKER)
    pictures[..., 3] = np.round(235 * parts)
    return pictures


def data_url(picture: np.ndarray) -> str:
    """A picture, (height, width, 1, 3 or 4), as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(figures.png(picture)).decode()}"


ROUTES = [Route(f"/{BASE}/slow/{{run}}", slowly, methods=["POST"])]
