"""One image file to one small square, whatever came."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFile, ImageOps, PngImagePlugin, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from ganboard.i18n import N_, message

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
"""Pillow's names of the formats that are read; of an animation the first frame."""
PIXELS = 50_000_000
"""The most pixels an image may have: a 48-megapixel photo passes, a decompression bomb does not."""
DEEP = 65_535
"""The largest value of a channel of 16 bits."""

# Words in a file, such as how a program made it, are no reason to leave it out: as many as all of them together may have.
PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY

_ORIENTATION = 0x0112  # the EXIF tag
_OTHERS = {
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"%PDF": "PDF",
    b"8BPS": "Photoshop",
    b"ftyphei": "HEIC",
    b"ftyphev": "HEIC",
    b"ftypmif": "HEIF",
    b"ftypavi": "AVIF",
}
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


class PictureError(Exception):
    """A file that cannot be used. Left out and listed, so it never leaves this room.

    Args:
        template: The reason, marked for translation with ``N_``; it completes "It was left out: ...".
        **values: What stands in the template's places.
    """

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.reason = message(template, **values)


@dataclass(frozen=True)
class Square:
    """A picture at its final size, before its set has decided on a ground and on a range of brightness.

    Attributes:
        pixels: (size, size, channels), 1 for grey, 3 for colours, 4 for colours and opacity, which stands apart as long
            as the ground is open. uint8; of a file of 16 bits a channel float32, from 0 to :data:`DEEP`.
        moving: Whether the file is an animation, of which this is the first frame.
    """

    pixels: np.ndarray
    moving: bool = False

    @property
    def deep(self) -> bool:
        """Whether the file has 16 bits a channel, of which often only a part is used."""
        return self.pixels.dtype != np.uint8

    @property
    def clear(self) -> bool:
        """Whether there are transparent parts."""
        return self.pixels.shape[2] == 4


def square(data: bytes, size: int) -> Square:
    """Decode an image, turn it upright, cut out the largest square in its middle and resize that.

    Colours are taken as sRGB.

    Args:
        data: The bytes of a file in one of :data:`FORMATS`.
        size: Height and width of the result, pixels.

    Raises:
        PictureError: it is no image, too large or damaged.
    """
    return squares(data, (size,))[0]


def squares(data: bytes, sizes: Sequence[int]) -> tuple[Square, ...]:
    """The same picture in several sizes, each as :func:`square` makes it. Only a JPEG is decoded more than once.

    Raises:
        PictureError: it is no image, too large or damaged.
    """
    if not data:
        raise PictureError(N_("an empty file"))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXELS:
                raise Image.DecompressionBombError
            moving = image.format != "JPEG" and bool(getattr(image, "is_animated", False))
            if (deep := _deep(image, data)) is not None:
                orientation = image.getexif().get(_ORIENTATION, 1)
                return tuple(Square(_small_deep(deep, orientation, size), moving) for size in sizes)
            if not isinstance(image, JpegImageFile):
                upright = _upright(image)
                return tuple(Square(_small(upright, size), moving) for size in sizes)
        return tuple(Square(_small(_drafted(data, size), size), moving) for size in sizes)
    except UnidentifiedImageError:
        raise _no_image(data) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(N_("larger than {limit} million pixels"), limit=PIXELS // 1_000_000) from None
    except Exception:  # on a damaged file Pillow raises nearly anything
        raise PictureError(N_("damaged or cut off")) from None


def whole(data: bytes) -> np.ndarray:
    """A picture file as it is, upright, neither cut nor resized.

    Args:
        data: The bytes of a file in one of :data:`FORMATS`.

    Returns:
        (height, width, 1, 3 or 4), uint8; of a file of 16 bits a channel float32, from 0 to :data:`DEEP`.

    Raises:
        PictureError: it is no image, too large or damaged.
    """
    square(data, 1)  # which finds out what is wrong with a file
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if (deep := _deep(image, data)) is not None:
            planes = _planes(deep.astype(np.float32), image.getexif().get(_ORIENTATION, 1))
            return np.stack([np.asarray(plane) for plane in planes], axis=-1)
        pixels = np.asarray(_upright(image))
        return pixels if pixels.ndim == 3 else pixels[..., None]


def _drafted(data: bytes, size: int) -> Image.Image:
    """A JPEG, decoded at a half, a quarter or an eighth of its size where that is enough: much faster."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        image.draft(None, (4 * size, 4 * size))
        return _upright(image)


def _upright(image: Image.Image) -> Image.Image:
    ImageOps.exif_transpose(image, in_place=True)
    return _eight_bits(image)


def _small(image: Image.Image, size: int) -> np.ndarray:
    """uint8, (size, size, 1, 3 or 4)."""
    return np.asarray(ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS)).reshape(size, size, -1)


def _no_image(data: bytes) -> PictureError:
    """What else it is, where that is easily told."""
    if kind := _OTHERS.get(data[:4]) or _OTHERS.get(data[4:11]):
        return PictureError(N_("a {kind} file, which is not read here; save it as PNG or JPEG"), kind=kind)
    if data.startswith(_ARCHIVES):
        return PictureError(N_("an archive that is not opened here; unpack it"))
    return PictureError(N_("no PNG, JPEG, WebP, BMP or GIF image"))


def _eight_bits(image: Image.Image) -> Image.Image:
    """The image as L, RGB or RGBA: palettes and CMYK are gone."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _deep(image: ImageFile.ImageFile, data: bytes) -> np.ndarray | None:
    """The values of a file of 16 bits a channel, (height, width, 1, 3 or 4), from 0 to DEEP; None: it has fewer bits.

    Pillow gives grey as it is, and of colours the upper eight bits alone. Those that use 12 bits would become nearly black,
    so the file is decoded once more for the lower eight.
    """
    if image.mode.startswith("I"):
        return np.clip(np.asarray(image), 0, DEEP)[..., None]
    kind = str(image.tile[0].args) if image.format == "PNG" and image.tile else ""
    if kind == "LA;16B":  # four bytes a pixel, as those of RGBA
        grey, grey_low, opacity, opacity_low = _decoded(data, "RGBA").transpose(2, 0, 1)
        grey = grey * 256 + grey_low
        return np.stack([grey, grey, grey, opacity * 256 + opacity_low], axis=-1)
    if kind in ("RGB;16B", "RGBA;16B"):
        return _decoded(data, kind) * 256 + _decoded(data, kind.replace("16B", "16L"))
    return None


def _decoded(data: bytes, kind: str) -> np.ndarray:
    """A PNG with its bytes taken as Pillow's raw mode ``kind`` says: uint16, (height, width, channels)."""
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        image.tile = [tile._replace(args=kind) for tile in image.tile]
        return np.asarray(image).astype(np.uint16)


def _small_deep(values: np.ndarray, orientation: int, size: int) -> np.ndarray:
    """Upright, cut and resized: float32, (size, size, channels). Transparent parts do not shine into the others."""
    values = values.astype(np.float32)
    opacity = values[..., 3:] / DEEP if values.shape[2] == 4 else np.ones((1, 1, 1), np.float32)
    values[..., :3] *= opacity
    planes = [ImageOps.fit(each, (size, size), Image.Resampling.LANCZOS) for each in _planes(values, orientation)]
    small = np.stack([np.asarray(plane) for plane in planes], axis=-1)
    if small.shape[2] == 4:
        small[..., :3] /= np.maximum(small[..., 3:] / DEEP, 1 / DEEP)
    return np.clip(small, 0, DEEP)


def _planes(values: np.ndarray, orientation: int) -> list[Image.Image]:
    """The channels of float32, (height, width, channels), each upright."""
    planes = [Image.fromarray(values[..., number]) for number in range(values.shape[2])]
    for plane in planes:
        plane.getexif()[_ORIENTATION] = orientation
        ImageOps.exif_transpose(plane, in_place=True)
    return planes
