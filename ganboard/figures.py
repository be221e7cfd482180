"""Arrays in, pictures out: image grids and chart specifications. No Streamlit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image


def grid(images: np.ndarray, columns: int, gap: int = 2, background: int = 255) -> np.ndarray:
    """Images side by side, row after row.

    Args:
        images: uint8, (count, height, width, channels), channels 1 or 3.
        columns: Images in a row, at least 1.
        gap: Pixels between images.
        background: Grey level of the gaps and of missing images, from 0 to 255.

    Returns:
        uint8, (rows * (height + gap) - gap, columns * (width + gap) - gap, channels).
    """
    count, height, width, channels = images.shape
    rows = -(-count // columns)
    cells = np.full((rows * columns, height + gap, width + gap, channels), background, np.uint8)
    cells[:count, :height, :width] = images
    sheet = cells.reshape(rows, columns, height + gap, width + gap, channels).transpose(0, 2, 1, 3, 4)
    sheet = sheet.reshape(rows * (height + gap), columns * (width + gap), channels)
    return sheet[: sheet.shape[0] - gap or None, : sheet.shape[1] - gap or None]


def columns_for(classes: int, count: int) -> int:
    """Images in a row: one per class, or a square."""
    return classes or round(count**0.5)


def enlarge(image: np.ndarray, factor: int) -> np.ndarray:
    """Every pixel of an image, (height, width, channels), as a square of ``factor`` pixels."""
    return image.repeat(factor, axis=0).repeat(factor, axis=1)


def to_pil(image: np.ndarray) -> Image.Image:
    """A Pillow image of a uint8 array, (height, width, 1 or 3)."""
    return Image.fromarray(image[:, :, 0] if image.shape[2] == 1 else image)


def png(image: np.ndarray) -> bytes:
    """A uint8 array, (height, width, 1 or 3), as a PNG file."""
    buffer = io.BytesIO()
    to_pil(image).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def read_png(data: bytes) -> np.ndarray:
    """The inverse of :func:`png`."""
    array = np.asarray(Image.open(io.BytesIO(data)))
    return array[:, :, None] if array.ndim == 2 else array


def curves(lines: Sequence[tuple[str, Sequence[float], Sequence[float]]], across: str, up: str) -> Any:
    """A Plotly figure of curves that can be zoomed.

    Args:
        lines: (name, horizontal values, vertical values) of each curve.
        across: What the horizontal axis shows.
        up: What the vertical axis shows.
    """
    from plotly import graph_objects  # takes half a second, which the other pages need not wait for

    figure = graph_objects.Figure([graph_objects.Scatter(name=name, x=x, y=y, mode="lines") for name, x, y in lines])
    return figure.update_layout(
        height=340,
        margin={"l": 50, "r": 10, "t": 10, "b": 40},
        xaxis_title=across,
        yaxis_title=up,
        legend={"orientation": "h", "y": 1.12},
        showlegend=True,
    )
