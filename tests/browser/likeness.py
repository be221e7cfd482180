"""How alike two pictures of a page are, for eyes that see blocks and not letters: fonts differ a little from machine to machine."""

from __future__ import annotations

import numpy as np
from PIL import Image

BLOCK = 16
"""Pixels of the page's own that one block is wide and high."""
FAR = 20.0
"""From how many of 255 steps of grey on a block is another one."""
MOST = 0.05
"""The part of a page's blocks that may be others."""


def blocks(picture: Image.Image, size: tuple[int, int]) -> np.ndarray:
    """The mean colour of each block, float32, (rows, columns, 3).

    Args:
        picture: In any size, such as the half one in which approved pictures are kept.
        size: Width and height of the page, pixels.
    """
    wide, high = -(-size[0] // BLOCK), -(-size[1] // BLOCK)
    return np.asarray(picture.convert("RGB").resize((wide, high), Image.Resampling.BOX), dtype=np.float32)


def difference(one: Image.Image, other: Image.Image, size: tuple[int, int]) -> float:
    """The part of a page's blocks that are others, from 0 to 1."""
    apart = np.abs(blocks(one, size) - blocks(other, size)).max(axis=-1)
    return float((apart > FAR).mean())
