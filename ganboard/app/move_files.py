"""One creature and what it does, as a file: ``POST /ganboard/moves/RUN/FORM?step=40&seed=3&manner=4&who=colour*green&motion=2``.

FORM is one of ``SUFFIXES`` of the clips of a training; without a motion all of them are in the file. What is wrong comes as
``{"error": sentence}``, in the language ``lang``.
"""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.exchange import OURS
from ganboard.app.numbers import NO_STEP, STEPS, whole
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.app.take.once import Once
from ganboard.app.take.route import ELSEWHERE
from ganboard.creatures.factors import FACTORS
from ganboard.creatures.moving import MOTIONS
from ganboard.errors import CheckpointError, ConfigError, EngineError, GANBoardError, reason
from ganboard.export import frames_file
from ganboard.export.clips import SUFFIXES
from ganboard.i18n import N_, best_language, message, render, translations

MAKING: Once[bytes] = Once(2)
"""Two at a time: each takes a core for a second."""
MOST = 2**31 - 1
"""The largest seed."""
BETWEEN = "*"
"""Stands in an address between factors and values."""
ACROSS = 2
"""Clips in a row of the file, as on a wide page."""
NO_SEED = N_("The page asked for a creature that cannot be understood. Reload it.")
TYPES = {".gif": "image/gif", ".webp": "image/webp", ".zip": "application/zip"}


@dataclass(frozen=True)
class Asked:
    """Which creature, and of which generator.

    Attributes:
        source: Id of a run, or what ships.
        step: Of its checkpoint; None for where it stands.
        seed: Decides who is seen, as far as ``who`` leaves it open.
        manner: Decides how it moves.
        who: Factors and values.
        motion: By its number; None for all.
    """

    source: str
    step: int | None
    seed: int
    manner: int
    who: tuple[tuple[str, str], ...]
    motion: int | None = None


async def move_file(request: Request) -> Response:
    """Makes a file of a creature, or says why it cannot be made."""
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    try:
        if not await same_origin(request):
            raise EngineError(ELSEWHERE)
        form, asked = str(request.path_params["form"]), _asked(request)
        if form not in SUFFIXES:
            raise ConfigError("form", form[:20], N_("one of {choices}"), choices=", ".join(SUFFIXES))
        data = await asyncio.shield(asyncio.wrap_future(MAKING.ask((form, asked), partial(made, form, asked))))
    except GANBoardError as error:
        return JSONResponse({"error": render(error.message, translate)}, 400)
    except Exception as error:  # a bug of ours, which must not leave the visitor without a word
        traceback.print_exception(error)
        return JSONResponse({"error": render(message(OURS, problem=reason(error)), translate)}, 400)
    does = "" if asked.motion is None else f"-{MOTIONS[asked.motion]}"
    name, kind = f"creature-{asked.seed}{does}{SUFFIXES[form]}", TYPES[SUFFIXES[form]]
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def made(form: str, asked: Asked) -> bytes:
    """A file of what a creature does: one clip, or all as on the page, two in a row.

    Args:
        form: A key of :data:`ganboard.export.clips.SUFFIXES`.
        asked: Which creature.

    Raises:
        GANBoardError: there is no such generator or creature, or the engine does not answer.
    """
    wanted = {"seed": asked.seed, "manner": asked.manner, "who": dict(asked.who)}
    _head, clips = engine().explore("moves", asked.source, asked.step, wanted)
    if clips is None:
        raise EngineError(N_("The training process made no frames. Try again."))
    if asked.motion is not None:
        clips = clips[asked.motion : asked.motion + 1]
    return frames_file(
        [figures.grid(clips[:, frame], min(ACROSS, len(clips))) for frame in range(clips.shape[1])], form
    )


def told(text: str | None) -> dict[str, str]:
    """Who is meant by what an address says, factors and values with ``*`` between; what there is not is left out."""
    parts = (text or "").split(BETWEEN)
    given = dict(zip(parts[::2], parts[1::2], strict=False))
    return {factor.name: given[factor.name] for factor in FACTORS if given.get(factor.name) in factor.values}


def _asked(request: Request) -> Asked:
    said = request.query_params
    step = whole(said.get("step"), 0, STEPS)
    seed, manner = (whole(said.get(name), 0, MOST) for name in ("seed", "manner"))
    motion = whole(said.get("motion"), 0, len(MOTIONS) - 1)
    if step is None and "step" in said:
        raise CheckpointError(NO_STEP)
    if seed is None or manner is None or (motion is None and said.get("motion")):
        raise GANBoardError(NO_SEED)
    return Asked(str(request.path_params["run"]), step, seed, manner, tuple(told(said.get("who")).items()), motion)


ROUTES = [Route(f"/{BASE}/moves/{{run}}/{{form}}", move_file, methods=["POST"])]
