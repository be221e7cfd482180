"""What a demonstration shows: plots, numbers and a sentence, as plain data that the page draws. No colours, only roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Role = Literal["real", "fake", "judge", "noise", "plain", "muted"]
"""What a mark stands for, and so its colour: real data, generator and fakes, discriminator, noise; or no colour of its own."""
Sentence = dict[str, Any]
"""A message of ``ganboard.i18n.message``: translated where it is shown."""
DIGITS = 5
"""Significant digits that a drawing needs."""


def _plain(values: Sequence[float] | np.ndarray) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in np.asarray(values, np.float64).ravel()]


@dataclass(frozen=True)
class Line:
    """A curve.

    Attributes:
        x: Across, (count,).
        y: Up, (count,); finite.
        role: What it stands for.
        label: In the legend; None leaves it out of it.
        style: ``"solid"``, ``"dashed"`` or ``"dotted"``: lines differ by more than their colour.
        filled: Whether the area down to zero is tinted.
        grows: Whether only the points up to the moment that is played are drawn, with a dot at the newest.
    """

    x: Sequence[float] | np.ndarray
    y: Sequence[float] | np.ndarray
    role: Role = "plain"
    label: Sentence | None = None
    style: Literal["solid", "dashed", "dotted"] = "solid"
    filled: bool = False
    grows: bool = False

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {
            "kind": "line",
            "x": _plain(self.x),
            "y": _plain(self.y),
            "role": self.role,
            "label": self.label,
            "style": self.style,
            "filled": self.filled,
            "grows": self.grows,
        }


@dataclass(frozen=True)
class Dots:
    """A cloud of points.

    Attributes:
        x: Across, (count,).
        y: Up, (count,).
        role: What they stand for.
        label: In the legend.
        marked: bool, (count,): which of them are drawn as crosses; None for none.
        drag: The prefix of the two settings ``DRAG_x`` and ``DRAG_y`` that move when the cloud is dragged; None if it stays.
        size: Radius in pixels.
    """

    x: Sequence[float] | np.ndarray
    y: Sequence[float] | np.ndarray
    role: Role = "plain"
    label: Sentence | None = None
    marked: Sequence[bool] | np.ndarray | None = None
    drag: str | None = None
    size: float = 3.0

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {
            "kind": "dots",
            "x": _plain(self.x),
            "y": _plain(self.y),
            "role": self.role,
            "label": self.label,
            "marked": None if self.marked is None else [bool(each) for each in self.marked],
            "drag": self.drag,
            "size": self.size,
        }


@dataclass(frozen=True)
class Rule:
    """A straight line across the whole plot.

    Attributes:
        at: Where, on the axis that it crosses.
        axis: ``"x"`` for an upright line at that x, ``"y"`` for a level one at that y.
        label: Written beside it.
        role: What it stands for.
    """

    at: float
    axis: Literal["x", "y"] = "y"
    label: Sentence | None = None
    role: Role = "muted"

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {"kind": "rule", "at": float(self.at), "axis": self.axis, "label": self.label, "role": self.role}


@dataclass(frozen=True)
class Plot:
    """One drawing with two axes.

    Attributes:
        title: Above it.
        alt: What is to be seen, with its numbers, for those who do not see it; changes with the settings.
        marks: Drawn in this order.
        across: What the axis across means.
        up: What the axis up means.
        x_range: Ends of the axis across; fixed, so that nothing jumps while a slider moves.
        y_range: Ends of the axis up.
        square: Whether one unit is as long across as up.
    """

    title: Sentence
    alt: Sentence
    marks: Sequence[Line | Dots | Rule]
    across: Sentence
    up: Sentence
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    square: bool = False

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {
            "title": self.title,
            "alt": self.alt,
            "marks": [mark.to_dict() for mark in self.marks],
            "across": self.across,
            "up": self.up,
            "x_range": [float(end) for end in self.x_range],
            "y_range": [float(end) for end in self.y_range],
            "square": self.square,
        }


@dataclass(frozen=True)
class Number:
    """A number that is read beside the plots.

    Attributes:
        label: What it is.
        value: What it is worth; may be infinite, which is shown as ∞, but not NaN.
        digits: Decimals shown.
        role: The colour of its label.
        note: A few words behind it.
        name: Plain id, by which tests and the page find it.
    """

    name: str
    label: Sentence
    value: float
    digits: int = 3
    role: Role = "plain"
    note: Sentence | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        value = float(self.value)
        text = f"{value:.{self.digits}f}" if np.isfinite(value) else ("∞" if value > 0 else "−∞")
        if text.startswith("-"):
            text = "−" + text[1:] if float(text) else text[1:]  # no minus before a zero
        return {"name": self.name, "label": self.label, "text": text, "role": self.role, "note": self.note}


@dataclass(frozen=True)
class Scene:
    """What a demonstration answers.

    Attributes:
        plots: Side by side where there is room.
        numbers: In a row.
        sentence: What is to be seen now, in one or two plain sentences.
        moments: Points of the longest growing line; above 0 the page shows a player.
    """

    plots: Sequence[Plot]
    numbers: Sequence[Number]
    sentence: Sentence
    moments: int = 0

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {
            "plots": [plot.to_dict() for plot in self.plots],
            "numbers": [number.to_dict() for number in self.numbers],
            "sentence": self.sentence,
            "moments": self.moments,
        }
