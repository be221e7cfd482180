"""Settings that help against more than one symptom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ganboard.config import TrainConfig
from ganboard.i18n import N_

Offer = tuple[dict[str, Any], str]
"""Flat settings, and what their button says, marked for translation."""
HELD = 4.0
"""A learning rate that is too large is divided by this."""
USUAL_RATE = 2e-3
"""A learning rate with which the small networks learn well."""


def calmer_judge(config: TrainConfig) -> Iterator[Offer]:
    """Hold D back, and let G learn from what D is sure of."""
    flat = config.to_flat()
    settings: dict[str, Any] = {}
    if flat.get("objective") in ("minimax", "printed"):
        settings["objective"] = "nonsaturating"
    if flat.get("penalty") == "none":
        settings["penalty"] = "gradient" if flat.get("objective") == "wasserstein" else "r1"
    if flat.get("discriminator_steps", 1) > 1 and flat.get("objective") != "wasserstein":
        settings["discriminator_steps"] = 1
    if settings:
        yield (
            settings,
            N_(
                "A fair game: a brake (penalty) for the judge, one step each, and a loss that always teaches "
                "the generator"
            ),
        )
    yield from slower_judge(config)


def slower_judge(config: TrainConfig) -> Iterator[Offer]:
    """Let D learn more slowly than G."""
    rate = config.to_flat().get("discriminator_learning_rate")
    if rate is not None:
        yield {"discriminator_learning_rate": rate / HELD}, N_("Let the judge learn four times as slowly")


def slower(config: TrainConfig) -> Iterator[Offer]:
    """Smaller steps for all networks."""
    rates = ("generator_learning_rate", "discriminator_learning_rate", "learning_rate")
    flat = config.to_flat()
    settings = {name: min(flat[name] / HELD, USUAL_RATE) for name in rates if flat.get(name) is not None}
    if settings:
        yield settings, N_("Learn in smaller steps")


def held(config: TrainConfig) -> Iterator[Offer]:
    """A penalty where there is none."""
    flat = config.to_flat()
    if flat.get("penalty") == "none":
        critic = flat.get("objective") == "wasserstein"
        settings: dict[str, Any] = {"penalty": "gradient" if critic else "r1"}
        if flat.get("beta_1", 0.0) > 0.5:
            settings |= {"beta_1": 0.0}
        yield settings, N_("A brake (penalty) that keeps the judge calm")


def awake(config: TrainConfig) -> Iterator[Offer]:
    """A judge that learns about as fast as the generator, where it hardly learns."""
    flat = config.to_flat()
    judge, maker = flat.get("discriminator_learning_rate"), flat.get("generator_learning_rate")
    if judge is not None and maker is not None and judge < maker / 20:
        yield (
            {"discriminator_learning_rate": maker},
            N_("Wake the judge: let it learn as fast as the generator"),
        )


def usual_networks(config: TrainConfig) -> Iterator[Offer]:
    """What makes networks learn steadily, where it was switched off."""
    flat = config.to_flat()
    if flat.get("architecture.normalise") is False:
        yield {"architecture.normalise": True}, N_("Switch batch normalisation on again")
    if flat.get("batch_size", 64) < 8:
        yield {"batch_size": 64 if flat.get("dataset") == "points" else 20}, N_("Look at more samples at each step")
