"""What is behind a creature: by day a pale wall and a floor, by night the sky."""

from __future__ import annotations

import numpy as np

from ganboard.creatures import geometry
from ganboard.creatures.geometry import Box
from ganboard.creatures.sheet import EVERYBODY, Frames, Sheet
from ganboard.creatures.traits import Array, Creatures, numbers

STARS = 18
"""In each night's sky, before the creature stands in front of some."""


def wall(sheet: Sheet) -> None:
    """A pale wall, a floor a little darker, and the creature's shadow."""
    floor = np.clip((sheet.places - 0.72) * 4, 0, 1)[None, None, :, None]
    sheet.planes[:] = 214 + 36 * _tint(sheet.creatures) - floor * 22
    _shadow(sheet)


def _tint(c: Creatures) -> Array:
    """(3, count, 1, 1), 0 to 1."""
    return np.stack([c.trait(f"tint_{name}") for name in ("red", "green", "blue")])


def _shadow(sheet: Sheet) -> None:
    """A creature's shadow lies on the floor, also while the creature is in the air."""
    c = sheet.creatures
    flat = Frames(c.posed(lift=0.0, squash=0.0, tilt=0.0), sheet.size)
    window = flat.window(Box(-1.0, geometry.GROUND - 0.25, 1.0, geometry.GROUND + 0.25))
    u, v = flat.frame(window)
    below = v - geometry.GROUND
    dark = np.clip(1 - u * u / 0.9 - below * below / 0.035, 0, 1) * (0.34 / (1 + 2 * c.trait("lift")))
    sheet.lay(window, EVERYBODY, dark, (60, 50, 90))


def sky(sheet: Sheet) -> None:
    """A dark sky, a moon on one side, stars of several sizes, and a hill."""
    c, places = sheet.creatures, sheet.places
    x, y = places[None, None, :], places[None, :, None]
    top, bottom = np.array((12, 12, 40), np.float32), np.array((46, 34, 92), np.float32)
    for plane, high, low, colour in zip(sheet.planes, top, bottom, _tint(c), strict=True):
        plane[:] = high + (low - high) * y + 14 * colour
    drawn = numbers(c.chance, 3 * STARS + 2, 1)[:, :, None, None]
    everywhere = (slice(None), slice(None))
    for star in range(STARS):
        across, down = x - drawn[:, 3 * star], y - 0.8 * drawn[:, 3 * star + 1]
        bright = drawn[:, 3 * star + 2]
        reach = np.maximum(0.012 + 0.008 * bright, 0.7 / sheet.size)
        shine = np.clip(1 - (across * across + down * down) / (reach * reach), 0, 1) * (0.35 + 0.6 * bright)
        sheet.lay(everywhere, EVERYBODY, shine, (236, 240, 255))
    side, high = drawn[:, -2], drawn[:, -1]
    across, down = x - np.where(side < 0.5, 0.1 + 0.16 * side, 0.82 + 0.16 * (side - 0.5)), y - 0.1 - 0.06 * high
    far = np.sqrt(across * across + down * down)
    halo = np.clip(1 - far * 4, 0, 1)
    sheet.lay(everywhere, EVERYBODY, halo * halo * 0.4, (220, 220, 255))
    sheet.lay(everywhere, EVERYBODY, np.clip((0.075 - far) * sheet.size + 0.5, 0, 1), (250, 244, 214))
    hill = (y - 0.86) * sheet.size - (x - 0.5) * (x - 0.5) * (0.25 * sheet.size) + 0.5
    sheet.lay(everywhere, EVERYBODY, np.clip(hill, 0, 1), (22, 34, 52))
