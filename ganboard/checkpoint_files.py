"""Where the checkpoints of a run folder lie, and how their files are called: ``checkpoints/000000300.npz``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

CHECKPOINTS = "checkpoints"
"""The folder in a run's folder."""
DIGITS = 9
"""Of a step in the name of a file, so that files stand in the order of their steps."""
NAME = re.compile(rf"(\d{{{DIGITS}}})\.(\w+)", re.ASCII)
"""The name of a file of a checkpoint: its step, and what it holds of it."""


def file_name(step: int, suffix: str = ".npz") -> str:
    """How a checkpoint's file is called.

    Args:
        step: The checkpoint's.
        suffix: What it holds: weights, if left out.
    """
    return f"{step:0{DIGITS}d}{suffix}"


def file_of(run: Path, step: int, suffix: str = ".npz") -> Path:
    """Where a checkpoint's file lies in a run's folder; arguments as for :func:`file_name`."""
    return run / CHECKPOINTS / file_name(step, suffix)


def steps_of(run: Path, suffix: str = ".npz") -> Iterator[int]:
    """The steps of a run folder's files of checkpoints with a suffix; files of others are passed over."""
    names = (NAME.fullmatch(file.name) for file in (run / CHECKPOINTS).glob(f"*{suffix}"))
    return (int(name[1]) for name in names if name and f".{name[2]}" == suffix)


def by_standing(steps: Iterable[int], reached: int) -> list[int]:
    """Steps from where a run stands back to its first, then what a rewind gave up, the newest first.

    Args:
        steps: Of its checkpoints.
        reached: Where it stands.
    """
    return sorted(steps, key=lambda step: (step > reached, -step))
