"""A run in words: its state, its numbers, and one plain sentence about what is happening now."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ganboard.app.pictures import data_url
from ganboard.config import TrainConfig
from ganboard.engine.protocol import View
from ganboard.i18n import N_, message, render, translations
from ganboard.metrics.reading import shown
from ganboard.presets import title_of

STATE_NAMES = {
    "waiting": N_("Waiting"),
    "preparing": N_("Getting ready"),
    "running": N_("Training"),
    "paused": N_("Paused"),
    "finished": N_("Finished"),
    "stopped": N_("Stopped"),
    "failed": N_("Broke down"),
}
DIGITS = 3
"""Decimals of the value of the game."""
EVEN = round(-math.log(4), DIGITS)
"""V(D, G) of an even match, where D can only say ½."""


def narrate(view: View) -> dict[str, Any]:
    """What the two networks are doing to each other, as a message.

    Args:
        view: The newest view of a run, with its measures.
    """
    if view.state == "waiting":
        return message(N_("Other trainings are running. This one starts as soon as there is a free place."))
    if view.state == "preparing":
        return message(N_("Building the two networks. The first time this takes a few seconds."))
    real, fake = view.measures.get("real_score"), view.measures.get("fake_score")
    if not view.step or real is None or fake is None:
        return message(N_("Nothing is learned yet: the generator turns noise into more noise."))
    scores = {"real": f"{real:.2f}", "fake": f"{fake:.2f}"}
    if real < fake:
        return message(N_("The generator fools the discriminator: fakes get {fake}, real images {real}."), **scores)
    if real - fake > 0.8:
        return message(
            N_(
                "The discriminator is nearly always right: real images get {real}, fakes {fake}. The generator has to catch up."
            ),
            **scores,
        )
    if real - fake < 0.2:
        return message(
            N_("An even match: real images get {real}, fakes {fake}. The discriminator can hardly tell them apart."),
            **scores,
        )
    return message(
        N_(
            "The discriminator is right more often than not: real images get {real}, fakes {fake}. Both go on learning."
        ),
        **scores,
    )


def value_of_game(measures: dict[str, float]) -> dict[str, Any] | None:
    """V(D, G) with its two terms and what it means, or None where these were not measured.

    All are rounded first and added up then, so that what stands on the page adds up too.

    Args:
        measures: By the names in ``snapshot.MEASURES``.

    Returns:
        ``real``, the mean of log D(x); ``fake``, the mean of log(1 - D(G(z))); ``value``, their sum; ``distance`` of that from
        an even match; ``sentence``, a message.

    Reference: Goodfellow et al. 2014, Eq. 1 and Theorem 1, arXiv:1406.2661.
    Differs from the paper: means over batches instead of expectations.
    """
    if "real_log" not in measures or "fake_log" not in measures:
        return None
    real, fake = round(measures["real_log"], DIGITS), round(measures["fake_log"], DIGITS)
    value = round(real + fake, DIGITS)
    distance = round(value - EVEN, DIGITS)
    return {"real": real, "fake": fake, "value": value, "distance": distance, "sentence": _verdict(distance)}


def _verdict(distance: float) -> dict[str, Any]:
    if distance < -0.05:
        return message(
            N_(
                "V lies below −log 4: D would do better to say ½ of everything. It is sure of itself and wrong too often."
            )
        )
    if distance < 0.1:
        return message(N_("V is close to −log 4: D does hardly better than saying ½ of everything. An even match."))
    if distance < 1:
        return message(N_("V lies above −log 4: D tells real images from fakes better than by saying ½ of everything."))
    return message(N_("V is close to 0: D is nearly always right. The generator has to catch up."))


def quality_in_words(view: View) -> dict[str, Any]:
    """The newest estimate of quality with its interval, or why there is none yet, as a message."""
    columns = view.quality
    if not columns:
        return view.unwatched or message(
            N_(
                "The first number comes when a training has lasted about half a minute. It compares 500 fakes with real images."
            )
        )
    value, low, high = (shown(columns[name][-1]) for name in ("value", "low", "high"))
    step, unseen = f"{columns['step'][-1]:,.0f}", columns["unseen"]
    numbers = {"step": step, "value": value, "low": low, "high": high}
    if not unseen:
        return message(
            N_(
                "Fréchet distance of 500 fakes at step {step}: {value} (95% interval {low} to {high}). Lower is better."
            ),
            **numbers,
        )
    return message(
        N_(
            "Fréchet distance of 500 fakes at step {step}: {value} (95% interval {low} to {high}). Lower is better; "
            "500 unseen real images have {unseen}."
        ),
        **numbers,
        unseen=shown(unseen[0]),
    )


def describe(view: View, config: TrainConfig, language: str, since: int = -1) -> dict[str, Any]:
    """All that a page shows of a run and that changes while it trains, as JSON types.

    Args:
        view: A view with all its fields.
        config: The run's.
        language: The visitor's.
        since: The version that the page has. ``"quality"`` is left out where it has not changed since then.
    """
    translate = translations(language).gettext
    facts = [
        translate(N_("step {step}")).format(step=f"{view.step:,}"),
        translate(N_("{count} images seen")).format(count=f"{view.images_seen:,}"),
    ]
    if view.state == "running":
        facts.append(translate(N_("{rate} steps/s")).format(rate=f"{view.steps_per_second:,.0f}"))
    if view.device:
        facts.append(render(view.device, translate))
    value = value_of_game(view.measures)
    columns = ("step", "real_score", "fake_score", "discriminator_loss", "generator_loss")
    quality = {"quality": view.quality} if view.quality_version > since or not view.quality else {}
    return {
        **quality,
        "qualityText": render(quality_in_words(view), translate),
        "unwatched": render(view.unwatched, translate) if view.unwatched else "",
        "run": view.run_id,
        "version": str(view.version),  # larger than JavaScript's whole numbers
        "state": view.state,
        "stateName": translate(STATE_NAMES[view.state]),
        "step": view.step,
        "name": translate(title_of(view.name)),
        "facts": facts,
        "sentence": render(narrate(view), translate),
        "value": value and {**value, "sentence": render(value["sentence"], translate)},
        "notice": render(view.notices[-1], translate) if view.notices else "",
        "error": render(view.error, translate) if view.error else "",
        "progress": _progress(view, config, translate),
        "picture": data_url(view.picture) if view.picture else "",
        "history": {name: view.history.get(name, []) for name in columns},
        "checkpoints": [{"step": step, "kept": step in view.kept} for step in view.checkpoints],
    }


def _progress(view: View, config: TrainConfig, translate: Callable[[str], str]) -> dict[str, Any] | None:
    """How far a run with an end has come: the part from 0 to 1, and that in words."""
    if view.state == "preparing" and view.progress is not None:
        return {"part": view.progress, "text": translate(N_("Fetching the images"))}
    left = None
    if config.steps:
        part = view.step / config.steps
        if view.state == "running" and view.steps_per_second:
            left = (config.steps - view.step) / view.steps_per_second
    elif config.seconds:
        part = view.seconds / config.seconds
        left = config.seconds - view.seconds if view.state == "running" else None
    else:
        return None
    text = translate(N_("{percent}% done")).format(percent=int(100 * min(part, 1)))
    if left is not None and left > 0:
        text += " · " + translate(N_("{seconds} s left")).format(seconds=f"{left:,.0f}")
    return {"part": min(part, 1.0), "text": text}
