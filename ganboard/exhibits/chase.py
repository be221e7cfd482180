"""G and D chase each other."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, PLANE, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Chase(Exhibit):
    """Momentum and no penalty: G and D chase each other round and round.

    Reference: Gidel et al. 2019, Proposition 1, arXiv:1802.10551.
    Differs from the paper: networks and Adam instead of two numbers and plain steps.
    """

    name: ClassVar[str] = "chase"
    title: ClassVar[str] = N_("Round and round")
    summary: ClassVar[str] = N_("The generator has found the place, and runs past it for ever.")
    order: ClassVar[int] = 11
    look_at: ClassVar[str] = N_("The one blue heap in the middle, and the orange points around it: they never stay.")
    why: ClassVar[str] = N_(
        "The judge says “it is over there”, and the generator runs. With momentum it cannot stop, and runs past. By then "
        "the judge has learned to point back, just as late. So they chase each other, as two who always go to where the "
        "other has just been."
    )
    reference: ClassVar[str] = "Gidel et al. 2019, Proposition 1, arXiv:1802.10551"
    lever: ClassVar[str] = N_("Give both momentum, and take the brake away")
    cure: ClassVar[str] = N_("Take the momentum away, and put the brake on (R1)")
    base: ClassVar[dict[str, Any]] = {**PLANE, "dataset": {"name": "points", "kind": "dot"}}
    sabotage: ClassVar[dict[str, Any]] = {"penalty": "none", "beta_1": 0.9}
    remedy: ClassVar[dict[str, Any]] = {"penalty": "r1", "beta_1": 0.0}
    symptom: ClassVar[str] = "oscillation"
    warm: ClassVar[int] = 1300
    steps_to_break: ClassVar[int] = 1500
    steps_to_mend: ClassVar[int] = 1500
