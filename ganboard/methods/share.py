"""What a method says of a step in a bar: a sentence with a count of 100, for those who read no curves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ganboard.i18n import N_, message

UNKNOWN = "…"
"""Stands for a count that is not known (yet), so that a bar has its place before there is something to show."""
Past = Callable[[], Mapping[str, Sequence[float | None]]]
"""Gives what was measured up to a step, columns of the history, None where it was not; asked only where it is needed."""


@dataclass(frozen=True)
class Share:
    """A bar in words.

    Attributes:
        sentence: A message that is true for this count.
        part: How full the bar is, from 0 to 1; None where that is not known.
        role: Whose it is, for its colour, see :class:`ganboard.methods.base.Measure`.
        guess: Whether a half means guessing, which is marked.
    """

    sentence: dict[str, Any]
    part: float | None
    role: str
    guess: bool = False


def share(template: str, value: float | None, role: str, guess: bool = False, one: str = "") -> Share:
    """A bar for a value.

    Args:
        template: With a place for ``{count}``, which is "39" for 0.39. Marked for translation.
        value: From 0 to 1, cut off there; None or NaN where nothing was measured.
        role: See :class:`Share`.
        guess: See :class:`Share`.
        one: What is said instead of the template where the count is 1, if that is another sentence. Marked for translation.
    """
    if value is None or value != value:
        return Share(message(template, count=UNKNOWN), None, role, guess)
    part = min(max(float(value), 0.0), 1.0)
    count = f"{100 * part:.0f}"
    return Share(message(one if one and count == "1" else template, count=count), part, role, guess)


TAKEN = (
    ("real", N_("The judge takes {count} of 100 real ones for real")),
    ("fake", N_("The judge takes {count} of 100 fakes for real")),
)
ON_SCALE = (
    ("real", N_("From 0 (surely fake) to 100 (surely real), the judge gives real ones {count}")),
    ("fake", N_("From 0 (surely fake) to 100 (surely real), the judge gives fakes {count}")),
)
APART = N_("The difference that the judge sees between real and fake: {count} of 100, where 100 is the largest so far")


def of_scores(measures: Mapping[str, float]) -> tuple[Share, ...]:
    """Of a judge whose scores are probabilities. A picture of which it is 39% sure counts as 39 hundredths of one."""
    return tuple(share(text, measures.get(f"{role}_score"), role, guess=True) for role, text in TAKEN)


def of_targets(measures: Mapping[str, float]) -> tuple[Share, ...]:
    """Of a judge that is taught to answer 1 for real and 0 for fake; beyond these its answers are cut off."""
    return tuple(share(text, measures.get(f"{role}_logit"), role, guess=True) for role, text in ON_SCALE)


def of_distance(measures: Mapping[str, float], past: Past) -> tuple[Share, ...]:
    """Of a critic, whose values mean nothing by themselves: how far apart they are, compared with the farthest so far.

    Args:
        measures: Of the step.
        past: Up to that step.
    """
    real, fake = measures.get("real_logit"), measures.get("fake_logit")
    if real is None or fake is None:
        return (share(APART, None, "judge"),)
    columns = past()
    pairs = zip(columns["real_logit"], columns["fake_logit"], strict=True)
    before = [one - other for one, other in pairs if one is not None and other is not None]
    widest = max([real - fake, *before])
    return (share(APART, (real - fake) / widest if widest > 0 else 0.0, "judge"),)
