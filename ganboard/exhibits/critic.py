"""A critic without a limit."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Critic(Exhibit):
    """The Wasserstein loss with nothing that limits the critic's slope: its values run away.

    Reference: Arjovsky et al. 2017, Section 3, arXiv:1701.07875.
    Differs from the paper: there weights are clipped, here a gradient penalty is taken away.
    """

    name: ClassVar[str] = "critic"
    title: ClassVar[str] = N_("A critic without a limit")
    summary: ClassVar[str] = N_("Its values run away, and the pictures fall apart.")
    order: ClassVar[int] = 5
    look_at: ClassVar[str] = N_(
        "The pictures after the lever: strokes without a shape, more and more alike. And what the doctor measures: how far "
        "apart the critic's values lie."
    )
    why: ClassVar[str] = N_(
        "This judge gives no grades from 0 to 1 but any number, and wants real pictures high above fakes. If nothing "
        "limits how steep it is, it need not look more closely: it makes all its numbers larger. The generator is pushed "
        "ever harder, in a direction that means nothing."
    )
    reference: ClassVar[str] = "Arjovsky et al. 2017, Section 3, arXiv:1701.07875"
    lever: ClassVar[str] = N_("Take the limit away")
    cure: ClassVar[str] = N_("Go back to before, and limit its slope again")
    base: ClassVar[dict[str, Any]] = {
        "dataset": "mnist",
        "ema_decay": 0.9,
        "objective": "wasserstein",
        "penalty": "gradient",
    }
    sabotage: ClassVar[dict[str, Any]] = {"penalty": "none"}
    remedy: ClassVar[dict[str, Any]] = {"penalty": "gradient"}
    symptom: ClassVar[str] = "diverged"
    back: ClassVar[bool] = True
    warm: ClassVar[int] = 275
    steps_to_break: ClassVar[int] = 125
    steps_to_mend: ClassVar[int] = 100
