"""What looking at a training may cost: a small part of the seconds that it trains, earned first and spent then."""

from __future__ import annotations

import time
from collections.abc import Callable


class Purse:
    """Seconds that may be spent beside a training.

    Args:
        share: Of the seconds of training.
        credit: Seconds that may be spent before any are earned.

    Attributes:
        share: The same.
        trained: Seconds of training so far.
        spent: Seconds spent so far.
    """

    def __init__(self, share: float, credit: float = 0.0) -> None:
        self.share, self._credit = share, credit
        self.trained = self.spent = 0.0

    def affords(self, seconds: float) -> bool:
        """Whether so much may be spent now. What took longer than planned is made up for by waiting."""
        return self.spent + seconds <= self._credit + self.share * self.trained

    def pay(self, work: Callable[[], None]) -> float:
        """Do something and pay for it; the seconds that it took, also if it failed."""
        begun = time.perf_counter()
        try:
            work()
        finally:
            took = time.perf_counter() - begun
            self.spent += took
        return took
