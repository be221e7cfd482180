"""Two pictures of a page: another machine's letters are the same page, a part that moved is another."""

from __future__ import annotations

import numpy as np
from PIL import Image

from tests.browser.likeness import MOST, difference

SIZE = (640, 360)


def page(shift: int = 0, letters: int = 0, panel: bool = True) -> Image.Image:
    """Lines of small dark letters, and a dark panel below."""
    pixels = np.full((360, 640, 3), 255, np.uint8)
    for line in range(20, 160, 20):
        for letter in range(20, 500, 8):
            pixels[line + shift : line + shift + 9, letter + letters : letter + letters + 4] = 60
    if panel:
        pixels[200 + shift : 330 + shift, 40:600] = (0, 114, 178)
    return Image.fromarray(pixels)


def test_what_moved_or_is_gone_counts_and_other_letters_do_not() -> None:
    assert difference(page(), page(), SIZE) == 0
    half = page().resize((320, 180), Image.Resampling.LANCZOS)
    assert difference(page(), half, SIZE) <= MOST
    assert difference(page(letters=1), page(), SIZE) <= MOST
    assert difference(page(shift=12), page(), SIZE) > MOST
    assert difference(page(panel=False), page(), SIZE) > MOST
