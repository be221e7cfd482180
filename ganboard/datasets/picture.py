"""One image file to one small square array, whatever came."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ganboard.i18n import N_, message

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
"""Pillow's names of the formats that are read; of an animation the first frame."""
PIXELS = 50_000_000
"""The most pixels an image may have: a 48-megapixel photo passes, a decompression bomb does not."""


class PictureError(Exception):
    """A file that cannot be used. Skipped and listed, so it never leaves this room.

    Args:
        template: The reason, marked for translation with ``N_``; it completes "It was skipped: ...".
        **values: What stands in the template's places.
    """

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.reason = message(template, **values)


def picture(data: bytes, size: int, color: bool) -> np.ndarray:
    """Decode an image, turn it upright, cut out the largest square in its middle and resize that.

    Transparent parts become white. Colours are taken as sRGB.

    Args:
        data: The bytes of a file in one of :data:`FORMATS`.
        size: Height and width of the result, pixels.
        color: Three channels (red, green, blue); False: one (grey, ITU-R 601 luma).

    Returns:
        uint8, (size, size, 3 or 1).

    Raises:
        PictureError: it is no image, too large or damaged.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXELS:
                raise Image.DecompressionBombError
            image.draft(None, (4 * size, 4 * size))  # lets a JPEG be decoded at an eighth of its size: much faster
            ImageOps.exif_transpose(image, in_place=True)
            square = ImageOps.fit(_plain(image), (size, size), Image.Resampling.LANCZOS)
    except UnidentifiedImageError:
        raise PictureError(N_("no PNG, JPEG, WebP, BMP or GIF image")) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(N_("larger than {limit} million pixels"), limit=PIXELS // 1_000_000) from None
    except Exception:  # on a damaged file Pillow raises nearly anything
        raise PictureError(N_("damaged or cut off")) from None
    if square.mode == "RGBA":
        square = Image.alpha_composite(Image.new("RGBA", square.size, "white"), square)
    return np.asarray(square.convert("RGB" if color else "L")).reshape(size, size, -1)


def _plain(image: Image.Image) -> Image.Image:
    """The image with eight bits a channel, as L, RGB or RGBA: palettes, CMYK and 16 bits are gone."""
    if image.mode.startswith("I"):  # 16-bit grey, which Pillow would cut off at 255
        return Image.fromarray(np.clip(np.asarray(image) / 257 + 0.5, 0, 255).astype(np.uint8))
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")
