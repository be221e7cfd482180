"""Creatures painted in colours, by day and by night."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganboard.creatures import geometry
from ganboard.creatures.backdrop import sky, wall
from ganboard.creatures.factors import BODY, COLOUR, EYES, FACTORS, MOUTH, TOP
from ganboard.creatures.geometry import Box
from ganboard.creatures.sheet import EVERYBODY, Sheet, groups, in_chunks
from ganboard.creatures.traits import Array, Creatures

RIM = 0.075
"""How far the dark rim reaches around a part, in the creature's own frame; it is never less than 0.8 pixels."""
COLOURS = np.array(
    [(228, 48, 56), (252, 138, 24), (253, 216, 48), (62, 186, 84), (44, 124, 240), (146, 76, 212)], np.float32
)
"""Of bodies, in the order of the factor's values."""
GLOW_BOX = Box(-1.9, -2.0, 1.9, 1.9)
"""What is lit by a creature that glows."""
Colour = Array | tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """The colours of some creatures: each three numbers, or an array (3, count, 1, 1).

    Attributes:
        base: Of the body.
        light: Of the body where it is lit.
        dark: Of the body where it is not.
        limbs: Of the arms and of the lids.
        feet: Of the feet.
        rim: Around all parts.
        eye: Of the eyeballs.
        ink: Of pupils and mouth.
        tongue: In the open mouth.
        horn: Of horns.
        ball: Of an antenna's balls.
        cheek: Of cheeks and of the inner side of ears.
    """

    base: Array
    light: Array
    dark: Array
    limbs: Array
    feet: Array
    rim: Array
    eye: Colour = (255, 255, 255)
    ink: Colour = (38, 26, 44)
    tongue: Colour = (236, 96, 112)
    horn: Colour = (255, 244, 214)
    ball: Colour = (255, 226, 92)
    cheek: Colour = (255, 120, 150)


def pictures(c: Creatures, size: int = 32) -> Array:
    """Creatures by day, before a pale wall.

    Args:
        c: At least one.
        size: Pixels along a side, 16 or more.

    Returns:
        uint8, (count, size, size, 3).
    """
    return in_chunks(by_day, c, size)


def night(c: Creatures, size: int = 32) -> Array:
    """The same creatures by night: a dark sky with stars and a moon, and the creatures glow; arguments as of :func:`pictures`."""
    return in_chunks(_by_night, c, size)


def by_day(c: Creatures, size: int) -> Array:
    """See :func:`pictures`, which calls this for some creatures at a time."""
    sheet, base = Sheet(c, size), _base(c)
    wall(sheet)
    palette = Palette(
        base=_planes(base),
        light=_planes(base + 0.5 * (255 - base)),
        dark=_planes(base * 0.66),
        limbs=_planes(base * 0.8),
        feet=_planes(base * 0.66),
        rim=_planes(base * 0.3),
    )
    _creature(sheet, palette)
    return sheet.bytes()


def _by_night(c: Creatures, size: int) -> Array:
    sheet, base = Sheet(c, size), _base(c)
    neon = base + 0.3 * (255 - base)
    sky(sheet)
    window = sheet.window(GLOW_BOX)
    for _, rows in groups(c, BODY):
        far = np.maximum(geometry.body(c[rows], *sheet.frame(window, rows)), 0)
        near = np.clip(1 - far * 1.1, 0, 1)
        sheet.lay(window, rows, near * near * 0.5, _planes(neon)[:, rows])
    palette = Palette(
        base=_planes(base * 0.4 + (4, 4, 26)),
        light=_planes(base * 0.62 + (14, 14, 44)),
        dark=_planes(base * 0.22 + (4, 4, 22)),
        limbs=_planes(base * 0.34 + (4, 4, 24)),
        feet=_planes(base * 0.3 + (4, 4, 24)),
        rim=_planes(neon),
        eye=(246, 255, 190),
        ink=(10, 8, 34),
        tongue=(176, 62, 100),
        horn=(150, 152, 190),
        ball=(255, 240, 120),
        cheek=(196, 74, 140),
    )
    _creature(sheet, palette)
    return sheet.bytes()


def _base(c: Creatures) -> Array:
    """The bodies' colours, a little lighter or darker: float32, (count, 3)."""
    base, shade = COLOURS[c.factors[:, FACTORS.index(COLOUR)]], c.trait("shade")[:, 0]
    return np.asarray(base + np.maximum(shade, 0) * 0.1 * (255 - base) + np.minimum(shade, 0) * 0.08 * base)


def _planes(colours: Array) -> Array:
    """Colours, (count, 3), as three planes of (count, 1, 1)."""
    return np.ascontiguousarray(colours.T, np.float32)[:, :, None, None]


def _creature(sheet: Sheet, palette: Palette) -> None:
    """Paint the creature: what is behind its body, the body, the face."""
    _limbs(sheet, palette)
    _tops(sheet, palette)
    _body(sheet, palette)
    _cheeks(sheet, palette)
    _eyes(sheet, palette)
    _mouth(sheet, palette)


def _limbs(sheet: Sheet, palette: Palette) -> None:
    c, edge = sheet.creatures, np.maximum(RIM, 0.8 * sheet.pixel)
    parts = (
        (geometry.arms, geometry.ARMS_BOX, palette.limbs),
        (geometry.feet, geometry.FEET_BOX, palette.feet),
    )
    for part, box, colour in parts:
        window = sheet.window(box)
        distance = part(c, *sheet.frame(window))
        sheet.lay(window, EVERYBODY, sheet.cover(distance - edge), palette.rim)
        sheet.lay(window, EVERYBODY, sheet.cover(distance), colour)


def _tops(sheet: Sheet, palette: Palette) -> None:
    for kind, rows in groups(sheet.creatures, TOP):
        if kind == "none":
            continue
        c, rim = sheet.creatures[rows], palette.rim[:, rows]
        window = sheet.window(geometry.TOP_BOXES[kind])
        u, v = sheet.frame(window, rows)
        distance = geometry.top(c, u, v)
        edge = np.maximum(RIM, 0.8 * sheet.pixel[rows])
        sheet.lay(window, rows, sheet.cover(distance - edge, rows), rim)
        if kind == "horns":
            sheet.lay(window, rows, sheet.cover(distance, rows), palette.horn)
        elif kind == "ears":
            sheet.lay(window, rows, sheet.cover(distance, rows), palette.base[:, rows])
            sheet.lay(window, rows, sheet.cover(geometry.ear(c, np.abs(u), v, 0.55), rows), palette.cheek)
        else:
            stalk, ball = geometry.antenna(c, np.abs(u), v)
            sheet.lay(window, rows, sheet.cover(stalk, rows), rim)
            sheet.lay(window, rows, sheet.cover(ball, rows), palette.ball)


def _body(sheet: Sheet, palette: Palette) -> None:
    """The body: lit from the upper left, darker below."""
    window = sheet.window(geometry.BODY_BOX)
    for _, rows in groups(sheet.creatures, BODY):
        u, v = sheet.frame(window, rows)
        distance = geometry.body(sheet.creatures[rows], u, v)
        edge = np.maximum(RIM, 0.8 * sheet.pixel[rows])
        sheet.lay(window, rows, sheet.cover(distance - edge, rows), palette.rim[:, rows])
        away_u, away_v = u + 0.42, v + 0.55
        far = away_u * away_u + away_v * away_v
        lit, dim = np.clip(0.75 - far * 1.6, 0, 1), np.clip((far - 1.1) * 0.5, 0, 1)
        colours = [
            base[rows] + lit * (light[rows] - base[rows]) + dim * (dark[rows] - base[rows])
            for base, light, dark in zip(palette.base, palette.light, palette.dark, strict=True)
        ]
        sheet.lay(window, rows, sheet.cover(distance, rows), colours)


def _cheeks(sheet: Sheet, palette: Palette) -> None:
    window = sheet.window(geometry.CHEEKS_BOX)
    red = geometry.cheeks(sheet.creatures, *sheet.frame(window))
    sheet.lay(window, EVERYBODY, 0.55 * red, palette.cheek)


def _eyes(sheet: Sheet, palette: Palette) -> None:
    window = sheet.window(geometry.EYES_BOX)
    for _, rows in groups(sheet.creatures, EYES):
        c, pixel, rim = sheet.creatures[rows], sheet.pixel[rows], palette.rim[:, rows]
        eye = geometry.eyes(c, *sheet.frame(window, rows))
        ball = np.sqrt(eye.u * eye.u + eye.v * eye.v) - eye.radius
        sheet.lay(window, rows, sheet.cover(ball - np.maximum(0.045, 0.4 * pixel), rows), rim)
        inside = sheet.cover(ball, rows)
        sheet.lay(window, rows, inside, palette.eye)
        pupil, glint = geometry.pupils(c, eye)
        sheet.lay(window, rows, sheet.cover(pupil, rows) * inside, palette.ink)
        seen = np.clip(eye.radius / pixel - 2, 0, 1)  # in an eye of two pixels the light would only make the pupil grey
        sheet.lay(window, rows, sheet.cover(glint, rows) * inside * seen, palette.eye)
        blink = c.trait("blink")
        if (blink > 0).any():
            (below, lid), shut = geometry.lids(c, eye), inside * (blink > 0)
            sheet.lay(window, rows, sheet.cover(lid, rows) * shut, palette.limbs[:, rows])
            edge = sheet.cover(np.abs(below) - np.maximum(0.05, 0.6 * pixel), rows)
            sheet.lay(window, rows, edge * shut, rim)


def _mouth(sheet: Sheet, palette: Palette) -> None:
    window = sheet.window(geometry.MOUTH_BOX)
    for kind, rows in groups(sheet.creatures, MOUTH):
        c = sheet.creatures[rows]
        u, v = sheet.frame(window, rows)
        distance = geometry.mouth(c, u, v)
        if kind != "open":  # a line is never thinner than a pixel
            distance -= np.maximum(0, 0.45 * sheet.pixel[rows] - geometry.LINE)
        sheet.lay(window, rows, sheet.cover(distance, rows), palette.ink)
        if kind == "open":
            size = c.trait("mouth_size")
            below = v - geometry.mouth_height(c) - 0.2 * size
            tongue = np.sqrt(u * u + below * below) - 0.18 * size
            cover = sheet.cover(tongue, rows) * sheet.cover(distance + 0.03, rows)
            sheet.lay(window, rows, cover, palette.tongue)
