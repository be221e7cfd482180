"""Work that needs no TensorFlow and would hold up the training: in a thread beside the one that computes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def in_background(work: Callable[[], T], name: str) -> Future[T]:
    """Do something in a thread of its own, which does not hold up the end of the process.

    Args:
        work: What to do.
        name: Of the thread.
    """
    future: Future[T] = Future()

    def fulfil() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # it belongs to who asks for the result
            future.set_exception(error)

    threading.Thread(target=fulfil, name=name, daemon=True).start()
    return future
