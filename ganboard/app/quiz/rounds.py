"""A visitor's round: which pairs were dealt, which side is real, and what was guessed.

It outlives a reload and a lost connection.
"""

from __future__ import annotations

import base64
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any

from ganboard.app.quiz.stock import Pair, stock_of
from ganboard.quiz.course import LENGTH
from ganboard.quiz.tally import Guess

if TYPE_CHECKING:
    from ganboard.app.quiz.classrooms import Classroom

AHEAD = 3
"""Pairs that lie with the browser without being guessed, the one on the screen among them: the next is there at once."""
ROUNDS, REST = 500, 2 * 3600.0
"""Rounds that are remembered, and seconds after which one that nobody plays is forgotten."""
MOST = 400
"""Pairs of one visitor at most."""
SIDES = ("left", "right")


class Round:
    """What one visitor plays. Any thread may use it.

    Args:
        source: Whose pictures.
        classroom: The room in which it is played; None for one who plays alone.

    Attributes:
        token: Known to this visitor's tab alone.
        source: The same.
        classroom: The same.
        guesses: What came of each pair, in the order of the guesses.
        wanted: After so many guesses the result is shown.
        holder: The line over which it is played now; another tab that takes it over is another.
    """

    def __init__(self, source: str, classroom: Classroom | None = None) -> None:
        self.token = secrets.token_urlsafe(24)
        self.source, self.classroom = source, classroom
        self.guesses: list[Guess] = []
        self.wanted = LENGTH
        self.holder: object = None
        self.used = time.monotonic()
        self._dealt = 0
        self._open: dict[int, tuple[Pair, str]] = {}
        self._judged: dict[int, dict[str, Any]] = {}
        self._lock = threading.Lock()

    @property
    def playing(self) -> bool:
        """Whether somebody plays it, or did."""
        return self.holder is not None or bool(self.guesses)

    @property
    def hungry(self) -> bool:
        """Whether another pair is to be dealt."""
        return len(self._open) < AHEAD and self._dealt < self.wanted

    def deal(self) -> None:
        """Lay the next pair, where one is to be laid.

        Raises:
            GANBoardError: there is none now, or none at all; the sentence says why.
        """
        pair = stock_of(self.source).take(self._dealt)
        with self._lock:
            if self.hungry:  # else a line that was lost laid one at last
                self._open[self._dealt] = pair, secrets.choice(SIDES)
                self._dealt += 1

    def laid(self) -> list[dict[str, Any]]:
        """The pairs that were dealt and not guessed, in their order.

        Returns:
            Of each ``number``, ``step``, ``seen`` (see :class:`Pair`), ``shape`` and the pixels of the two pictures, ``left`` and
            ``right``, base64 of as many bytes: nothing in it tells which one is real but what is to be seen.
        """
        with self._lock:
            return [self._shown(number) for number in self._open]

    def guess(self, number: Any, side: Any) -> dict[str, Any] | None:
        """Take a guess; whoever guesses a pair again hears what came of the first guess.

        Args:
            number: Of the pair.
            side: Which picture was held for the real one, ``"left"`` or ``"right"``.

        Returns:
            ``number``, ``right``, ``real`` and ``judge`` (the sides of the real one and of D's choice), ``judge_right``. None where
            no such pair was dealt.
        """
        with self._lock:
            self.used = time.monotonic()
            if not isinstance(number, int) or side not in SIDES:
                return None
            if number in self._open:
                pair, real = self._open.pop(number)
                other = SIDES[1 - SIDES.index(real)]
                self._judged[number] = {
                    "number": number,
                    "right": side == real,
                    "real": real,
                    "judge": real if pair.judge_right else other,
                    "judge_right": pair.judge_right,
                }
                self.guesses.append(Guess(pair.step, side == real, pair.judge_right))
            return self._judged.get(number)

    def go_on(self) -> None:
        """Play as many pairs again, once all were guessed."""
        with self._lock:
            if len(self.guesses) >= self.wanted:
                self.wanted = min(MOST, self.wanted + LENGTH)

    def _shown(self, number: int) -> dict[str, Any]:
        pair, real = self._open[number]
        pictures = (pair.real, pair.fake) if real == "left" else (pair.fake, pair.real)
        left, right = (base64.b64encode(each.tobytes()).decode() for each in pictures)
        shape = list(pair.real.shape)
        return {"number": number, "step": pair.step, "seen": pair.seen, "shape": shape, "left": left, "right": right}


_rounds: dict[str, Round] = {}
_lock = threading.Lock()


def enter(token: Any, source: str, classroom: Classroom | None) -> Round:
    """The round that a tab plays, if it is remembered; else a new one.

    Args:
        token: What the tab knows it by, or anything else.
        source: Whose pictures a new one is about.
        classroom: In which room.
    """
    now = time.monotonic()
    with _lock:
        found = _rounds.get(token) if isinstance(token, str) else None
        if found is not None and (found.source, found.classroom) == (source, classroom):
            found.used = now
            return found
        for old in [each.token for each in _rounds.values() if now - each.used > REST]:
            del _rounds[old]
        while len(_rounds) >= ROUNDS:
            del _rounds[min(_rounds.values(), key=lambda each: each.used).token]
        made = Round(source, classroom)
        if classroom is not None:
            classroom.join(made)
        _rounds[made.token] = made
        return made
