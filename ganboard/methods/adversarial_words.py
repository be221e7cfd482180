"""What a GAN's measures say, in plain words."""

from __future__ import annotations

from typing import Any

from ganboard.i18n import N_, message

BEGINNING = 100
"""Steps in which neither network has learned enough for D's scores to mean much."""
ALIKE, CLEAR = 0.15, 0.6
"""Mean scores of real images and fakes that lie less than the first apart count as alike, more than the second as far apart."""
RUNAWAY = 100.0
"""A mean loss above this is of no training that still learns: it is the logarithm of a score below e^-100, while the smallest
number that single precision holds in full is e^-87."""


def of_scores(step: int, measures: dict[str, float]) -> dict[str, Any]:
    """What the two networks are doing to each other where D's scores are probabilities, as a message.

    The bands speak of the mean scores that are shown, not of how often D is right, which these do not tell.

    Args:
        step: Which.
        measures: What was measured there.
    """
    real, fake = measures.get("real_score"), measures.get("fake_score")
    if real is None or fake is None:
        return message(N_("What the discriminator believed at this step was not written down."))
    return message(_band(step, real, fake), real=f"{real:.2f}", fake=f"{fake:.2f}")


def of_logits(step: int, measures: dict[str, float]) -> dict[str, Any]:
    """The same of a critic, whose values mean nothing by themselves: only how far apart they are counts."""
    real, fake = measures.get("real_logit"), measures.get("fake_logit")
    if real is None or fake is None:
        return message(N_("What the discriminator believed at this step was not written down."))
    if step < BEGINNING:
        return message(N_("Both have only just begun: what the critic says means little yet."))
    apart = f"{real - fake:.2f}"
    if real > fake:
        return message(
            N_("The critic puts real samples {apart} above fakes. The smaller this distance gets, the better."),
            apart=apart,
        )
    return message(N_("The critic cannot put real samples above fakes any more (distance {apart})."), apart=apart)


def _band(step: int, real: float, fake: float) -> str:
    gap, middle = real - fake, (real + fake) / 2
    if step < BEGINNING:
        return N_(
            "Both have only just begun. Real samples get {real}, fakes {fake}, but the discriminator is a beginner too: "
            "its judgement says little yet."
        )
    if gap >= CLEAR:
        return N_(
            "The discriminator tells them apart clearly: real samples get {real}, fakes {fake}. The generator is behind."
        )
    if gap >= ALIKE:
        return N_("The discriminator tells them apart, but not surely: real samples get {real}, fakes {fake}.")
    if gap <= -ALIKE:
        return N_("The generator fools the discriminator: fakes get {fake}, real samples only {real}.")
    if middle > 0.75:
        return N_("The discriminator takes both for rather real: real samples get {real}, fakes {fake}.")
    if middle < 0.25:
        return N_("The discriminator takes both for rather fake: real samples get {real}, fakes {fake}.")
    return N_("An even match: real samples get {real}, fakes {fake}. The discriminator can hardly tell them apart.")


def ran_away(measures: dict[str, float]) -> dict[str, Any] | None:
    """Why these measures are of a training that diverged although all its numbers are finite, a message; None if they are not.

    Args:
        measures: By the names of the GAN's measures, or a row of the history.
    """
    names = ("discriminator_loss", "generator_loss")
    losses = {name: measures.get(name, 0.0) for name in names}
    if max(abs(value) for value in losses.values()) <= RUNAWAY:
        return None
    return message(
        N_(
            "The losses have run away: {discriminator} for the discriminator, {generator} for the generator. Nothing good is "
            "learned any more. Choose a smaller learning rate, or go back to an earlier step."
        ),
        discriminator=f"{losses['discriminator_loss']:,.4g}",
        generator=f"{losses['generator_loss']:,.4g}",
    )
