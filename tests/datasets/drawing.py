"""Image files and archives for the tests."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image


def encoded(image: Image.Image | np.ndarray, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of an image file."""
    image = Image.fromarray(image) if isinstance(image, np.ndarray) else image
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def flat(
    value: int | tuple[int, ...] = 128, mode: str = "L", size: tuple[int, int] = (40, 30), kind: str = "PNG"
) -> bytes:
    """An image file of one colour; ``size`` is (width, height)."""
    return encoded(Image.new(mode, size, value), kind)


def several(count: int) -> list[tuple[str, bytes]]:
    """``count`` grey images, each of a value of its own: its number times ten."""
    return [(f"{number:03}.png", flat(number * 10)) for number in range(count)]


def zipped(files: list[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


def write_idx(path: Path, array: np.ndarray) -> None:
    """A gzipped IDX file, as MNIST's and Fashion-MNIST's authors publish them."""
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    path.write_bytes(gzip.compress(header + array.astype(np.uint8).tobytes(), compresslevel=1))
