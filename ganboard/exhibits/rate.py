"""The steps are too large."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Rate(Exhibit):
    """Learning rates a hundred times too high: every step jumps over what it aims at.

    Reference: Radford et al. 2016, Section 4, arXiv:1511.06434.
    Differs from the paper: they found 0.001 too high for theirs; here it is 0.2.
    """

    name: ClassVar[str] = "rate"
    title: ClassVar[str] = N_("Too hasty")
    summary: ClassVar[str] = N_("Every step is a hundred times too large, and all is lost at once.")
    order: ClassVar[int] = 4
    look_at: ClassVar[str] = N_(
        "The pictures after the lever: they become one colour. And the losses that the doctor names: more than 100,000, where "
        "1 is usual."
    )
    why: ClassVar[str] = N_(
        "Learning is going downhill in small steps. A step that is too large jumps over the valley and lands higher than "
        "it began, on ground that is steeper, so that the next one is wilder still. After some of them the networks are "
        "beyond repair."
    )
    reference: ClassVar[str] = "Radford et al. 2016, Section 4, arXiv:1511.06434"
    lever: ClassVar[str] = N_("Make every step a hundred times as large")
    cure: ClassVar[str] = N_("Go back to before, and take small steps")
    base: ClassVar[dict[str, Any]] = {"dataset": "mnist", "ema_decay": 0.9}
    sabotage: ClassVar[dict[str, Any]] = {"generator_learning_rate": 0.2, "discriminator_learning_rate": 0.2}
    remedy: ClassVar[dict[str, Any]] = {"generator_learning_rate": 2e-3, "discriminator_learning_rate": 2e-3}
    symptom: ClassVar[str] = "diverged"
    back: ClassVar[bool] = True
    warm: ClassVar[int] = 300
    steps_to_break: ClassVar[int] = 75
    steps_to_mend: ClassVar[int] = 100
