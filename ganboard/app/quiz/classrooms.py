"""Rooms in which a class plays: found by a code, in memory alone, without names."""

from __future__ import annotations

import secrets
import threading
import time
from typing import Any

from ganboard.app.quiz.rounds import Round
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.quiz.tally import Guess

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of codes: without I and O, which look like digits."""
LENGTH = 4
ROOMS, PLAYERS = 40, 120
"""Rooms at a time, and players in one."""
REST = 2 * 3600.0
"""Seconds after the last guess, or look at the results, when a room ends by itself."""
GONE = N_("There is no room {code} here. It may have ended, or the code is another one. You can play by yourself.")
ENDED = N_("This room has ended.")


class Classroom:
    """A class that plays. Any thread may use it.

    Args:
        code: By which it is found.
        source: Whose pictures all of them see.

    Attributes:
        code: The same.
        source: The same.
        key: Known to the tab alone in which it was opened; who has it may end the room.
        ended: Whether it was closed.
    """

    def __init__(self, code: str, source: str) -> None:
        self.code, self.source, self.ended = code, source, False
        self.key = secrets.token_urlsafe(24)
        self._rounds: list[Round] = []
        self._seen = time.monotonic()

    @property
    def used(self) -> float:
        """When somebody last did something in it, or looked at its results."""
        return max([self._seen, *(each.used for each in list(self._rounds))])

    def look(self) -> tuple[int, list[Guess]]:
        """How many play, and all their guesses."""
        self._seen = time.monotonic()
        rounds = list(self._rounds)
        return sum(each.playing for each in rounds), [guess for each in rounds for guess in list(each.guesses)]

    def join(self, round: Round) -> None:
        """Let one more play.

        Raises:
            GANBoardError: there are too many.
        """
        if len(self._rounds) >= PLAYERS:  # who only looked in makes room
            self._rounds = [each for each in self._rounds if each.playing]
        if len(self._rounds) >= PLAYERS:
            raise GANBoardError(N_("This room is full: {most} play in it already."), most=PLAYERS)
        self._rounds.append(round)


_rooms: dict[str, Classroom] = {}
_lock = threading.Lock()


def open_room(source: str) -> Classroom:
    """Open a room.

    Args:
        source: Id of a run, or of what is shipped.

    Raises:
        GANBoardError: there are too many.
    """
    with _lock:
        now = time.monotonic()
        for room in [room for room in _rooms.values() if now - room.used > REST]:
            _end(room)
        if len(_rooms) >= ROOMS:
            raise GANBoardError(
                N_("{most} rooms are open here already. Close one, or wait until one ends by itself."), most=ROOMS
            )
        code = _code()
        while code in _rooms:
            code = _code()
        _rooms[code] = Classroom(code, source)
        return _rooms[code]


def room_of(code: str) -> Classroom | None:
    """The room of a code as somebody types it; None where there is none."""
    room = _rooms.get(code.strip().upper())
    return room if room is not None and time.monotonic() - room.used <= REST else None


def close_room(code: str, key: Any) -> None:
    """End a room for all who play in it; nothing happens if there is none, or the key is another one's."""
    with _lock:
        if code in _rooms and _rooms[code].key == key:
            _end(_rooms[code])


def _end(room: Classroom) -> None:
    room.ended = True
    del _rooms[room.code]


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
