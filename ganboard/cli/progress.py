"""How far long work is, on stderr: a bar in a terminal, now and then a line elsewhere. Nothing for what is short."""

from __future__ import annotations

import sys
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from ganboard.cli.display import LINE_SECONDS


class Bar:
    """Work whose end is known.

    Args:
        name: What is done.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            columns = (
                BarColumn(),
                TaskProgressColumn(),
                TimeElapsedColumn(),
                TextColumn("left"),
                TimeRemainingColumn(),
            )
            console = Console(stderr=True)
            self._bar = Progress(TextColumn("{task.description}"), *columns, console=console, transient=True)
            self._task = self._bar.add_task(name, total=1.0)
        self._lined = time.monotonic()

    def __enter__(self) -> Bar:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def at(self, part: float) -> None:
        """How far it is, 0 to 1."""
        if self._bar:
            self._bar.update(self._task, completed=part)
        elif time.monotonic() - self._lined >= LINE_SECONDS:
            self._lined = time.monotonic()
            print(f"{self._name}: {part:.0%}", file=sys.stderr, flush=True)
