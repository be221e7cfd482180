"""The judge is too strong."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Strong(Exhibit):
    """Minimax against a D that tells every fake: the loss is flat where G stands.

    Reference: Arjovsky & Bottou 2017, Theorem 2.4, arXiv:1701.04862.
    Differs from the paper: a D of some steps, not the perfect one; digits.
    """

    name: ClassVar[str] = "strong"
    title: ClassVar[str] = N_("A judge too strong")
    summary: ClassVar[str] = N_("The judge is never wrong, and the generator learns nothing any more.")
    order: ClassVar[int] = 3
    look_at: ClassVar[str] = N_(
        "The pictures: a grey pattern without a digit, and so it stays. Of 100 pairs the judge gets 100 right, says the doctor."
    )
    why: ClassVar[str] = N_(
        "With the formula of the first paper, the generator learns from how unsure the judge is. A judge that is sure of "
        "every fake gives it nothing to go by: its loss is flat there. It hears that it is bad, but not where to go."
    )
    reference: ClassVar[str] = "Arjovsky & Bottou 2017, Theorem 2.4, arXiv:1701.04862"
    lever: ClassVar[str] = N_("Take the first paper's formula, and a judge that learns five times as fast")
    cure: ClassVar[str] = N_("Take the loss that stays steep, and hold the judge back (R1)")
    base: ClassVar[dict[str, Any]] = {"dataset": "mnist", "ema_decay": 0.9}
    sabotage: ClassVar[dict[str, Any]] = {
        "objective": "minimax",
        "penalty": "none",
        "discriminator_learning_rate": 0.01,
    }
    remedy: ClassVar[dict[str, Any]] = {
        "objective": "nonsaturating",
        "penalty": "r1",
        "discriminator_learning_rate": 2e-3,
    }
    symptom: ClassVar[str] = "discriminator_wins"
    warm: ClassVar[int] = 0
    steps_to_break: ClassVar[int] = 300
    steps_to_mend: ClassVar[int] = 275
