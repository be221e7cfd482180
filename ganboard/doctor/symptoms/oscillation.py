"""The two networks chase each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, ClassVar

import numpy as np

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.offers import held, slower
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message

LOOKED = 6
"""Moments over which it is measured how far the fakes wander."""


@SYMPTOMS.register
class Oscillation(Symptom):
    """The middle of the fakes goes to and fro from one moment to the next, far more than the draw of other noise moves it.

    Reference: Mescheder et al. 2018, Section 2, arXiv:1801.04406. Differs from the paper: seen in the fakes, not in the weights.
    """

    name: ClassVar[str] = "oscillation"
    title: ClassVar[str] = N_("Round and round")
    summary: ClassVar[str] = N_("The fakes wander to and fro instead of settling down.")
    meaning: ClassVar[str] = N_(
        "The judge learns to reject what the generator makes now; the generator moves on; the judge follows. So "
        "they chase each other in circles and get nowhere."
    )
    advice: ClassVar[str] = N_(
        "Give the judge a brake (penalty) that brings the two to rest, or let both learn in smaller steps."
    )
    order: ClassVar[int] = 50
    found: ClassVar[float] = 0.45
    over: ClassVar[float] = 0.3
    together: ClassVar[int] = LOOKED
    patience: ClassVar[float] = 1.5

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`. The severity is the median step of the middle, in spreads of the real samples."""
        found = [moment.list("middle") for moment in course.moments[max(0, number - LOOKED + 1) : number + 1]]
        middles = [each for each in found if each is not None]
        if len(middles) < LOOKED or len({len(each) for each in middles}) > 1:
            return None
        steps = [float(np.linalg.norm(late - early)) for early, late in pairwise(middles)]
        said = N_(
            "From one look to the next the middle of the fakes moves by {moved} of the width of the real ones, and it "
            "comes back."
        )
        moved = median(steps)
        return Sign(moved if _turns(middles) else 0.0, message(said, moved=f"{moved:.0%}"), {})

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        yield from held(config)
        yield from slower(config)


def _turns(middles: list[np.ndarray]) -> bool:
    """Whether the way bends back: its ends lie much nearer to each other than it is long."""
    length = sum(float(np.linalg.norm(late - early)) for early, late in pairwise(middles))
    return float(np.linalg.norm(middles[-1] - middles[0])) < 0.6 * length
