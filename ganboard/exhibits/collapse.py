"""All samples are the same."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Collapse(Exhibit):
    """Full collapse: nothing holds D back, and all fakes jump together to wherever it looks away.

    Reference: Metz et al. 2017, Section 3.3.1, arXiv:1611.02163.
    Differs from the paper: bumps of width 0.05, smaller networks.
    """

    name: ClassVar[str] = "collapse"
    title: ClassVar[str] = N_("All the same")
    summary: ClassVar[str] = N_("The generator makes one and the same thing, whatever noise it gets.")
    order: ClassVar[int] = 1
    look_at: ClassVar[str] = N_("The orange points: they spread over eight places. Then they all sit in one.")
    why: ClassVar[str] = N_(
        "The generator needs only one fake that fools the judge, so it makes nothing else. The judge learns to reject that one, "
        "and all fakes jump together to the next place."
    )
    reference: ClassVar[str] = "Metz et al. 2017, Section 3.3.1, arXiv:1611.02163"
    lever: ClassVar[str] = N_("Let the judge be as steep as it likes")
    cure: ClassVar[str] = N_("Hold the judge back again (R1)")
    base: ClassVar[dict[str, Any]] = {
        "dataset": "points",
        "architecture": "plane",
        "latent_size": 2,
        "batch_size": 64,
        "decay_steps": 0,
        "ema_decay": 0.9,
    }
    sabotage: ClassVar[dict[str, Any]] = {"penalty.gamma": 0.0, "generator_learning_rate": 0.02}
    remedy: ClassVar[dict[str, Any]] = {"penalty.gamma": 1.0, "generator_learning_rate": 0.002}
    symptom: ClassVar[str] = "collapse"
    warm: ClassVar[int] = 2000
    steps_to_break: ClassVar[int] = 2000
    steps_to_mend: ClassVar[int] = 4000
