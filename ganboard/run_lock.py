"""The lock of the one process that trains a run. The system lets go of it when that process ends."""

from __future__ import annotations

import errno
from pathlib import Path

import filelock

from ganboard.errors import RunError
from ganboard.i18n import N_
from ganboard.storage import REFUSED, disk_message, naming

FILE = ".lock"
SECONDS = 0.5
"""How long to wait for it: one who only looks holds it for a moment."""
HELD = N_("The run {run} is being trained by another process. Stop it there first.")
NO_LOCKS = N_(
    "The folder {path} cannot be locked ({problem}), as on some network drives and shared folders. Without a lock two processes "
    "could train the same run. Use a folder on a disk of this computer: --out, or the variable GANBOARD_RUNS."
)


def acquire(folder: Path) -> filelock.BaseFileLock:
    """Take the lock of a run's folder.

    Raises:
        RunError: another process holds it, or the disk refuses it; then an ``OSError`` is the error's cause.
    """
    lock = _lock(folder, SECONDS)
    try:
        with naming(folder):
            lock.acquire()
    except filelock.Timeout:
        raise RunError(HELD, run=folder.name) from None
    except OSError as error:
        closed = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        raise RunError.saying(disk_message(error, folder, REFUSED if closed else NO_LOCKS)) from error
    return lock


def held(folder: Path) -> bool:
    """Whether a process holds the lock of a run's folder now."""
    if not (folder / FILE).exists():  # who only looks makes no file
        return False
    lock = _lock(folder, 0.0)
    try:
        lock.acquire()
    except filelock.Timeout:
        return True
    except OSError:  # a folder that may only be read, or knows no locks: nobody trains there
        return False
    lock.release()
    return False


def _lock(folder: Path, seconds: float) -> filelock.BaseFileLock:
    # Not bound to a thread: the engine takes it where it loads images and lets go of it where it trains.
    # No soft lock, which the system would not let go of when a process is killed.
    return filelock.FileLock(folder / FILE, timeout=seconds, thread_local=False, fallback_to_soft=False)
