"""Words in pictures that leave GANBoard: a strip below them, in the letters that come with Pillow.

These letters are Latin ones. So what stands in a picture is English and numbers, and of a name what can be written.
"""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFont

NOWHERE = "\uffff"
"""A letter that no font has: what is drawn for it is drawn for all that are missing."""
INK, PAPER = (26, 28, 36), (255, 255, 255)


def strip_height(width: int) -> int:
    """How high the strip below a picture is, pixels."""
    return max(30, width // 24)


def with_strip(picture: Image.Image, left: str, right: str = "") -> Image.Image:
    """A picture with a line of words below it.

    Args:
        picture: Any mode.
        left: Shortened where both do not fit.
        right: Stands at the right end, and is never shortened.

    Returns:
        RGB, as wide, higher by :func:`strip_height`.
    """
    width, height = picture.size
    strip = strip_height(width)
    font, edge = _font(strip * 11 // 20), strip // 3
    sheet = Image.new("RGB", (width, height + strip), PAPER)
    sheet.paste(picture.convert("RGB"), (0, 0))
    pen = ImageDraw.Draw(sheet)
    middle = height + strip // 2
    free = width - 2 * edge - (font.getlength(right) + edge if right else 0)
    pen.text((edge, middle), shortened(writable(left), free, font), INK, font, anchor="lm")
    pen.text((width - edge, middle), right, INK, font, anchor="rm")
    return sheet


def writable(text: str) -> str:
    """What of a text can be written; what is missing leaves no gap."""
    font = _font(20)
    missing = bytes(font.getmask(NOWHERE))
    kept = (letter for letter in text if letter.isspace() or bytes(font.getmask(letter)) != missing)
    return " ".join("".join(kept).split())


def shortened(text: str, width: float, font: ImageFont.FreeTypeFont) -> str:
    """As much of a text as fits into so many pixels, with three dots where something is left out."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}...") > width:
        text = text[:-1]
    return f"{text.rstrip()}..." if text else ""


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(
        font, ImageFont.FreeTypeFont
    ):  # a Pillow that was built without FreeType has letters of one size only
        raise OSError("Pillow was built without FreeType: install it from PyPI.")
    return font
