"""The numbers run away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.finding import Finding
from ganboard.doctor.offers import held, slower
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message
from ganboard.methods.adversarial_words import RUNAWAY, in_digits

LOSSES = ("discriminator_loss", "generator_loss")


@SYMPTOMS.register
class Diverged(Symptom):
    """Losses, or how far a critic's values lie apart, beyond all measure; or no numbers any more.

    Reference: Arjovsky et al. 2017, Section 3, arXiv:1701.07875, on why a critic must be held.
    Differs from the paper: a bound on what is seen instead of one on the weights.
    """

    name: ClassVar[str] = "diverged"
    title: ClassVar[str] = N_("The numbers have run away")
    summary: ClassVar[str] = N_(
        "The numbers in the networks have become so large that nothing good is learned any more."
    )
    meaning: ClassVar[str] = N_(
        "Every step was so long that it overshot the mark, the next one even more. From there no way leads back by itself."
    )
    advice: ClassVar[str] = N_(
        "Go back to before it happened, and learn in smaller steps or with a penalty. Going on from here is of no use."
    )
    order: ClassVar[int] = 10
    found: ClassVar[float] = 1.0
    over: ClassVar[float] = 0.3
    times: ClassVar[int] = 2
    at_once: ClassVar[float] = 10.0
    patience: ClassVar[float] = 0.0

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`. The severity is the largest of the numbers, as a part of what is too much."""
        moment, method = course.moments[number], course.config.method
        objective = getattr(method, "objective", None)
        if objective is not None and not objective.teaches:  # D's numbers run away, but that is not what is wrong
            return None
        if method.judges_by_probability:
            found = [moment.largest[name] for name in LOSSES if name in moment.largest]
            said = N_("The losses go up to {worst}; above {most} they have run away.")
        else:
            real, fake = moment.get("real_logit"), moment.get("fake_logit")
            gaps = [None if real is None or fake is None else abs(real - fake), moment.get("width")]
            found = [each for each in gaps if each is not None]
            said = N_("The critic's values lie {worst} apart; of one that is kept in check they lie within {most}.")
        if not found:
            return None
        worst = max(found)
        return Sign(worst / RUNAWAY, message(said, worst=in_digits(worst), most=f"{RUNAWAY:g}"), {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        yield from held(config)
        yield from slower(config)

    def look(self, course: Course) -> list[Finding]:
        """See :class:`Symptom`. Where the training broke down it is there at once."""
        findings = super().look(course)
        if course.broke is None or (findings and findings[-1].until is None):
            return findings
        before = max((moment.step for moment in course.moments if moment.step < course.broke), default=None)
        said = message(N_("At step {step} a number became infinite or none at all."), step=course.broke)
        return [*findings, self._finding(course, course.broke, Sign(1.0, said, {}), before)]
