"""What is drawn of a run's measures: the panels of its method and that of the quality, in words, and their columns as JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from ganboard.i18n import N_
from ganboard.media.base import Words
from ganboard.methods import Measure, Method
from ganboard.methods.adversarial import BELIEFS

QUALITY = "quality"
"""The name of the panel that every run has beside those of its method, drawn from the watch's estimates."""


def drawn(method: Method) -> tuple[Measure, ...]:
    """The measures that a panel draws, in the method's order."""
    names = {panel.name for panel in method.panels}
    return tuple(measure for measure in method.measures if measure.panel in names)


def described(method: Method, words: Words, translate: Callable[[str], str]) -> list[dict[str, Any]]:
    """The panels of a run as JSON types, in the visitor's language: those of its method, and the quality.

    Args:
        method: The run's.
        words: Of what it learns.
        translate: Into the visitor's language.

    Returns:
        Of each panel ``name``, ``title``, ``description`` (empty where it changes with the moment), ``range`` and ``level`` (or
        None), ``zero`` (whether the vertical axis reaches down to 0), ``least`` (how much of it is seen at least), ``note``, and
        ``lines`` with the ``name``, ``label`` and ``role`` of each; of the quality also ``unseen``, the label of the level.
    """
    panels = []
    for panel in method.panels:
        measures = [measure for measure in drawn(method) if measure.panel == panel.name]
        panels.append(
            {
                "name": panel.name,
                "title": translate(words.believed if panel is BELIEFS else panel.title),
                "description": translate(panel.description),
                "range": panel.range,
                "level": panel.level,
                "zero": any(measure.kind == "loss" for measure in measures),
                "least": 0.5,
                "note": "",
                "lines": [_line(measure.name, translate(measure.title), measure.role) for measure in measures],
            }
        )
    return [*panels, _quality(translate)]


def _quality(translate: Callable[[str], str]) -> dict[str, Any]:
    return {
        "name": QUALITY,
        "title": translate(N_("Quality")),
        "description": "",
        "range": None,
        "level": None,
        "zero": True,
        "least": 0.001,
        "note": translate(N_("Fréchet distance: lower is better")),
        "lines": [_line("value", translate(N_("fake")), "fake")],
        "unseen": translate(N_("unseen real images")),
    }


def _line(name: str, label: str, role: str) -> dict[str, str]:
    return {"name": name, "label": label, "role": role}


def columns(method: Method, *tables: dict[str, list[float]]) -> dict[str, list[float | None]]:
    """The steps and all measures that are drawn, of tables one after the other.

    Args:
        method: The run's.
        *tables: Columns of the history; each may lack some, and may be empty.

    Returns:
        Columns of one length. None stands where nothing was measured, since JSON has no NaN.
    """
    found: dict[str, list[float | None]] = {"step": []}
    found |= {measure.name: [] for measure in drawn(method)}
    for table in tables:
        count = len(table.get("step", []))
        for name, column in found.items():
            column += [_known(value) for value in table.get(name, [math.nan] * count)]
    return found


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def comparable(methods: Sequence[Method]) -> dict[str, str]:
    """What runs of these methods all have and can be compared by: titles, marked for translation, by the columns' names.

    Args:
        methods: One of each run; without any, there is only what every run has.
    """
    measures = methods[0].measures if methods else ()
    shared = [measure for measure in measures if all(measure in method.measures for method in methods)]
    every = {QUALITY: N_("Fréchet distance of 500 fakes, lower is better"), "steps_per_second": N_("Steps per second")}
    return {measure.name: measure.alone or measure.title for measure in shared} | every
