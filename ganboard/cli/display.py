"""Progress on stderr: a bar in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from ganboard.config import TrainConfig
from ganboard.snapshot import Snapshot

LINE_SECONDS = 5.0
"""Time between two lines where there is no terminal."""


class Display:
    """What a training shows while it goes on.

    Args:
        config: What is trained; its end is the bar's.
    """

    def __init__(self, config: TrainConfig) -> None:
        self._config = config
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            console = Console(stderr=True)
            texts = TextColumn("{task.description}"), TextColumn("{task.fields[text]}")
            columns = (texts[0], BarColumn(bar_width=None), TaskProgressColumn(), texts[1])
            self._bar = Progress(*columns, console=console, redirect_stdout=False, expand=True)
            self._task = self._bar.add_task("", total=1.0, text="")
        self._step, self._seconds, self._rate, self._losses = 0, 0.0, 0.0, ""
        self._clock: tuple[float, int] | None = None
        self._lined = float("-inf")

    def __enter__(self) -> Display:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def note(self, text: str) -> None:
        """A line that stays."""
        if self._bar:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def phase(self, name: str) -> None:
        """What is done before training, with no known end."""
        if self._bar:
            self._bar.remove_task(self._task)  # rich cannot take a known end back from a task
            self._task = self._bar.add_task(name, total=None, text="")
            self._bar.refresh()  # now, since stderr is mute while TensorFlow loads
        else:
            self.note(f"{name} ...")

    def loading(self, part: float) -> None:
        """How much of the data is there, from 0 to 1."""
        if self._bar:
            self._bar.update(self._task, description="loading the data", total=1.0, completed=part)
        elif time.monotonic() - self._lined >= LINE_SECONDS:
            self._lined = time.monotonic()
            self.note(f"loading the data: {part:.0%}")

    def step(self, step: int, seconds: float) -> None:
        """Where training is."""
        self._step, self._seconds = step, seconds
        if self._bar:
            self._bar.update(self._task, description="training", total=1.0, completed=self._done(), text=self._text())

    def measures(self, snapshot: Snapshot) -> None:
        """Speed and losses, about once a second."""
        if not snapshot.measures:
            return
        now = (time.monotonic(), snapshot.step)
        if self._clock and now[1] > self._clock[1]:
            self._rate = (now[1] - self._clock[1]) / (now[0] - self._clock[0])
        first, self._clock = self._clock is None, now
        named = [
            measure for measure in self._config.method.measures if measure.short and measure.name in snapshot.measures
        ]
        self._losses = " ".join(f"{measure.short} {snapshot.measures[measure.name]:.3f}" for measure in named)
        self.step(snapshot.step, snapshot.seconds)
        if not self._bar and (first or self._done() >= 1 or time.monotonic() - self._lined >= LINE_SECONDS):
            self._lined = time.monotonic()
            self.note(self._text())

    def _done(self) -> float:
        """The part of the training that is done, from 0 to 1."""
        steps, seconds = self._config.steps, self._config.seconds
        return min(1.0, max(self._step / steps if steps else 0.0, self._seconds / seconds if seconds else 0.0))

    def _text(self) -> str:
        return " · ".join(part for part in (self._position(), self._speed(), self._left(), self._losses) if part)

    def _position(self) -> str:
        return f"step {self._step:,}" + (f"/{self._config.steps:,}" if self._config.steps else "")

    def _speed(self) -> str:
        each = f"{self._config.dataset.medium.name}/s"
        return f"{self._rate * self._config.method.batch_size:,.0f} {each}" if self._rate else ""

    def _left(self) -> str:
        """The time to whichever end comes first."""
        ends = []
        if self._config.seconds:
            ends.append(self._config.seconds - self._seconds)
        if self._config.steps and self._rate:
            ends.append((self._config.steps - self._step) / self._rate)
        return f"{timedelta(seconds=max(0, round(min(ends))))} left" if ends else ""
