"""Creatures as somebody sketches them: wobbly strokes of varying width, with gaps, and never quite in the right place."""

from __future__ import annotations

import numpy as np

from ganboard.creatures import geometry
from ganboard.creatures.factors import BODY, EYES, MOUTH, TOP
from ganboard.creatures.geometry import Box
from ganboard.creatures.sheet import Frames, Rows, Window, groups, in_chunks
from ganboard.creatures.traits import Array, Creatures, numbers

TREMBLE = ((5, 0.09), (11, 0.03))
"""Places along a side between which a hand drifts, and by how much, in the creature's own frame: slowly, and quickly."""
MISPLACED = 0.055
"""By how much a part is drawn beside its place, at most, in the creature's own frame."""
PEN = (0.011, 0.03)
"""Width of a stroke, in widths of the picture."""
LEFT_OUT = 0.3
"""How often arms are not drawn; feet likewise."""


def sketches(c: Creatures, size: int = 32) -> Array:
    """Line drawings of creatures: dark ink on white paper, nothing filled but the pupils. Some leave out arms or feet.

    Args:
        c: At least one.
        size: Pixels along a side, 16 or more.

    Returns:
        uint8, (count, size, size, 1), 255 for paper, 0 for ink.
    """
    return in_chunks(lambda some, side: _Hand(some, side).drawn(), c, size)


class _Hand:
    """Draws some creatures, each with a hand of its own."""

    def __init__(self, c: Creatures, size: int) -> None:
        self.creatures, self.frames, self.size = c, Frames(c, size), size
        self.ink = np.zeros((len(c), size, size), np.float32)
        self._habits = numbers(c.chance, 24, 2)[:, :, None, None]
        self._drift_u, self._drift_v = self._drift(3), self._drift(4)
        width = PEN[0] + (PEN[1] - PEN[0]) * self._habits[:, 0]
        self._half = 0.5 * np.maximum(width, 1 / size) * (0.65 + self._field(6, 7, 0.7)) / c.trait("scale")
        # A hand lifts the pen more or less often, and in short strokes seldom.
        gaps, pressed = 0.19 * self._habits[:, 1], self._field(9, 8, 1.0)
        self._long, self._short = (np.clip((pressed - part * gaps) * 12 + 0.5, 0, 1) for part in (1.0, 0.4))

    def _drift(self, purpose: int) -> Array:
        """How far the hand is beside where it means to be, in one direction: (count, size, size)."""
        total = np.zeros_like(self.ink)
        for number, (cells, by) in enumerate(TREMBLE):
            total += self._field(cells, purpose + 2 * number, 2 * by) - by
        return total

    def _field(self, cells: int, purpose: int, high: float) -> Array:
        """Numbers from 0 to ``high`` that change smoothly over each picture: (count, size, size)."""
        grid = numbers(self.creatures.chance, (cells + 1) ** 2, purpose).reshape(-1, cells + 1, cells + 1) * high
        at = self.frames.places * cells
        cell = np.floor(at).astype(int)
        part = at - cell
        part = part * part * (3 - 2 * part)
        rows = grid[:, cell] + part[None, :, None] * (grid[:, cell + 1] - grid[:, cell])
        return np.asarray(rows[:, :, cell] + part * (rows[:, :, cell + 1] - rows[:, :, cell]))

    def _frame(self, box: Box, rows: Rows, part: int) -> tuple[Window, Array, Array]:
        """A window, and its pixels in the creatures' own frames as the hand sees them for one part."""
        around = Box(box.left - 0.3, box.top - 0.3, box.right + 0.3, box.bottom + 0.3)
        window = self.frames.window(around)
        u, v = self.frames.frame(window, rows)
        aside = (
            (self._habits[rows, 2 + 2 * part] - 0.5) * (2 * MISPLACED),
            (self._habits[rows, 3 + 2 * part] - 0.5) * (2 * MISPLACED),
        )
        there = (rows, *window)
        return window, u + self._drift_u[there] + aside[0], v + self._drift_v[there] + aside[1]

    def _stroke(
        self, window: Window, rows: Rows, distance: Array, seen: Array | float = 1.0, long: bool = False
    ) -> None:
        """A line where a distance is 0; ``seen`` is the part of it that nothing hides."""
        there = (rows, *window)
        ink = self.frames.cover(np.abs(distance) - self._half[there], rows) * seen
        ink *= (self._long if long else self._short)[there]
        self.ink[there] = np.maximum(self.ink[there], ink)

    def drawn(self) -> Array:
        """The sketches, uint8, (count, size, size, 1)."""
        c = self.creatures
        for _, rows in groups(c, BODY):
            some = c[rows]
            for part, (outline, box) in enumerate(
                ((geometry.arms, geometry.ARMS_BOX), (geometry.feet, geometry.FEET_BOX))
            ):
                window, u, v = self._frame(box, rows, 1 + part)
                drawn = self._habits[rows, 20 + part] >= LEFT_OUT
                self._stroke(window, rows, outline(some, u, v), self._beside_body(window, rows) * drawn, long=True)
            window, u, v = self._frame(geometry.BODY_BOX, rows, 0)
            self._stroke(window, rows, geometry.body(some, u, v), long=True)
        self._tops()
        self._face()
        return (255.5 - 255 * self.ink).astype(np.uint8)[..., None]

    def _beside_body(self, window: Window, rows: Rows) -> Array:
        """Where the body, as it was drawn, hides nothing; rows with one body's shape."""
        u, v = self.frames.frame(window, rows)
        there = (rows, *window)
        u = u + self._drift_u[there] + (self._habits[rows, 2] - 0.5) * (2 * MISPLACED)
        v = v + self._drift_v[there] + (self._habits[rows, 3] - 0.5) * (2 * MISPLACED)
        return self.frames.cover(-geometry.body(self.creatures[rows], u, v), rows)

    def _tops(self) -> None:
        c = self.creatures
        for kind, rows in groups(c, TOP):
            if kind == "none":
                continue
            window, u, v = self._frame(geometry.TOP_BOXES[kind], rows, 3)
            some, seen = c[rows], np.empty(u.shape, np.float32)
            numbers_of = np.arange(len(c))[rows]
            for _, alike in groups(some, BODY):
                seen[alike] = self._beside_body(window, numbers_of[alike])
            if kind == "antenna":
                stalk, ball = geometry.antenna(some, np.abs(u), v)
                outside = self.frames.cover(-ball, rows)
                self._stroke(window, rows, stalk + geometry.STALK, seen * outside)
                self._stroke(window, rows, ball, seen)
            else:
                self._stroke(window, rows, geometry.top(some, u, v), seen)

    def _face(self) -> None:
        c = self.creatures
        for _, rows in groups(c, EYES):
            window, u, v = self._frame(geometry.EYES_BOX, rows, 4)
            some = c[rows]
            eye = geometry.eyes(some, u, v)
            self._stroke(window, rows, np.sqrt(eye.u * eye.u + eye.v * eye.v) - eye.radius)
            pupil, _ = geometry.pupils(some, eye)
            smaller = self._habits[rows, 22] * 0.45 * eye.radius
            there = (rows, *window)
            dot = self.frames.cover(
                pupil + np.minimum(smaller, geometry.PUPIL * eye.radius - 0.8 * self.frames.pixel[rows]), rows
            )
            self.ink[there] = np.maximum(self.ink[there], dot)
        for kind, rows in groups(c, MOUTH):
            window, u, v = self._frame(geometry.MOUTH_BOX, rows, 5)
            line = 0.0 if kind == "open" else geometry.LINE
            self._stroke(window, rows, geometry.mouth(c[rows], u, v) + line)
