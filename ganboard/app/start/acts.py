"""How far a training's pictures have come: told from what is to be seen on them beside real ones, and by no clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GAP = 2
"""Pixels between the pictures of a sheet."""
ACTS = ("noise", "blobs", "shapes", "there")
"""In the order in which they come."""
BLOCK = 4
"""Pixels along the side of a block, of which layout and variety are taken."""
LAYOUT, CONTRAST, VARIETY, GRAIN = 0.8, 0.5, 0.5, 1.4
"""Blobs: light and dark lie as in the mean real picture (a correlation), with at least half its contrast. Shapes: pictures differ
at least half as much as real ones do, and are not much grainier; noise and untrained networks have a grain of 1.5 to 2.3."""


def cut(sheet: np.ndarray, side: int) -> np.ndarray:
    """The pictures of a sheet, as :func:`ganboard.figures.grid` lays them out.

    Args:
        sheet: uint8, (height, width, channels).
        side: Pixels of a picture's side.

    Returns:
        uint8, (count, side, side, channels), row after row.
    """
    rows, columns = ((length + GAP) // (side + GAP) for length in sheet.shape[:2])
    places = [(row * (side + GAP), column * (side + GAP)) for row in range(rows) for column in range(columns)]
    return np.stack([sheet[top : top + side, left : left + side] for top, left in places])


@dataclass(frozen=True)
class Texture:
    """What is measured of some pictures.

    Attributes:
        mean: Of all of them, in blocks, (numbers,).
        variety: How much they differ from each other, in blocks.
        grain: How much of the contrast between neighbouring pixels is of single pixels, and not of edges.
        edges: How strong the strongest twentieth of the edges is.
    """

    mean: np.ndarray
    variety: float
    grain: float
    edges: float


def texture(pictures: np.ndarray) -> Texture:
    """Measure pictures, uint8, (count, side, side, channels); the side holds whole blocks."""
    seen = pictures.astype(np.float32) / 255
    count, side, _, channels = seen.shape
    along = side // BLOCK
    blocks = seen.reshape(count, along, BLOCK, along, BLOCK, channels).mean(axis=(2, 4)).reshape(count, -1)
    up, down, left, right = seen[:, :-2, 1:-1], seen[:, 2:, 1:-1], seen[:, 1:-1, :-2], seen[:, 1:-1, 2:]
    steps = sum(float(np.square(np.diff(seen, axis=axis)).mean()) for axis in (1, 2))
    dots = float(np.square(4 * seen[:, 1:-1, 1:-1] - up - down - left - right).mean())
    edges = float(np.quantile(np.hypot(down - up, right - left), 0.95))
    return Texture(blocks.mean(axis=0), float(blocks.var(axis=0).sum()), dots / max(steps, 1e-9), edges)


def act(made: Texture, real: Texture, clear: float) -> str:
    """Which of :data:`ACTS` pictures are in.

    Args:
        made: Of what a generator made.
        real: Of what it learns from.
        clear: How strong the edges are, beside those of real pictures, once one sees what the pictures show.
    """
    if made.mean.std() <= CONTRAST * real.mean.std() or np.corrcoef(made.mean, real.mean)[0, 1] < LAYOUT:
        return "noise"
    if made.variety < VARIETY * real.variety or made.grain > GRAIN * real.grain:
        return "blobs"
    return "there" if made.edges >= clear * real.edges else "shapes"
