"""All samples are the same."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Collapse(Exhibit):
    """Full collapse: G learns while D does not, so all fakes become the one thing that D likes best.

    Reference: Goodfellow et al. 2014, Section 6, arXiv:1406.2661.
    Differs from the paper: D learns a thousandth as fast as before instead of resting between G's steps.
    """

    name: ClassVar[str] = "collapse"
    title: ClassVar[str] = N_("All the same")
    summary: ClassVar[str] = N_("The generator makes one and the same picture, whatever noise it gets.")
    order: ClassVar[int] = 1
    look_at: ClassVar[str] = N_(
        "The pictures. First there are many digits. Pull the lever, and within seconds all of them look alike."
    )
    why: ClassVar[str] = N_(
        "The judge sleeps. It does not learn any more, so there is one picture that it likes best, and the generator "
        "finds it. Then it makes nothing else: any other picture would please the judge less."
    )
    reference: ClassVar[str] = "Goodfellow et al. 2014, Section 6, arXiv:1406.2661"
    lever: ClassVar[str] = N_("Put the judge to sleep")
    cure: ClassVar[str] = N_("Wake the judge")
    base: ClassVar[dict[str, Any]] = {"dataset": "mnist", "ema_decay": 0.9}
    sabotage: ClassVar[dict[str, Any]] = {"discriminator_learning_rate": 1e-6}
    remedy: ClassVar[dict[str, Any]] = {"discriminator_learning_rate": 2e-3}
    symptom: ClassVar[str] = "collapse"
    warm: ClassVar[int] = 300
    steps_to_break: ClassVar[int] = 125
    steps_to_mend: ClassVar[int] = 200
