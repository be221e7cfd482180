"""The shelf: pictures that a visitor kept, each with its point of latent space. Here is what may lie on it.

A card is JSON: id, source, title (of the source), step, z (base64 of float32), classes, psi, off, seed, name, picture (a
``data:`` address of a PNG at its own size). It comes from a page or from a file, so nothing in it is believed.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ganboard import figures
from ganboard.app.pictures import data_url
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.studio.points import FARTHEST

MOST = 60
"""Cards on a shelf at most."""
LONGEST = 20_000_000
"""Characters of a file at most: sixty large pictures in colour take half of it."""
SIDE = 512
"""Height and width of a picture at most, pixels."""
PICTURE_BYTES = 1_500_000
"""Bytes of a picture's PNG at most."""
NUMBERS, CLASSES = 512, 1000
"""How many numbers a latent vector, and how many classes a generator may have."""
TEXT = 120
"""Characters of a name or title at most."""
FORM = "ganboard shelf 1"
PREFIX = "data:image/png;base64,"
ID = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


class _Wrong(Exception):
    """What is wrong with a card; completes "A picture could not be kept: ...".

    Args:
        template: Marked with ``N_``.
        **values: What stands in its places.
    """

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.reason = message(template, **values)


def check_card(given: Any) -> dict[str, Any]:
    """A card that is safe to show and to send to the engine.

    Args:
        given: What came, anything.

    Returns:
        A new dict with exactly the fields of a card; the picture is decoded and encoded anew.

    Raises:
        GANBoardError: it is no card; the sentence says why.
    """
    try:
        if not isinstance(given, dict):
            raise _Wrong(N_("it is no object"))
        seed = given.get("seed")
        return {
            "id": given["id"] if _matches(ID, given.get("id")) else secrets.token_hex(6),
            "source": _source(given.get("source")),
            "title": _text(given.get("title")),
            "step": _whole(given.get("step"), 10**12),
            "z": _numbers(given.get("z")),
            "classes": _classes(given.get("classes")),
            "psi": _part(given.get("psi", 1.0)),
            "off": _off(given.get("off") or {}),
            "seed": None if seed is None else _whole(seed, 2**31 - 1),
            "name": _text(given.get("name")),
            "picture": _picture(given.get("picture")),
        }
    except _Wrong as wrong:
        raise GANBoardError(N_("A picture could not be kept: {problem}."), problem=wrong.reason) from wrong


def read_shelf(text: Any) -> list[dict[str, Any]]:
    """The cards of a file that :func:`write_shelf`, or the page, made.

    Raises:
        GANBoardError: it is no such file, or a card in it is damaged.
    """
    try:
        data = json.loads(text) if isinstance(text, str) and len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        data = None
    cards = data.get("cards") if isinstance(data, dict) and data.get("form") == FORM else None
    if not isinstance(cards, list):
        raise GANBoardError(
            N_("This file holds no shelf. Choose a JSON file that “Download as JSON” on a shelf has made.")
        )
    if len(cards) > MOST:
        raise GANBoardError(
            N_("This file holds {count} pictures, but a shelf has room for {most}."), count=len(cards), most=MOST
        )
    checked = []
    for number, card in enumerate(cards, start=1):
        try:
            checked.append(check_card(card))
        except GANBoardError as error:
            problem = error.message["values"]["problem"]
            raise GANBoardError(
                N_("Nothing was loaded, for picture {number} of this file is damaged: {problem}."),
                number=number,
                problem=problem,
            ) from error
    return checked


def write_shelf(cards: list[dict[str, Any]]) -> str:
    """Cards as a file for :func:`read_shelf`; shelf.js writes the same."""
    return json.dumps({"form": FORM, "cards": cards})


def put(shelf: list[dict[str, Any]], cards: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """A shelf with more cards behind those that lie there; one that lies there already is not doubled.

    Returns:
        The new shelf, and how many found no room.
    """
    held = {card["id"]: card for card in shelf}
    left = 0
    for card in cards:
        if card["id"] in held:
            continue
        if len(held) < MOST:
            held[card["id"]] = card
        else:
            left += 1
    return list(held.values()), left


def address_of(card: dict[str, Any]) -> dict[str, str]:
    """The query that opens a card's generator at its step and point, as bar.js writes it and ``links.read_point`` reads it."""
    point = {"z": card["z"], "psi": card["psi"], "classes": card["classes"], "off": card["off"], "seed": card["seed"]}
    text = base64.urlsafe_b64encode(json.dumps(point).encode()).decode().rstrip("=")
    return {"run": card["source"], "step": str(card["step"]), "point": text}


def _matches(pattern: re.Pattern[str], text: Any) -> bool:
    return isinstance(text, str) and pattern.fullmatch(text) is not None


def _source(given: Any) -> str:
    """The id of a run: the name of a folder, no way to one."""
    fine = isinstance(given, str) and 0 < len(given) <= TEXT and Path(given).name == given and given.isprintable()
    if not fine or given.startswith(".") or "\\" in given:
        raise _Wrong(N_("it does not say which training it comes from"))
    return given


def _text(given: Any) -> str:
    text = " ".join(given.split()) if isinstance(given, str) else ""
    return "".join(letter for letter in text if letter.isprintable())[:TEXT]


def _whole(given: Any, highest: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= highest:
        raise _Wrong(N_("its training step or its seed is no whole number"))
    return given


def _numbers(given: Any) -> str:
    try:
        raw = base64.b64decode(given, validate=True) if isinstance(given, str) and len(given) <= 6 * NUMBERS else b""
        values = np.frombuffer(raw, "<f4")
    except (binascii.Error, ValueError):
        values = np.zeros(0, np.float32)
    if not 1 <= len(values) <= NUMBERS or not np.isfinite(values).all() or np.abs(values).max() > FARTHEST:
        raise _Wrong(N_("its point of latent space is none"))
    return base64.b64encode(values.tobytes()).decode()


def _classes(given: Any) -> list[float] | None:
    if given is None:
        return None
    if not isinstance(given, list) or not 1 <= len(given) <= CLASSES:
        raise _Wrong(N_("its classes are no list of numbers"))
    return [_number(part, -2, 2) for part in given]


def _part(given: Any) -> float:
    return _number(given, 0, 1)


def _number(given: Any, lowest: float, highest: float) -> float:
    # Compared as it came: a whole number with a thousand digits has no float.
    if isinstance(given, bool) or not isinstance(given, int | float) or not lowest <= given <= highest:
        raise _Wrong(N_("its “Bold ↔ typical” or a part of its classes is out of range"))
    return float(given)


def _off(given: Any) -> dict[str, list[int]]:
    fine = isinstance(given, dict) and len(given) <= 40
    fine = fine and all(
        len(block) <= TEXT and isinstance(units, list) and len(units) <= 4096 for block, units in given.items()
    )
    if not fine:
        raise _Wrong(N_("its units that are switched off are no numbers by layer"))
    return {block: [_whole(unit, 10**6) for unit in units] for block, units in given.items()}


def _picture(given: Any) -> str:
    """A PNG, decoded and encoded anew: what else lay in the file is gone, and the browser gets only what was looked at."""
    wrong = _Wrong(N_("its picture is no PNG of at most {side} pixels in height and width"), side=SIDE)
    if not isinstance(given, str) or not given.startswith(PREFIX) or len(given) > 4 * PICTURE_BYTES // 3 + 100:
        raise wrong
    try:
        data = base64.b64decode(given[len(PREFIX) :], validate=True)
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            if max(image.size) > SIDE:
                raise wrong
            pixels = np.asarray(image.convert("RGB"))
    except _Wrong:
        raise
    except Exception:  # on a damaged file Pillow raises nearly anything
        raise wrong from None
    grey = (pixels == pixels[:, :, :1]).all()
    return data_url(figures.png(pixels[:, :, :1] if grey else pixels))
