"""The dials of a run beside its curves: what a page shows of them, and how it turns one (``POST /ganboard/dial/RUN``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from pydantic.fields import FieldInfo
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ganboard.app.connection import engine
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.changes import Changes, checked
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, EngineError, GANBoardError
from ganboard.i18n import N_, best_language, render, translations
from ganboard.runs import find_run
from ganboard.settings import chosen

REACH = 100
"""How many times as much, and as little, as at the start a dial on a log scale says at its ends."""
LONGEST = 1000
"""Bytes of a request at most."""


def described(config: TrainConfig, translate: Callable[[str], str]) -> list[dict[str, Any]]:
    """The dials of a run as JSON types.

    Args:
        config: The run's.
        translate: Into the visitor's language.

    Returns:
        Of each ``name``, ``label``, ``about``, ``begun`` (its value at the start), ``low`` and ``high`` (the ends of its slider),
        ``scale`` ("whole", "even" or "log"), and ``zero`` (whether 0 stands below the low end of a log scale).
    """
    infos, begun = chosen(TrainConfig, config.to_flat()), Changes(config).begun
    return [_dial(name, infos[name][0], begun[name], translate) for name in config.method.dials]


def _dial(name: str, info: FieldInfo, begun: float, translate: Callable[[str], str]) -> dict[str, Any]:
    low, high, above = 0.0, 1.0, False
    for limit in info.metadata:
        low, high = getattr(limit, "ge", low), getattr(limit, "le", high)
        above = above or hasattr(limit, "gt")
    scale = "whole" if info.annotation is int else "even" if high <= 1 and not above else "log"
    if scale == "log":
        middle = begun or high / REACH
        low, high = middle / REACH, min(high, middle * REACH)
    about = {"name": name, "label": translate(info.title or name), "about": translate(info.description or "")}
    return {**about, "begun": begun, "low": low, "high": high, "scale": scale, "zero": scale == "log" and not above}


def told(
    rows: Iterable[Mapping[str, Any]], config: TrainConfig, translate: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The changes of a run in words, those of one step together.

    Args:
        rows: As ``Changes.to_list`` gives them.
        config: The run's.
        translate: Into the visitor's language.

    Returns:
        Of each step ``step``, ``text`` and ``dials``, the new values by name.
    """
    infos, now = chosen(TrainConfig, config.to_flat()), dict(Changes(config).begun)
    found = []
    for step, group in groupby(rows, key=lambda row: row["step"]):
        texts, values = [], {}
        for row in group:
            dial, value = row["dial"], row["value"]
            label = translate(infos[dial][0].title or dial)
            text = translate(N_("{setting}: {before} → {after}"))
            texts.append(text.format(setting=label, before=f"{now[dial]:.4g}", after=f"{value:.4g}"))
            now[dial] = values[dial] = value
        found.append({"step": step, "text": " · ".join(texts), "dials": values})
    return found


async def turn(request: Request) -> Response:
    """Turn a dial: ``{"dial", "value", "step"}``, the step that of a checkpoint or null for now.

    The answer is ``{"run"}``, the same run or a branch that took its place, or ``{"problem"}``, a sentence.
    """
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    try:
        if not await same_origin(request):
            raise EngineError(N_("This page may not turn dials here. Open GANBoard itself."))
        asked = _asked(await request.body())
        made = await run_in_threadpool(_turn, request.path_params["run"], **asked)
    except (GANBoardError, ClientDisconnect) as error:
        sentence = render(error.message, translate) if isinstance(error, GANBoardError) else ""
        return JSONResponse({"problem": sentence}, 400)
    return JSONResponse({"run": made})


def _asked(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body[:LONGEST])
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or asked.keys() != {"dial", "value", "step"}:
        raise ConfigError("dial", body[:40].decode(errors="replace"), N_("a dial, a value and a step"))
    return asked


def _turn(run_id: str, dial: Any, value: Any, step: Any) -> str:
    """What is wrong is told before the engine is asked: it may be busy, or have to load the run first."""
    config = find_run(engine().root, run_id).config()
    change = checked(config, {"step": 0 if step is None else step, "dial": dial, "value": value})
    return engine().dial(run_id, change.dial, change.value, step)


ROUTES = [Route(f"/{BASE}/dial/{{run}}", turn, methods=["POST"])]
