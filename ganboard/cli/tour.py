"""``tour``: what is wrong with the file of a tour, and which places one can show."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.tours import PLACES, look_through, own_folder


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "tour",
        help="check the file of a guided tour",
        description="Check files of guided tours: what is wrong is told with the line. Your own tours lie in the folder that "
        "GANBOARD_TOURS names, or in the folder tours beside your runs.",
        allow_abbrev=False,
    )
    parser.add_argument("--check", metavar="FILE", nargs="+", type=Path, help="say whether they can be shown")
    parser.add_argument("--places", action="store_true", help="list the places that a stop can show, page by page")
    parser.set_defaults(run=_tour)


def _tour(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status: 2 where a file is wrong."""
    if not arguments.check and not arguments.places:
        raise ConfigError("tour", "", N_("--check FILE or --places"))
    if arguments.places:
        _list_places()
    return 2 if sum(not _check(file) for file in arguments.check or ()) else 0


def _check(file: Path) -> bool:
    tour, problems = look_through(file)
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    if tour is None:
        return False
    asked = sum(stop.question is not None for stop in tour.stops)
    print(f"{file.name}: “{tour.title}” can be shown. Stops: {len(tour.stops)}, questions: {asked}.")
    if file.resolve().parent != own_folder().resolve():
        print(f"To see it on the page “Tours”, put it into {own_folder()}.")
    return True


def _list_places() -> None:
    width = max(map(len, PLACES))
    for name, place in PLACES.items():
        called = f" “{place.label}”" if place.label else ""
        when = f" (there when {place.when})" if place.when and "=" not in place.when else ""
        when = when or (f" (on {place.page}?{place.when})" if place.when else "")
        hidden = " [can be hidden]" if place.hideable else ""
        print(f"{name:<{width}}  {place.about}{called}{when}{hidden}")
