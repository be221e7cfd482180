"""Some kinds are missing."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, PLANE, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Missing(Exhibit):
    """Partial collapse: against a steep D that is always ahead, fakes crowd into some of the places and never find the others.

    Reference: Metz et al. 2017, Section 3.3.1, arXiv:1611.02163.
    Differs from the paper: bumps of width 0.05, the minimax loss, five steps of D.
    """

    name: ClassVar[str] = "missing"
    title: ClassVar[str] = N_("Half is missing")
    summary: ClassVar[str] = N_("The generator visits some places and never finds the others.")
    order: ClassVar[int] = 2
    look_at: ClassVar[str] = N_(
        "The eight blue heaps of real points. The orange fakes sit in some of them; in the others there is none."
    )
    why: ClassVar[str] = N_(
        "The judge learns five times as often as the generator, and nothing holds it back. It knows every fake at once, "
        "and far from where the fakes are it says the same everywhere. So nothing calls the generator to the places that "
        "it has not found."
    )
    reference: ClassVar[str] = "Metz et al. 2017, Section 3.3.1, arXiv:1611.02163"
    lever: ClassVar[str] = N_("Let the judge run ahead")
    cure: ClassVar[str] = N_("Hold the judge back (R1) and give the generator the loss that stays steep")
    base: ClassVar[dict[str, Any]] = PLANE
    sabotage: ClassVar[dict[str, Any]] = {"objective": "minimax", "penalty": "none", "discriminator_steps": 5}
    remedy: ClassVar[dict[str, Any]] = {"objective": "nonsaturating", "penalty": "r1", "discriminator_steps": 1}
    symptom: ClassVar[str] = "missing"
    warm: ClassVar[int] = 0
    steps_to_break: ClassVar[int] = 3000
    steps_to_mend: ClassVar[int] = 2500
