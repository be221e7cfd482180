"""The full sets, through Keras' own loaders: from Keras' cache, or from the network into it.

Keras draws its progress bar on stdout and sets no time limit, for the server or for DNS. So its loader works in a
thread of its own while the caller watches the files in the cache grow: that gives the progress, and an end to the wait.
Tried on Keras 3.15: a cached ``mnist.npz`` with a wrong hash is downloaded anew, and removed if that fails; the files
of Fashion-MNIST have no hash, and a damaged one stays in use until it is removed.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
import urllib.error
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from gzip import BadGzipFile
from pathlib import Path
from typing import TypeVar

import numpy as np

from ganboard.backend import keras
from ganboard.datasets.base import Data, Progress
from ganboard.errors import DatasetError
from ganboard.i18n import N_

ANSWER_SECONDS = 10.0
"""How long a server may keep silent."""
STALL_SECONDS = 15.0
"""How long nothing at all may arrive, name look-up and further addresses included."""

T = TypeVar("T")
_one_at_a_time = threading.Lock()  # Keras takes a file that another thread is still writing for a finished one


def full_set(name: str, files: dict[str, int], instead: int, progress: Progress | None = None) -> Data:
    """The 60,000 training images of a set that Keras knows.

    Args:
        name: The set's module in ``keras.datasets``.
        files: What Keras keeps of it: paths in its ``datasets`` folder, and their sizes in bytes.
        instead: How many images of this kind ship inside, for the message.
        progress: Told the part that is done, in the caller's thread. What it raises ends the wait and comes through.

    Returns:
        uint8 images, (count, 28, 28, 1), and labels from 0 to 9.

    Raises:
        DatasetError: no network, no answer, or a damaged file; within seconds.
    """
    load_data = getattr(keras.datasets, name).load_data
    folder = _cache()

    def load() -> Data:
        keras.config.disable_interactive_logging()  # for this thread alone: the progress bar would go to stdout
        try:
            with _one_at_a_time, _socket_timeout(ANSWER_SECONDS):
                (images, labels), _ = load_data()
            return _checked(images, labels)
        except (BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError):
            raise DatasetError(
                N_(
                    "The full set in {folder} is damaged. Remove it there, so that it is downloaded anew. "
                    "Until then the {count} images that come with GANBoard are used."
                ),
                folder=str((folder / next(iter(files))).parent),
                count=f"{instead:,}",
            ) from None
        except Exception as error:  # Keras raises a bare Exception where a download fails
            raise _no_download(_problem(error), instead) from None

    try:
        return watched(load, [folder / file for file in files], sum(files.values()), progress)
    except TimeoutError as error:
        raise _no_download(str(error), instead) from None


def watched(
    work: Callable[[], T],
    files: list[Path],
    total: int,
    progress: Progress | None = None,
    stall_seconds: float = STALL_SECONDS,
) -> T:
    """Do ``work`` in a thread and tell how much of its files has arrived.

    Args:
        work: What is done; it writes ``files``.
        files: They need not exist yet.
        total: Bytes they have together in the end.
        progress: Told the part that has arrived, and 1 at the end. What it raises leaves the work to itself.
        stall_seconds: The longest time without any change in the files.

    Returns:
        What ``work`` returned.

    Raises:
        TimeoutError: no change for ``stall_seconds``; the thread is left behind, at most until the process ends.
        Exception: what ``work`` raised.
    """
    future: Future[T] = Future()
    threading.Thread(target=_fulfil, args=(future, work), name="dataset-download", daemon=True).start()
    sizes, changed = None, time.monotonic()
    while not wait([future], timeout=0.1).done:
        now = [_size(file) for file in files]
        if now != sizes:
            sizes, changed = now, time.monotonic()
            if progress is not None:
                progress(min(sum(now) / total, 0.99))
        elif time.monotonic() - changed > stall_seconds:
            raise TimeoutError(f"nothing came for {stall_seconds:g} seconds")
    result = future.result()
    if progress is not None:
        progress(1.0)
    return result


def _fulfil(future: Future[T], work: Callable[[], T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # whatever it is, it belongs to the caller
        future.set_exception(error)


@contextmanager
def _socket_timeout(seconds: float) -> Iterator[None]:
    """Sockets made meanwhile get a time limit, in every thread: Keras leaves no other way in."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _no_download(problem: str, instead: int) -> DatasetError:
    return DatasetError(
        N_(
            "The full set could not be downloaded ({problem}). The {count} images that come with GANBoard are used "
            "instead; try again with a network connection."
        ),
        problem=problem,
        count=f"{instead:,}",
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _cache() -> Path:
    """Keras' ``datasets`` folder, found as ``keras.utils.get_file`` finds it."""
    home = os.path.expanduser(os.environ.get("KERAS_HOME", os.path.join("~", ".keras")))
    if not os.access(home, os.W_OK):
        home = os.path.join("/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir(), ".keras")
    return Path(home) / "datasets"


def _checked(images: np.ndarray, labels: np.ndarray) -> Data:
    if images.dtype != np.uint8 or images.shape != (len(labels), 28, 28) or not len(labels) or labels.max() > 9:
        raise ValueError("these are not labelled images of 28 pixels")
    return Data({"images": images[..., None], "labels": labels.astype(np.int32)})


def _problem(error: BaseException) -> str:
    """What the system said, without Keras' wrapping: ``"Connection refused"``."""
    if isinstance(error.__context__, urllib.error.URLError) and not isinstance(error, OSError):
        error = error.__context__
    reason: object = error
    if isinstance(error, urllib.error.URLError) and not isinstance(error, urllib.error.HTTPError):
        reason = error.reason
    return str(getattr(reason, "strerror", None) or reason or type(error).__name__)
