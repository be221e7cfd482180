"""Two densities pulled apart: JS gets stuck, the Wasserstein distance goes on."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import ClassVar

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.densities import grid, normal
from ganboard.theory.divergences import jensen_shannon, wasserstein
from ganboard.theory.scene import Dots, Line, Number, Plot, Rule, Scene, Sentence
from ganboard.theory.wording import decimal

FARTHEST = 4.0
DISTANCES = np.linspace(0.0, FARTHEST, 81)
ACROSS = np.linspace(-3.0, 7.0, 401)
STUCK = 0.99
"""The part of log 2 from which JS counts as stuck in the sentence."""
NUDGE = 1e-3
"""By which the fakes are moved to measure a slope; its error is below 1e-4 at the least width."""


def measures(distances: np.ndarray, width: float) -> np.ndarray:
    """JS and Wasserstein-1 of two equal bumps, (2, distances), by quadrature.

    Args:
        distances: Between their means, (distances,), at least 0.
        width: Of both.
    """
    real = normal(0.0, width)
    x = grid(real, normal(float(distances.max()), width))
    log_p = np.broadcast_to(real.log(x), (len(distances), len(x)))
    log_q = real.log(x - distances[:, None])
    return np.stack([jensen_shannon(log_p, log_q, x), wasserstein(np.exp(log_p), np.exp(log_q), x)])


@lru_cache(maxsize=32)
def curves(width: float) -> np.ndarray:
    """:func:`measures` at all ``DISTANCES``; kept, for it is the same while the distance is dragged."""
    return measures(DISTANCES, width)


@DEMOS.register
class Apart(Demo):
    """JS(p, q) ≤ log 2 with equality where p and q do not overlap; Wasserstein-1 of shifted densities is the shift.

    Reference: Arjovsky et al. 2017, Example 1, arXiv:1701.07875; Arjovsky & Bottou 2017, Theorem 2.4 (with the best D
    G's minimax gradient vanishes), arXiv:1701.04862.
    Differs from the paper: bumps of some width instead of two lines, so that JS rises instead of jumping.
    """

    name: ClassVar[str] = "apart"
    title: ClassVar[str] = N_("Pulled apart")
    summary: ClassVar[str] = N_(
        "Pull the fakes away from the real data. One measure stops noticing, the other does not."
    )

    distance: float = Field(
        2.0,
        ge=0,
        le=FARTHEST,
        title=N_("Distance"),
        description=N_("Between the middle of the real data and that of the fakes."),
        json_schema_extra={"step": 0.05},
    )
    width: float = Field(
        0.4,
        ge=0.2,
        le=1,
        title=N_("Width of both"),
        description=N_(
            "Standard deviation of the real data and of the fakes. The thinner, the sooner they are separate."
        ),
        json_schema_extra={"step": 0.05},
    )

    def scene(self) -> Scene:
        """The densities, and both measures over all distances."""
        places = np.array([abs(self.distance - NUDGE), self.distance, self.distance + NUDGE])
        (near, stuck, far), (_, carried, _) = measures(places, self.width)
        slope = (far - near) / (2 * NUDGE)
        numbers = [
            Number("js", message(N_("JS")), stuck, role="judge"),
            Number("w1", message(N_("Wasserstein distance")), carried),
            Number("js_slope", message(N_("Slope of JS")), slope, role="judge", note=message(N_("what is left for G"))),
            Number("w1_slope", message(N_("Slope of the Wasserstein distance")), 1.0, note=message(N_("always"))),
        ]
        return Scene(
            [self._densities(), self._measures(stuck, carried)], numbers, self._sentence(stuck, carried, slope)
        )

    def _densities(self) -> Plot:
        return Plot(
            message(N_("Real data and fakes")),
            message(
                N_("Two bumps of width {width}: real data at 0, fakes at {distance}."),
                width=decimal(self.width),
                distance=decimal(self.distance),
            ),
            [
                Line(ACROSS, normal(0.0, self.width).at(ACROSS), "real", message(N_("real data, p")), filled=True),
                Line(
                    ACROSS,
                    normal(self.distance, self.width).at(ACROSS),
                    "fake",
                    message(N_("fakes, q")),
                    "dashed",
                    filled=True,
                ),
            ],
            message(N_("x")),
            message(N_("density")),
            (ACROSS[0], ACROSS[-1]),
            (0, 2.1),
        )

    def _measures(self, stuck: float, carried: float) -> Plot:
        divergence, transport = curves(self.width)
        return Plot(
            message(N_("How far apart, by two measures")),
            message(
                N_(
                    "Two measures against the distance. The Wasserstein distance is a straight line, {carried} at {distance}. "
                    "JS bends and stays below log 2 = 0.69; it is {stuck}."
                ),
                carried=decimal(carried),
                distance=decimal(self.distance),
                stuck=decimal(stuck, 3),
            ),
            [
                Rule(math.log(2), "y", message(N_("log 2"))),
                Line(DISTANCES, divergence, "judge", message(N_("JS"))),
                Line(DISTANCES, transport, "plain", message(N_("Wasserstein distance")), "dashed"),
                Rule(self.distance, "x", message(N_("now"))),
                Dots([self.distance], [stuck], "judge", size=5),
                Dots([self.distance], [carried], "plain", size=5),
            ],
            message(N_("distance")),
            message(N_("measure")),
            (0, FARTHEST),
            (0, FARTHEST),
        )

    def _sentence(self, stuck: float, carried: float, slope: float) -> Sentence:
        values = {"carried": decimal(carried), "stuck": decimal(stuck, 3), "slope": decimal(slope, 3)}
        if self.distance == 0:
            return message(N_("The two are the same, and both measures are 0."))
        if stuck > STUCK * math.log(2):
            return message(
                N_(
                    "They hardly overlap. JS is stuck at {stuck}, just below log 2, with slope {slope}: it does not tell G where "
                    "to go. The Wasserstein distance, {carried}, still falls by 1 for each 1 that the fakes come nearer."
                ),
                **values,
            )
        return message(
            N_(
                "They overlap, and both measures tell G where to go: JS with slope {slope}, the Wasserstein distance with slope 1."
            ),
            **values,
        )
