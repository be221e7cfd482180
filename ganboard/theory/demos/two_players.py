"""Two players on min over x, max over y of x · y, and what calms their spiral."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.games import Order, averages, growth, play, update
from ganboard.theory.scene import Dots, Line, Number, Plot, Rule, Scene, Sentence
from ganboard.theory.wording import decimal

STEPS = 200
EDGE = 3.0
"""Of the picture; a game that leaves it ends there."""
CIRCLES = 1e-9
"""How near to 1 a growth counts as 1."""


@DEMOS.register
class TwoPlayers(Demo):
    """x descends and y ascends on x · y − γ/2 · y²; (0, 0) is the balance.

    Reference: Gidel et al. 2019, Proposition 1, arXiv:1802.10551; Mescheder et al. 2018, Definition 2.1 and Eq. 9,
    arXiv:1801.04406.
    Differs from the paper: Mescheder's losses are taken linear, which makes the Dirac-GAN Gidel's game.
    """

    name: ClassVar[str] = "two_players"
    title: ClassVar[str] = N_("Two players, one number each")
    summary: ClassVar[str] = N_("G turns x to make x · y small, D turns y to make it large. Follow them step by step.")

    learning_rate: float = Field(
        0.15,
        ge=0.02,
        le=0.5,
        title=N_("Learning rate"),
        description=N_("How far each player goes in a step: slope times this."),
        json_schema_extra={"step": 0.01},
    )
    order: Order = Field(
        "simultaneous",
        title=N_("Who moves when"),
        description=N_("Whether both move at once, or D sees G's move before its own."),
        json_schema_extra={"labels": {"simultaneous": N_("both at once"), "alternating": N_("in turn")}},
    )
    penalty: float = Field(
        0.0,
        ge=0,
        le=2,
        title=N_("Penalty strength γ"),
        description=N_("Holds D's slope down: R1, here γ/2 · y². Zero is no penalty."),
        json_schema_extra={"step": 0.05},
    )
    average: bool = Field(
        False,
        title=N_("Averages"),
        description=N_("Shows the mean of all places so far beside the place itself."),
    )
    start: float = Field(
        1.0,
        ge=0.2,
        le=2.5,
        title=N_("Distance at the start"),
        description=N_("Where x begins; y begins at 0."),
        json_schema_extra={"step": 0.1},
    )

    def scene(self) -> Scene:
        """The way through the plane, and how far from the balance it is at each step."""
        step = update(self.learning_rate, self.penalty, self.order)
        points = play((self.start, 0.0), step, STEPS)
        distances = np.hypot(*points.T)
        inside = int(np.argmax(distances > EDGE)) or STEPS + 1
        points, distances = points[:inside], distances[:inside]
        means = averages(points)
        mean_distances = np.hypot(*means.T)
        factor = growth(step)
        numbers = [
            Number("growth", message(N_("Distance, each step, times")), factor, 4),
            Number("distance", message(N_("Distance at the end")), distances[-1], 3),
            Number("steps", message(N_("Steps shown")), inside - 1, 0),
        ]
        if self.average:
            numbers.append(Number("mean_distance", message(N_("Distance of the average")), mean_distances[-1], 3))
        sentence = self._sentence(factor, mean_distances[-1])
        return Scene(
            [self._plane(points, means), self._distances(distances, mean_distances)], numbers, sentence, inside
        )

    def _plane(self, points: np.ndarray, means: np.ndarray) -> Plot:
        marks: list[Line | Dots | Rule] = [
            Rule(0.0, "x"),
            Rule(0.0, "y"),
            Line(points[:, 0], points[:, 1], "plain", message(N_("the two players")), grows=True),
        ]
        if self.average:
            marks.append(Line(means[:, 0], means[:, 1], "muted", message(N_("their average")), "dashed", grows=True))
        marks.append(Dots([0.0], [0.0], "muted", message(N_("balance")), size=5))
        return Plot(
            message(N_("Where the players are")),
            message(
                N_(
                    "The way of the two players in the plane. They start at x = {start}, y = 0, and end after {steps} steps at "
                    "x = {x}, y = {y}. The balance is at 0, 0."
                ),
                start=decimal(self.start),
                steps=len(points) - 1,
                x=decimal(points[-1, 0]),
                y=decimal(points[-1, 1]),
            ),
            marks,
            message(N_("x, the generator")),
            message(N_("y, the discriminator")),
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            square=True,
        )

    def _distances(self, distances: np.ndarray, mean_distances: np.ndarray) -> Plot:
        count = np.arange(len(distances))
        marks = [Line(count, distances, "plain", message(N_("the two players")), grows=True)]
        alt = message(
            N_("Distance from the balance: {first} at the start, {last} after {steps} steps."),
            first=decimal(distances[0]),
            last=decimal(distances[-1]),
            steps=len(distances) - 1,
        )
        if self.average:
            marks.append(Line(count, mean_distances, "muted", message(N_("their average")), "dashed", grows=True))
            alt = message(
                N_("{alt} Their average is {mean} away at the end."), alt=alt, mean=decimal(mean_distances[-1])
            )
        return Plot(
            message(N_("How far from the balance")),
            alt,
            marks,
            message(N_("step")),
            message(N_("distance from the balance")),
            (0, STEPS),
            (0, EDGE),
        )

    def _sentence(self, factor: float, average_distance: float) -> Sentence:
        percent = decimal(100 * abs(factor - 1))
        if factor > 1 + CIRCLES and self.penalty:
            told = message(
                N_(
                    "The penalty is too weak: as long as γ is below the learning rate, players who move at once spiral outwards, "
                    "here by {percent} percent a step."
                ),
                percent=percent,
            )
        elif factor > 1 + CIRCLES:
            told = message(
                N_("They spiral outwards: each step takes them {percent} percent farther from the balance."),
                percent=percent,
            )
        elif factor > 1 - CIRCLES:
            told = message(N_("They go round the balance for ever, neither nearer nor farther in the long run."))
        else:
            told = message(
                N_(
                    "They come to rest: the penalty holds D back, and in the long run each step takes them {percent} percent "
                    "nearer to the balance."
                ),
                percent=percent,
            )
        if not self.average:
            return told
        return message(
            N_("{told} The average of all their places is {mean} away from it."),
            told=told,
            mean=decimal(average_distance, 3),
        )
