"""What a branch has otherwise than the training that it leaves, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from ganboard.app.comparison import table
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.race.fork import END
from ganboard.run_status import PARENT
from ganboard.runs import Run, find_run

Translate = Callable[[str], str]


def in_words(settings: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], _: Translate) -> str:
    """Settings of a branch: what each was and is; where it ends is no change.

    Args:
        settings: What it was begun with, by flat names.
        before: All settings of what it leaves, at that step; empty where nobody knows them any more.
        after: All settings of the branch.
        _: Into the visitor's language.

    Returns:
        Nothing where nothing was changed.
    """
    told = []
    for name in (name for name in settings if name not in END):
        flats = [dict(flat) for flat in (before, {**after, name: settings[name]}) if name in flat]
        title, values = table(flats, [name], _)[0]
        text = N_("{setting}: {before} → {after}") if len(values) > 1 else N_("{setting}: {after}")
        told.append(_(text).format(setting=title, before=values[0], after=values[-1]))
    return ", ".join(told)


def of_run(run: Run, _: Translate) -> str:
    """The same of a run that is a branch; nothing where it goes on as the other did, or is none."""
    parent = run.status().get(PARENT)
    if not parent or not parent["settings"]:
        return ""
    before: dict[str, Any] = {}
    with suppress(GANBoardError):  # the other is gone
        left = find_run(run.path.parent, parent["run"])
        before = settings_at(left, parent["step"])
    after: dict[str, Any] = {}
    with suppress(GANBoardError):
        after = run.config().to_flat()
    return in_words(parent["settings"], before, after, _)


def settings_at(run: Run, step: int) -> dict[str, Any]:
    """All settings of a run at a step, by flat names.

    Raises:
        GANBoardError: its folder is damaged.
    """
    return {**run.config().to_flat(), **run.changes().at(step)}
