"""What a page shows of a run: its newest moment, and the moment of each checkpoint, so that all on the page is of one step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

from ganboard import figures
from ganboard.app.dials import told
from ganboard.app.doctor.words import diagnosis_of, found, moment, now
from ganboard.app.panels import columns, described, drawn
from ganboard.app.pictures import data_url
from ganboard.app.wording import STATE_NAMES, narrate, quality_in_words, value_of_game
from ganboard.config import TrainConfig
from ganboard.engine.history import cut
from ganboard.engine.protocol import View
from ganboard.errors import CheckpointError
from ganboard.evaluation import repeats
from ganboard.evaluation.watch import NUMBERS
from ganboard.i18n import N_, render, translations
from ganboard.media.packed import packed
from ganboard.presets import title_of


def describe(view: View, config: TrainConfig, language: str, since: int = -1) -> dict[str, Any]:
    """All that a page shows of a run and that changes while it trains, as JSON types.

    Args:
        view: A view with all its fields.
        config: The run's.
        language: The visitor's.
        since: The version that the page has. ``"quality"`` and ``"checkpoints"`` are left out where they have not changed since.
    """
    translate = translations(language).gettext
    value = value_of_game(view.measures)
    changing: dict[str, Any] = {}
    quality = joined(view.quality, view.later_quality)
    if view.quality_version > since or not quality:
        changing["quality"] = quality
    if max(view.moments_version, view.quality_version) > since:
        changing["checkpoints"] = [_checkpoint(view, config, translate, step, quality) for step in view.checkpoints]
    return {
        **changing,
        "unwatched": render(view.unwatched, translate) if view.unwatched else "",
        "run": view.run_id,
        "created": view.created,
        "version": str(view.version),  # larger than JavaScript's whole numbers
        "state": view.state,
        "stateName": translate(STATE_NAMES[view.state]),
        "name": translate(title_of(view.name)),
        "value": value and {**value, "sentence": render(value["sentence"], translate)},
        "notice": render(view.notices[-1], translate) if view.notices else "",
        "error": render(view.error, translate) if view.error else "",
        **_pictured(view, config),
        "rebuilt": data_url(view.rebuilt) if view.rebuilt else "",
        "panels": described(config.method, config.dataset.medium.words, translate),
        "changes": told(view.changes, config, translate),
        "findings": found(view, config, translate),
        "history": columns(config.method, view.history, view.later),
        "scene": packed(view.scene),
        "told": [render(sentence, translate) for sentence in view.told],
        **_moment(view, config, translate, view.state, view.step, view.seconds, view.measures, view.quality),
    }


def _pictured(view: View, config: TrainConfig) -> dict[str, str]:
    """The newest picture; of clips the first frames, and all of them side by side in ``"strip"``."""
    frames = config.dataset.medium.frames
    if view.picture and frames > 1:
        with suppress(CheckpointError):  # a damaged one is shown as it is
            first, strip = _unrolled(view.picture, frames)
            return {"picture": first, "strip": strip}
    return {"picture": data_url(view.picture) if view.picture else ""}


@lru_cache(maxsize=8)
def _unrolled(picture: bytes, frames: int) -> tuple[str, str]:
    """Addresses of the first frames of clips, and of all side by side: made once, however many look at the same picture."""
    return data_url(figures.png(figures.read_png(picture))), data_url(figures.side_by_side(picture, frames))


def joined(past: dict[str, list[float]], later: dict[str, list[float]]) -> dict[str, list[float]]:
    """The estimates of quality up to now and later ones in one table; the number of unseen images is the same for all."""
    if not past or not later:
        return past or later
    table = {name: past[name] + later[name] for name in past}
    return {**table, "unseen": past["unseen"] or later["unseen"]}


def _until(quality: dict[str, list[float]], step: int) -> dict[str, list[float]]:
    """The estimates up to a step; empty where there are none."""
    if not quality or quality["step"][0] > step:
        return {}
    return {**cut({name: quality[name] for name in NUMBERS}, -1, step), "unseen": quality["unseen"]}


def _checkpoint(
    view: View, config: TrainConfig, translate: Callable[[str], str], step: int, quality: dict[str, list[float]]
) -> dict[str, Any]:
    """The moment of a checkpoint, in the same words as that of now; ``"stamp"`` is part of its picture's address."""
    row = view.moments.get(step, {})
    about = _moment(view, config, translate, "paused", step, row.get("seconds", 0.0), row, _until(quality, step))
    return {"kept": step in view.kept, "stamp": row.get("stamp", ""), **about}


def _moment(
    view: View,
    config: TrainConfig,
    translate: Callable[[str], str],
    state: str,
    step: int,
    seconds: float,
    measures: dict[str, float],
    quality: dict[str, list[float]],
) -> dict[str, Any]:
    """What is said of one step: the fields that a page takes from now, or from the checkpoint that is looked at."""
    facts = [
        translate(N_("step {step}")).format(step=f"{step:,}"),
        translate(config.dataset.medium.words.seen).format(count=f"{step * config.method.batch_size:,}"),
    ]
    if state == "running":
        facts.append(translate(N_("steps per second: {rate}")).format(rate=rate(view.steps_per_second)))
    if view.device:
        facts.append(render(view.device, translate))
    return {
        "step": step,
        "seconds": round(seconds, 3),
        "facts": facts,
        "sentence": render(
            narrate(state, step, measures, config.method, config.start.warm, bool(view.checkpoints)), translate
        ),
        "bars": _bars(view, config, translate, step, measures),
        "doctor": moment(diagnosis_of(view), now(view) if state == "failed" else step, translate),
        "measures": {one.name: measures[one.name] for one in drawn(config.method) if one.name in measures},
        "qualityText": render(quality_in_words(view, quality), translate),
        "measuredAt": quality["step"][-1] if quality else None,
        "progress": _progress(view, config, translate, state, step, seconds),
    }


def _bars(
    view: View, config: TrainConfig, translate: Callable[[str], str], step: int, measures: dict[str, float]
) -> list[dict[str, Any]]:
    """What the method says of a step in bars, see ``Method.shares``."""

    def past() -> dict[str, list[float | None]]:
        table = columns(config.method, view.history, view.later)
        count = sum(at is not None and at <= step for at in table["step"])
        return {name: column[:count] for name, column in table.items()}

    shares = config.method.shares(config.dataset, measures if step else {}, past)
    shares += repeats.shares(config.dataset, measures if step else {})
    return [
        {"text": render(share.sentence, translate), "part": share.part, "role": share.role, "guess": share.guess}
        for share in shares
    ]


def rate(per_second: float) -> str:
    """A speed to be read: whole numbers from ten on, below that a decimal, so that it is neither "0" nor "1 steps"."""
    return (
        f"{per_second:,.0f}"
        if per_second >= 9.95
        else f"{per_second:.1f}"
        if per_second >= 0.1
        else f"{per_second:.2g}"
    )


def _progress(
    view: View, config: TrainConfig, translate: Callable[[str], str], state: str, step: int, seconds: float
) -> dict[str, Any] | None:
    """How far a run with an end has come: the part from 0 to 1, and that in words."""
    if state == "preparing" and view.progress is not None:
        return {"part": view.progress, "text": translate(N_("Fetching the data"))}
    left = None
    if config.steps:
        part = step / config.steps
        if state == "running" and view.steps_per_second:
            left = (config.steps - step) / view.steps_per_second
    elif config.seconds:
        part = seconds / config.seconds
        left = config.seconds - seconds if state == "running" else None
    else:
        return None
    text = translate(N_("{percent}% done")).format(percent=int(100 * min(part, 1)))
    if left is not None and left > 0:
        text += " · " + translate(N_("{seconds} s left")).format(seconds=f"{left:,.0f}")
    return {"part": min(part, 1.0), "text": text}
