"""In front of a class: letters have a least size in all of our stylesheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ganboard.app import shell
from ganboard.app.components import HERE, SIZE, at_least
from ganboard.app.presenting import STYLE

SHEETS = sorted([*HERE.glob("*/*.css"), shell.STYLE])


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_every_size_can_be_raised_to_the_least(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    for size in SIZE.findall(css):  # what max() does not take would void the rule: inherit, smaller, !important
        assert re.fullmatch(r"[\d.]+(rem|em|px)|(clamp|min|max|calc)\(.*\)", size.strip()), f"{sheet.name}: {size}"
    assert not re.findall(r"font: *(?!inherit|[^;}]*\bvar)[^ ;}][^;}]*", css), (
        f"{sheet.name}: a size in the shorthand is not raised"
    )
    assert at_least(css).count("var(--gb-least, 0px)") == len(SIZE.findall(css))


def test_the_presenters_sheet_says_the_least_itself() -> None:
    assert "--gb-least: 20px" in STYLE.read_text(encoding="utf-8")
