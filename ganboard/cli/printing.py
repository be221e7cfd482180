"""stdin, stdout and stderr that the caller closed, or that nobody reads any more, or whose disk is full."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

from ganboard.errors import reason


class Notes(io.TextIOWrapper):
    """A stderr that takes everything: work does not end because a note about it cannot be printed."""

    def write(self, text: str) -> int:
        """Its length, whether or not it could be written."""
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Write out what can be."""
        with suppress(OSError):
            super().flush()


def own_streams() -> None:
    """Have stdin, stdout and stderr be there, whatever the caller closed: else the next file that is opened takes the place of one.

    What is printed into a closed stdout is refused, as by a full disk; what goes to a closed stderr goes nowhere.
    """
    for number, flags in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free
    sys.stdin = sys.stdin or io.TextIOWrapper(io.FileIO(0, closefd=False))
    sys.stdout = sys.stdout or io.TextIOWrapper(_writer(1), "utf-8")
    if sys.stderr is None:
        sys.stderr = Notes(_writer(2), "utf-8")
    elif isinstance(sys.stderr, io.TextIOWrapper):  # which stays as well, for who holds it
        sys.stderr = Notes(sys.stderr.buffer, sys.stderr.encoding, sys.stderr.errors, line_buffering=True)


def unprinted() -> int:
    """Write out what was printed. Where that does not work it is said, but for a reader that has seen enough, as in ``... | head``.

    Returns:
        The exit status for that: 1 for such a reader, 2 for what else refuses it; 0 where all was printed.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        give_up()
        if isinstance(error, BrokenPipeError):
            return 1
        print(f"error: What this command found could not be printed: {reason(error)}.", file=sys.stderr)
        return 2
    return 0


def give_up() -> None:
    """Have what is left to be printed go nowhere: it would be tried again, and fail, at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _writer(number: int) -> io.BufferedWriter:
    return io.BufferedWriter(io.FileIO(number, "w", closefd=False))
