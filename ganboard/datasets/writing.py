"""Drawn digits as MNIST has them: placed alike, and each in several ways, as the same hand would write it again."""

from __future__ import annotations

import numpy as np
from PIL import Image

SIDE, BOX = 28, 20
"""Side of a picture of MNIST, and of the box that its digit just fits into."""
INK = 4
"""What is darker than one part in so many of the lightest place is no part of a drawing, but paper."""
LEAST = 0.2
"""How far a digit reaches at least, as a part of the picture's longer side: what is smaller is a dot, as a mere tap leaves it."""
SEED = 2014
TURN, SLANT, STRETCH, SHIFT, BEND = 0.14, 0.18, 0.12, 1.0, 1.1
"""How far a way of writing goes at most: radians, pixels per pixel, part of the size, pixels, pixels."""
KNOTS = 4
"""A bend is drawn at so many places along each side, and is smooth between them."""


def centred(drawing: np.ndarray) -> np.ndarray:
    """A drawn digit, placed as those of MNIST are: its box fits 20×20, its centre of mass is the picture's middle.

    Args:
        drawing: uint8, (height, width): light on dark.

    Returns:
        uint8, (28, 28); black where nothing is drawn.

    Reference: LeCun et al. 1998, Section III.A, "Gradient-based learning applied to document recognition".
    Differs from the paper: Lanczos instead of the anti-aliasing that the authors do not name; a digit whose centre of mass
    lies far out stops at the picture's edge instead of being cut.
    """
    small = np.zeros((SIDE, SIDE), np.uint8)
    ink, rows, columns = _ink(drawing)
    if not len(rows):
        return small
    box = np.where(ink, drawing, 0)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(box.shape)
    height, width = (max(1, round(side * scale)) for side in box.shape)
    digit = np.asarray(Image.fromarray(box).resize((width, height), Image.Resampling.LANCZOS))
    top, left = (_placed(digit.sum(axis, dtype=np.float64)) for axis in (1, 0))
    small[top : top + height, left : left + width] = digit
    return small


def large_enough(drawing: np.ndarray) -> bool:
    """Whether a drawing is a line, not a mere dot: it reaches over a fifth of the picture's longer side, one way or the other.

    Args:
        drawing: uint8, (height, width): light on dark.
    """
    _mask, rows, columns = _ink(drawing)
    reach = max(int(np.ptp(places)) + 1 if len(places) else 0 for places in (rows, columns))
    return reach >= LEAST * max(drawing.shape)


def _ink(drawing: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What of a drawing is no paper, bool, and the rows and columns in which some of it lies."""
    ink = drawing > drawing.max(initial=0) / INK
    rows, columns = (np.flatnonzero(ink.any(axis)) for axis in (1, 0))
    return ink, rows, columns


def _placed(mass: np.ndarray) -> int:
    """Where a digit begins along one side, so that its centre of mass comes to the middle."""
    middle = float((mass * np.arange(len(mass))).sum() / max(mass.sum(), 1))
    return int(np.clip(round((SIDE - 1) / 2 - middle), 0, SIDE - len(mass)))


def in_many_ways(digits: np.ndarray, ways: int) -> np.ndarray:
    """Each drawing in several ways: as it is, and turned, slanted, stretched, shifted and bent a little.

    Args:
        digits: uint8, (count, height, width, 1): light on black.
        ways: How many of each, at least 1.

    Returns:
        uint8, (ways, count, height, width, 1), the drawings as they are first. The same drawings give the same result.

    Reference: Simard et al. 2003, Section 2, doi:10.1109/ICDAR.2003.1227801.
    Differs from the paper: a bend is a grid of few random moves with straight lines between them, not noise made smooth.
    """
    chance = np.random.default_rng(SEED)
    height, width = digits.shape[1:3]
    down, right = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    half = np.array([(height - 1) / 2, (width - 1) / 2])
    result = np.empty((ways, *digits.shape), np.uint8)
    result[0] = digits
    for way in result[1:]:
        for digit, made in zip(digits, way, strict=True):
            turn, slant = chance.uniform(-1, 1, 2) * (TURN, SLANT)
            tall, wide = 1 + chance.uniform(-STRETCH, STRETCH, 2)
            bend = _bend(chance, height, width)
            moved = chance.uniform(-SHIFT, SHIFT, 2)
            y = (np.cos(turn) * down - np.sin(turn) * right) * tall
            x = (np.sin(turn) * down + np.cos(turn) * right) * wide + slant * down
            places = [(1 + part) * half[axis] + bend[axis] + moved[axis] for axis, part in enumerate((y, x))]
            made[..., 0] = _at(digit[..., 0].astype(np.float64), *places)
    return result


def _bend(chance: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Smooth moves of all pixels, (2, height, width), pixels."""
    knots = chance.uniform(-BEND, BEND, (2, KNOTS, KNOTS))
    rows = _between(KNOTS, height)
    columns = _between(KNOTS, width)
    return np.einsum("hi,aij,wj->ahw", rows, knots, columns)


def _between(knots: int, count: int) -> np.ndarray:
    """How much each knot counts at each of some places, (count, knots): straight lines between them."""
    place = np.linspace(0, knots - 1, count)[:, None]
    return np.clip(1 - np.abs(place - np.arange(knots)), 0, 1)


def _at(image: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The brightness at places between pixels, by straight lines; black outside. uint8, as ``y`` and ``x``."""
    padded = np.pad(image, 1)
    y, x = (np.clip(part + 1, 0, side - 1.001) for part, side in zip((y, x), padded.shape, strict=True))
    top, left = y.astype(int), x.astype(int)
    down, right = y - top, x - left
    upper = padded[top, left] * (1 - right) + padded[top, left + 1] * right
    lower = padded[top + 1, left] * (1 - right) + padded[top + 1, left + 1] * right
    return np.clip(upper * (1 - down) + lower * down + 0.5, 0, 255).astype(np.uint8)
