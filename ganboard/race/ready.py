"""Races that are there to be started with one click. Each asks a question that a minute of looking on can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ganboard.config import TrainConfig
from ganboard.i18n import N_
from ganboard.presets import preset
from ganboard.race.entry import By


@dataclass(frozen=True)
class Entrant:
    """One of a ready-made race.

    Attributes:
        name: What it is called. Marked for translation.
        changes: What differs from the race's preset.
    """

    name: str
    changes: dict[str, Any]


@dataclass(frozen=True)
class Ready:
    """A ready-made race.

    Attributes:
        name: Plain id.
        title: Marked for translation.
        summary: What to look at, in one or two sentences. Marked for translation.
        preset: What the entrants have in common.
        entrants: Two to four.
        by: Whose turn it is.
        length: Steps, or seconds of training, of each.
    """

    name: str
    title: str
    summary: str
    preset: str
    entrants: tuple[Entrant, ...]
    by: By
    length: int

    def configs(self, seed: int) -> list[TrainConfig]:
        """The entrants' settings."""
        start = preset(self.preset).config(seed=seed)
        return [start.replace(**entrant.changes) for entrant in self.entrants]


READY: dict[str, Ready] = {
    race.name: race
    for race in (
        Ready(
            "objective",
            N_("Which objective?"),
            N_(
                "Four ways to keep the score between the two networks, each with the brake that suits it. "
                "Which one draws digits first?"
            ),
            "quick",
            (
                Entrant(N_("Non-saturating"), {}),
                Entrant(N_("Wasserstein"), {"objective": "wasserstein", "penalty": "gradient"}),
                Entrant(N_("Hinge"), {"objective": "hinge", "penalty": "none", "constraint": "spectral"}),
                Entrant(N_("Least squares"), {"objective": "leastsquares"}),
            ),
            "step",
            500,
        ),
        Ready(
            "brake",
            N_("With or without a brake?"),
            N_(
                "R1 keeps the judge from becoming too sure of itself. Does that help the generator, or does it "
                "only slow the game down?"
            ),
            "quick",
            (Entrant(N_("With R1"), {}), Entrant(N_("Without R1"), {"penalty": "none"})),
            "step",
            1000,
        ),
        Ready(
            "lessons",
            N_("One or three lessons for the judge?"),
            N_(
                "One judge learns once before each step of the generator, the other three times. Both get the same time: three "
                "lessons take longer, so its generator takes fewer steps."
            ),
            "quick",
            (
                Entrant(N_("One lesson"), {"discriminator_steps": 1}),
                Entrant(N_("Three lessons"), {"discriminator_steps": 3}),
            ),
            "seconds",
            25,
        ),
        Ready(
            "rates",
            N_("Small steps or large ones?"),
            N_(
                "The learning rate says how far the networks move at each step. Small is slow, large may stumble. "
                "Where is the middle?"
            ),
            "quick",
            tuple(
                Entrant(name, {"generator_learning_rate": rate, "discriminator_learning_rate": rate})
                for name, rate in ((N_("Small: 0.0001"), 1e-4), (N_("Middle: 0.002"), 2e-3), (N_("Large: 0.03"), 3e-2))
            ),
            "step",
            800,
        ),
        Ready(
            "names",
            N_("Does naming help?"),
            N_(
                "Both are told which digit to draw. The judge of the second one also has to name the digit that it sees. "
                "Same time for both."
            ),
            "quick",
            (Entrant(N_("GAN"), {}), Entrant(N_("AC-GAN"), {"method": {"name": "acgan", "conditional": True}})),
            "seconds",
            25,
        ),
        Ready(
            "collapse",
            N_("Who finds all eight?"),
            N_(
                "Eight heaps of points in a ring. One generator may forget some of them: its judge has no brake and learns "
                "five times as often."
            ),
            "points",
            (
                Entrant(N_("With R1"), {}),
                Entrant(
                    N_("Minimax without a brake"), {"objective": "minimax", "penalty": "none", "discriminator_steps": 5}
                ),
            ),
            "step",
            3000,
        ),
    )
}
