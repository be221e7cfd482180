"""Pairs that the engine made ahead, so that nobody waits for one: each is given out once."""

from __future__ import annotations

import secrets
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass

import numpy as np

from ganboard.app.connection import engine
from ganboard.engine.protocol import ACTIVE
from ganboard.errors import CheckpointError, GANBoardError
from ganboard.i18n import N_
from ganboard.quiz.course import nearest, spread, step_of
from ganboard.runs import find_run
from ganboard.shipped import archive_of
from ganboard.studio.memory import Memory

AT_ONCE = 24
"""Pairs that are asked for together."""
FRESH = 2.0
"""Seconds after which pairs of a training that goes on are too old to be given out."""
STOCKS, REST = 8, 120.0
"""Sources of which pairs are kept that nobody asked for within so many seconds."""


class NotYetError(GANBoardError):
    """The pairs are being made ready; asked again a moment later, they may be there."""


@dataclass(frozen=True)
class Pair:
    """A real picture and a fake.

    Attributes:
        real: uint8, (height, width, channels).
        fake: The same.
        step: At which the fake was made.
        judge_right: Whether D scored the real one higher; where it scored both alike, chance decides.
        seen: Whether D learns from the real one.
    """

    real: np.ndarray
    fake: np.ndarray
    step: int
    judge_right: bool
    seen: bool


class Stock:
    """The pairs of one source. Any thread may take some.

    As long as the source trains they are of where it stands, so that the pictures get better while one plays. Of a training that
    rests they are of five of its steps, the same for all who play.

    Args:
        source: Id of a run, or of what is shipped.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._steps: tuple[int, ...] = ()
        self._held: dict[int | None, deque[Pair]] = {}
        self._made_at: dict[int | None, float] = {}
        self._lock = threading.Lock()

    def take(self, number: int) -> Pair:
        """A pair that nobody else is given.

        Args:
            number: Of the pair in its round, from 0.

        Raises:
            NotYetError: see there.
            GANBoardError: there can be none; the sentence says why.
        """
        with self._lock:
            step = self._step(number)
            held = self._held.setdefault(step, deque())
            if step is None and not archive_of(self.source) and time.monotonic() - self._made_at.get(step, 0.0) > FRESH:
                held.clear()
            if not held:
                held.extend(self._made(step))
                self._made_at[step] = time.monotonic()
            return held.popleft()

    def _step(self, number: int) -> int | None:
        """Of which checkpoint a pair is to be; None for where the training stands."""
        if archive_of(self.source):
            return None
        if self._trains():
            self._steps = ()
            return None
        if not self._steps:  # held: what is thinned out, or saved, meanwhile makes no other course of it
            self._steps = spread(find_run(engine().root, self.source).steps())
        return step_of(number, self._steps) if self._steps else None

    def _trains(self) -> bool:
        return engine().watch(self.source, sys.maxsize).state in ACTIVE

    def _made(self, step: int | None) -> list[Pair]:
        try:
            return self._asked(step)
        except CheckpointError:
            run = find_run(engine().root, self.source)
            if step is not None and (there := run.steps()):  # thinned out meanwhile
                return self._asked(nearest(step, there))
            if self._trains():
                raise NotYetError(N_("It is getting ready. The first pictures come in a few seconds.")) from None
            raise

    def _asked(self, step: int | None) -> list[Pair]:
        asked = {"seed": secrets.randbits(48), "count": AT_ONCE}  # of chance that no page can know
        head, pictures = engine().explore("real_or_fake", self.source, step, asked)
        if pictures is None:
            raise NotYetError(N_("The real pictures are being read. That takes a few seconds."))
        return [
            Pair(pictures[2 * n], pictures[2 * n + 1], head["step"], _chosen(*pair), head["seen"])
            for n, pair in enumerate(head["logits"])
        ]


def _chosen(real: float, fake: float) -> bool:
    return real > fake if real > fake or real < fake else secrets.choice((True, False))  # neither: alike, or no numbers


_stocks: Memory[Stock] = Memory(STOCKS, REST)


def stock_of(source: str) -> Stock:
    """The pairs of a source, shared by all who play."""
    return _stocks.once(source, lambda: Stock(source))
