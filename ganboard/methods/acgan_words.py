"""What an AC-GAN's measures say, in plain words."""

from __future__ import annotations

from typing import Any

from ganboard.i18n import N_, message
from ganboard.methods.adversarial_words import BEGINNING

BY_HEART = 0.08
"""What is learned from is named right so much oftener than what is unseen where it is known by heart; less may be chance."""
OBEYS = 0.8
"""A generator whose fakes are named as asked more often than this does as it is told."""


def of_names(step: int, measures: dict[str, float]) -> dict[str, Any]:
    """How well the discriminator names what it sees, and whether the generator makes what it is asked for, as a message.

    Args:
        step: Which.
        measures: What was measured there; where nothing is held out, there is no number of unseen samples.
    """
    seen, asked, unseen = (measures.get(f"{name}_right") for name in ("real", "fake", "unseen"))
    if seen is None or asked is None:
        return message(N_("What was measured at this step was not written down."))
    values = {"seen": f"{seen:.0%}", "asked": f"{asked:.0%}", "unseen": "" if unseen is None else f"{unseen:.0%}"}
    if step < BEGINNING:
        return message(
            N_(
                "Both have only just begun. The judge (discriminator) names {seen} of the real ones right, and still learns how."
            ),
            **values,
        )
    template = N_("{naming} {making}")
    return message(template, naming=message(_naming(seen, unseen), **values), making=message(_making(asked), **values))


def _naming(seen: float, unseen: float | None) -> str:
    if unseen is None:
        return N_("The judge names {seen} of the real ones right.")
    if seen - unseen > BY_HEART:
        return N_(
            "Of the real ones that it learns from, the judge names {seen} right, of those it has never seen only {unseen}: "
            "it knows some by heart."
        )
    return N_(
        "Of the real ones that it learns from, the judge names {seen} right, of those it has never seen {unseen}."
    )


def _making(asked: float) -> str:
    if asked < OBEYS:
        return N_("The generator is behind: only {asked} of its fakes look to the judge like what was asked for.")
    return N_("The generator does as it is told: {asked} of its fakes look to the judge like what was asked for.")
