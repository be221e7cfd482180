"""What a GAN's measures say, in plain words."""

from __future__ import annotations

from typing import Any

from ganboard.i18n import N_, message

BEGINNING = 100
"""Steps in which neither network has learned enough for D's scores to mean much."""
LEARNING = 1000
"""Steps in which the judge still learns so much that having fooled it says little: pictures may be blots all the same."""
ALIKE, CLEAR = 0.15, 0.6
"""Mean scores of real images and fakes that lie less than the first apart count as alike, more than the second as far apart."""
RUNAWAY = 100.0
"""A mean loss above this is of no training that still learns: it is the logarithm of a score below e^-100, while the smallest
number that single precision holds in full is e^-87."""

RAN_AWAY = N_(
    "The errors (losses) have run away: {discriminator} for the judge, {generator} for the generator. Nothing good is "
    "learned any more. Choose a smaller learning rate, or go back to an earlier step."
)
VALUES_RAN_AWAY = N_(
    "The judge's values have run away: {real} for real ones, {fake} for fakes. Nothing good is learned any more. Choose a "
    "smaller learning rate or a penalty, or go back to an earlier step."
)


def in_digits(value: float) -> str:
    """A number to four digits that count, for people: written out below a trillion, as a power of ten from there on.

    Args:
        value: Any number, infinite ones too.
    """
    rounded = float(f"{value:.4g}")
    return f"{rounded:,.0f}" if 1e3 <= abs(rounded) < 1e12 else f"{value:.4g}"


def of_scores(step: int, measures: dict[str, float]) -> dict[str, Any]:
    """What the two networks are doing to each other where D's scores are probabilities, as a message.

    The bands speak of the mean scores that are shown, not of how often D is right, which these do not tell.

    Args:
        step: Which.
        measures: What was measured there.
    """
    real, fake = measures.get("real_score"), measures.get("fake_score")
    if real is None or fake is None:
        return message(UNKNOWN)
    return message(_band(step, real, fake))


def of_logits(step: int, measures: dict[str, float]) -> dict[str, Any]:
    """The same of a critic, whose values mean nothing by themselves: only how far apart they are counts."""
    real, fake = measures.get("real_logit"), measures.get("fake_logit")
    if real is None or fake is None:
        return message(UNKNOWN)
    if step < BEGINNING:
        return message(BEGUN)
    if real > fake:
        return message(N_("The judge sees a difference between real ones and fakes. The smaller it gets, the better."))
    return message(N_("The judge cannot put real ones above fakes any more."))


UNKNOWN = N_("What the judge (discriminator) said at this step was not written down.")
BEGUN = N_(
    "Both have only just begun. The judge (discriminator) is a beginner too, so what it says means little yet: "
    "look for yourself."
)


def _band(step: int, real: float, fake: float) -> str:
    gap, middle = real - fake, (real + fake) / 2
    if step < BEGINNING:
        return BEGUN
    if gap >= CLEAR:
        return N_("The judge clearly tells real from fake. The generator has to catch up.")
    if gap >= ALIKE:
        return N_("The judge tells real from fake, but it is often unsure.")
    if gap <= -ALIKE:
        if step < LEARNING:
            return N_("Just now the generator fools the judge. But the judge is still learning too: look for yourself.")
        return N_("The generator fools the judge: it takes fakes for real more easily than real ones.")
    if middle > 0.75:
        return N_("The judge takes almost everything for real, fakes too.")
    if middle < 0.25:
        return N_("The judge takes almost everything for fake, real ones too.")
    if step < LEARNING:
        return N_("An even match for now: the judge can hardly tell real from fake, but it is still learning too.")
    return N_("An even match: the judge can hardly tell real from fake any more.")


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
        RAN_AWAY,
        discriminator=in_digits(losses["discriminator_loss"]),
        generator=in_digits(losses["generator_loss"]),
    )


def values_ran_away(measures: dict[str, float]) -> dict[str, Any] | None:
    """The same of a judge whose scores are no probabilities: what it says of real samples and of fakes lies too far apart.

    Args:
        measures: By the names of the GAN's measures, or a row of the history.
    """
    real, fake = measures.get("real_logit"), measures.get("fake_logit")
    if real is None or fake is None or abs(real - fake) <= RUNAWAY:
        return None
    return message(
        VALUES_RAN_AWAY,
        real=in_digits(real),
        fake=in_digits(fake),
    )
