"""What is asked for does not come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message

RISING = 0.06
"""Where the asked-for class comes so much more often than some time before, it is on its way."""

LEARNT = 2_000
"""Steps from which on it can be told where all of several factors must be right."""


@SYMPTOMS.register
class Disobeys(Symptom):
    """The classifier seldom sees the class that was asked for, and it is not on its way.

    Reference: Ravuri and Vinyals 2019, Section 3, arXiv:1905.10887. Differs from the paper: the other way round, as the classifier
    knows real images only.
    """

    name: ClassVar[str] = "disobeys"
    title: ClassVar[str] = N_("It does not make what is asked for")
    summary: ClassVar[str] = N_("You ask for one kind, and another comes.")
    meaning: ClassVar[str] = N_(
        "The generator does not know what the labels mean. Often that is because the labels of the training data are wrong."
    )
    advice: ClassVar[str] = N_("Look at the labels of the training data. Let wrong labels count as fakes a little.")
    order: ClassVar[int] = 85
    found: ClassVar[float] = 0.4
    over: ClassVar[float] = 0.3
    together: ClassVar[int] = 4

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`. The severity is the part that is not as asked; 0 where it is on its way."""
        right = course.recent(number, "asked", self.together)
        if right is None or (course.config.dataset.factors and course.moments[number].step < LEARNT):
            return None
        before = course.recent(course.before(number, 0.7), "asked", self.together)
        rising = before is not None and right > before + RISING
        text, count = N_("Of 100 fakes {count} are seen as what was asked for."), f"{100 * right:.0f}"
        if count == "1":
            text = N_("Of 100 fakes one is seen as what was asked for.")
        return Sign(0.0 if rising else 1 - right, message(text, count=count), {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        flat = config.to_flat()
        if flat.get("dataset.mislabelled"):
            yield {"dataset.mislabelled": 0.0}, N_("Learn from the right labels")
        if flat.get("mismatch") == 0.0:
            yield {"mismatch": 0.05}, N_("Let wrong labels count as fakes a little")
