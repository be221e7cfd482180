"""How far each point of a picture lies from each part of a creature.

Only ``+ - * /``, square roots, comparisons and rounding are used, which every machine computes to the same last bit. So a picture
is the same everywhere.

A creature's own frame: (0, 0) is the middle of its body, 1 about half its body's width, u to the right and v down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganboard.creatures.factors import BODY, EYES, FACTORS, MOUTH, TOP
from ganboard.creatures.shapes import Array, arc, capsule, cone, ellipse, rounded_box
from ganboard.creatures.traits import Creatures

LINE = 0.07
"""Half the thickness of a mouth that is a line, in the creature's own frame."""
STALK = 0.055
"""Half the thickness of an antenna's stalk."""
PUPIL = 0.58
"""Of an eye's radius."""
GROUND = 1.13
"""Where a creature stands, in its own frame."""


def by_body(c: Creatures, *values: float) -> Array:
    """A number for each body's shape (round, square, drop): float32, (count, 1, 1)."""
    return np.array(values, np.float32)[c.factors[:, FACTORS.index(BODY)]][:, None, None]


@dataclass(frozen=True)
class Box:
    """Where a part can be, in the creature's own frame."""

    left: float
    top: float
    right: float
    bottom: float


BODY_BOX = Box(-1.05, -1.25, 1.05, 1.08)
ARMS_BOX = Box(-1.52, -0.75, 1.52, 1.05)
FEET_BOX = Box(-0.85, 0.72, 0.85, 1.22)
EYES_BOX = Box(-0.9, -0.95, 0.9, 0.6)
CHEEKS_BOX = Box(-0.95, 0.0, 0.95, 0.75)
MOUTH_BOX = Box(-0.55, 0.05, 0.55, 1.05)
TOP_BOXES = {
    "horns": Box(-1.1, -1.65, 1.1, -0.2),
    "ears": Box(-1.2, -1.75, 1.2, -0.2),
    "antenna": Box(-0.9, -1.75, 0.9, -0.4),
}


def body(c: Creatures, u: Array, v: Array) -> Array:
    """Distance from the body's outline, less than 0 inside; all in the creature's own frame.

    Args:
        c: Creatures of one body's shape.
        u: float32, (count, height, width) or what broadcasts to it.
        v: The same.
    """
    shape = BODY.values[c.factors[0, FACTORS.index(BODY)]]
    if shape == "round":
        return np.sqrt(u * u + v * v) - 0.95
    if shape == "square":
        return rounded_box(u, v, 0.86, 0.86, 0.26)
    above = np.maximum(0.1 - v, 0)
    return cone(u - c.trait("bend") * above * above, v, (0.0, 0.2), 0.8, (0.0, -1.02), 0.13)


def arms(c: Creatures, u: Array, v: Array) -> Array:
    """Distance from the two arms."""
    shoulder_u, shoulder_v = by_body(c, 0.84, 0.8, 0.7), by_body(c, 0.2, 0.2, 0.36)
    turn = np.where(u < 0, c.trait("left_arm"), c.trait("right_arm"))
    long = 0.46 / (1 + turn * turn)
    along_u, along_v = (1 - turn * turn) * long, -2 * turn * long
    return capsule(np.abs(u) - shoulder_u, v - shoulder_v, along_u, along_v, 0.15)


def feet(c: Creatures, u: Array, v: Array) -> Array:
    """Distance from the two feet."""
    return ellipse(np.abs(u) - by_body(c, 0.4, 0.45, 0.4), v - 0.98, 0.27, 0.155)


def top(c: Creatures, u: Array, v: Array) -> Array:
    """Distance from what is on the head.

    Args:
        c: Creatures that have the same on their heads, and not nothing.
        u: As of :func:`body`.
        v: The same.
    """
    size, side = c.trait("top_size"), np.abs(u)
    kind = TOP.values[c.factors[0, FACTORS.index(TOP)]]
    at_u, at_v = by_body(c, 0.5, 0.55, 0.38), by_body(c, -0.72, -0.76, -0.5)
    if kind == "horns":
        return cone((side - at_u) / size, (v - at_v) / size, (0.0, 0.0), 0.24, (0.27, -0.66), 0.05) * size
    if kind == "ears":
        return ear(c, side, v, 1.0)
    stalk, ball = antenna(c, side, v)
    return np.minimum(stalk, ball)


def ear(c: Creatures, side: Array, v: Array, part: float) -> Array:
    """Distance from an ear, or from its inner side where ``part`` is less than 1; between a bear's and a rabbit's."""
    size, long = c.trait("top_size"), c.trait("ear_long")
    at_u, at_v = by_body(c, 0.6, 0.6, 0.46), by_body(c, -0.86, -0.98, -0.72) - 0.16 * long
    x, y = side - at_u, v - at_v
    lean = 0.25
    return ellipse(x + lean * y, y - lean * x, (0.34 - 0.06 * long) * size * part, (0.34 + 0.16 * long) * size * part)


def antenna(c: Creatures, side: Array, v: Array) -> tuple[Array, Array]:
    """Distances from an antenna's stalk and from its ball."""
    size = c.trait("top_size")
    at_u, at_v = by_body(c, 0.28, 0.32, 0.2), by_body(c, -0.8, -0.75, -0.6)
    long_u, long_v = by_body(c, 0.26, 0.2, 0.3) * size, by_body(c, -0.62, -0.62, -0.75) * size
    stalk = capsule(side - at_u, v - at_v, long_u, long_v, STALK)
    x, y = side - at_u - long_u, v - at_v - long_v
    return stalk, np.sqrt(x * x + y * y) - 0.17 * size


@dataclass(frozen=True)
class Eyes:
    """The frame of the eye that is nearest to each point.

    Attributes:
        u: To the right of that eye's middle.
        v: Below it.
        radius: (count, 1, 1).
    """

    u: Array
    v: Array
    radius: Array


def eyes(c: Creatures, u: Array, v: Array) -> Eyes:
    """Where each point lies, seen from the nearest eye.

    Args:
        c: Creatures with the same number of eyes.
        u: As of :func:`body`.
        v: The same.
    """
    count = int(EYES.values[c.factors[0, FACTORS.index(EYES)]])
    v = v - by_body(c, -0.17, -0.2, 0.04)
    size = c.trait("eye_size")
    if count == 1:
        return Eyes(u, v + 0.05, by_body(c, 0.42, 0.42, 0.37) * size)
    if count == 2:
        return Eyes(np.where(u < 0, u + 0.35, u - 0.35), v, 0.3 * size)
    arch = c.trait("eye_arch")
    arch = arch * (2 - arch)  # most are well above
    apart, above = 0.52 - 0.14 * arch, 0.5 * arch
    radius = np.minimum(0.5 * np.sqrt(apart * apart + above * above) - 0.03, 0.265) * (0.5 + 0.5 * size)
    v = v - 0.3 * above
    outer_u, middle_v = np.where(u < 0, u + apart, u - apart), v + above
    middle = u * u + middle_v * middle_v < outer_u * outer_u + v * v
    return Eyes(np.where(middle, u, outer_u), np.where(middle, middle_v, v), radius)


def pupils(c: Creatures, eye: Eyes) -> tuple[Array, Array]:
    """Distances from the pupils and from the light in them."""
    reach = eye.radius * 0.36
    u, v = eye.u - c.trait("gaze_u") * reach, eye.v - c.trait("gaze_v") * reach
    radius = eye.radius * PUPIL
    glint_u, glint_v = u + radius * 0.36, v + radius * 0.38
    return np.sqrt(u * u + v * v) - radius, np.sqrt(glint_u * glint_u + glint_v * glint_v) - radius * 0.36


def lids(c: Creatures, eye: Eyes) -> tuple[Array, Array]:
    """How far each point is below the lids' edge, and where the lid is (less than 0): all over an eye that is closed."""
    blink = c.trait("blink")
    half = np.sqrt(np.maximum(eye.radius * eye.radius - eye.u * eye.u, 0))
    below = eye.v - (1.6 * blink - 1) * half
    return below, np.where(blink < 1, below, -1.0)


def mouth(c: Creatures, u: Array, v: Array) -> Array:
    """Distance from the mouth.

    Args:
        c: Creatures with the same mouth.
        u: As of :func:`body`.
        v: The same.
    """
    kind = MOUTH.values[c.factors[0, FACTORS.index(MOUTH)]]
    size, v = c.trait("mouth_size"), v - mouth_height(c)
    if kind == "open":
        return ellipse(u, v, 0.23 * size, 0.25 * size)
    curve = c.trait("mouth_curve") * (1.4 if kind == "smile" else -1.4)
    return arc(u, v, 0.35 * size, curve, LINE)


def mouth_height(c: Creatures) -> Array:
    """Where the mouth's middle is."""
    return by_body(c, 0.5, 0.48, 0.64)


def cheeks(c: Creatures, u: Array, v: Array) -> Array:
    """How red the cheeks are, 0 to 1."""
    x, y = np.abs(u) - by_body(c, 0.62, 0.6, 0.56), v - by_body(c, 0.32, 0.33, 0.46)
    return np.clip(1 - (x * x * 32 + y * y * 60), 0, 1)
