"""Outlines of what is light on black, as somebody would draw them: dark ink on white paper."""

from __future__ import annotations

import numpy as np

BLUR = (1, 4, 6, 4, 1)
"""Weights with which a pixel and its neighbours in a row are mixed: nearly a bell of one pixel's deviation."""
THING, FILLED = 24, 0.6
"""A pixel of at least this brightness is the thing and not the ground; so is one of whose surroundings this part is."""
OUTSIDE, INSIDE = 0.4, 0.97
"""Of the blurred silhouette: between these runs its outline, a little inside, so that at the border all of it is seen."""
SOFT = 0.16
"""Within how much of these the ink fades."""
FOLD, FOLD_FULL = 45.0, 110.0
"""How steep brightness is, in levels over two pixels, where a line inside begins to be drawn, and where it is drawn black."""
PIECE = 250
"""Pictures at a time."""


def outlines(images: np.ndarray) -> np.ndarray:
    """Line drawings of pictures: the edge of the silhouette, and strong edges inside.

    Args:
        images: uint8, (count, height, width, 1), light on black.

    Returns:
        uint8, (count, height, width, 1), 255 for paper, 0 for ink.
    """
    drawn = np.empty(images.shape, np.uint8)
    for start in range(0, len(images), PIECE):
        some = slice(start, start + PIECE)
        drawn[some, ..., 0] = 255.5 - 255 * _ink(images[some, ..., 0].astype(np.float32))
    return drawn


def _ink(brightness: np.ndarray) -> np.ndarray:
    thing = (brightness >= THING).astype(np.float32)
    inside = _blurred(np.maximum(thing, _blurred(thing) >= FILLED))
    outline = np.minimum(inside - OUTSIDE, INSIDE - inside) / SOFT
    within = (_blurred(inside) - 0.85) * 10
    return np.clip(np.maximum(outline, np.minimum(_folds(_blurred(brightness)), within)), 0, 1)


def _blurred(images: np.ndarray) -> np.ndarray:
    """The mean of each pixel's neighbourhood, where all around the picture is black: (count, height, width)."""
    for upright in (True, False):
        wide = np.pad(images, ((0, 0), (2, 2), (0, 0)) if upright else ((0, 0), (0, 0), (2, 2)))
        height, width = images.shape[1:]
        images = np.zeros_like(images)
        for at, weight in enumerate(BLUR):
            part = wide[:, at : at + height] if upright else wide[:, :, at : at + width]
            images += np.float32(weight / sum(BLUR)) * part
    return images


def _folds(brightness: np.ndarray) -> np.ndarray:
    """How dark a line is drawn where brightness changes most, at most 1 where it is drawn black: (count, height, width)."""
    wide = np.pad(brightness, ((0, 0), (1, 1), (1, 1)), "edge")
    down, right = wide[:, 2:, 1:-1] - wide[:, :-2, 1:-1], wide[:, 1:-1, 2:] - wide[:, 1:-1, :-2]
    steep = np.sqrt(down * down + right * right)
    around = np.pad(steep, ((0, 0), (1, 1), (1, 1)))
    across = np.abs(right) >= np.abs(down)
    before = np.where(across, around[:, 1:-1, :-2], around[:, :-2, 1:-1])
    after = np.where(across, around[:, 1:-1, 2:], around[:, 2:, 1:-1])
    ridge = (steep >= before) & (steep > after)
    return np.where(ridge, (steep - FOLD) / (FOLD_FULL - FOLD), 0)
