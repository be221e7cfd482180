"""Ctrl-C and SIGTERM as a wish, obeyed where nothing is left half done."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any


class Interrupted(KeyboardInterrupt):
    """The wish to stop, raised where there is nothing to save yet.

    Attributes:
        signal: The signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.signal = number


class Interrupt:
    """Notes SIGINT and SIGTERM while it is entered, instead of breaking in anywhere.

    So neither a first nor a second Ctrl-C tears a checkpoint or the loading of TensorFlow apart.

    Attributes:
        signal: The number of the first signal that came; 0 before.
    """

    def __init__(self) -> None:
        self.signal = 0
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Interrupt:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, _: FrameType | None) -> None:
        self.signal = self.signal or number

    def check(self) -> None:
        """Leave now if asked to.

        Raises:
            Interrupted: a signal came.
        """
        if self.signal:
            raise Interrupted(self.signal)

    @property
    def status(self) -> int:
        """The exit status, as shells count: 130 for Ctrl-C, 143 for SIGTERM, 0 without a signal."""
        return 128 + self.signal if self.signal else 0
