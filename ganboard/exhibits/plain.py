"""No batch normalisation."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Plain(Exhibit):
    """The settings of the DCGAN paper, without the batch normalisation that it found necessary.

    Reference: Radford et al. 2016, Section 3, arXiv:1511.06434.
    Differs from the paper: smaller networks, larger steps, D has no batch normalisation in either case.
    """

    name: ClassVar[str] = "plain"
    title: ClassVar[str] = N_("Without batch normalisation")
    summary: ClassVar[str] = N_("The same networks but for one detail, and for a long time all pictures are one.")
    order: ClassVar[int] = 9
    look_at: ClassVar[str] = N_(
        "The pictures. Without it they are all the same grey spot for a long time; with it digits come within seconds."
    )
    why: ClassVar[str] = N_(
        "Batch normalisation brings the numbers inside the generator to one size, counted over all pictures of a step. So "
        "the noise makes a difference in every layer. Without it the noise is weak at the start, and all pictures begin "
        "as the same one."
    )
    reference: ClassVar[str] = "Radford et al. 2016, Section 3, arXiv:1511.06434"
    lever: ClassVar[str] = N_("Leave out batch normalisation")
    cure: ClassVar[str] = N_("Put batch normalisation back")
    base: ClassVar[dict[str, Any]] = {
        "dataset": "mnist",
        "ema_decay": 0.9,
        "latent_size": 100,
        "penalty": "none",
        "beta_1": 0.5,
        "generator_learning_rate": 5e-4,
        "discriminator_learning_rate": 5e-4,
        "decay_steps": 0,
    }
    sabotage: ClassVar[dict[str, Any]] = {"architecture.normalise": False}
    remedy: ClassVar[dict[str, Any]] = {"architecture.normalise": True}
    symptom: ClassVar[str] = "collapse"
    warm: ClassVar[int] = 0
    steps_to_break: ClassVar[int] = 300
    steps_to_mend: ClassVar[int] = 450
