"""The numbers of the formats of our files, and how what an older GANBoard wrote becomes what this one writes.

Every file that we write and read again says its number under ``"format"``; a file without one has number 1. Whoever changes what a
kind of file holds raises its number in :data:`FORMATS` and says in :data:`UPGRADES` how the one before becomes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.errors import FormatError

KEY = "format"
"""Under what name the number stands."""
FORMATS = {
    "config": 2,
    "run": 1,
    "journal": 1,
    "checkpoint": 1,
    "data": 2,
    "evaluation": 1,
    "directions": 1,
    "steering": 1,
}
"""What this version writes, by kind of file."""


def numbered(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """The content of a file with its number before it."""
    return {KEY: FORMATS[kind], **content}


def upgraded(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """What a file of any known number holds, as this version writes it, without the number.

    Args:
        kind: One of :data:`FORMATS`.
        content: What was read.

    Raises:
        FormatError: it was made by a newer GANBoard.
        ValueError: the number is none.
    """
    number = check(kind, content.get(KEY, 1))
    content = {key: value for key, value in content.items() if key != KEY}
    for older in range(number, FORMATS[kind]):
        content = UPGRADES[kind, older](content)
    return content


def check(kind: str, number: Any) -> int:
    """A format's number, where this version knows it.

    Raises:
        FormatError: it is of a newer GANBoard.
        ValueError: it is no number of a format.
    """
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(f"no number of a format: {number!r}"[:80])
    if number > FORMATS[kind]:
        raise FormatError(number, FORMATS[kind])
    return number


def _method_holds_parts(config: dict[str, Any]) -> dict[str, Any]:
    """In the first format a config was flat; in the second what belongs to the method stands in it.

    What came later is known as well: whoever writes settings by hand writes no number.
    """
    own = {"dataset", "method", "start", "precision", "steps", "seconds", "seed"}
    method = config.get("method", {})
    method = {"name": method} if isinstance(method, str) else method
    if not isinstance(method, dict):
        return config
    inside = {key: value for key, value in config.items() if key not in own}
    if not inside:
        return config
    return {**{key: value for key, value in config.items() if key in own}, "method": {**method, **inside}}


def _samples_are_called_as_their_medium(columns: dict[str, Any]) -> dict[str, Any]:
    """In the first format samples were called images even where they were points, the only ones of one axis each."""
    images = columns.get("images")
    if len(getattr(images, "shape", ())) != 2:
        return columns
    return {"points" if name == "images" else name: column for name, column in columns.items()}


UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("config", 1): _method_holds_parts,
    ("data", 1): _samples_are_called_as_their_medium,
}
"""How the content of a kind of file of a number becomes that of the next number."""
