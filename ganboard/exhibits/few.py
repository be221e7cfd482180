"""Too few pictures."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Few(Exhibit):
    """Sixteen pictures: D knows them by heart, and G can please it by copies alone.

    Reference: Karras et al. 2020, Section 2, arXiv:2006.06676.
    Differs from the paper: sixteen digits instead of some thousand photos.
    """

    name: ClassVar[str] = "few"
    title: ClassVar[str] = N_("Learnt by heart")
    summary: ClassVar[str] = N_("From sixteen pictures the networks learn nothing but these sixteen.")
    order: ClassVar[int] = 6
    look_at: ClassVar[str] = N_("The real pictures beside those that are made: again and again the very same sixteen.")
    why: ClassVar[str] = N_(
        "The judge sees the same sixteen digits again and again, and soon knows each of them. A new seven, however well "
        "it is written, is none of the sixteen and counts as a fake. So the generator can only copy."
    )
    reference: ClassVar[str] = "Karras et al. 2020, Section 2, arXiv:2006.06676"
    lever: ClassVar[str] = N_("Leave sixteen pictures")
    cure: ClassVar[str] = N_("Learn from all pictures")
    base: ClassVar[dict[str, Any]] = {"dataset": "mnist", "ema_decay": 0.9}
    sabotage: ClassVar[dict[str, Any]] = {"dataset.most": 16}
    remedy: ClassVar[dict[str, Any]] = {"dataset.most": None}
    symptom: ClassVar[str] = "copies"
    warm: ClassVar[int] = 0
    steps_to_break: ClassVar[int] = 800
    steps_to_mend: ClassVar[int] = 275
