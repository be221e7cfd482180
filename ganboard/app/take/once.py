"""What several ask for at the same time is made once for all of them: a whole class presses the same button."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Makers with threads of their own, so that no page's requests wait for them.

    Args:
        at_once: How many things are made at the same time; the others wait.
    """

    def __init__(self, at_once: int) -> None:
        self._makers = ThreadPoolExecutor(at_once, "take")
        self._lock = Lock()
        self._going: dict[Hashable, Future[T]] = {}

    def ask(self, key: Hashable, make: Callable[[], T]) -> Future[T]:
        """What is being made by this key; begun now where it is not."""
        with self._lock:
            going = self._going.get(key)
            if going is None:
                going = self._going[key] = self._makers.submit(self._made, key, make)
        return going

    def _made(self, key: Hashable, make: Callable[[], T]) -> T:
        try:
            return make()
        finally:  # whoever asks from now on gets what is new
            with self._lock:
                del self._going[key]
