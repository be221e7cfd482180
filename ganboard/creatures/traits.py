"""What creatures there are: their factors, and the traits by which creatures of one kind differ.

The random numbers are a bit generator's raw ones, which NumPy promises never to change: the same seed gives the same creatures
on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganboard.creatures.factors import SIZES

Array = np.ndarray

TRAITS: dict[str, tuple[float, float]] = {
    "x": (0.47, 0.53),  # the body's middle, in widths of the picture
    "y": (0.575, 0.61),
    "scale": (0.26, 0.312),  # half the body's width, in widths of the picture
    "tilt": (-0.055, 0.055),  # tangent of half the angle
    "wide": (0.95, 1.05),  # stretched sideways
    "tall": (0.95, 1.05),
    "bend": (-0.22, 0.22),  # of a drop's tip
    "gaze_u": (-1.0, 1.0),
    "gaze_v": (-0.6, 0.8),
    "eye_size": (0.92, 1.08),
    "eye_arch": (0.0, 1.0),  # three eyes: 0 beside each other, 1 one above two
    "mouth_size": (0.85, 1.15),
    "mouth_curve": (0.8, 1.25),
    "top_size": (0.88, 1.12),
    "ear_long": (0.0, 1.0),
    "left_arm": (-0.75, 0.0),  # -1 hangs down, 0 is stretched out, 1 points up
    "right_arm": (-0.75, 0.0),
    "shade": (-1.0, 1.0),  # of its colour
    "tint_red": (0.0, 1.0),  # of what is behind it
    "tint_green": (0.0, 1.0),
    "tint_blue": (0.0, 1.0),
    "blink": (0.0, 0.0),  # 1: eyes closed
    "lift": (0.0, 0.0),  # above the ground, in the creature's own frame
    "squash": (0.0, 0.0),  # flattened towards its feet by this part
}
"""What differs between creatures of one kind, with the range that is drawn from evenly."""
_COLUMN = {name: column for column, name in enumerate(TRAITS)}


@dataclass(frozen=True)
class Creatures:
    """Some creatures, each known completely.

    Attributes:
        factors: int32, (count, 5): what :data:`ganboard.creatures.factors.FACTORS` names, by number.
        traits: float32, (count, traits): what :data:`TRAITS` names.
        chance: uint64, (count,): what else differs between pictures of them, such as a hand's tremble or the stars.
    """

    factors: Array
    traits: Array
    chance: Array

    def __len__(self) -> int:
        return len(self.factors)

    def __getitem__(self, rows: slice | Array) -> Creatures:
        return Creatures(self.factors[rows], self.traits[rows], self.chance[rows])

    def trait(self, name: str) -> Array:
        """One trait, float32, (count, 1, 1)."""
        return self.traits[:, _COLUMN[name], None, None]

    def posed(self, **traits: Array | float) -> Creatures:
        """The same creatures with some traits changed, each a number or (count,)."""
        changed = self.traits.copy()
        for name, values in traits.items():
            changed[:, _COLUMN[name]] = values
        return Creatures(self.factors, changed, self.chance)


def creatures(count: int, seed: int = 0, factors: Array | None = None) -> Creatures:
    """Creatures by chance. The first hundred of a thousand are the hundred of the same seed.

    Args:
        count: How many.
        seed: 0 or more.
        factors: int, (count, 5); by chance, each kind as often as any other, if left out.
    """
    raw = np.random.PCG64(seed).random_raw((count, len(SIZES) + len(TRAITS) + 1))
    even = (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
    drawn = np.floor(even[:, : len(SIZES)] * SIZES).astype(np.int32)
    low, high = np.array(list(TRAITS.values())).T
    traits = low + even[:, len(SIZES) : -1] * (high - low)
    chosen = drawn if factors is None else np.asarray(factors, np.int32)
    return Creatures(chosen, traits.astype(np.float32), raw[:, -1])


def numbers(chance: Array, count: int, purpose: int) -> Array:
    """Random numbers of each creature's own, which do not depend on the creatures beside it.

    Args:
        chance: As :class:`Creatures` holds it.
        count: How many for each.
        purpose: Other purposes get other numbers.

    Returns:
        float32, (creatures, count), in [0, 1).
    """
    # splitmix64, whose state is a counter: a generator object for each creature would take longer than to draw it.
    step = np.uint64(0x9E3779B97F4A7C15)
    state = chance[:, None] + step * np.arange(1 + 1000 * purpose, 1 + 1000 * purpose + count, dtype=np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
    return ((state ^ (state >> np.uint64(31))) >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)
