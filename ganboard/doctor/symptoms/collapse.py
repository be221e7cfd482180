"""All fakes look the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.moments import of_points
from ganboard.doctor.offers import awake, calmer_judge, held, slower, usual_networks
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message


@SYMPTOMS.register
class Collapse(Symptom):
    """Pairs of fakes lie as near to each other as few pairs of real samples do; where classes are told, pairs of one class.

    Reference: Arora and Zhang 2017, Section 3, arXiv:1706.08224, who look for near duplicates among few fakes.
    Differs from the paper: a share of pairs, by a distance that few real pairs have, and nobody looks at them.
    """

    name: ClassVar[str] = "collapse"
    title: ClassVar[str] = N_("Mode collapse")
    summary: ClassVar[str] = N_("Whatever the noise says, nearly the same comes out.")
    meaning: ClassVar[str] = N_(
        "The generator has found one thing that gets through, and makes it again and again. What else there is in the real "
        "samples it forgets."
    )
    advice: ClassVar[str] = N_(
        "Go back to before it happened. See to it that both networks learn about as fast, and give the discriminator a penalty."
    )
    order: ClassVar[int] = 60
    found: ClassVar[float] = 0.5
    over: ClassVar[float] = 0.3

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`."""
        moment = course.moments[number]
        alike, usual = moment.get("alike"), moment.get("usual")
        if alike is None or usual is None:
            return None
        said = (
            N_("Of 100 pairs of fakes {count} lie close together; of real samples it is {usual}.")
            if of_points(course.config)
            else N_("Of 100 pairs of fakes {count} are as alike as only {usual} of 100 real pairs are.")
        )
        numbers = {"count": f"{100 * alike:.0f}", "usual": f"{100 * usual:.0f}"}
        return Sign((alike - usual) / max(1 - usual, 1e-6), message(said, **numbers), {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        for offers in (awake, usual_networks, held, calmer_judge, slower):
            yield from offers(config)
