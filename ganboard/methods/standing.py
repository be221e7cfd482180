"""Dials of a learner: the variables that they are in the computation, and how each stands at one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ganboard.backend import tf


@dataclass(frozen=True)
class Standing:
    """How a dial stands from a step on.

    Attributes:
        value: What it says.
        since: The step at which it was turned there; 0 where it never was.
        before: The sum of what it said at each of the steps before ``since``: of D's steps per step of G, how many D had done.
    """

    value: float
    since: int = 0
    before: float = 0


def dial_variables(part: Any, names: Iterable[str]) -> dict[str, Any]:
    """Some settings of a part as float32 scalar variables, by name."""
    return {name: tf.Variable(getattr(part, name), trainable=False, dtype=tf.float32) for name in names}
