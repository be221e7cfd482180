"""The generator's gradient vanishes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course, Moment
from ganboard.doctor.offers import calmer_judge
from ganboard.doctor.statistics import slope
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message


@SYMPTOMS.register
class Vanishing(Symptom):
    """Where D's logits of fakes lie, G's loss is flat: its slope there, as a part of that where D cannot tell.

    Reference: Goodfellow et al. 2014, Section 3, arXiv:1406.2661; Arjovsky and Bottou 2017, Theorem 2.4, arXiv:1701.04862.
    Differs from the papers: the slope by the logit alone, which is exact and costs nothing; that of D by the sample is not in it.
    """

    name: ClassVar[str] = "vanishing"
    title: ClassVar[str] = N_("The generator learns next to nothing")
    summary: ClassVar[str] = N_(
        "The generator hardly feels any more which way would be better: its gradient has vanished."
    )
    meaning: ClassVar[str] = N_(
        "The judge is so sure that small changes of a fake make no difference to its error (loss). On a flat plain no step leads "
        "downhill."
    )
    advice: ClassVar[str] = N_("Choose a loss that stays steep where the judge is sure, and hold it back a little.")
    order: ClassVar[int] = 40
    found: ClassVar[float] = 1.7
    over: ClassVar[float] = 1.3
    patience: ClassVar[float] = 0.25

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`. The severity counts the zeros: 2 is a hundredth."""
        left = course.moments[number].get("slope")
        if left is None:
            left = _of_scores(course, course.moments[number])
        if left is None:
            return None
        ahead = course.moments[number].get("auc")
        if (
            ahead is not None and ahead < 0.5 and left > 0
        ):  # flat since D takes fakes for real: there is nothing to learn from it
            left = 1.0
        said = N_("Of the slope that its loss has in an even game {left} is left where its fakes are.")
        return Sign(
            -math.log10(max(left, 1e-9)), message(said, left=f"{left:.1%}" if left >= 1e-3 else f"{left:.1g}"), {}
        )

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        yield from calmer_judge(config)


def _of_scores(course: Course, moment: Moment) -> float | None:
    """The same from the mean score of fakes alone, as a history has it; None where scores are no probabilities."""
    score, objective = moment.get("fake_score"), getattr(course.config.method, "objective", None)
    if score is None or objective is None or objective.relative or not objective.logistic:
        return None
    score = min(max(score, 1e-9), 1 - 1e-9)
    return slope(objective.generator_curve, np.array([math.log(score / (1 - score))]), 0.0)
