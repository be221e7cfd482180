"""The fakes are copies of training pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message


@SYMPTOMS.register
class Copies(Symptom):
    """Fakes lie as near to one training picture as hardly any unseen real picture does.

    Reference: Meehan et al. 2020, Section 3, arXiv:2004.05675. Differs from the paper: a share of fakes instead of a test, on
    pictures of fewer pixels.
    """

    name: ClassVar[str] = "copies"
    title: ClassVar[str] = N_("It copies")
    summary: ClassVar[str] = N_("The fakes are copies of training pictures, or nearly so.")
    meaning: ClassVar[str] = N_(
        "Instead of making something new, the generator gives back what it was shown. That happens where there are few pictures "
        "and much time."
    )
    advice: ClassVar[str] = N_(
        "Learn from more pictures, stop earlier, or change the pictures by chance (augmentation)."
    )
    order: ClassVar[int] = 55
    found: ClassVar[float] = 0.5
    over: ClassVar[float] = 0.35
    together: ClassVar[int] = 3

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`."""
        near = course.recent(number, "near", self.together)
        if near is None:
            return None
        count = f"{100 * near:.0f}"
        said = N_("Of 100 fakes {count} lie nearer to a training picture than 95 of 100 unseen real pictures do.")
        if count == "1":
            said = N_("Of 100 fakes one lies nearer to a training picture than 95 of 100 unseen real pictures do.")
        return Sign(near, message(said, count=count), {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        if config.to_flat().get("dataset.most") is not None:
            yield {"dataset.most": None}, N_("Learn from all pictures")
        if config.to_flat().get("augmentation") == "none":
            yield {"augmentation": "adaptive"}, N_("Change the pictures by chance before the judge sees them")
