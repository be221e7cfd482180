"""Folders of trainings among a visitor's pictures: what lies in them was made by a generator, and none must learn from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ganboard.checkpoint_files import CHECKPOINTS, NAME
from ganboard.i18n import N_

GENERATED = N_("the folder of a training; its pictures were made by a generator")
"""Why such a folder is left out."""


def without_runs(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Parts the files of a place, such as a folder or a zip, from those that belong to a run.

    A folder is a run's if it holds two of ``run.json``, ``config.json`` and checkpoints, so that a damaged one is known too.

    Args:
        names: Of all files, with ``/`` between the parts.

    Returns:
        The names that belong to no run, in their order; and the folders of runs, ``"."`` being the place itself.
    """
    every, marks = list(names), defaultdict[str, set[str]](set)
    for name in every:
        folder, _, file = name.rpartition("/")
        if file in ("run.json", "config.json"):
            marks[folder].add(file)
        elif folder.rpartition("/")[2] == CHECKPOINTS and (of := NAME.fullmatch(file)) and of[2] in ("npz", "png"):
            marks[folder.rpartition("/")[0]].add(CHECKPOINTS)
    runs = {folder for folder, found in marks.items() if len(found) > 1}
    kept = [name for name in every if runs.isdisjoint(_above(name))]
    return kept, sorted(folder or "." for folder in runs)


def _above(name: str) -> set[str]:
    """Every folder that a file lies in, the place itself being ``""``."""
    parts = name.split("/")[:-1]
    return {"/".join(parts[:depth]) for depth in range(len(parts) + 1)}
