"""Which tours there are: those that ship, and those of one's own folder."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from ganboard.errors import TourError
from ganboard.i18n import LANGUAGES
from ganboard.runs import runs_root
from ganboard.tours.reader import read_tour, tour_id
from ganboard.tours.tour import Tour

SHIPPED = Path(__file__).parent / "texts"
SOURCE = "en"
"""The language of a tour that is not written in another one."""


def own_folder() -> Path:
    """Where one's own tours lie: ``GANBOARD_TOURS``, or the folder ``tours`` beside the runs."""
    return Path(os.environ.get("GANBOARD_TOURS") or runs_root() / "tours")


def tours(language: str = SOURCE) -> tuple[dict[str, Tour], list[dict[str, Any]]]:
    """All tours by their ids, those that ship first; and what is wrong with files that cannot be read, as messages.

    One's own tour takes the place of one that ships and has its name.

    Args:
        language: A code such as ``"zh"``. A tour that is not written in it comes in another one.
    """
    found: dict[str, Tour] = {}
    problems = []
    for folder in (SHIPPED, own_folder()):
        for name, file in _files(folder, language).items():
            try:
                found[name] = _read(file, file.stat().st_mtime_ns)
            except TourError as error:
                problems.append(error.message)
            except OSError:  # deleted meanwhile
                continue
    return found, problems


def _files(folder: Path, language: str) -> dict[str, Path]:
    """The file of each tour that fits a language best."""
    best: dict[str, tuple[int, Path]] = {}
    try:
        files = sorted(folder.glob("*.md"))
    except OSError:
        files = []
    for file in files:
        spoken = file.name.split(".")[1:-1]
        kind = spoken[-1] if spoken and spoken[-1] in LANGUAGES else ""
        rank = [language, "", SOURCE].index(kind) if kind in (language, "", SOURCE) else len(LANGUAGES)
        name = tour_id(file)
        if name not in best or rank < best[name][0]:
            best[name] = (rank, file)
    return {name: file for name, (_, file) in best.items()}


@lru_cache(maxsize=200)
def _read(file: Path, _written: int) -> Tour:
    return read_tour(file)
