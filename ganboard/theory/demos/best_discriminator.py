"""The best discriminator against two densities, as it should be and as the article prints it."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.densities import Density, grid, normal, two_bumps
from ganboard.theory.divergences import best_logits, jensen_shannon, lowest_value, sigmoid, value
from ganboard.theory.scene import Line, Number, Plot, Rule, Scene, Sentence
from ganboard.theory.wording import decimal

ACROSS = np.linspace(-5.0, 9.0, 281)
SECOND_BUMP = (4.0, 0.7)
"""Mean and width: within reach of the distance, so that the fakes can choose one of the two bumps."""
SAME = 1e-4
"""JS below which the two count as equal in the sentence."""
APART = 0.65
"""JS above which they count as separate; log 2 = 0.693 is the most."""


@DEMOS.register
class BestDiscriminator(Demo):
    """D* = p / (p + q) and V(D*, G) = −log 4 + 2 JS(p, q); with the data term counted twice 2p / (2p + q).

    The printed sum at its best D is log(4/27) + 3 JS with the weights 2/3 and 1/3.

    Reference: Goodfellow et al. 2014, Proposition 1 and Theorem 1, arXiv:1406.2661.
    Differs from the paper: the sum as the article prints it is not there.
    """

    name: ClassVar[str] = "best_discriminator"
    title: ClassVar[str] = N_("The best discriminator")
    summary: ClassVar[str] = N_("Move the fakes, and see what the best D says at every place, and what V is then.")

    distance: float = Field(
        2.0,
        ge=0,
        le=5,
        title=N_("Distance"),
        description=N_("How far the fakes are from the first bump of the real data."),
        json_schema_extra={"step": 0.05},
    )
    width: float = Field(
        1.0,
        ge=0.4,
        le=2.5,
        title=N_("Width of the fakes"),
        description=N_("Their standard deviation. That of the first bump of the real data is 1."),
        json_schema_extra={"step": 0.05},
    )
    second: float = Field(
        0.0,
        ge=0,
        le=0.6,
        title=N_("Second bump"),
        description=N_("How much of the real data lies in a second bump, at 4."),
        json_schema_extra={"step": 0.05},
    )
    formula: Literal["right", "printed"] = Field(
        "right",
        title=N_("Formula"),
        description=N_("The sum that D makes as large as it can. As printed, the real data are counted twice."),
        json_schema_extra={"labels": {"right": N_("As it should read"), "printed": N_("As the article prints it")}},
    )

    def scene(self) -> Scene:
        """Both densities, the best D, and the sum it reaches."""
        real = two_bumps((0.0, 1.0), SECOND_BUMP, self.second)
        fake = normal(self.distance, self.width)
        return Scene(
            [self._densities(real, fake), self._judge(real, fake)],
            *self._answer(real, fake, 2.0 if self._twice else 1.0),
        )

    @property
    def _twice(self) -> bool:
        return self.formula == "printed"

    def _densities(self, real: Density, fake: Density) -> Plot:
        return Plot(
            message(N_("Real data and fakes")),
            message(
                N_(
                    "Two densities on a line. Real data: a bump at 0 of width 1 with {first} percent, and one at 4 with "
                    "{second} percent. Fakes: a bump at {distance} of width {width}."
                ),
                first=decimal(100 - 100 * self.second, 0),
                second=decimal(100 * self.second, 0),
                distance=decimal(self.distance),
                width=decimal(self.width),
            ),
            [
                Line(ACROSS, real.at(ACROSS), "real", message(N_("real data, p")), filled=True),
                Line(ACROSS, fake.at(ACROSS), "fake", message(N_("fakes, q")), "dashed", filled=True),
            ],
            message(N_("what is judged, x")),
            message(N_("density")),
            (ACROSS[0], ACROSS[-1]),
            (0, 1.05),
        )

    def _judge(self, real: Density, fake: Density) -> Plot:
        log_p, log_q = real.log(ACROSS), fake.log(ACROSS)
        right = sigmoid(best_logits(log_p, log_q))
        shown = sigmoid(best_logits(log_p, log_q, 2.0)) if self._twice else right
        marks: list[Line | Rule] = [Rule(1 / 2, "y", message(N_("one half")))]
        if self._twice:
            marks += [
                Rule(2 / 3, "y", message(N_("two thirds"))),
                Line(ACROSS, shown, "judge", message(N_("2p / (2p + q), as printed"))),
                Line(ACROSS, right, "judge", message(N_("p / (p + q), as it should be")), "dotted"),
            ]
        else:
            marks.append(Line(ACROSS, shown, "judge", message(N_("p / (p + q)"))))
        return Plot(
            message(N_("What the best D says")),
            message(
                N_(
                    "The best D: it says {at_real} at 0, where the real data are, and {at_fake} at the middle of the fakes."
                ),
                at_real=decimal(float(np.interp(0.0, ACROSS, shown))),
                at_fake=decimal(float(np.interp(self.distance, ACROSS, shown))),
            ),
            marks,
            message(N_("what is judged, x")),
            message(N_("D: probability of real")),
            (ACROSS[0], ACROSS[-1]),
            (0, 1),
        )

    def _answer(self, real: Density, fake: Density, data_terms: float) -> tuple[list[Number], Sentence]:
        x = grid(real, fake)
        log_p, log_q = real.log(x), fake.log(x)
        total = float(value(best_logits(log_p, log_q, data_terms), log_p, log_q, x, data_terms))
        share = data_terms / (1 + data_terms)
        above = (1 + data_terms) * float(jensen_shannon(log_p, log_q, x, share))
        names = (
            (N_("Printed sum at its best D"), N_("its lowest value, log(4/27)"), N_("3 · JS, weighted 2 : 1"))
            if self._twice
            else (N_("V(D*, G)"), N_("its lowest value, −log 4"), N_("2 · JS(p, q)"))
        )
        numbers = [
            Number("value", message(names[0]), total, role="judge"),
            Number("floor", message(names[1]), lowest_value(data_terms)),
            Number("above", message(names[2]), above),
            Number("balance", message(N_("D* where p = q")), share, role="judge"),
        ]
        return numbers, self._sentence(total, above, above / (1 + data_terms))

    def _sentence(self, total: float, above: float, divergence: float) -> Sentence:
        values = {"total": decimal(total, 3), "above": decimal(above, 3)}
        if self._twice:
            return message(
                N_(
                    "The printed sum counts the real data twice, so its best D leans towards “real”: where p and q agree it "
                    "says two thirds, not one half. The sum is {total}."
                ),
                **values,
            )
        if divergence < SAME:
            return message(
                N_(
                    "Fakes and real data are the same, so the best D can only say one half everywhere. V is −log 4, its lowest."
                )
            )
        if divergence > APART:
            return message(
                N_(
                    "They hardly overlap. The best D is nearly always right, and V = {total} is close to 0, its highest."
                ),
                **values,
            )
        return message(
            N_(
                "Where the blue curve is higher, the best D says more than one half; where the orange one is higher, less. "
                "V = {total} lies {above} above −log 4."
            ),
            **values,
        )
