"""The files below a folder, and which of them are none of the visitor's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ganboard.datasets.picture import PictureError
from ganboard.datasets.run_folders import GENERATED, without_runs
from ganboard.errors import DatasetError
from ganboard.i18n import N_

WALKED = 100_000
"""The most files that are looked for below a folder."""

_LEFTOVERS = {"__macosx", "thumbs.db", "desktop.ini", ".ds_store"}
T = TypeVar("T")

LeaveOut = Callable[[str, PictureError], None]
"""Told the name of a file or folder that is not read, and the reason."""


def files_below(folder: str, leave_out: LeaveOut) -> list[str]:
    """All files in a folder and its subfolders, also those behind links; each folder once, however many ways lead to it.

    Args:
        folder: Where to begin.
        leave_out: Told of every folder that is not read.

    Returns:
        Paths relative to the folder, with ``/`` between the parts.

    Raises:
        DatasetError: there are too many.
    """
    found: list[str] = []
    above = [os.path.realpath(folder)]
    while (parent := os.path.dirname(above[-1])) != above[-1]:
        above.append(parent)
    seen = {_identity(place) for place in above[1:]}
    folders, links = [folder], list[str]()
    while folders or links:  # links last, so that a folder keeps its own name
        place = folders.pop() if folders else links.pop(0)
        name = folder if place == folder else os.path.relpath(place, folder).replace(os.sep, "/")
        try:
            refused = _refused(place, seen)
            entries = [] if refused else sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            refused, entries = cannot_open(error), []
        if refused:
            leave_out(name, refused)
        for entry in entries:
            if not os.path.isdir(entry):  # which is no error for a link that leads to itself
                found.append(os.path.relpath(entry.path, folder).replace(os.sep, "/"))
            else:
                (links if entry.is_symlink() else folders).append(entry.path)
        if len(found) > WALKED:
            raise DatasetError(
                N_("There are more than {limit} files below this folder. Give one that holds only the images."),
                limit=f"{WALKED:,}",
            )
    return found


def own(names: Sequence[str], leave_out: LeaveOut) -> list[str]:
    """Those of the names that are the visitor's files, sorted.

    What a training made is none, what an operating system leaves beside pictures is none, and neither is what is hidden
    below the folder that all have in common; that folder itself was chosen, so its name may begin with a dot.

    Args:
        names: With ``/`` between the parts.
        leave_out: Told of each file, or of the folder that holds it, that is not among them.
    """
    left: dict[str, PictureError] = {}
    kept: list[list[str]] = []
    others, runs = without_runs(names)
    for parts in (name.split("/") for name in sorted(others)):
        depth = next((at for at, part in enumerate(parts) if _leftover(part)), None)
        if depth is None:
            kept.append(parts)
        else:
            left["/".join(parts[: depth + 1])] = PictureError(N_("left there by macOS or Windows"))
    common = 0
    while kept and all(len(parts) > common + 1 and parts[common] == kept[0][common] for parts in kept):
        common += 1
    result = []
    for parts in kept:
        depth = next((at for at, part in enumerate(parts) if at >= common and _hidden(part)), None)
        if depth is None:
            result.append("/".join(parts))
        else:
            left["/".join(parts[: depth + 1])] = PictureError(N_("hidden, for the name begins with a dot"))
    for folder in runs:
        left[folder] = PictureError(GENERATED)
    for name, reason in left.items():
        leave_out(name, reason)
    return result


def cannot_open(error: OSError) -> PictureError:
    """What the system said."""
    return PictureError(N_("cannot be opened ({problem})"), problem=error.strerror or type(error).__name__)


def _refused(place: str, seen: set[tuple[int, int]]) -> PictureError | None:
    """Why a whole folder is left out; None: it is read. The rules about folders stand here.

    Args:
        place: The folder.
        seen: The folders that are read, and those above the one that was chosen; this one is added.
    """
    identity = _identity(place)
    if identity in seen:
        return PictureError(N_("a link to a folder that is read already, or that holds this one"))
    seen.add(identity)
    return None


def _identity(place: str) -> tuple[int, int]:
    status = os.stat(place)
    return status.st_dev, status.st_ino


def _leftover(part: str) -> bool:
    return part.lower() in _LEFTOVERS or part.startswith("._")


def _hidden(part: str) -> bool:
    return part.startswith(".") and bool(part.strip("."))


def pairs(found: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What is there under each name; a name may be there more than once."""
    by_name: dict[str, list[T]] = {}
    for name, thing in found:
        by_name.setdefault(name, []).append(thing)
    return by_name
