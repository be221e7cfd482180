"""What is kept from one question to the next."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Values by key. Beyond ``most`` the longest unused are let go of, but none that is in use.

    A bare limit lets visitors throw out each other's: with one more of them than places everybody finds his own gone each
    time. So what was asked for within ``rest`` seconds stays, however many there are; a page asks more often than that.

    Any thread may use it.

    Args:
        most: How many values may stay that nobody uses.
        rest: Seconds after its last use for which a value is in use.
    """

    def __init__(self, most: int, rest: float) -> None:
        self._most, self._rest = most, rest
        self._held: OrderedDict[Any, tuple[T, float]] = OrderedDict()
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Any) -> T | None:
        """The value under a key, which is used by that; None if there is none."""
        with self._lock:
            return self.put(key, self._held[key][0]) if key in self._held else None

    def put(self, key: Any, value: T) -> T:
        """Keep a value under a key, and give it back."""
        now = time.monotonic()
        with self._lock:
            self._held[key] = value, now
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                oldest, (_, used) = next(iter(self._held.items()))
                if oldest == key or now - used <= self._rest:
                    break
                del self._held[oldest]
        return value

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """The value under a key, made if there is none."""
        held = self.get(key)
        return self.put(key, make()) if held is None else held

    def drop(self, key: Any) -> None:
        """Let go of a value; nothing happens if there is none."""
        with self._lock:
            self._held.pop(key, None)
