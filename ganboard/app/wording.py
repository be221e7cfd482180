"""A run in words: its state, its numbers, and one plain sentence about what is happening now."""

from __future__ import annotations

import math
from typing import Any

from ganboard.engine.protocol import View
from ganboard.i18n import N_, message
from ganboard.methods import Method
from ganboard.methods.adversarial_words import BEGINNING
from ganboard.metrics.reading import shown

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
WARM = N_("The networks begin with what others have learned. Now they get used to what they see here.")
EVEN = round(-math.log(4), DIGITS)
"""V(D, G) of an even match, where D can only say ½."""


def narrate(
    state: str, step: int, measures: dict[str, float], method: Method, warm: bool = False, drawn: bool = True
) -> dict[str, Any]:
    """What is happening in a run at a step, as a message.

    Args:
        state: One of ``runs.STATES``; of a run that trains or rests, nothing is said.
        step: Which.
        measures: What was measured there, by the names of the method's measures.
        method: What trains, which says the rest.
        warm: Whether its networks begin with what others have learnt.
        drawn: Whether there is a picture of it.
    """
    if state == "waiting":
        return message(N_("Other trainings are running. This one starts as soon as there is a free place."))
    if state == "preparing":
        return message(N_("The networks are being built. The first time this takes a few seconds."))
    if not step and not drawn:
        return message(N_("Nothing is learned yet."))
    if not step and warm:
        return message(N_("Nothing is learned here yet: you see what the networks begin with."))
    if not step:
        return message(method.untrained)
    if ran_away := method.ran_away(measures):
        return ran_away
    if warm and step < BEGINNING:  # nobody is a beginner who knew something before
        return message(WARM)
    return method.narrate(step, measures)


def value_of_game(measures: dict[str, float]) -> dict[str, Any] | None:
    """V(D, G) with its two terms and what it means, or None where these were not measured.

    All are rounded first and added up then, so that what stands on the page adds up too.

    Args:
        measures: By the names of the GAN's measures.

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
                "V lies below −log 4: D would do better to say ½ of everything. What it gets wrong costs more than what it gets "
                "right gains."
            )
        )
    if distance < 0.1:
        return message(N_("V is close to −log 4: D does hardly better than saying ½ of everything. An even match."))
    if distance < 1.2:
        return message(N_("V lies above −log 4: D tells real images from fakes better than by saying ½ of everything."))
    return message(N_("V is close to 0: D is nearly always right. The generator has to catch up."))


def quality_in_words(view: View, columns: dict[str, list[float]] | None = None) -> dict[str, Any]:
    """The newest estimate of quality with its interval, or why there is none yet, as a message.

    Args:
        view: Of the run.
        columns: The estimates up to the step that is shown; the view's if left out.
    """
    columns = view.quality if columns is None else columns
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
