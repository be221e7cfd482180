"""The hall of the museum: every exhibit, and how far this visitor has come with it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ganboard.app import address
from ganboard.app.choices import choose
from ganboard.app.components.museum import hall
from ganboard.app.museum.visit import done
from ganboard.app.pictures import data_url
from ganboard.app.session import _
from ganboard.exhibits import EXHIBITS
from ganboard.media import ImageMedium

PICTURES = Path(__file__).parent / "pictures"
"""What each exhibit looks like when it is broken: ``NAME.png``."""


def show_hall() -> None:
    """Draw it."""
    title = _("Failure museum")
    story = _(
        "Every exhibit is a training that goes well, until you spoil it. Watch what breaks, read why, and repair it. "
        "Each takes less than a minute."
    )
    st.html(f"<h1 class='gb-title'>{title}</h1><p class='gb-story'>{story}</p>")
    repaired = done()
    if repaired:
        st.caption(_("Repaired by you: {count} of {all}").format(count=len(repaired), all=len(list(EXHIBITS))))
    cards = [
        {
            "name": exhibit.name,
            "title": _(exhibit.title),
            "summary": _(exhibit.summary),
            "picture": _picture(exhibit.name),
            "whole": not isinstance(exhibit.healthy().dataset.medium, ImageMedium),
            "done": exhibit.name in repaired,
        }
        for exhibit in EXHIBITS
    ]
    hall(cards, open_exhibit)


def open_exhibit(name: str) -> None:
    """Go to an exhibit, which the address names then."""
    choose("museum.exhibit", name)
    address.write("exhibit", name)


def leave() -> None:
    """Go back to the hall."""
    choose("museum.exhibit", None)
    address.write("exhibit", None)


def _picture(name: str) -> str:
    file = PICTURES / f"{name}.png"
    return data_url(file.read_bytes()) if file.exists() else ""
