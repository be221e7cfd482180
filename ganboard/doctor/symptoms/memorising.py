"""The discriminator learns the training samples by heart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.offers import held
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message


@SYMPTOMS.register
class Memorising(Symptom):
    """D prefers samples that it learned from to real ones that it never saw.

    Reference: Karras et al. 2020, Section 3, arXiv:2006.06676.
    Differs from the paper: a share of pairs instead of a ratio of means.
    """

    name: ClassVar[str] = "memorising"
    title: ClassVar[str] = N_("The judge learns by heart")
    summary: ClassVar[str] = N_("The judge knows its training data, and takes other real ones for fakes.")
    meaning: ClassVar[str] = N_(
        "It has had the same samples so often that it recognises each of them, instead of learning what all real ones have in "
        "common. That is no use to the generator."
    )
    advice: ClassVar[str] = N_("Show it more, or change each of them a little by chance every time (augmentation).")
    order: ClassVar[int] = 80
    found: ClassVar[float] = 0.75
    over: ClassVar[float] = 0.68
    together: ClassVar[int] = 4

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`."""
        known = course.recent(number, "memory", self.together)
        if known is None:
            return None
        said = N_(
            "Of 100 pairs of a real one that it learned from and one that it never saw, it prefers the known one "
            "{count} times; 50 would be right."
        )
        return Sign(known, message(said, count=f"{100 * known:.0f}"), {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        if config.to_flat().get("dataset.most") is not None:
            yield {"dataset.most": None}, N_("Learn from all pictures")
        if config.to_flat().get("augmentation") == "none":
            yield {"augmentation": "adaptive"}, N_("Change the pictures by chance before the judge sees them")
        yield from held(config)
