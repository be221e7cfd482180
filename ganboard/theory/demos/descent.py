"""One fake that goes down three losses, step by step."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.losses import MINIMAX, NONSATURATING, WASSERSTEIN, GeneratorLoss, descend
from ganboard.theory.scene import Line, Number, Plot, Rule, Scene, Sentence
from ganboard.theory.wording import decimal

STEPS = 60
FARTHEST = 5.0
FLAT = 0.1
"""The part of the distance below which the minimax fake counts as stuck in the sentence."""
PLAYERS: tuple[tuple[str, str, GeneratorLoss, Literal["solid", "dashed", "dotted"]], ...] = (
    ("minimax", N_("minimax"), MINIMAX, "solid"),
    ("nonsaturating", N_("non-saturating"), NONSATURATING, "dashed"),
    ("wasserstein", N_("Wasserstein critic"), WASSERSTEIN, "dotted"),
)


@DEMOS.register
class Descent(Demo):
    """A fake at −distance, real data around 0, both of width 1, and a D that stands still.

    The best D between the two has the logit distance · (x + distance / 2); the best critic of slope 1 is x itself.

    Reference: Goodfellow et al. 2014, Section 3, arXiv:1406.2661; Arjovsky & Bottou 2017, Theorem 2.4,
    arXiv:1701.04862; Arjovsky et al. 2017, Algorithm 1, arXiv:1701.07875.
    Differs from the paper: G is one number, D does not learn on, and the fake stops at the real data.
    """

    name: ClassVar[str] = "descent"
    title: ClassVar[str] = N_("One fake goes downhill")
    summary: ClassVar[str] = N_("The same fake, pushed by three losses before a discriminator that stands still.")

    distance: float = Field(
        4.0,
        ge=0.5,
        le=FARTHEST,
        title=N_("Distance at the start"),
        description=N_("How far the fake is from the real data."),
        json_schema_extra={"step": 0.1},
    )
    learning_rate: float = Field(
        0.1,
        ge=0.01,
        le=0.5,
        title=N_("Learning rate"),
        description=N_("How far a step goes: slope times this."),
        json_schema_extra={"step": 0.01},
    )
    certainty: float = Field(
        1.0,
        ge=0.1,
        le=1,
        title=N_("How well D is trained"),
        description=N_("1 is the best D there is. Below, its logit is this part of the best one's."),
        json_schema_extra={"step": 0.05},
    )

    def scene(self) -> Scene:
        """Three paths over the steps, and the slope that each loss gives on the way."""
        paths = {name: self._path(name, loss) for name, _, loss, _ in PLAYERS}
        gone = {name: path + self.distance for name, path in paths.items()}
        numbers = [
            Number(f"{name}_gone", message(N_("Way gone, {loss}"), loss=message(label)), gone[name][-1], 2, "fake")
            for name, label, _, _ in PLAYERS
        ]
        return Scene([self._places(paths), self._slopes(paths)], numbers, self._sentence(gone), STEPS + 1)

    def _judge(self, name: str) -> tuple[float, float]:
        """Steepness and middle of what this loss sees: the discriminator's logit, or the critic."""
        return (1.0, 0.0) if name == "wasserstein" else (self.certainty * self.distance, -self.distance / 2)

    def _path(self, name: str, loss: GeneratorLoss) -> np.ndarray:
        return descend(loss, -self.distance, *self._judge(name), self.learning_rate, STEPS)

    def _places(self, paths: dict[str, np.ndarray]) -> Plot:
        return Plot(
            message(N_("Where the fake is")),
            message(
                N_(
                    "Place of the fake over {steps} steps. It starts at {start}; the real data are at 0. At the end: minimax at "
                    "{minimax}, non-saturating at {nonsaturating}, Wasserstein critic at {wasserstein}."
                ),
                steps=STEPS,
                start=decimal(-self.distance),
                **{name: decimal(path[-1]) for name, path in paths.items()},
            ),
            [
                Rule(0.0, "y", message(N_("the real data")), "real"),
                Rule(-self.distance / 2, "y", message(N_("D says one half")), "judge"),
                *(
                    Line(np.arange(STEPS + 1), paths[name], "fake", message(label), style, grows=True)
                    for name, label, _, style in PLAYERS
                ),
            ],
            message(N_("step")),
            message(N_("place of the fake")),
            (0, STEPS),
            (-FARTHEST - 0.2, 0.5),
        )

    def _slopes(self, paths: dict[str, np.ndarray]) -> Plot:
        slopes = {}
        for name, _, loss, _ in PLAYERS:
            steepness, middle = self._judge(name)
            slopes[name] = -steepness * loss.slope(steepness * (paths[name] - middle))
        return Plot(
            message(N_("How strongly it is pushed")),
            message(
                N_(
                    "Slope of each loss where its fake is. At the first step: minimax {minimax}, non-saturating {nonsaturating}, "
                    "Wasserstein critic {wasserstein}."
                ),
                **{name: decimal(slope[0], 4) for name, slope in slopes.items()},
            ),
            [
                Line(np.arange(STEPS + 1), slopes[name], "fake", message(label), style, grows=True)
                for name, label, _, style in PLAYERS
            ],
            message(N_("step")),
            message(N_("slope towards the real data")),
            (0, STEPS),
            (0, FARTHEST),
        )

    def _sentence(self, gone: dict[str, np.ndarray]) -> Sentence:
        arrived = {name: int(np.argmax(path >= self.distance / 2)) for name, path in gone.items()}
        values = {
            "gone": decimal(gone["minimax"][-1]),
            "steps": STEPS,
            "minimax": arrived["minimax"],
            "nonsaturating": arrived["nonsaturating"],
        }
        if not arrived["nonsaturating"]:
            return message(
                N_("The steps are too short: after {steps} of them neither fake of the two GAN losses is half way."),
                **values,
            )
        if not arrived["minimax"] and gone["minimax"][-1] > FLAT * self.distance:
            return message(
                N_(
                    "D is rather sure, and the minimax loss is slow: after {steps} steps its fake has gone {gone}, not yet half "
                    "the way. The non-saturating loss needs {nonsaturating} steps for that."
                ),
                **values,
            )
        if not arrived["minimax"]:
            return message(
                N_(
                    "D is so sure that the minimax loss is flat: in {steps} steps its fake has moved by {gone} only. The "
                    "non-saturating loss needs {nonsaturating} steps for half the way, where D is in doubt."
                ),
                **values,
            )
        return message(
            N_(
                "D leaves some slope to both: the minimax fake is half way after {minimax} steps, the non-saturating one after "
                "{nonsaturating}."
            ),
            **values,
        )
