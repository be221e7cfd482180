"""What stands between the two lines ``+++`` at the top of a tour's file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from ganboard.errors import TourError, short
from ganboard.i18n import N_, message
from ganboard.tours.tour import Tour

FENCE = "+++"
HEAD = {"title": str, "minutes": int, "goal": str, "page": str, "hides": list}
OPTIONAL = ("hides",)
KINDS = {
    str: N_("text in straight quotation marks"),
    int: N_("a whole number, without quotation marks"),
    list: N_("a list in square brackets"),
}

Lines = list[tuple[int, str]]
"""Lines of a file with their numbers, from 1."""
Wrong = Callable[..., TourError]
"""Makes an error of a line's number, a sentence marked for translation, and what stands in its places."""


def front_matter(lines: Lines, wrong: Wrong) -> tuple[dict[str, Any], dict[str, int], Lines]:
    """What a tour is about.

    Args:
        lines: Of the file, without spaces at their ends.
        wrong: See there.

    Returns:
        The values by name, the line of each, and the lines below.

    Raises:
        TourError: something is missing, or is not what it should be.
    """
    if not lines or lines[0][1] != FENCE:
        raise wrong(
            1, N_("expected {fence} in the first line, and title, minutes, goal and page below it"), fence=FENCE
        )
    ends = [index for index, (_, line) in enumerate(lines) if line == FENCE]
    if len(ends) < 2:
        raise wrong(1, N_("what {fence} opens is never closed by a second line {fence}"), fence=FENCE)
    inner = lines[1 : ends[1]]
    try:
        head = tomllib.loads("\n".join(line for _, line in inner))
    except (ValueError, RecursionError) as error:  # Python's own limits are none of TOML's errors
        found = re.search(r"line (\d+)", str(error))
        number = 1 + int(found[1]) if found else ends[1]
        raise wrong(
            number,
            N_('expected a line such as title = "My tour" or minutes = 5, with straight quotation marks around text'),
        ) from error
    at = dict.fromkeys(HEAD, 1) | {line.partition("=")[0].strip(' "'): number for number, line in reversed(inner)}
    _check(head, at, ends[1] + 1, wrong)
    return head, at, lines[ends[1] + 1 :]


def _check(head: dict[str, Any], at: dict[str, int], end: int, wrong: Wrong) -> None:
    for name, value in head.items():
        if name not in HEAD:
            said, known = N_("{name} is not known here; these are: {known}"), ", ".join(HEAD)
            raise wrong(at.get(name, 1), said, name=short(name), known=known)
        if type(value) is not HEAD[name]:
            raise wrong(at[name], N_("{name}: expected {kind}"), name=name, kind=message(KINDS[HEAD[name]]))
    for name in HEAD:
        if name not in head and name not in OPTIONAL:
            raise wrong(end, N_("{name} is missing between the two lines {fence}"), name=name, fence=FENCE)
    try:
        Tour(id="-", stops=(), **{**head, "hides": ()})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        said = N_("{name}: expected a text, or of minutes a number from 1 to 60")
        raise wrong(at[name], said, name=name) from error
