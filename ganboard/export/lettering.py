"""Words in pictures that leave GANBoard: a strip below them, in the visitor's language.

The letters are a small part of Noto Sans CJK (``letters/``): those that our own words need in every language, and the Latin ones.
``python -m tests.letters`` makes the file; a test sees that no word of ours has come to need another letter.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ganboard.i18n import N_, translations

LETTERS = Path(__file__).parent / "letters" / "letters.otf"
NOWHERE = "\uffff"
"""A letter that no font has: what is drawn for it is drawn for all that are missing."""
INK, PAPER = (26, 28, 36), (255, 255, 255)

STEP, SECONDS, MADE = N_("step {step}"), N_("{seconds} s"), N_("made by a generator")


def at_step(step: int, language: str) -> str:
    """Of which step a picture is."""
    return translations(language).gettext(STEP).format(step=f"{step:,}")


def in_seconds(seconds: float, language: str) -> str:
    """How long the training took until then."""
    return translations(language).gettext(SECONDS).format(seconds=f"{seconds:,.1f}")


def made(language: str) -> str:
    """What a picture is."""
    return translations(language).gettext(MADE)


def named(name: str, otherwise: str, language: str) -> str:
    """A name that can be written: itself, or else what it is of.

    Args:
        name: Of a run, marked for translation or somebody's own.
        otherwise: The title of what it learns from, marked for translation.
        language: A code that the catalogue knows; English for any other.
    """
    translate = translations(language).gettext
    return (writable(translate(name)) if name else "") or translate(otherwise)


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
    pen.text((edge, middle), shortened(left, free, font), INK, font, anchor="lm")
    pen.text((width - edge, middle), right, INK, font, anchor="rm")
    return sheet


def writable(text: str) -> str:
    """A text without the signs that cannot be written; nothing where these are letters, for half a name says something else."""
    missing = {sign for sign in set(text) if not sign.isspace() and not has(sign)}
    if any(sign.isalpha() for sign in missing):
        return ""
    return " ".join("".join(sign for sign in text if sign not in missing).split())


def has(sign: str) -> bool:
    """Whether a sign can be written."""
    return bytes(_font(20).getmask(sign)) != bytes(_font(20).getmask(NOWHERE))


def shortened(text: str, width: float, font: ImageFont.FreeTypeFont) -> str:
    """As much of a text as fits into so many pixels, with three dots where something is left out."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}...") > width:
        text = text[:-1]
    return f"{text.rstrip()}..." if text else ""


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(LETTERS, size, layout_engine=ImageFont.Layout.BASIC)
    except ImportError as error:  # a Pillow that was built without FreeType has letters of one size only
        raise OSError("Pillow was built without FreeType: install it from PyPI.") from error
