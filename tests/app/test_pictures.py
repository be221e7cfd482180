"""Pictures in the server's HTML: the browser knows how large each is before it has read it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from ganboard import app, figures
from ganboard.app.pictures import data_url, tall, thumb


def test_a_sheet_says_how_large_it_is() -> None:
    picture = figures.png(np.zeros((30, 70, 1), np.uint8))
    element = thumb(picture, 'two "eyes" & <a nose>')
    assert re.search(r'width="(\d+)" height="(\d+)"', element).groups() == ("70", "30")
    assert f'src="{data_url(picture)}"' in element
    assert 'alt="two &quot;eyes&quot; &amp; &lt;a nose&gt;"' in element


def test_what_is_no_picture_has_no_size() -> None:
    assert "width" not in thumb(b"\x89PNG", "")


def test_the_stylesheet_keeps_the_room_of_usual_sheets() -> None:
    usual = [
        figures.png(np.zeros((down, across, 1), np.uint8)) for across, down in ((298, 238), (270, 270), (134, 168))
    ]
    style = (Path(app.__file__).parent / "style.css").read_text(encoding="utf-8")
    assert all(f"st-key-sheet_{tall(picture)}_" in style for picture in usual)
    assert tall(b"\x89PNG") == 0
