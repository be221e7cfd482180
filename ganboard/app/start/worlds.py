"""What a visitor can have drawn on the Start page: digits, creatures, clothes. A film of each lives before anything is trained."""

from __future__ import annotations

from dataclasses import dataclass

from ganboard.config import TrainConfig
from ganboard.i18n import N_

OWN = "own"
"""The tile that leads to the visitor's own pictures."""
HAND = "hand"
"""The name of the visitor's own handwriting among the worlds."""


@dataclass(frozen=True)
class World:
    """Something to be drawn.

    Attributes:
        name: Plain id, as in the address.
        preset: By which it is trained.
        title: Marked for translation, like what follows.
        film: What is to be seen before a training begins.
        noise: What is said while there is nothing but noise.
        blobs: And when light and dark lie where they lie in real pictures.
        shapes: And when one picture differs from the other, with clear edges.
        there: And when the pictures are about as varied and as clear as real ones.
        real: The judge's real pictures, in the middle of a sentence.
        clear: See :func:`ganboard.app.start.acts.act`.
    """

    name: str
    preset: str
    title: str
    film: str
    noise: str
    blobs: str
    shapes: str
    there: str
    real: str
    clear: float


WORLDS = {
    world.name: world
    for world in (
        World(
            "digits",
            "quick",
            N_("Digits"),
            N_("Digits that a trained generator draws. One slowly turns into another."),
            N_("Nothing but noise. The computer has never drawn a digit."),
            N_("Blobs! Bright in the middle, dark around: it found out where the ink goes."),
            N_("Shapes: curves and strokes. Can you read some already?"),
            N_("There they are: digits that nobody ever wrote."),
            N_("real handwritten digits"),
            0.9,
        ),
        World(
            "creatures",
            "creatures",
            N_("Creatures"),
            N_("Creatures that a trained generator draws. One slowly turns into another."),
            N_("Nothing but noise. The computer has never drawn a creature."),
            N_("Blobs! Something in the middle, a pale ground around it."),
            N_("Shapes: bodies in colours. Do you see the first eyes?"),
            N_("There they are: creatures that nobody ever drew."),
            N_("real drawings of creatures"),
            0.81,
        ),
        World(
            "clothes",
            "fashion",
            N_("Clothes"),
            N_("Clothes that a trained generator draws. One slowly turns into another."),
            N_("Nothing but noise. The computer has never drawn a shirt or a shoe."),
            N_("Blobs! Bright in the middle, dark around, all of them alike."),
            N_("Shapes: sleeves, legs, soles. What could each of them be?"),
            N_("There they are: clothes that nobody ever sewed."),
            N_("real photos of clothes"),
            0.85,
        ),
    )
}
"""By name; the first where none is chosen."""


def world_of(config: TrainConfig) -> World | None:
    """The world that a training belongs to; None for one of another kind, which the Train page shows.

    Args:
        config: The run's.
    """
    if config.method.name != "gan":
        return None
    datasets = {"mnist": "digits", "creatures": "creatures", "fashion": "clothes"}
    return WORLDS.get(datasets.get(config.dataset.name, ""))
