"""The two losses of the generator and their slopes, by the logit and by the score."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.losses import MINIMAX, NONSATURATING, GeneratorLoss
from ganboard.theory.scene import Dots, Line, Number, Plot, Rule, Scene, Sentence
from ganboard.theory.wording import decimal

SCORES = np.linspace(0.01, 0.99, 197)
SURE = 0.1
"""A score below which D is sure of a fake, and above 1 − which it is fooled."""


def _logit(score: np.ndarray) -> np.ndarray:
    return np.log(score) - np.log1p(-score)


@DEMOS.register
class TwoLosses(Demo):
    """log(1 − D) and −log D for one fake. Slopes by the logit: −D and −(1 − D); by the score: −1 / (1 − D) and −1 / D.

    Reference: Goodfellow et al. 2014, Section 3, arXiv:1406.2661.
    Differs from the paper: nothing; the paper gives no slopes, these are the derivatives.
    """

    name: ClassVar[str] = "two_losses"
    title: ClassVar[str] = N_("Two losses, two slopes")
    summary: ClassVar[str] = N_("What a fake costs G, and how strongly it is pushed, when D gives it this score.")

    score: float = Field(
        0.05,
        ge=0.01,
        le=0.99,
        title=N_("Score D(G(z))"),
        description=N_("What D says of a fake: near 0 it is sure that it is a fake, near 1 it takes it for real."),
        json_schema_extra={"step": 0.01},
    )
    slope: Literal["logit", "score"] = Field(
        "logit",
        title=N_("Slope along"),
        description=N_(
            "The logit is the number that D computes; the sigmoid makes the score of it. G learns through both."
        ),
        json_schema_extra={
            "labels": {"logit": N_("the logit, before the sigmoid"), "score": N_("the score, after it")}
        },
    )

    def scene(self) -> Scene:
        """The losses, the sizes of their slopes, and both at this score."""
        steep = [self._steep(loss, np.array([self.score]))[0] for loss in (MINIMAX, NONSATURATING)]
        numbers = [
            Number("minimax", message(N_("Minimax loss")), self._loss(MINIMAX), role="fake"),
            Number("nonsaturating", message(N_("Non-saturating loss")), self._loss(NONSATURATING), role="fake"),
            Number("minimax_slope", message(N_("Slope of minimax, size")), steep[0], role="fake"),
            Number("nonsaturating_slope", message(N_("Slope of non-saturating, size")), steep[1], role="fake"),
            Number("ratio", message(N_("Non-saturating is steeper by")), steep[1] / steep[0], 2),
        ]
        return Scene([self._losses(), self._slopes(*steep)], numbers, self._sentence(*steep))

    def _loss(self, loss: GeneratorLoss) -> float:
        return float(loss.of(_logit(np.array(self.score))))

    def _steep(self, loss: GeneratorLoss, scores: np.ndarray) -> np.ndarray:
        logits = _logit(scores)
        return -(loss.slope(logits) if self.slope == "logit" else loss.slope_by_score(logits))

    def _here(self) -> Rule:
        return Rule(self.score, "x", message(N_("D(G(z)) = {score}"), score=decimal(self.score)), "judge")

    def _losses(self) -> Plot:
        logits = _logit(SCORES)
        here = [self._loss(MINIMAX), self._loss(NONSATURATING)]
        return Plot(
            message(N_("What G pays")),
            message(
                N_(
                    "Two losses against D's score, both falling. At the score {score} the minimax loss is {minimax} and the "
                    "non-saturating loss {nonsaturating}."
                ),
                score=decimal(self.score),
                minimax=decimal(here[0]),
                nonsaturating=decimal(here[1]),
            ),
            [
                Line(SCORES, MINIMAX.of(logits), "fake", message(N_("minimax, log(1 − D)"))),
                Line(SCORES, NONSATURATING.of(logits), "fake", message(N_("non-saturating, −log D")), "dashed"),
                self._here(),
                Dots([self.score] * 2, here, "fake", size=5),
            ],
            message(N_("score of the fake, D(G(z))")),
            message(N_("loss")),
            (0, 1),
            (-5, 5),
        )

    def _slopes(self, minimax: float, nonsaturating: float) -> Plot:
        by_logit = self.slope == "logit"
        names = (
            (N_("minimax, D"), N_("non-saturating, 1 − D"))
            if by_logit
            else (N_("minimax, 1 / (1 − D)"), N_("non-saturating, 1 / D"))
        )
        return Plot(
            message(N_("How steep it is along the logit") if by_logit else N_("How steep it is along the score")),
            message(
                N_("Sizes of the two slopes. At the score {score}: minimax {minimax}, non-saturating {nonsaturating}."),
                score=decimal(self.score),
                minimax=decimal(minimax),
                nonsaturating=decimal(nonsaturating),
            ),
            [
                Line(SCORES, self._steep(MINIMAX, SCORES), "fake", message(names[0])),
                Line(SCORES, self._steep(NONSATURATING, SCORES), "fake", message(names[1]), "dashed"),
                self._here(),
                Dots([self.score] * 2, [minimax, nonsaturating], "fake", size=5),
            ],
            message(N_("score of the fake, D(G(z))")),
            message(N_("size of the slope")),
            (0, 1),
            (0, 1) if by_logit else (0, 100),
        )

    def _sentence(self, minimax: float, nonsaturating: float) -> Sentence:
        values = {"minimax": decimal(minimax), "nonsaturating": decimal(nonsaturating)}
        if self.slope == "score":
            return message(
                N_(
                    "Along the score neither slope vanishes: minimax {minimax}, non-saturating {nonsaturating}. But D's sigmoid "
                    "is flat near 0, and G learns through it: look at the slope along the logit."
                ),
                **values,
            )
        if self.score <= SURE:
            return message(
                N_(
                    "D is sure that this is a fake, and G needs a push. Minimax hardly gives one, {minimax}; the non-saturating "
                    "loss pushes with {nonsaturating}."
                ),
                **values,
            )
        if self.score >= 1 - SURE:
            return message(
                N_(
                    "D takes this fake for real. The non-saturating loss lets it be, {nonsaturating}; minimax goes on pushing "
                    "with {minimax}."
                ),
                **values,
            )
        return message(
            N_("D is in doubt, and both losses push: minimax with {minimax}, non-saturating with {nonsaturating}."),
            **values,
        )
