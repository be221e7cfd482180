"""What the Start page hears of a training: its pictures, and what is to be said of them now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ganboard import figures
from ganboard.app.connection import config_of, engine
from ganboard.app.pictures import data_url
from ganboard.app.start.acts import ACTS, Texture, act, cut, texture
from ganboard.app.start.worlds import World, world_of
from ganboard.app.wording import narrate
from ganboard.engine.protocol import View
from ganboard.errors import GANBoardError, RunError
from ganboard.i18n import N_, render, translations
from ganboard.run_status import ENDED
from ganboard.runs import find_run

OTHER = N_("This training draws something else than the Start page shows. The Train page shows it.")
SAID = (
    N_("The generator began with noise. It has never seen a single picture of {real}."),
    N_("The judge (discriminator) saw {real} and the generator's pictures, and learned to tell them apart."),
    N_(
        "The judge told the generator step by step what gave it away ({steps} so far). So it got better at fooling the judge."
    ),
)
"""What just happened, in three sentences."""
BROKE = N_("It broke down. This is the last picture.")
BROKE_EARLY = N_("It broke down before the first picture.")
LOOKED_AT = 40
"""Pictures of a training that are measured."""
REMEMBERED = 64
"""Trainings of which it is known how far their pictures had come."""

_reached: dict[tuple[str, float], int] = {}
"""The last act that a training's pictures were seen in, by its id and when it was begun: no caption goes back."""


def news(run_id: str, since: int, language: str) -> dict[str, Any] | None:
    """What is newer than a version; None if nothing is.

    Args:
        run_id: The training.
        since: The version that the page has; -1 for none.
        language: The visitor's.

    Returns:
        As :func:`told`; ``{"gone"}``, a sentence, where there is no such training.
    """
    try:
        view = engine().watch(run_id, since)
        return None if view.version <= since else told(view, language)
    except GANBoardError as error:
        return {"gone": render(error.message, translations(language).gettext)}


def told(view: View, language: str) -> dict[str, Any]:
    """A training as the Start page shows it, JSON types.

    Args:
        view: With all its fields.
        language: The visitor's.

    Raises:
        RunError: it is a training of another kind, or its folder is damaged.
    """
    translate, run = translations(language).gettext, find_run(engine().root, view.run_id)
    config = config_of(run)
    world = world_of(config)
    if world is None:
        raise RunError(OTHER)
    reached = _act(view, world, config.network_spec.shape[0], run.path / "real.png")
    return {
        "run": view.run_id,
        "version": str(view.version),  # larger than JavaScript's whole numbers
        "state": view.state,
        "act": reached,
        "caption": translate(_broken(view) or getattr(world, reached)),
        "step": view.step,
        "seconds": int(view.seconds),
        "picture": data_url(view.picture) if view.picture else "",
        "side": config.network_spec.shape[0],
        "over": bool(view.picture) and (reached == ACTS[-1] or view.state in ENDED),
        "said": _said(world, view, translate),
        "waits": render(narrate("waiting", 0, {}, config.method), translate) if _crowded(view) else "",
        "rests": translate(N_("It rests. Press “Go on”, and it trains on.")) if view.state == "paused" else "",
        "problem": render(view.error, translate) if view.error else "",
    }


def _broken(view: View) -> str:
    """What is said in place of an act where a training broke down; empty where it did not."""
    if view.state != "failed":
        return ""
    return BROKE if view.picture else BROKE_EARLY


def _crowded(view: View) -> bool:
    """Whether a training waits for others, and not for an engine that is being loaded."""
    if view.state != "waiting":
        return False
    return sum(run["state"] in ("preparing", "running") for run in engine().runs()) >= engine().limits.live


def _said(world: World, view: View, translate: Callable[[str], str]) -> list[str]:
    values = {"real": translate(world.real), "steps": f"{view.step:,}"}
    return [translate(sentence).format(**values) for sentence in SAID]


def _act(view: View, world: World, side: int, real: Path) -> str:
    """The act that the pictures are in, or the last one that they were seen in."""
    key = (view.run_id, view.created)
    reached = _reached.get(key, 0)
    if view.picture and view.step and reached < len(ACTS) - 1:
        with suppress(GANBoardError, OSError, ValueError):  # real ones that are not there yet, or damaged
            beside = _real(real, real.stat().st_mtime_ns, side)
            made = texture(cut(figures.read_png(view.picture), side)[:LOOKED_AT])
            reached = max(reached, ACTS.index(act(made, beside, world.clear)))
    reached = _reached[key] = max(reached, _reached.get(key, 0))  # another thread may have seen a later one
    for old in list(_reached)[:-REMEMBERED]:
        _reached.pop(old, None)
    return ACTS[reached]


@lru_cache(maxsize=16)
def _real(path: Path, changed: int, side: int) -> Texture:
    """Of the real pictures of a run's sheet, measured once."""
    return texture(cut(figures.read_png(path.read_bytes()), side))
