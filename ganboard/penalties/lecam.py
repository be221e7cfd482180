"""LeCam: a discriminator whose verdicts stay near those that it usually gives to the other kind."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, Penalty


@PENALTIES.register
class LeCam(Penalty):
    """weight times the squared distances of real logits from the usual one of fakes, and of fake logits from that of real ones.

    The usual ones, the anchors, are running means of the logits: they are remembered, and look back over 1 / (1 - decay) updates.

    Reference: Tseng et al. 2021, Section 3, arXiv:2104.03310.
    Differs from the paper: it acts from the first update on, with anchors that start at 0.
    """

    name: ClassVar[str] = "lecam"
    title: ClassVar[str] = N_("LeCam")
    summary: ClassVar[str] = N_(
        "The judge remembers what it usually says, and must not call real samples much more real than its usual fake."
    )
    order: ClassVar[int] = 6
    formula: ClassVar[str] = (
        r"\begin{aligned} \lambda\,\big(&\mathbb{E}_{\real{x}}[(\judge{\ell}(\real{x}) - \fake{\alpha})^2] \\"
        r" &+ \mathbb{E}_{\noise{z}}[(\judge{\ell}(\fake{G}(\noise{z})) - \real{\alpha})^2]\big) \end{aligned}"
    )
    reference: ClassVar[str] = "Tseng et al. 2021, Section 3, arXiv:2104.03310"
    when: ClassVar[str] = N_("With few pictures, which the judge would soon know by heart.")
    over: ClassVar[Literal["slope", "distance"]] = "distance"
    memory: ClassVar[tuple[str, ...]] = ("real_anchor", "fake_anchor")
    dial: ClassVar[str] = "weight"

    weight: float = Field(
        0.3,
        ge=0,
        le=100,
        title=N_("Penalty strength λ"),
        description=N_("How much the judge pays where it sets real samples apart from its usual fake."),
    )
    decay: float = Field(
        0.99,
        ge=0,
        lt=1,
        title=N_("Memory of verdicts"),
        description=N_(
            "How slowly what counts as usual follows the judge. 0.99: a mean over about the last 100 updates."
        ),
    )

    def term(self, bench: Bench) -> Any:
        """weight * (mean (real - fake anchor)^2 + mean (fake - real anchor)^2), a scalar tensor."""
        square, mean = keras.ops.square, keras.ops.mean
        real = mean(square(bench.real_logits - bench.memory["fake_anchor"]))
        return self.strength(bench) * (real + mean(square(bench.fake_logits - bench.memory["real_anchor"])))

    def remembered(self, bench: Bench) -> dict[str, Any]:
        """Both anchors, a little nearer to the mean logits of this batch."""
        now = {"real_anchor": bench.real_logits, "fake_anchor": bench.fake_logits}
        return {
            name: bench.memory[name] + (1.0 - self.decay) * (keras.ops.mean(logits) - bench.memory[name])
            for name, logits in now.items()
        }

    def curve(self, values: np.ndarray) -> np.ndarray:
        """weight * distance^2, of one logit."""
        return self.weight * np.square(values, dtype=np.float64)
