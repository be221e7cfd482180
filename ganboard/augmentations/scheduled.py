"""Every picture changed, by and by farther, or less far."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.augmentations.base import AUGMENTATIONS, Changing
from ganboard.backend import tf
from ganboard.i18n import N_


@AUGMENTATIONS.register
class Scheduled(Changing):
    """The strength grows from 0, or falls to 0, in a straight line over a number of steps.

    Reference: the changes: Zhao et al. 2020 (DiffAugment), Section 3.2, arXiv:2006.10738; that what blurs both kinds fades away
    while a training goes on: Arjovsky & Bottou 2017, Section 3, arXiv:1701.04862.
    Differs from the papers: the first keeps the strength, the second fades noise.
    """

    name: ClassVar[str] = "scheduled"
    title: ClassVar[str] = N_("By a timetable")
    summary: ClassVar[str] = N_("Every picture is changed before the judge sees it: more and more, or less and less.")
    order: ClassVar[int] = 3
    formula: ClassVar[str] = (
        r"\begin{aligned}"
        r"&\judge{D}(T_{s(t)}(\real{x})), \quad \judge{D}(T_{s(t)}(\fake{G}(\noise{z}))) \\"
        r"&s(t) = s \min(t / N, 1)"
        r"\end{aligned}"
    )
    reference: ClassVar[str] = "Zhao et al. 2020, Section 3.2, arXiv:2006.10738"
    when: ClassVar[str] = N_(
        "Growing: the judge learns by heart only late, so the beginning stays fast. Falling: a calm "
        "start, and sharp pictures at the end."
    )
    varies: ClassVar[bool] = True

    schedule_steps: int = Field(
        5000,
        ge=1,
        le=10_000_000,
        title=N_("Over this many steps"),
        description=N_("Steps after which the full strength is reached, or 0 where it falls."),
    )
    falls: bool = Field(
        False,
        title=N_("Fall instead of grow"),
        description=N_("The changes begin at full strength and fade away, instead of beginning at 0 and growing."),
    )

    def level(self, step: Any, strength: Any, state: dict[str, Any]) -> tuple[Any, Any]:
        """Always, as far as the timetable says of the dial."""
        part = tf.minimum(tf.cast(step, tf.float32) / self.schedule_steps, 1.0)
        return 1.0, strength * (1.0 - part if self.falls else part)

    def curve(self, steps: np.ndarray, signs: np.ndarray, batch_size: int) -> np.ndarray:
        """The strength at each step."""
        part = np.minimum(steps / self.schedule_steps, 1.0)
        return self.strength * (1.0 - part if self.falls else part)
