"""The discriminator is too strong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.offers import calmer_judge
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message


@SYMPTOMS.register
class DiscriminatorWins(Symptom):
    """D tells nearly every fake from every real sample: by pairs of one of each, and by its scores where these are probabilities.

    Reference: Arjovsky and Bottou 2017, Section 2, arXiv:1701.04862.
    Differs from the paper: measured during training, with D as it is and not at its best.
    """

    name: ClassVar[str] = "discriminator_wins"
    title: ClassVar[str] = N_("The judge is too strong")
    summary: ClassVar[str] = N_("The judge sees through nearly every fake.")
    meaning: ClassVar[str] = N_(
        "A game needs two players who are about as good. When one of them always wins, the other hardly learns anything from it."
    )
    advice: ClassVar[str] = N_(
        "Hold the judge back: give it a brake (penalty), fewer steps or a smaller learning rate. Then go on from before."
    )
    order: ClassVar[int] = 30
    found: ClassVar[float] = 0.8
    over: ClassVar[float] = 0.5

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`."""
        moment = course.moments[number]
        pairs, real, fake = moment.get("auc"), moment.get("real_score"), moment.get("fake_score")
        parts = [] if pairs is None else [(pairs - 0.9) / 0.1]
        if real is not None and fake is not None:
            parts.append((real - fake - 0.7) / 0.3)
        if not parts:
            return None
        if pairs is None:
            said = message(
                N_("It gives real ones {real} and fakes {fake}; half would mean guessing."),
                real=f"{real:.0%}",
                fake=f"{fake:.0%}",
            )
        else:
            said = message(
                N_("Of 100 pairs of a real one and a fake it gets {count} right; 50 would mean guessing."),
                count=f"{100 * pairs:.0f}",
            )
        return Sign(min(parts), said, {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        yield from calmer_judge(config)
